"""What a team sets on its chart: a baseline, phases, values left out, notes. Each may be changed and taken back."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from nic.kernel import audit, clock
from nic.kernel.errors import DomainError
from nic.kernel.scope import Person, Scope
from nic.kernel.transactions import check_version
from nic.measures import totals
from nic.measures.keeping import anchors_by_team, renew_states
from nic.measures.markings import markings_of, written
from nic.measures.models import MarkingKind, Series, SeriesMarking
from nic.measures.periods import label as period_label
from nic.measures.periods import period_start
from nic.measures.queries import kept
from nic.measures.queries import values as queries

FEWEST_OF_A_BASELINE = 3
LONGEST_LABEL = 80

NEEDS_REASON = {
    MarkingKind.BASELINE: "Write why these values are the baseline.",
    MarkingKind.PHASE: "Write why a new phase begins.",
    MarkingKind.EXCLUSION: "Write why the value is left out.",
}
VERBS = {
    MarkingKind.BASELINE: "set the baseline in",
    MarkingKind.PHASE: "began a phase in",
    MarkingKind.EXCLUSION: "left a value out of",
    MarkingKind.NOTE: "noted something on",
    MarkingKind.KEPT: "kept the median of",
}


def mark_chart(
    scope: Scope,
    series: Series,
    *,
    kind: MarkingKind,
    starts_on: date,
    ends_on: date | None = None,
    label: str = "",
    reason: str = "",
) -> SeriesMarking:
    """Sets something on the chart of a series; a new baseline takes the place of the one before. Raises DomainError."""
    held = queries.lock_states([series.id])
    marking = SeriesMarking(
        series=series,
        series_id=series.id,
        kind=kind,
        set_by_id=scope.person_id if isinstance(scope, Person) else None,
    )
    words = _checked(scope, series, kind, starts_on, ends_on, label, reason)
    if kind is MarkingKind.BASELINE:
        _replace(scope, kept.live_baselines(series.id))
    _fill(marking, words)
    audit.record(scope, VERBS[kind], marking, reason=reason or None)
    _keep(series, held)
    return marking


def edit_marking(
    scope: Scope,
    marking: SeriesMarking,
    version: int | None,
    *,
    starts_on: date,
    ends_on: date | None = None,
    label: str = "",
    reason: str = "",
) -> SeriesMarking:
    """Changes what was set. Raises DomainError, and StaleVersion where somebody else changed it meanwhile."""
    names = ("starts_on", "ends_on", "label", "reason")
    check_version(marking, version, {name: getattr(marking, name) for name in names})
    held = queries.lock_states([marking.series_id])
    words = _checked(scope, marking.series, marking.kind, starts_on, ends_on, label, reason)
    _fill(marking, words)
    audit.record(scope, "changed", marking, reason=reason or None)
    _keep(marking.series, held)
    return marking


def take_back_marking(scope: Scope, marking: SeriesMarking, reason: str) -> SeriesMarking:
    """Takes something off the chart; it may be set again. Raises DomainError without a reason."""
    if not reason:
        raise DomainError("Write why you take it back.", "reason")
    held = queries.lock_states([marking.series_id])
    marking.archived_at = marking.archived_at or clock.now()
    audit.record(scope, "took back", marking, reason=reason)
    _keep(marking.series, held)
    return marking


def set_marking_again(scope: Scope, marking: SeriesMarking) -> SeriesMarking:
    """Sets again what was taken back. Raises DomainError where the same period has another one of the kind."""
    held = queries.lock_states([marking.series_id])
    if marking.kind is MarkingKind.BASELINE:
        _replace(scope, [each for each in kept.live_baselines(marking.series_id) if each.id != marking.id])
    marking.archived_at = None
    audit.record(scope, "set again", marking)
    _keep(marking.series, held)
    return marking


def _replace(scope: Scope, before: Iterable[SeriesMarking]) -> None:
    found = list(before)
    for each in found:
        each.archived_at = clock.now()
    audit.record_all(scope, [("replaced", each) for each in found])


def _checked(
    scope: Scope,
    series: Series,
    kind: MarkingKind,
    starts_on: date,
    ends_on: date | None,
    label: str,
    reason: str,
) -> dict[str, Any]:
    """What is written, each day as the start of its period."""
    cadence = series.definition.cadence
    anchors = anchors_by_team(scope, [series]).get(series.team_id, ())
    start = period_start(cadence, starts_on, anchors)
    end = period_start(cadence, ends_on, anchors) if ends_on is not None else None
    if start > clock.today(series.team.school.time_zone):
        raise DomainError("This period has not begun.", "starts_on")
    if kind in NEEDS_REASON and not reason:
        raise DomainError(NEEDS_REASON[kind], "reason")
    if kind is MarkingKind.NOTE and not label:
        raise DomainError("Write a few words for the chart.", "label")
    if len(label) > LONGEST_LABEL:
        raise DomainError(f"Write up to {LONGEST_LABEL} signs; the rest fits below, as the reason.", "label")
    if kind is MarkingKind.BASELINE:
        _check_baseline(series, start, end)
    elif kind is MarkingKind.PHASE and not label:
        label = f"from {period_label(cadence, start, with_year=False).removeprefix('week of ')}"
    return {
        "starts_on": start,
        "ends_on": end if kind is MarkingKind.BASELINE else None,
        "label": label,
        "reason": reason,
    }


def _check_baseline(series: Series, start: date, end: date | None) -> None:
    if end is None or end < start:
        raise DomainError("The baseline ends after it has begun. Choose its last period.", "ends_on")
    known = queries.known_readings([series.id], since=start)
    if sum(row.standing and row.period_start <= end for row in known) < FEWEST_OF_A_BASELINE:
        raise DomainError(f"A baseline needs at least {FEWEST_OF_A_BASELINE} values.", "ends_on")


def _fill(marking: SeriesMarking, words: dict[str, Any]) -> None:
    for name, value in words.items():
        setattr(marking, name, value)


def _keep(series: Series, held: dict[int, queries.Held]) -> None:
    """Repeats what is set beside the state, which speaks of the chart as it is now.

    Weeks whose value counts no more, or again, are pooled anew.
    """
    marked = kept.live_markings([series.id])[series.id]
    before, now = held[series.id].markings, markings_of(marked)
    totals.keep_markings({series.id: written(marked)})
    renew_states([series], {series.id: held[series.id]._replace(markings=now)})
    totals.mark_stale([(series.definition, sorted(before.excluded ^ now.excluded))])
