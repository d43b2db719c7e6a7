"""Every read of problems of practice and theories."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from nic.kernel.database import db
from nic.kernel.errors import NotFoundInScope
from nic.kernel.scope import Scope
from nic.kernel.statements import per_scope
from nic.organizations import queries as organizations
from nic.organizations.models import Network, NetworkTeam, Organization, Team
from nic.theory.graph import OutlineRow, in_order, outline
from nic.theory.models import Node, NodeKind, Problem, ProblemStatus, Theory

__all__ = ["OutlineRow", "outline"]


def with_owner(model: Any) -> tuple[Any, ...]:
    """What makes the ``place`` and the breadcrumbs of something owned readable without further queries."""
    return (
        joinedload(model.team).options(
            joinedload(Team.school).joinedload(Organization.parent),
            selectinload(Team.network_links).joinedload(NetworkTeam.network),
        ),
        joinedload(model.network).joinedload(Network.agency),
    )


def load_owner(scope: Scope, team_id: int | None = None, network_id: int | None = None) -> Team | Network:
    """The team or network named in an address. Raises NotFoundInScope."""
    if team_id is not None:
        return organizations.load_team(scope, team_id)
    assert network_id is not None  # noqa: S101  the address names one of the two
    return organizations.load_network(scope, network_id)


def _owned_by(model: Any, owner: Team | Network) -> Any:
    return model.team_id == owner.id if isinstance(owner, Team) else model.network_id == owner.id


def load_problem(scope: Scope, problem_id: int) -> Problem:
    """A problem of practice, archived or not. Raises NotFoundInScope."""
    problem: Problem = organizations.one(
        select(Problem)
        .options(*with_owner(Problem))
        .where(Problem.id == problem_id, organizations.in_circle(scope, Problem))
    )
    return problem


def problems_of(scope: Scope, owner: Team | Network) -> Sequence[Problem]:
    """The problems of a team or network: those in work first, parked and archived last, then the oldest."""
    statement = (
        select(Problem)
        .options(*with_owner(Problem))
        .where(_owned_by(Problem, owner), organizations.in_circle(scope, Problem))
        .order_by(Problem.id)
    )
    order = {status: place for place, status in enumerate(_STATUS_ORDER)}
    problems = db.session.scalars(statement).unique().all()
    return sorted(problems, key=lambda problem: (problem.is_archived, order[problem.status], problem.id))


_STATUS_ORDER = (
    ProblemStatus.IN_WORK,
    ProblemStatus.CHOSEN,
    ProblemStatus.PROPOSED,
    ProblemStatus.SOLVED,
    ProblemStatus.PARKED,
)


def _theories(scope: Scope) -> Select[Theory]:
    return _theories_of_loaded_owner(scope).options(*with_owner(Theory))


def _theories_of_loaded_owner(scope: Scope) -> Select[Theory]:
    """Without the team or network, which the page of either has loaded."""
    return (
        select(Theory)
        .options(joinedload(Theory.nodes).joinedload(Node.parent_links))
        .where(organizations.in_circle(scope, Theory))
    )


def _found(statement: Select[Theory], **values: Any) -> Sequence[Theory]:
    """The theories of a statement; each node knows its theory without being asked for it again."""
    theories: Sequence[Theory] = db.session.scalars(statement, values).unique().all()
    for theory in theories:
        for node in theory.nodes:
            set_committed_value(node, "theory", theory)
    return theories


def theory_of_team(scope: Scope, team_id: int) -> Theory | None:
    """A team's own theory with its nodes and links; None where it has none or the person may not see it."""
    return next(iter(_found(_theory_of_team(scope), team_id=team_id)), None)


@per_scope
def _theory_of_team(scope: Scope) -> Select[Theory]:
    return _theories_of_loaded_owner(scope).where(Theory.team_id == bindparam("team_id"))


def theory_of_network(scope: Scope, network_id: int) -> Theory | None:
    """A network's theory with its nodes and links; None where it has none or the person may not see it."""
    return next(iter(_found(_theory_of_network(scope), network_id=network_id)), None)


@per_scope
def _theory_of_network(scope: Scope) -> Select[Theory]:
    return _theories_of_loaded_owner(scope).where(Theory.network_id == bindparam("network_id"))


def theory_of(scope: Scope, owner: Team | Network) -> Theory | None:
    """The theory of a team or network; None where it has none or the person may not see it."""
    return theory_of_team(scope, owner.id) if isinstance(owner, Team) else theory_of_network(scope, owner.id)


def theories_of_networks(scope: Scope, network_ids: Iterable[int]) -> Sequence[Theory]:
    """The theories of networks, with their nodes and links, by the network's name."""
    statement = _theories(scope).where(Theory.network_id.in_(list(network_ids)))
    return sorted(_found(statement), key=lambda theory: (theory.owner.name, theory.id))


def load_theory(scope: Scope, theory_id: int) -> Theory:
    """A theory with its nodes and links. Raises NotFoundInScope."""
    return _one(_theories(scope).where(Theory.id == theory_id))


def _one(statement: Select[Theory]) -> Theory:
    for theory in _found(statement):
        return theory
    raise NotFoundInScope


def hold_theory(scope: Scope, theory: Theory) -> Theory:
    """A theory as it stands now, held until the transaction ends: one at a time changes how its nodes are linked."""
    db.session.execute(select(Theory.id).where(Theory.id == theory.id).with_for_update())
    fresh = _theories_of_loaded_owner(scope).where(Theory.id == theory.id)
    return _one(fresh.execution_options(populate_existing=True))


def load_node(scope: Scope, node_id: int) -> Node:
    """A node, archived or not, with the whole theory around it. Raises NotFoundInScope."""
    statement = _theories(scope).where(
        Theory.id == select(Node.theory_id).where(Node.id == node_id).scalar_subquery()
    )
    return next(node for node in _one(statement).nodes if node.id == node_id)


def change_ideas(scope: Scope, team: Team) -> Sequence[Node]:
    """The change ideas that a team may test, in outline order: its own, then those of its networks."""
    statement = _theories(scope).where((Theory.team_id == team.id) | Theory.network_id.in_(team.network_ids))
    theories = sorted(_found(statement), key=lambda each: (each.team_id is None, each.id))
    return [node for theory in theories for node in in_order(theory) if node.kind is NodeKind.CHANGE_IDEA]
