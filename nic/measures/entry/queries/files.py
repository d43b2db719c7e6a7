"""Files of values, and the series that they may fill."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, literal_column, or_, select, union_all
from sqlalchemy.orm import joinedload, selectinload

from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.identity import Role
from nic.kernel.scope import Person, Scope, System
from nic.measures.entry.file_rows import FileValue, Target, Targets, name_key
from nic.measures.entry.models import ValueFile
from nic.measures.entry.queries.grids import grid_series
from nic.measures.models import Cadence, MeasureDefinition, Observation, Origin, Series
from nic.measures.periods import anchors_of
from nic.measures.queries import calendars
from nic.organizations.models import Network, NetworkTeam, Organization, Team
from nic.organizations.queries import in_circle, one, team_in_circle

SHOWN = 10


def _files() -> Select[ValueFile]:
    return select(ValueFile).options(
        joinedload(ValueFile.network),
        joinedload(ValueFile.team).options(
            joinedload(Team.school).joinedload(Organization.parent),
            selectinload(Team.network_links).joinedload(NetworkTeam.network),
        ),
    )


def load_file(scope: Scope, value_file_id: int) -> ValueFile:
    """A file that the person sent, for a team or a network that is still theirs; a team's lead and a network's hub
    also find what others have loaded there. Raises NotFoundInScope.
    """
    found: ValueFile = one(
        _files().where(ValueFile.id == value_file_id, _handled(scope), in_circle(scope, ValueFile))
    )
    return found


def _handled(scope: Scope) -> ColumnElement[bool]:
    if not isinstance(scope, Person):
        return in_circle(scope, ValueFile)
    led = scope.identity.team_ids_as(Role.TEAM_LEAD)
    theirs = or_(
        ValueFile.team_id.in_(led), ValueFile.network_id.in_(scope.identity.hub_network_ids)
    ) & ValueFile.loaded_at.is_not(None)
    return or_(ValueFile.uploaded_by_id == scope.person_id, theirs)


def file_to_load(scope: System, value_file_id: int) -> ValueFile:
    """A file by its key, for the job that loads it."""
    found: ValueFile = one(_files().where(ValueFile.id == value_file_id))
    return found


def lock_file(scope: Scope, file: ValueFile) -> ValueFile:
    """The file as it stands now, held until the transaction ends. It was loaded in this scope."""
    statement = select(ValueFile).where(ValueFile.id == file.id).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def files_of(scope: Scope, owner: Team | Network) -> Sequence[ValueFile]:
    """The files of a team or network (loaded in this scope) that the person may open, newest first."""
    column = ValueFile.team_id if isinstance(owner, Team) else ValueFile.network_id
    statement = select(ValueFile).where(column == owner.id, _handled(scope))
    return db.session.scalars(statement.order_by(ValueFile.id.desc()).limit(SHOWN)).all()


def targets_of(scope: Scope, owner: Team | Network) -> tuple[Targets, Mapping[int, str]]:
    """The series that a file for a team or a network may fill, and the names of their measures by key."""
    return _of_team(scope, owner) if isinstance(owner, Team) else _of_network(scope, owner)


def _of_team(scope: Scope, team: Team) -> tuple[Targets, Mapping[int, str]]:
    series = grid_series(scope, team)
    anchors = anchors_of(calendars(scope, [team])[team.id])
    today = clock.today(team.school.time_zone)
    found = {
        (team.id, each.definition_id): _target(each.id, each.definition.name, each.definition, anchors, today)
        for each in series
    }
    names = {each.definition_id: each.definition.name for each in series}
    return Targets(found, {name_key(name): key for key, name in names.items()}, team=team.id), names


class _TeamRow(NamedTuple):
    """A team with what a file may call it."""

    id: int
    name: str
    agency_id: int
    path: str
    school: str
    source_id: str | None
    time_zone: str


def _of_network(scope: Scope, network: Network) -> tuple[Targets, Mapping[int, str]]:
    definitions = _definitions(scope, network)
    rows = db.session.execute(
        select(
            Team.id,
            Team.name,
            Team.agency_id,
            Team.path,
            Organization.name,
            Organization.source_id,
            Organization.time_zone,
            Series.id,
            Series.definition_id,
        )
        .join(NetworkTeam, NetworkTeam.team_id == Team.id)
        .join(Organization, Organization.id == Team.school_id)
        .join(Series, Series.team_id == Team.id)
        .where(
            NetworkTeam.network_id == network.id,
            NetworkTeam.left_on.is_(None),
            Team.archived_at.is_(None),
            Series.archived_at.is_(None),
            Series.definition_id.in_(definitions),
            team_in_circle(scope),
        )
    ).all()
    teams = {row[0]: _TeamRow(*row[:7]) for row in rows}
    by_team = calendars(scope, list(teams.values()))
    anchors = {key: anchors_of(calendar) for key, calendar in by_team.items()}
    found = {
        (row[0], row[8]): _target(
            row[7],
            f"{row[4]}, {row[1]}: {definitions[row[8]].name}",
            definitions[row[8]],
            anchors[row[0]],
            clock.today(row[6]),
        )
        for row in rows
    }
    names = {key: definition.name for key, definition in definitions.items()}
    return Targets(found, {name_key(name): key for key, name in names.items()}, _names_of(teams)), names


def _definitions(scope: Scope, network: Network) -> dict[int, MeasureDefinition]:
    statement = select(MeasureDefinition).where(
        MeasureDefinition.network_id == network.id,
        MeasureDefinition.archived_at.is_(None),
        in_circle(scope, MeasureDefinition),
    )
    return {each.id: each for each in db.session.scalars(statement.order_by(MeasureDefinition.name))}


def _target(
    series_id: int, called: str, definition: MeasureDefinition, anchors: tuple[date, ...], today: date
) -> Target:
    counted = anchors if definition.cadence is Cadence.FORTNIGHTLY else ()
    return Target(
        series_id, called, definition.id, definition.kind, definition.unit, definition.cadence, counted, today
    )


def _names_of(teams: Mapping[int, _TeamRow]) -> dict[str, int | None]:
    """Every name by which a file may call a team; None for a name that several have."""
    found: dict[str, int | None] = {}
    for team in teams.values():
        called = [team.name, team.school, team.source_id or "", f"{team.school}, {team.name}"]
        for name in {name_key(each) for each in called if each}:
            found[name] = team.id if found.get(name, team.id) == team.id and name not in found else None
    return found


class There(NamedTuple):
    """A reading that is there already."""

    series_id: int
    period_start: date
    value: float
    standing: bool


_T = Observation.__table__
_THERE = select(*(_T.c[name] for name in There._fields)).where(
    _T.c.series_id.in_(bindparam("series_ids", expanding=True)),
    _T.c.period_start >= bindparam("first"),
    _T.c.period_start <= bindparam("last"),
    or_(_T.c.standing, _T.c.set_aside_at.is_(None)),
)


def readings_there(
    scope: Scope, series_ids: Collection[int], first: date, last: date
) -> dict[tuple[int, date], list[There]]:
    """The readings of some series, of the file's own targets, that stand or wait for a choice."""
    parameters = {"series_ids": sorted(series_ids), "first": first, "last": last}
    found: dict[tuple[int, date], list[There]] = {}
    for row in db.session.connection().execute(_THERE, parameters):
        found.setdefault((row[0], row[1]), []).append(There._make(row))
    return found


class Brought(NamedTuple):
    """A reading that a file brought and that stands or waits for a choice."""

    id: int
    series_id: int
    period_start: date
    standing: bool
    version: int

    @property
    def is_unchanged(self) -> bool:
        """Whether nobody has corrected it or chosen it since."""
        return self.version == 1


def brought(scope: Scope, file: ValueFile) -> list[Brought]:
    """What a file (loaded in this scope) brought and is still in force. Both halves have an index."""
    statement = union_all(_brought(file, _T.c.standing), _brought(file, ~_T.c.standing))
    return [Brought._make(row) for row in db.session.connection().execute(statement)]


def count_brought(scope: Scope, file: ValueFile) -> tuple[int, int]:
    """How many values of a loaded file are in force: as it brought them, and changed since."""
    found = union_all(_brought(file, _T.c.standing), _brought(file, ~_T.c.standing)).subquery()
    unchanged = found.c.version == literal_column("1")
    row = db.session.execute(
        select(func.count().filter(unchanged), func.count().filter(~unchanged)).select_from(found)
    ).one()
    return row[0], row[1]


def _brought(file: ValueFile, half: ColumnElement[bool]) -> Select[Any]:
    of_owner = (
        Series.team_id == file.team_id if file.team_id else MeasureDefinition.network_id == file.network_id
    )
    series = select(Series.id).join(Series.definition).where(of_owner)
    return select(*(_T.c[name] for name in Brought._fields)).where(
        half,
        _T.c.series_id.in_(series),
        _T.c.recorded_at == file.loaded_at,
        _T.c.recorded_by_id == file.uploaded_by_id,
        _T.c.origin == Origin.FILE,
        _T.c.set_aside_at.is_(None),
    )


def definitions_of_series(scope: Scope, series_ids: Collection[int]) -> dict[int, int]:
    """The measures of some series, of the file's own targets, by series."""
    found = db.session.execute(
        select(Series.id, Series.definition_id).where(Series.id.in_(sorted(series_ids)))
    )
    return dict(found.all())


@dataclass
class Sorted:
    """The values of a file by what becomes of them."""

    new: list[FileValue] = field(default_factory=list)
    beside: list[FileValue] = field(default_factory=list)
    known: int = 0


def sort_out(scope: Scope, values: Sequence[FileValue]) -> Sorted:
    """What is new, what is there already, and what stands for a period that has another value."""
    found = Sorted()
    if not values:
        return found
    days = [value.period_start for value in values]
    there = readings_there(scope, {value.series_id for value in values}, min(days), max(days))
    for value in values:
        before = there.get((value.series_id, value.period_start), ())
        if any(math.isclose(value.value, each.value, rel_tol=1e-9, abs_tol=1e-9) for each in before):
            found.known += 1
        elif any(each.standing for each in before):
            found.beside.append(value)
        else:
            found.new.append(value)
    return found
