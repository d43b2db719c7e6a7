"""A new school year: a team is rolled over in one step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nic.accounts.models import Membership
from nic.accounts.operations import memberships
from nic.cycles import operations as cycle_operations
from nic.cycles.models import Cycle
from nic.home.models import TeamYear
from nic.kernel import audit
from nic.kernel.errors import DomainError
from nic.kernel.scope import Scope, actor_of
from nic.measures import operations as measure_operations
from nic.measures.models import MarkingKind, Series
from nic.organizations.models import Team


@dataclass(frozen=True, slots=True)
class YearPlan:
    """What is to be done: who leaves, what is put away, where a phase begins, what is closed. All else stays."""

    starts_on: date
    name: str
    stays: int
    leaving: Sequence[Membership]
    kept: int
    archived: Sequence[Series]
    phased: Sequence[Series]
    carried: Sequence[Cycle]
    stopped: Sequence[Cycle]
    because: str

    def sentences(self) -> list[str]:
        """What will happen, or has happened, in words."""
        names = ", ".join(each.person.name for each in self.leaving)
        put_away = ", ".join(each.definition.name for each in self.archived)
        closed = ", ".join(f"cycle {each.number}" for each in self.stopped)
        carried = ", ".join(f"cycle {each.number}" for each in self.carried)
        parts = (
            (True, f"{_counted(self.stays, 'person')} stay{'s' if self.stays == 1 else ''} in the team."),
            (self.leaving, f"Leave the team: {names}. What they wrote stays."),
            (True, f"{_counted(self.kept, 'measure')} {'goes' if self.kept == 1 else 'go'} on."),
            (self.archived, f"Put away with their values: {put_away}."),
            (
                self.phased,
                f"A new phase begins on {_counted(len(self.phased), 'chart')}, with a median of its own.",
            ),
            (self.carried, f"Carried on: {carried}."),
            (self.stopped, f"Closed, because “{self.because}”: {closed}."),
        )
        return [words for holds, words in parts if holds]


def begin_school_year(scope: Scope, team: Team, plan: YearPlan) -> TeamYear:
    """Rolls a team over, all or nothing; once for each school year. Raises DomainError."""
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


def _counted(number: int, one: str) -> str:
    many = {"person": "people"}.get(one, f"{one}s")
    return f"{number} {one if number == 1 else many}"
