"""Cycles and their notes for whoever removes words for good: an administrator of their agency need not read them."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from nic.cycles.models import Cycle, LogEntry
from nic.cycles.queries.sight import visible, whole_cycles
from nic.kernel.database import db
from nic.kernel.identity import Role
from nic.kernel.scope import Person, Scope
from nic.organizations import queries as organizations
from nic.organizations.models import Team


def _administered(scope: Scope) -> ColumnElement[bool]:
    """A filter on Cycle: those of the agencies of which the person is administrator."""
    parts = scope.identity.with_roles(Role.AGENCY_ADMIN) if isinstance(scope, Person) else ()
    return Cycle.agency_id.in_({part.agency_id for part in parts})


def load_cycle_to_remove_from(scope: Scope, cycle_id: int) -> Cycle:
    """A cycle that the person may read, or of whose agency they are administrator. Raises NotFoundInScope."""
    seen = or_(visible(scope), _administered(scope))
    cycle: Cycle = organizations.one(whole_cycles().where(Cycle.id == cycle_id, seen))
    return cycle


def notes_to_remove_from(scope: Scope, cycles: Collection[Cycle]) -> Sequence[LogEntry]:
    """The weekly notes of cycles of the administrator's agency, in the order of the weeks."""
    statement = (
        select(LogEntry)
        .join(LogEntry.cycle)
        .options(joinedload(LogEntry.cycle).joinedload(Cycle.team).selectinload(Team.network_links))
        .where(LogEntry.cycle_id.in_({cycle.id for cycle in cycles}), _administered(scope))
        .order_by(LogEntry.week_start, LogEntry.id)
    )
    return db.session.scalars(statement).all()


def linked_cycles(scope: Scope, cycle: Cycle) -> Sequence[Cycle]:
    """The other cycles of the agency that words may have passed to or come from: continued or taken up, over any number
    of steps."""
    found, fresh = {cycle.id}, {cycle.id}
    while fresh:
        linked = select(Cycle.id, Cycle.previous_id, Cycle.cloned_from_id).where(
            or_(Cycle.id.in_(fresh), Cycle.previous_id.in_(fresh), Cycle.cloned_from_id.in_(fresh))
        )
        keys = {key for row in db.session.execute(linked) for key in row if key is not None}
        fresh = keys - found
        found |= keys
    statement = (
        whole_cycles().where(Cycle.id.in_(found - {cycle.id}), _administered(scope)).order_by(Cycle.id)
    )
    return db.session.scalars(statement).unique().all()
