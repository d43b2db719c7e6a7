"""The teams of a network with what the run chart of one measure says of each: one statement a page, as plain data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, case, exists, false, func, not_, or_, select

from nic.analysis.in_words import STATE_WORDS
from nic.analysis.suppression import SMALL
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.scope import Scope
from nic.kernel.statements import per_scope
from nic.measures.charts import TONES
from nic.measures.figures import is_large
from nic.measures.marks import ChartMark, marks_of
from nic.measures.models import MeasureDefinition, Observation, Series, SeriesSignal, SeriesState
from nic.measures.queries.charts import version_of
from nic.measures.queries.loaders import chart_visible
from nic.organizations.models import Network, NetworkTeam, Organization, Team
from nic.organizations.queries import team_in_circle, team_visible
from nic.web.pager import Page

TEAMS_A_PAGE = 24


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team of a network, with its chart of one measure where it has one that this person may see.

    ``small_group``: its latest value comes from 10 or fewer people, and this person stands outside the circle.
    ``told``: whether the signal may be told: it rests on no value that is hidden from this person.
    """

    team_id: int
    team_name: str
    school_name: str
    time_zone: str
    may_open: bool
    in_circle: bool
    series_id: int | None
    signal: SeriesSignal
    last_period: date | None
    small_group: bool
    told: bool
    version: str

    @property
    def word(self) -> str:
        """The signal in one word."""
        return STATE_WORDS[self.signal.value]

    @property
    def tone(self) -> str:
        """The tone of its pill."""
        return TONES.get(self.signal, "plain")

    @property
    def weeks_silent(self) -> int | None:
        """Whole weeks since the last value, by the school's clock; None where there is none yet."""
        if self.last_period is None:
            return None
        return (clock.week_start(clock.today(self.time_zone)) - clock.week_start(self.last_period)).days // 7


def team_lines(
    scope: Scope, network: Network, definition: MeasureDefinition | None, search: str, number: int
) -> Page[TeamLine]:
    """A page of a network's teams by school and name, those whose names hold every searched word.

    The network and the measure were loaded in this scope.
    """
    words = tuple(search.split())
    values: dict[str, object] = {
        "network_id": network.id,
        "definition_id": definition.id if definition else None,
    }
    values |= {f"word_{place}": _pattern(word) for place, word in enumerate(words)}
    total = db.session.execute(_count(len(words)), values).scalar_one()
    number = min(number, max(1, -(-total // TEAMS_A_PAGE)))
    values |= {"size": TEAMS_A_PAGE, "before": (number - 1) * TEAMS_A_PAGE}
    rows = db.session.execute(_page(scope, len(words)), values).all()
    return Page(_lines(scope, definition, rows), number, TEAMS_A_PAGE, total)


def _pattern(word: str) -> str:
    return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


_TEAM, _SCHOOL, _LINK = Team.__table__, Organization.__table__, NetworkTeam.__table__
_ARCHIVED = select(_TEAM.c.id).where(_TEAM.c.archived_at.is_not(None))
_IN_ORDER = (_LINK.c.school_name, _LINK.c.team_name, _LINK.c.team_id)


def _of_network(statement: Select[Any], words: int) -> Select[Any]:
    """Of the links alone: they carry the names, and an index holds them in their order."""
    statement = statement.where(
        _LINK.c.network_id == bindparam("network_id"),
        _LINK.c.left_on.is_(None),
        _LINK.c.team_id.not_in(_ARCHIVED),
    )
    for place in range(words):
        word: BindParameter[str] = bindparam(f"word_{place}")
        statement = statement.where(
            or_(_LINK.c.team_name.ilike(word, escape="\\"), _LINK.c.school_name.ilike(word, escape="\\"))
        )
    return statement


@per_scope
def _count(words: int) -> Select[Any]:
    return _of_network(select(func.count()).select_from(_LINK), words)


def _chosen(words: int) -> Select[Any]:
    """The teams of the page alone, so that nothing is worked out for those on other pages."""
    ordered = select(*_IN_ORDER).order_by(*_IN_ORDER)
    return _of_network(ordered, words).limit(bindparam("size")).offset(bindparam("before"))


@per_scope
def _page(scope: Scope, words: int) -> Select[Any]:
    series, state, definition = Series.__table__, SeriesState.__table__, MeasureDefinition.__table__
    chosen = _chosen(words).subquery()
    shown = (
        chosen.join(_TEAM, _TEAM.c.id == chosen.c.team_id)
        .join(_SCHOOL, _SCHOOL.c.id == _TEAM.c.school_id)
        .outerjoin(definition, definition.c.id == bindparam("definition_id"))
        .outerjoin(
            series,
            (series.c.team_id == _TEAM.c.id)
            & (series.c.definition_id == definition.c.id)
            & series.c.archived_at.is_(None)
            & chart_visible(scope),
        )
        .outerjoin(state, state.c.series_id == series.c.id)
    )
    in_circle = team_in_circle(scope)
    value = Observation.__table__
    is_small = or_(
        value.c.n <= SMALL, and_(value.c.n.is_(None), not_(definition.c.unknown_n_counts_as_large))
    )
    has_small = exists().where(value.c.series_id == series.c.id, value.c.standing, is_small)
    columns = select(
        _TEAM.c.id,
        _TEAM.c.name,
        chosen.c.school_name,
        _SCHOOL.c.time_zone,
        team_visible(scope).label("may_open"),
        in_circle.label("in_circle"),
        case((in_circle, false()), else_=has_small.correlate_except(value)).label("some_hidden"),
        series.c.id.label("series_id"),
        state.c.signal,
        state.c.last_period,
        state.c.last_n,
        state.c.revision,
    )
    return columns.select_from(shown).order_by(chosen.c.school_name, chosen.c.team_name, chosen.c.team_id)


def _lines(scope: Scope, definition: MeasureDefinition | None, rows: Sequence[Any]) -> list[TeamLine]:
    series_ids = [row.series_id for row in rows if row.series_id is not None]
    marks = marks_of(scope, series_ids)
    return [_line(definition, row, marks) for row in rows]


def _line(
    definition: MeasureDefinition | None, row: Any, marks: Mapping[int, Sequence[ChartMark]]
) -> TeamLine:
    large = definition is not None and is_large(row.last_n, definition.unknown_n_counts_as_large)
    return TeamLine(
        team_id=row.id,
        team_name=row.name,
        school_name=row.school_name,
        time_zone=row.time_zone,
        may_open=bool(row.may_open),
        in_circle=bool(row.in_circle),
        series_id=row.series_id,
        signal=row.signal or SeriesSignal.TOO_EARLY,
        last_period=row.last_period,
        small_group=row.last_period is not None and not row.in_circle and not large,
        told=row.series_id is not None and not row.some_hidden,
        version=version_of(row.revision or 0, definition.version, bool(row.in_circle), marks[row.series_id])
        if definition is not None and row.series_id is not None
        else "",
    )
