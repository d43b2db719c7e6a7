"""Loading a file of values in one transaction: organizations, teams, network, measure, values and kept totals."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from nic.accounts.operations.memberships import begin_membership
from nic.accounts.queries import membership_in, person_by_email
from nic.kernel import audit
from nic.kernel.errors import DomainError
from nic.kernel.identity import Role
from nic.kernel.scope import System
from nic.measures import bulk, totals
from nic.measures.figures import Value
from nic.measures.import_file import ReadValues
from nic.measures.models import Cadence, Direction, Family, MeasureDefinition, MeasureKind
from nic.measures.operations import define_measure, start_missing_series
from nic.measures.queries import loaders
from nic.measures.queries import values as queries
from nic.organizations import bulk as organizations
from nic.organizations.models import Network, Organization


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a file is imported as. ``staff``: mail addresses of people who become the agency's staff."""

    agency: str
    network: str
    measure: str
    weekly: bool
    kind: MeasureKind = MeasureKind.PROPORTION
    unit: str = "%"
    family: Family = Family.OUTCOME
    direction: Direction = Direction.HIGHER
    team: str = "Whole school"
    time_zone: str = "America/New_York"
    unknown_n_counts_as_large: bool = False
    staff: Sequence[str] = ()

    @property
    def cadence(self) -> Cadence:
        """How often the measure has a value."""
        return Cadence.WEEKLY if self.weekly else Cadence.DAILY


@dataclass
class Loaded:
    """What an import did. ``made`` counts new districts, schools, teams and values; ``different`` values that were
    there with another figure and were left as they are."""

    made: Counter[str] = field(default_factory=Counter)
    known: int = 0
    different: int = 0
    network_id: int = 0


def load(scope: System, plan: ImportPlan, read: ReadValues, file: Path, file_hash: str) -> Loaded:
    """Writes what a file holds, in the caller's transaction. What is there already stays as it is.

    Raises DomainError where a measure of the name is of another kind, or nobody has one of the mail addresses.
    """
    found = Loaded()
    agency = organizations.agency_called(scope, plan.agency, plan.time_zone)
    schools, made = organizations.schools_of(scope, agency, read.schools)
    teams, made["teams"] = organizations.teams_called(scope, agency, plan.team, schools)
    first = min((values[0].period_start for values in read.by_school.values()), default=date.min)
    network = organizations.network_called(scope, agency, plan.network, teams.values(), first)
    definition = _definition(scope, network, plan)
    series = loaders.series_by_team(definition.id, set(teams.values()))
    by_series = {series[teams[key]]: values for key, values in read.by_school.items()}
    _load_values(definition, agency, by_series, found)
    made["staff"] = _add_staff(scope, agency, plan.staff)
    made["values"] = found.made["values"]
    found.made, found.network_id = made, network.id
    counts = {**made, "known": found.known, "different": found.different, "bad_rows": len(read.bad)}
    details = {"file": file.name, "sha256": file_hash, "rows": read.rows, **counts}
    audit.record(scope, "imported values of", definition, details=details)
    return found


def _definition(scope: System, network: Network, plan: ImportPlan) -> MeasureDefinition:
    definition = loaders.definition_named(network.id, plan.measure)
    if definition is None:
        return define_measure(
            scope,
            network,
            name=plan.measure,
            family=plan.family,
            kind=plan.kind,
            unit=plan.unit,
            direction=plan.direction,
            cadence=plan.cadence,
            unknown_n_counts_as_large=plan.unknown_n_counts_as_large,
        )
    if (definition.kind, definition.cadence) != (plan.kind, plan.cadence):
        raise DomainError(
            f"The measure “{plan.measure}” is there as {definition.cadence.label} {definition.kind.label}, "
            f"not as {plan.cadence.label} {plan.kind.label}."
        )
    start_missing_series(scope, definition)
    return definition


def _load_values(
    definition: MeasureDefinition, agency: Organization, by_series: totals.BySeries, found: Loaded
) -> None:
    """Inserts the values of periods that have none, and keeps states and pooled weeks."""
    before = queries.team_values(definition.id)
    new = {key: _new_values(values, before.get(key, ()), found) for key, values in by_series.items()}
    new = {key: values for key, values in new.items() if values}
    found.made["values"] = sum(map(len, new.values()))
    if not new:
        return
    bulk.insert_observations(agency.id, new)
    every = {**before, **{key: sorted([*before.get(key, ()), *values]) for key, values in new.items()}}
    held = queries.lock_states(new)
    totals.keep_states(held, totals.figures_by_series(definition, {key: every[key] for key in new}, held))
    periods = {value.period_start for values in new.values() for value in values}
    totals.keep_weeks(definition.id, totals.pooled_weeks(definition, every, periods))


def _new_values(values: Sequence[Value], before: Sequence[Value], found: Loaded) -> Sequence[Value]:
    """The values of periods that have none yet; the others are counted."""
    if not before:
        return values
    known = {value.period_start: value.value for value in before}
    same = sum(known.get(value.period_start) == value.value for value in values)
    new = [value for value in values if value.period_start not in known]
    found.known += same
    found.different += len(values) - len(new) - same
    return new


def _add_staff(scope: System, agency: Organization, addresses: Iterable[str]) -> int:
    """Gives people the role of agency staff. Returns how many are new in it."""
    new = 0
    for address in addresses:
        person = person_by_email(scope, address)
        if person is None:
            raise DomainError(f"Nobody has the mail address {address}.")
        if membership_in(scope, person.id, agency, Role.AGENCY_STAFF) is None:
            begin_membership(scope, person, agency, Role.AGENCY_STAFF)
            new += 1
    return new
