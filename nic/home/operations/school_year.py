"""A new school year: a team is rolled over in one step."""

from collections.abc import Sequence

from nic.accounts.operations import memberships
from nic.cycles import operations as cycle_operations
from nic.home.models import TeamYear
from nic.home.year_plan import YearPlan
from nic.kernel import audit
from nic.kernel.errors import DomainError
from nic.kernel.scope import Scope, actor_of
from nic.measures import operations as measure_operations
from nic.measures.models import MarkingKind
from nic.organizations.models import Team


def begin_school_year(scope: Scope, team: Team, plan: YearPlan, told: Sequence[str]) -> TeamYear:
    """Rolls a team over, all or nothing; once for each school year.

    Raises DomainError, also where other things would happen by now than were ``told`` before.
    """
    if plan.stopped and not plan.because.strip():
        raise DomainError("Write why the cycles are closed.", "because")
    year = TeamYear(
        team=team,
        starts_on=plan.starts_on,
        name=plan.name,
        told=plan.sentences(),
        begun_by_id=actor_of(scope)[0],
    )
    audit.record(scope, "began a school year for", year, details={"done": " ".join(plan.sentences())})
    if list(told) != plan.sentences():
        raise DomainError("Something has changed since you looked. This is what would happen now.")
    for membership in plan.leaving:
        memberships.end_membership(scope, membership)
    for series in plan.phased:
        measure_operations.mark_chart(
            scope,
            series,
            kind=MarkingKind.PHASE,
            starts_on=plan.starts_on,
            label=plan.name[:80],
            reason="A new school year.",
        )
    for series in plan.archived:
        measure_operations.archive_measure(scope, series.definition)
    for cycle in plan.stopped:
        cycle_operations.stop_early(scope, cycle, plan.because)
    return year
