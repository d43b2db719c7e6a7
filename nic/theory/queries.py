"""Every read of theories."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, false, or_, select, true
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from nic.kernel.database import db
from nic.kernel.errors import NotFoundInScope
from nic.kernel.scope import Person, Scope, System
from nic.kernel.statements import per_scope
from nic.organizations import queries as organizations
from nic.organizations.models import Network, NetworkTeam, Organization, Team
from nic.theory.graph import OutlineRow, outline
from nic.theory.models import Node, NodeLink, Theory
from nic.theory.plain import Key, PlainNode, PlainTheory

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


def owned_by(model: Any, owner: Team | Network) -> Any:
    """A filter: what belongs to a team or network."""
    return model.team_id == owner.id if isinstance(owner, Team) else model.network_id == owner.id


def _theories(scope: Scope) -> Select[Theory]:
    return _theories_of_loaded_owner(scope).options(*with_owner(Theory))


def _theories_of_loaded_owner(scope: Scope) -> Select[Theory]:
    """Without the team or network, which the page of either has loaded."""
    return (
        select(Theory)
        .options(joinedload(Theory.nodes).joinedload(Node.parent_links))
        .where(drafts_readable(scope))
    )


def drafts_readable(scope: Scope) -> ColumnElement[bool]:
    """A filter on Theory: those that the person may read while they are written; of networks, the hub's own.

    All others of a network read its published versions (``nic.theory.versions``).
    """
    of_teams = (
        exists().where(Team.id == Theory.team_id, organizations.team_in_circle(scope)).correlate_except(Team)
    )
    match scope:
        case System():
            return true()
        case Person(identity):
            return or_(of_teams, Theory.network_id.in_(identity.hub_network_ids))
        case _:
            return false()


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


def plain_theory_of_team(scope: Scope, team_id: int) -> PlainTheory | None:
    """A team's own theory to be read only, without what is archived; None as in ``theory_of_team``."""
    rows = db.session.connection().execute(_plain_theory_of_team(scope), {"team_id": team_id}).all()
    if not rows:
        return None
    nodes: dict[Key, PlainNode] = {}
    links: list[tuple[int, int, int]] = []
    for row in rows:
        nodes[row.id] = PlainNode(row.id, row.kind, row.text)
        if row.parent_id is not None:
            links.append((row.position, row.id, row.parent_id))
    below: dict[Key, tuple[Key, ...]] = {}
    for _, child, parent in sorted(links):
        if parent in nodes:
            below[parent] = (*below.get(parent, ()), child)
    aim = rows[0]
    return PlainTheory(nodes, below, aim.aim_for_whom, aim.aim_how_much, aim.aim_by_when, aim.aim_baseline)


@per_scope
def _plain_theory_of_team(scope: Scope) -> Select[Any]:
    theory, node, link = Theory.__table__, Node.__table__, NodeLink.__table__
    return (
        select(
            theory.c.aim_for_whom,
            theory.c.aim_how_much,
            theory.c.aim_by_when,
            theory.c.aim_baseline,
            node.c.id,
            node.c.kind,
            node.c.text,
            link.c.parent_id,
            link.c.position,
        )
        .select_from(
            theory.join(node, node.c.theory_id == theory.c.id).outerjoin(link, link.c.child_id == node.c.id)
        )
        .where(theory.c.team_id == bindparam("team_id"), node.c.archived_at.is_(None), drafts_readable(scope))
        .order_by(node.c.id)
    )


def theory_of_network(scope: Scope, network_id: int) -> Theory | None:
    """A network's theory with its nodes and links; None where it has none or the person may not see it."""
    return next(iter(_found(_theory_of_network(scope), network_id=network_id)), None)


@per_scope
def _theory_of_network(scope: Scope) -> Select[Theory]:
    return _theories_of_loaded_owner(scope).where(Theory.network_id == bindparam("network_id"))


def theory_of(scope: Scope, owner: Team | Network) -> Theory | None:
    """The theory of a team or network; None where it has none or the person may not see it."""
    return theory_of_team(scope, owner.id) if isinstance(owner, Team) else theory_of_network(scope, owner.id)


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
