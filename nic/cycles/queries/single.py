"""Reads of one cycle, of its notes and of those that follow it."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from nic.cycles.models import Cycle, CycleState, LogEntry
from nic.cycles.queries.sight import cycles_with_team, in_circle, visible, whole_cycles
from nic.kernel.database import db
from nic.kernel.scope import Scope
from nic.kernel.statements import per_scope
from nic.organizations import queries as organizations
from nic.organizations.models import Team


def load_cycle(scope: Scope, team_id: int, cycle_id: int) -> Cycle:
    """A cycle that the person may read: of their circle, or shared with a network they see. Raises NotFoundInScope."""
    statement = whole_cycles().where(Cycle.id == cycle_id, Cycle.team_id == team_id, visible(scope))
    cycle: Cycle = organizations.one(statement)
    return cycle


def load_cycle_in_circle(scope: Scope, cycle_id: int) -> Cycle:
    """A cycle whose notes and history the person may read. Raises NotFoundInScope."""
    cycle: Cycle = organizations.one(whole_cycles().where(Cycle.id == cycle_id, in_circle(scope)))
    return cycle


def load_log_entry(scope: Scope, entry_id: int) -> LogEntry:
    """A weekly note of a cycle of the circle. Raises NotFoundInScope."""
    entry: LogEntry = organizations.one(
        select(LogEntry)
        .join(LogEntry.cycle)
        .options(joinedload(LogEntry.cycle).joinedload(Cycle.team).selectinload(Team.network_links))
        .where(LogEntry.id == entry_id, in_circle(scope))
    )
    return entry


def log_entries(scope: Scope, cycle_ids: Collection[int]) -> dict[int, list[LogEntry]]:
    """The weekly notes of cycles of the circle, by cycle, in the order of the weeks."""
    statement = (
        select(LogEntry)
        .join(LogEntry.cycle)
        .where(LogEntry.cycle_id.in_(cycle_ids), in_circle(scope))
        .order_by(LogEntry.week_start, LogEntry.id)
    )
    entries: dict[int, list[LogEntry]] = {cycle_id: [] for cycle_id in cycle_ids}
    for entry in db.session.scalars(statement):
        entries[entry.cycle_id].append(entry)
    return entries


def log_entry_sent_before(scope: Scope, client_uuid: UUID) -> LogEntry | None:
    """The note that was saved under a UUID, where the person may see it."""
    found: LogEntry | None = db.session.scalar(_note_by_mark(scope), {"client_uuid": client_uuid})
    return found


@per_scope
def _note_by_mark(scope: Scope) -> Select[Any]:
    return (
        select(LogEntry)
        .join(LogEntry.cycle)
        .where(LogEntry.client_uuid == bindparam("client_uuid"), in_circle(scope))
    )


def cycle_sent_before(scope: Scope, client_uuid: UUID) -> Cycle | None:
    """The cycle that was planned under a UUID, where the person may see it."""
    return _one_or_none(whole_cycles().where(Cycle.client_uuid == client_uuid, in_circle(scope)))


def _one_or_none(statement: Select[Any]) -> Cycle | None:
    cycle: Cycle | None = db.session.scalars(statement).unique().one_or_none()
    return cycle


def hold_team(_scope: Scope, team: Team) -> None:
    """Waits until nobody else plans a cycle of a team; nobody does until the transaction ends."""
    db.session.execute(select(Team.id).where(Team.id == team.id).with_for_update())


def next_number(_scope: Scope, team: Team) -> int:
    """The number of a team's next cycle. The team is held until the commit, so that no two get the same."""
    hold_team(_scope, team)
    return (db.session.scalar(select(func.max(Cycle.number)).where(Cycle.team_id == team.id)) or 0) + 1


def next_cycles(scope: Scope, cycle: Cycle) -> Sequence[Cycle]:
    """The cycles that continue a cycle, as far as the person may see them, oldest first."""
    statement = (
        cycles_with_team()
        .where(Cycle.previous_id == cycle.id, visible(scope))
        .order_by(Cycle.number, Cycle.id)
    )
    return db.session.scalars(statement).unique().all()


def planned_next(scope: Scope, cycle: Cycle) -> Cycle | None:
    """The planned cycle that continues a cycle already, where there is one."""
    statement = whole_cycles().where(
        Cycle.previous_id == cycle.id, Cycle.state == CycleState.PLANNED, in_circle(scope)
    )
    return _one_or_none(statement.order_by(Cycle.number).limit(1))
