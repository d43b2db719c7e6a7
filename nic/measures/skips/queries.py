"""Reads of skipped periods."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from nic.kernel.database import db
from nic.kernel.scope import Scope
from nic.measures.models import Series
from nic.measures.skips.models import SkippedPeriod
from nic.organizations.models import Team
from nic.organizations.queries import one, team_in_circle


def skip_of(scope: Scope, series: Series, period_start: date) -> SkippedPeriod | None:
    """What was said of a period of a series that was loaded in this scope; None where it is not skipped."""
    statement = select(SkippedPeriod).where(
        SkippedPeriod.series_id == series.id,
        SkippedPeriod.period_start == period_start,
        SkippedPeriod.archived_at.is_(None),
    )
    return db.session.scalar(statement)


def load_skip(scope: Scope, skip_id: int) -> SkippedPeriod:
    """A skipped period of a team's circle, for its history. Raises NotFoundInScope."""
    series = joinedload(SkippedPeriod.series)
    skip: SkippedPeriod = one(
        select(SkippedPeriod)
        .join(SkippedPeriod.series)
        .join(Series.team)
        .options(
            series.joinedload(Series.definition),
            series.joinedload(Series.team).selectinload(Team.network_links),
        )
        .where(SkippedPeriod.id == skip_id, team_in_circle(scope))
    )
    return skip


def skips_of(scope: Scope, series: Series, since: date | None = None) -> Sequence[SkippedPeriod]:
    """The skipped periods of a series in whose circle the person is (from a day on), in time order."""
    statement = (
        select(SkippedPeriod)
        .join(SkippedPeriod.series)
        .join(Series.team)
        .where(
            SkippedPeriod.series_id == series.id, SkippedPeriod.archived_at.is_(None), team_in_circle(scope)
        )
        .order_by(SkippedPeriod.period_start)
    )
    if since is not None:
        statement = statement.where(SkippedPeriod.period_start >= since)
    return db.session.scalars(statement).all()


def skips_since(scope: Scope, series: Sequence[Series], day: date) -> set[tuple[int, date]]:
    """Which periods of series (loaded in this scope) are skipped from a day on."""
    statement = select(SkippedPeriod.series_id, SkippedPeriod.period_start).where(
        SkippedPeriod.series_id.in_([each.id for each in series]),
        SkippedPeriod.period_start >= day,
        SkippedPeriod.archived_at.is_(None),
    )
    return {(series_id, start) for series_id, start in db.session.execute(statement)}
