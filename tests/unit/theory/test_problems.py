"""Problems of practice: every move between statuses, versions, the archive."""

import pytest

from nic.kernel.audit import entries_for
from nic.kernel.errors import DomainError, MoveNotAllowed, NotFoundInScope, StaleVersion
from nic.kernel.intent import Intent, declare
from nic.theory.problems import operations, queries
from nic.theory.problems.models import STATUS_MOVES, ProblemStatus


@pytest.fixture
def teacher(scope_for):
    with declare(Intent.WRITE):
        yield scope_for("teacher")


@pytest.fixture
def problem(teacher, world):
    return queries.load_problem(teacher, world["elm_problem"])


@pytest.mark.parametrize("start", list(ProblemStatus))
@pytest.mark.parametrize("target", list(ProblemStatus))
def test_every_pair_of_statuses(teacher, problem, start, target):
    problem.status = start
    if target in STATUS_MOVES[start]:
        operations.set_problem_status(teacher, problem, target, "because")
        assert problem.status is target
        assert problem.status_reason == "because"
    elif target is start:
        assert operations.set_problem_status(teacher, problem, target).status is start
    else:
        with pytest.raises(MoveNotAllowed, match=f"is {start.label} cannot become {target.label}"):
            operations.set_problem_status(teacher, problem, target, "because")


def test_parking_asks_why(teacher, problem):
    with pytest.raises(DomainError, match="why you park") as refused:
        operations.set_problem_status(teacher, problem, ProblemStatus.PARKED, "  ")
    assert refused.value.field == "reason"


def test_a_stale_form_is_refused_with_what_stands_now(teacher, problem):
    opened = problem.version
    operations.edit_problem(teacher, problem, opened, statement="Three students do the talking.")
    with pytest.raises(StaleVersion) as stale:
        operations.edit_problem(teacher, problem, opened, statement="Nobody talks.")
    assert stale.value.current["statement"] == "Three students do the talking."


def test_an_empty_statement_is_refused(teacher, problem):
    with pytest.raises(DomainError, match="Write what the problem is"):
        operations.edit_problem(teacher, problem, problem.version, statement=" ")


def test_archive_and_restore(teacher, problem, world):
    operations.archive_problem(teacher, problem)
    assert queries.problems_of(teacher, problem.owner)[-1].is_archived
    with pytest.raises(MoveNotAllowed):
        operations.set_problem_status(teacher, problem, ProblemStatus.CHOSEN)
    operations.restore_problem(teacher, problem)
    assert not problem.is_archived
    assert [entry.verb for entry in entries_for("problem", problem.id)] == [
        "restored",
        "archived",
        "proposed",
    ]


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("teacher", {"elm", "network"}),
        ("coach", {"elm", "network"}),
        ("hub", {"elm", "oak", "network"}),
        ("peer", {"oak", "network"}),
        ("district", {"network"}),
        ("school", {"network"}),
        ("agency", {"network"}),
        ("neighbor", set()),
        ("outsider", set()),
        ("foreign", set()),
    ],
)
def test_who_reads_which_problem(scope_for, world, name, seen):
    scope, found = scope_for(name), set()
    for key in ("elm", "oak", "network"):
        try:
            found.add(key if queries.load_problem(scope, world[f"{key}_problem"]) else "")
        except NotFoundInScope:
            continue
    assert found == seen
