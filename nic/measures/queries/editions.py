"""The wordings of a network's measure, the teams that are still on an older one, and what is set on a chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from nic.kernel.database import db
from nic.kernel.scope import Scope
from nic.measures.models import DefinitionEdition, MarkingKind, MeasureDefinition, Series, SeriesMarking
from nic.measures.queries.loaders import load_definition, load_series, load_series_of_team
from nic.organizations.models import NetworkTeam, Organization, Team
from nic.organizations.queries import one, team_visible

LISTED = 60


def editions_of(scope: Scope, definition: MeasureDefinition) -> Sequence[DefinitionEdition]:
    """The wordings of a measure that was loaded in this scope, newest first; none while there has been only one."""
    statement = (
        select(DefinitionEdition)
        .where(DefinitionEdition.definition_id == definition.id)
        .order_by(DefinitionEdition.number.desc())
    )
    return db.session.scalars(statement).all()


def edition_numbered(scope: Scope, definition: MeasureDefinition, number: int) -> DefinitionEdition | None:
    """One wording of a measure that was loaded in this scope."""
    statement = select(DefinitionEdition).where(
        DefinitionEdition.definition_id == definition.id, DefinitionEdition.number == number
    )
    return db.session.scalars(statement).one_or_none()


def load_edition(scope: Scope, edition_id: int) -> DefinitionEdition:
    """One wording of a measure that the person may see. Raises NotFoundInScope."""
    found: DefinitionEdition = one(
        select(DefinitionEdition)
        .options(joinedload(DefinitionEdition.definition))
        .where(DefinitionEdition.id == edition_id)
    )
    load_definition(scope, found.definition_id)
    return found


@dataclass(frozen=True, slots=True)
class OlderTeams:
    """Teams that still count by an older wording: how many, and the first of them by school and name."""

    count: int
    teams: Sequence[tuple[int, str, str, int]]
    """(key, team, school, edition)"""


def teams_on_older_editions(scope: Scope, definition: MeasureDefinition) -> OlderTeams:
    """The teams of the network that have not taken up its present wording; the measure was loaded in this scope."""
    statement = (
        select(Team.id, Team.name, Organization.name, Series.edition)
        .join(Series, Series.team_id == Team.id)
        .join(Organization, Organization.id == Team.school_id)
        .join(
            NetworkTeam,
            (NetworkTeam.team_id == Team.id)
            & (NetworkTeam.network_id == definition.network_id)
            & NetworkTeam.left_on.is_(None),
        )
        .where(
            Series.definition_id == definition.id,
            Series.edition < definition.edition,
            Series.archived_at.is_(None),
            Team.archived_at.is_(None),
            team_visible(scope),
        )
    )
    count = db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    ordered = statement.order_by(Organization.name, Team.name, Team.id).limit(LISTED)
    return OlderTeams(count, [(row[0], row[1], row[2], row[3]) for row in db.session.execute(ordered)])


def live_phase(scope: Scope, series: Series, label: str) -> SeriesMarking | None:
    """The phase with a label in the chart of a series that was loaded in this scope."""
    statement = (
        select(SeriesMarking)
        .where(
            SeriesMarking.series_id == series.id,
            SeriesMarking.kind == MarkingKind.PHASE,
            SeriesMarking.label == label,
            SeriesMarking.archived_at.is_(None),
        )
        .options(joinedload(SeriesMarking.series))
    )
    return db.session.scalars(statement).first()


def markings_set(scope: Scope, series: Series) -> Sequence[SeriesMarking]:
    """All that was set on the chart of a series of the reader's circle, also what was taken back, newest first."""
    statement = (
        select(SeriesMarking)
        .where(SeriesMarking.series_id == series.id)
        .order_by(SeriesMarking.starts_on.desc(), SeriesMarking.id.desc())
    )
    return db.session.scalars(statement).all()


def load_marking(scope: Scope, team_id: int, series_id: int, marking_id: int) -> SeriesMarking:
    """Something set on the chart of a series that the person may see. Raises NotFoundInScope."""
    series = load_series_of_team(scope, team_id, series_id)
    found: SeriesMarking = one(
        select(SeriesMarking)
        .options(joinedload(SeriesMarking.series))
        .where(SeriesMarking.id == marking_id, SeriesMarking.series_id == series.id)
    )
    return found


def marking_in_scope(scope: Scope, marking_id: int) -> SeriesMarking:
    """Something set on a chart by its key alone, for its history. Raises NotFoundInScope."""
    found: SeriesMarking = one(
        select(SeriesMarking).options(joinedload(SeriesMarking.series)).where(SeriesMarking.id == marking_id)
    )
    load_series(scope, found.series_id)
    return found
