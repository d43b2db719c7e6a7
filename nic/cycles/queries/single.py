"""Reads of one cycle, of its notes and of those that follow it."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from nic.cycles.fields import ROW_KINDS
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


def readable_cycles(scope: Scope, cycle_ids: Collection[int]) -> dict[int, Cycle]:
    """Those of some cycles that the person may read, by key."""
    statement = cycles_with_team().where(Cycle.id.in_(cycle_ids), visible(scope))
    return {cycle.id: cycle for cycle in db.session.scalars(statement).unique()}


def load_log_entry(scope: Scope, entry_id: int) -> LogEntry:
    """A weekly note of a cycle of the circle. Raises NotFoundInScope."""
    entry: LogEntry = organizations.one(
        select(LogEntry)
        .join(LogEntry.cycle)
        .options(joinedload(LogEntry.cycle).joinedload(Cycle.team).selectinload(Team.network_links))
        .where(LogEntry.id == entry_id, in_circle(scope))
    )
    return entry


def load_row(scope: Scope, kind: str, row_id: int) -> Any:
    """A row of a plan of the circle, also one that was taken out. Raises NotFoundInScope."""
    model = ROW_KINDS[kind].model
    return organizations.one(
        select(model)
        .join(model.cycle)
        .options(joinedload(model.cycle).joinedload(Cycle.team).selectinload(Team.network_links))
        .where(model.id == row_id, in_circle(scope))
    )


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


def log_entries_sent_before(scope: Scope, marks: Collection[UUID]) -> dict[UUID, LogEntry]:
    """The notes that were saved under some UUIDs, as far as the person may see them."""
    if not marks:
        return {}
    found = db.session.scalars(_notes_by_mark(scope), {"marks": list(marks)})
    return {entry.client_uuid: entry for entry in found if entry.client_uuid is not None}


@per_scope
def _notes_by_mark(scope: Scope) -> Select[Any]:
    return (
        select(LogEntry)
        .join(LogEntry.cycle)
        .where(LogEntry.client_uuid.in_(bindparam("marks", expanding=True)), in_circle(scope))
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


def clones_of(scope: Scope, cycle: Cycle) -> Sequence[Cycle]:
    """The cycles that took over the plan of a cycle, as far as the person may see them, oldest first."""
    statement = cycles_with_team().where(Cycle.cloned_from_id == cycle.id, visible(scope)).order_by(Cycle.id)
    return db.session.scalars(statement).unique().all()


def planned_next(scope: Scope, cycle: Cycle) -> Cycle | None:
    """The planned cycle that continues a cycle already, where there is one."""
    statement = whole_cycles().where(
        Cycle.previous_id == cycle.id, Cycle.state == CycleState.PLANNED, in_circle(scope)
    )
    return _one_or_none(statement.order_by(Cycle.number).limit(1))
