"""The kind of thing that the sub-room owns."""

from flask import url_for

from nic.kernel.house import SubjectKind
from nic.theory.problems import queries
from nic.theory.problems.models import Problem
from nic.theory.problems.policy import ProblemPermission as Can
from nic.theory.talk import talk_about

PROBLEM = SubjectKind(
    key="problem",
    name="problem of practice",
    model=Problem,
    load=queries.load_problem,
    view=Can.VIEW_PROBLEM,
    title=lambda problem: problem.statement,
    address=lambda problem: url_for("problems.problem", problem_id=problem.id),
    texts=("statement", "how_we_know", "whom_it_affects", "scope_note", "status_reason"),
    labels={
        "how_we_know": "How we know",
        "scope_note": "What belongs to it",
        "status_reason": "Why",
        "archived_at": "Archived",
        "merged_at": "Merged",
    },
    talk=talk_about(Can.VIEW_PROBLEM, queries.readable_problems, lambda problem: problem.owner),
)
