"""The cycles of one change idea, across teams, as far as a person may read them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select, union
from sqlalchemy.orm import joinedload

from nic.cycles.models import Cycle
from nic.cycles.queries.sight import cycles_with_team, visible
from nic.kernel.database import db
from nic.kernel.scope import Scope
from nic.organizations import queries as organizations
from nic.organizations.models import NetworkTeam

MOST = 80
"""So many cycles at most stand on one ramp."""


def load_cycle_by_key(scope: Scope, cycle_id: int) -> Cycle:
    """A cycle that the person may read. Raises NotFoundInScope."""
    cycle: Cycle = organizations.one(
        cycles_with_team().options(joinedload(Cycle.change_idea)).where(Cycle.id == cycle_id, visible(scope))
    )
    return cycle


def ramp_of(scope: Scope, cycle: Cycle) -> Sequence[Cycle]:
    """The cycles of the idea of a cycle, by time: on the same idea, in the same words, continued, or taken up."""
    first = _found(scope, _same_idea(cycle))
    keys = {cycle.id, *(each.id for each in first)}
    before = {each.previous_id for each in first} | {each.cloned_from_id for each in first}
    named = {cycle.id, *(key for key in before if key is not None)} - {each.id for each in first}
    linked = _found(scope, (Cycle.id.in_(named), Cycle.previous_id.in_(keys), Cycle.cloned_from_id.in_(keys)))
    found = {each.id: each for each in (*first, *linked)}
    return sorted(found.values(), key=lambda each: (each.created_at, each.id))


def _same_idea(cycle: Cycle) -> list[ColumnElement[bool]]:
    """On the same change idea; or in the same words, by the same team or one that shares a network with it."""
    teams = select(NetworkTeam.team_id).where(
        NetworkTeam.network_id.in_(cycle.team.network_ids), NetworkTeam.left_on.is_(None)
    )
    words = func.lower(Cycle.idea_text) == cycle.idea_text.lower()
    same: list[ColumnElement[bool]] = [
        (Cycle.team_id == cycle.team_id) & words,
        Cycle.team_id.in_(teams) & words,
    ]
    if cycle.change_idea_id is not None:
        same.append(Cycle.change_idea_id == cycle.change_idea_id)
    return same


def _found(scope: Scope, wheres: Sequence[ColumnElement[bool]]) -> Sequence[Cycle]:
    """The cycles to which one of the conditions applies, each of them answered by an index of its own."""
    keys = union(*(select(Cycle.id).where(where) for where in wheres))
    statement = (
        cycles_with_team()
        .where(Cycle.id.in_(keys.scalar_subquery()), visible(scope))
        .order_by(Cycle.id.desc())
        .limit(MOST)
    )
    return db.session.scalars(statement).unique().all()
