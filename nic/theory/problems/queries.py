"""Every read of problems of practice."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from nic.kernel.database import db
from nic.kernel.scope import Scope
from nic.organizations import queries as organizations
from nic.organizations.models import Network, Team
from nic.theory.problems.models import Problem, ProblemStatus
from nic.theory.queries import with_owner

STATUS_ORDER = (
    ProblemStatus.IN_WORK,
    ProblemStatus.CHOSEN,
    ProblemStatus.PROPOSED,
    ProblemStatus.SOLVED,
    ProblemStatus.PARKED,
)


def load_problem(scope: Scope, problem_id: int) -> Problem:
    """A problem of practice with its evidence, archived or not. Raises NotFoundInScope."""
    problem: Problem = organizations.one(
        select(Problem)
        .options(
            *with_owner(Problem),
            selectinload(Problem.evidence),
            joinedload(Problem.merged_into),
            joinedload(Problem.fishbone),
        )
        .where(Problem.id == problem_id, organizations.in_circle(scope, Problem))
    )
    return problem


def readable_problems(scope: Scope, problem_ids: Collection[int]) -> dict[int, Problem]:
    """Those of some problems that the person may read, by key."""
    statement = (
        select(Problem)
        .options(*with_owner(Problem))
        .where(Problem.id.in_(problem_ids), organizations.in_circle(scope, Problem))
    )
    return {problem.id: problem for problem in db.session.scalars(statement).unique()}


def hold_problems(scope: Scope, owner: Team | Network) -> Sequence[Problem]:
    """All problems of an owner as they stand now, held until the transaction ends: one at a time merges them."""
    statement = _of(owner, scope).with_for_update(of=Problem).execution_options(populate_existing=True)
    return db.session.scalars(statement).all()


def _of(owner: Team | Network, scope: Scope) -> Select[Problem]:
    owned = Problem.team_id == owner.id if isinstance(owner, Team) else Problem.network_id == owner.id
    return select(Problem).where(owned, organizations.in_circle(scope, Problem)).order_by(Problem.id)


def problems_of(scope: Scope, owner: Team | Network) -> Sequence[Problem]:
    """Every problem of a team or network: those in work first, parked, merged and archived last, then the oldest."""
    problems = db.session.scalars(_of(owner, scope)).all()
    for problem in problems:
        set_committed_value(problem, "team" if isinstance(owner, Team) else "network", owner)
        set_committed_value(problem, "network" if isinstance(owner, Team) else "team", None)
    order = {status: place for place, status in enumerate(STATUS_ORDER)}
    return sorted(problems, key=lambda each: (not each.is_active, order[each.status], each.id))


def load_ground_of_team(scope: Scope, team_id: int) -> Team:
    """The team whose problems are voted on, for its circle. Raises NotFoundInScope."""
    return organizations.load_team_in_circle(scope, team_id)


def load_ground_of_network(scope: Scope, network_id: int) -> Network:
    """The network whose problems are voted on. Raises NotFoundInScope."""
    return organizations.load_network(scope, network_id)


def merged_below(problems: Sequence[Problem]) -> dict[int, list[Problem]]:
    """What was merged into each problem, directly or by way of others."""
    by_id = {problem.id: problem for problem in problems}
    below: dict[int, list[Problem]] = {}
    for problem in problems:
        target, seen = problem, {problem.id}
        while target.merged_into_id is not None and target.merged_into_id in by_id:
            target = by_id[target.merged_into_id]
            if target.id in seen:
                break
            seen.add(target.id)
        if target is not problem:
            below.setdefault(target.id, []).append(problem)
    return below
