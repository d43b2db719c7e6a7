"""The kinds of thing that the sub-room owns."""

from flask import url_for

from nic.kernel.house import SubjectKind
from nic.theory.fishbones import models, queries
from nic.theory.problems.policy import ProblemPermission as Can

FISHBONE = SubjectKind(
    key="fishbone",
    name="fishbone",
    model=models.Fishbone,
    load=queries.load_fishbone,
    view=Can.VIEW_PROBLEM,
    title=lambda fishbone: fishbone.problem.statement,
    address=lambda fishbone: url_for("fishbones.fishbone", problem_id=fishbone.problem_id),
    labels={"category_set": "Categories"},
)
CAUSE = SubjectKind(
    key="cause",
    name="cause",
    model=models.Cause,
    load=queries.load_cause,
    view=Can.VIEW_PROBLEM,
    title=lambda cause: cause.text,
    address=lambda cause: url_for("fishbones.cause", cause_id=cause.id),
    texts=("text",),
    labels={
        "text": "Words",
        "is_root": "Root cause",
        "within_control": "Within our control",
        "archived_at": "Archived",
    },
)
