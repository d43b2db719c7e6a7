"""Values from a grid: saved in one go, beside what a colleague wrote meanwhile, and undone in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.scope import Person
from nic.kernel.transactions import flush
from nic.measures import operations
from nic.measures.entry.cells import Cell, cell_text
from nic.measures.entry.models import GridSave
from nic.measures.entry.queries import grids as queries
from nic.measures.models import Observation, Origin, Series
from nic.measures.queries.values import lock_states, readings_by_id
from nic.organizations.models import Team

Key = tuple[int, date]
KEPT = ("value", "numerator", "denominator", "n", "note")


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that was changed: what it said when the page was opened, and what it says now (None: nothing)."""

    opened: str
    cell: Cell | None


@dataclass
class Saved:
    """What became of the cells of a grid."""

    new: int = 0
    corrected: int = 0
    removed: int = 0
    beside: int = 0
    left: int = 0
    """Emptied here, while a colleague wrote another value: that one stays."""

    @property
    def total(self) -> int:
        """How many cells changed something."""
        return self.new + self.corrected + self.removed + self.beside


@dataclass
class _Plan:
    """What is to be done with each cell."""

    new: dict[Key, Cell] = field(default_factory=dict)
    correct: list[tuple[Observation, Cell]] = field(default_factory=list)
    remove: list[Observation] = field(default_factory=list)
    told: Saved = field(default_factory=Saved)


def save_grid(
    scope: Person, team: Team, series: Sequence[Series], changes: Mapping[Key, Change], mark: UUID
) -> Saved:
    """Saves the changed cells of a grid, all or none. Sent twice under the same mark it saves once.

    Where a colleague changed a cell after the page was opened, both values are kept for the team to choose.
    ``series`` are the team's, loaded in this scope. Raises DomainError.
    """
    mark = uuid5(mark, repr(sorted((*key, change.opened, change.cell) for key, change in changes.items())))
    if not changes or queries.was_saved(scope, mark):
        return Saved()
    by_id = {each.id: each for each in series}
    touched = {series_id for series_id, _ in changes}
    lock_states(touched)
    days = [start for _, start in changes]
    standing = queries.standing_readings(scope, touched, min(days), max(days))
    plan = _planned(changes, standing)
    before = [_as_it_was("corrected", each) for each, _ in plan.correct]
    before += [_as_it_was("removed", each) for each in plan.remove]
    readings = [cell.as_reading(*key, _mark_of(mark, key)) for key, cell in plan.new.items()]
    logged = operations.record_observations(scope, [by_id[key] for key in touched], readings, Origin.GRID)
    for observation, cell in plan.correct:
        _correct(scope, observation, cell)
    for observation in plan.remove:
        operations.set_aside(scope, observation)
    plan.told.beside = sum(not each.standing for each in logged)
    plan.told.new = len(logged) - plan.told.beside
    changed = [*logged, *(each for each, _ in plan.correct), *plan.remove]
    if changed:
        _keep(scope, team, changed, [{"did": "new"} for _ in logged] + before, mark)
    return plan.told


def _planned(changes: Mapping[Key, Change], standing: Mapping[Key, Observation]) -> _Plan:
    plan = _Plan()
    for key, change in changes.items():
        now = standing.get(key)
        says, cell = cell_text(now) if now else "", change.cell
        if says == (cell.text if cell else ""):
            continue
        if now is None:
            if cell is not None:
                plan.new[key] = cell
        elif says != change.opened or now.origin is Origin.PARTS:
            if cell is None:
                plan.told.left += 1
            else:
                plan.new[key] = cell
        elif cell is None:
            plan.remove.append(now)
        else:
            plan.correct.append((now, cell))
    plan.told.corrected, plan.told.removed = len(plan.correct), len(plan.remove)
    return plan


def _mark_of(mark: UUID, key: Key) -> UUID:
    return uuid5(mark, f"{key[0]} {key[1].isoformat()}")


def _correct(scope: Person, observation: Observation, cell: Cell) -> None:
    """A cell says nothing of the note, and of the people only where it names them: what was there stays."""
    kept_n = observation.n if cell.denominator is None and cell.n is None else cell.n
    operations.correct_observation(
        scope,
        observation,
        None,
        value=cell.value,
        numerator=cell.numerator,
        denominator=cell.denominator,
        n=kept_n,
        note=observation.note,
    )


def _as_it_was(did: str, observation: Observation) -> dict[str, Any]:
    return {"did": did, "before": {name: getattr(observation, name) for name in KEPT}}


def _keep(
    scope: Person,
    team: Team,
    changed: Sequence[Observation],
    did: Sequence[dict[str, Any]],
    mark: UUID,
) -> GridSave:
    """Remembers what a save did; each reading has its own record in the history."""
    changes = [
        {"reading": each.id, "version": each.version, **done} for each, done in zip(changed, did, strict=True)
    ]
    save = GridSave(
        team=team, team_id=team.id, saved_by_id=scope.person_id, changes=changes, client_uuid=mark
    )
    db.session.add(save)
    flush()
    return save


@dataclass(frozen=True, slots=True)
class Undone:
    """How many cells are as they were before, and how many were changed since and stay as they are."""

    cells: int
    left: int


def undo_save(scope: Person, save: GridSave, series: Sequence[Series]) -> Undone:
    """Takes back what a save in the grid did. What somebody has changed since stays. Nothing is deleted.

    ``series`` are the team's, loaded in this scope.
    """
    lock_states({each.id for each in series})
    readings = readings_by_id([change["reading"] for change in save.changes])
    days = [each.period_start for each in readings.values()]
    standing = queries.standing_readings(scope, {each.id for each in series}, min(days), max(days))
    done = 0
    for change in reversed(save.changes):
        reading = readings[change["reading"]]
        is_taken = change["did"] == "removed" and (reading.series_id, reading.period_start) in standing
        if reading.version != change["version"] or is_taken:
            continue
        match change["did"]:
            case "new":
                operations.set_aside(scope, reading)
            case "corrected":
                operations.correct_observation(scope, reading, None, **change["before"])
            case _:
                operations.choose_reading(scope, reading)
        done += 1
    save.undone_at = clock.now()
    flush()
    return Undone(done, len(save.changes) - done)
