"""Every write to problems of practice."""

from collections.abc import Mapping
from typing import Any

from nic.kernel import audit, clock
from nic.kernel.archiving import archive, restore
from nic.kernel.errors import DomainError, MoveNotAllowed, needed
from nic.kernel.scope import Scope, actor_of
from nic.kernel.transactions import check_version
from nic.organizations.models import Network, Team
from nic.theory.problems import queries
from nic.theory.problems.models import Problem, ProblemStatus, SizeAnswer, SizePrompt

WORDS = ("how_we_know", "whom_it_affects", "scope_note")


def propose_problem(
    scope: Scope,
    owner: Team | Network,
    *,
    statement: str,
    how_we_know: str = "",
    whom_it_affects: str = "",
    scope_note: str = "",
    right_size: Mapping[str, str] | None = None,
) -> Problem:
    """Proposes a problem of practice to a team or network."""
    problem = Problem(
        team=owner if isinstance(owner, Team) else None,
        network=owner if isinstance(owner, Network) else None,
        statement=_stated(statement),
        how_we_know=how_we_know,
        whom_it_affects=whom_it_affects,
        scope_note=scope_note,
        right_size=_answered(right_size or {}),
        proposed_by_id=actor_of(scope)[0],
    )
    audit.record(scope, "proposed", problem)
    return problem


def edit_problem(scope: Scope, problem: Problem, version: int | None, **words: Any) -> Problem:
    """Rewords a problem; what is not named stays. Raises StaleVersion where somebody else did so meanwhile."""
    current = {name: getattr(problem, name) for name in ("statement", *WORDS)}
    check_version(problem, version, current | (problem.right_size or {}))
    if "statement" in words:
        problem.statement = _stated(words["statement"])
    for name in WORDS:
        setattr(problem, name, words.get(name, current[name]))
    if "right_size" in words:
        problem.right_size = _answered(words["right_size"])
    audit.record(scope, "reworded", problem)
    return problem


def set_problem_status(scope: Scope, problem: Problem, status: ProblemStatus, reason: str = "") -> Problem:
    """Moves a problem on (or back), with a reason; parking needs one. Raises MoveNotAllowed, DomainError."""
    if status is problem.status:
        return problem
    if not problem.is_active or status not in problem.status.may_become:
        raise MoveNotAllowed(
            f"A problem that is {problem.status.label} cannot become {status.label}.", "status"
        )
    if status is ProblemStatus.PARKED:
        reason = needed(reason, "reason", "Say why you park this problem.")
    problem.status = status
    problem.status_reason = reason.strip()
    audit.record(scope, f"marked as {status.label}", problem)
    return problem


def merge_problem(scope: Scope, problem: Problem, target_id: int) -> Problem:
    """Puts a proposal under another problem of the same owner: from now on its dots count there.

    No dot moves, so nobody's dots become more, and :func:`unmerge_problem` gives back what was. Raises DomainError.
    """
    problems = {each.id: each for each in queries.hold_problems(scope, problem.owner)}
    target = problems.get(target_id)
    if target is None or not target.is_active:
        raise DomainError("This problem is not there to merge into any more. Choose another.", "target")
    if not problem.is_active or problem.status is not ProblemStatus.PROPOSED:
        raise MoveNotAllowed("Only a proposal can be merged.", "target")
    if target.id == problem.id:
        raise DomainError("A problem cannot be merged into itself.", "target")
    problem.merged_into_id, problem.merged_at = target.id, clock.now()
    audit.record(scope, "merged", problem, details={"into_id": target.id})
    audit.record(scope, "merged another into", target, details={"merged_id": problem.id})
    return problem


def unmerge_problem(scope: Scope, problem: Problem) -> Problem:
    """Undoes a merge: the proposal stands for itself again, with its dots."""
    target = problem.merged_into
    if target is not None:
        problem.merged_into, problem.merged_into_id, problem.merged_at = None, None, None
        audit.record(scope, "undid the merging of", problem)
        audit.record(scope, "undid a merging into", target, details={"merged_id": problem.id})
    return problem


def archive_problem(scope: Scope, problem: Problem) -> Problem:
    """Puts a problem away; it can be restored."""
    return archive(scope, problem)


def restore_problem(scope: Scope, problem: Problem) -> Problem:
    """Takes a problem back out of the archive, as it was."""
    return restore(scope, problem)


def _stated(statement: str) -> str:
    return needed(statement, "statement", "Write what the problem is.")


def _answered(given: Mapping[str, str]) -> dict[str, str]:
    """The answers to the prompts that were answered."""
    prompts = {prompt.value for prompt in SizePrompt}
    return {name: SizeAnswer(answer).value for name, answer in given.items() if name in prompts and answer}
