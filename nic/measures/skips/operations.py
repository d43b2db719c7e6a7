"""Skipping a period with a reason, and taking that back."""

from datetime import date

from nic.kernel import audit, clock
from nic.kernel.errors import DomainError
from nic.kernel.scope import Scope, actor_of
from nic.measures.keeping import EARLIEST
from nic.measures.models import Cadence, Series
from nic.measures.periods import anchors_of
from nic.measures.periods import period_start as start_of
from nic.measures.queries import calendars
from nic.measures.skips import queries
from nic.measures.skips.models import SkippedPeriod, SkipReason


def skip_period(scope: Scope, series: Series, period_start: date, reason: SkipReason) -> SkippedPeriod:
    """Says that there is no value for a period, and why. Said twice, the first stands with the later reason.

    A value that comes in all the same counts. Raises DomainError for what is no period of the measure.
    """
    cadence = series.definition.cadence
    anchors = (
        anchors_of(calendars(scope, [series.team])[series.team_id]) if cadence is Cadence.FORTNIGHTLY else ()
    )
    if start_of(cadence, period_start, anchors) != period_start or period_start < EARLIEST:
        raise DomainError("This is not the first day of a period of this measure.")
    if period_start > clock.today(series.team.school.time_zone):
        raise DomainError("This period has not begun.")
    skip = queries.skip_of(scope, series, period_start)
    if skip is not None and skip.reason is reason:
        return skip
    if skip is None:
        skip = SkippedPeriod(series=series, period_start=period_start, skipped_by_id=actor_of(scope)[0])
    skip.reason = reason
    audit.record(scope, "skipped", skip)
    return skip


def take_skip_back(scope: Scope, series: Series, period_start: date) -> SkippedPeriod | None:
    """Asks for the value of a period again. Returns None where it was not skipped."""
    skip = queries.skip_of(scope, series, period_start)
    if skip is not None:
        skip.archived_at = clock.now()
        audit.record(scope, "asked again for", skip)
    return skip
