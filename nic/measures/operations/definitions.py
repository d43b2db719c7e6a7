"""What is measured, and which teams measure it."""

from datetime import date
from typing import Any

from nic.kernel import audit
from nic.kernel.archiving import archive, restore
from nic.kernel.errors import DomainError
from nic.kernel.scope import Scope
from nic.kernel.transactions import check_version
from nic.measures import bulk, totals
from nic.measures.models import (
    Cadence,
    Direction,
    Family,
    MeasureDefinition,
    MeasureKind,
    Series,
    SeriesState,
)
from nic.measures.queries import loaders, values
from nic.organizations.models import Network, Team

UNITS = {MeasureKind.PROPORTION: "%", MeasureKind.MINUTES: "min"}
"""Units that a kind brings with it."""


def define_measure(
    scope: Scope,
    owner: Team | Network,
    *,
    name: str,
    family: Family,
    kind: MeasureKind,
    direction: Direction,
    operational_definition: str = "",
    population: str = "",
    unit: str = "",
    cadence: Cadence = Cadence.WEEKLY,
    goal_value: float | None = None,
    goal_by: date | None = None,
    node_id: int | None = None,
    unknown_n_counts_as_large: bool = False,
) -> MeasureDefinition:
    """Defines a measure and starts the series of the team, or of every team of the network. Raises DomainError."""
    definition = MeasureDefinition(
        team=owner if isinstance(owner, Team) else None,
        network=owner if isinstance(owner, Network) else None,
        name=_needed(name),
        operational_definition=operational_definition,
        population=population,
        family=family,
        kind=kind,
        unit=_unit(kind, unit),
        direction=direction,
        cadence=cadence,
        goal_value=_goal(kind, goal_value),
        goal_by=goal_by,
        node_id=node_id,
        unknown_n_counts_as_large=unknown_n_counts_as_large,
    )
    audit.record(scope, "defined", definition)
    start_missing_series(scope, definition)
    return definition


def edit_measure(
    scope: Scope,
    definition: MeasureDefinition,
    version: int | None,
    *,
    name: str,
    family: Family,
    kind: MeasureKind,
    direction: Direction,
    operational_definition: str = "",
    population: str = "",
    unit: str = "",
    cadence: Cadence = Cadence.WEEKLY,
    goal_value: float | None = None,
    goal_by: date | None = None,
    node_id: int | None = None,
    unknown_n_counts_as_large: bool = False,
) -> MeasureDefinition:
    """Rewords a measure. Kind and cadence stay as they are once there are values.

    Raises DomainError, and StaleVersion where somebody else changed it meanwhile.
    """
    check_version(definition, version, _current(definition))
    if (kind, cadence) != (definition.kind, definition.cadence) and values.has_values(definition.id):
        field = "kind" if kind is not definition.kind else "cadence"
        raise DomainError(
            "This stays as it is, since there are values. Define another measure instead.", field
        )
    means_the_same = (direction, unknown_n_counts_as_large) == (
        definition.direction,
        definition.unknown_n_counts_as_large,
    )
    definition.name = _needed(name)
    definition.operational_definition = operational_definition
    definition.population = population
    definition.family = family
    definition.kind = kind
    definition.unit = _unit(kind, unit)
    definition.direction = direction
    definition.cadence = cadence
    definition.goal_value = _goal(kind, goal_value)
    definition.goal_by = goal_by
    definition.node_id = node_id
    definition.unknown_n_counts_as_large = unknown_n_counts_as_large
    audit.record(scope, "reworded", definition)
    if not means_the_same:
        totals.await_recount(definition)
    return definition


def archive_measure(scope: Scope, definition: MeasureDefinition) -> MeasureDefinition:
    """Puts a measure away; its values stay and no more are due."""
    return archive(scope, definition)


def restore_measure(scope: Scope, definition: MeasureDefinition) -> MeasureDefinition:
    """Takes an archived measure up again."""
    return restore(scope, definition)


def start_series(scope: Scope, definition: MeasureDefinition, team: Team) -> Series:
    """Lets one team begin to log a measure. Raises DomainError where it does so already."""
    state = SeriesState(n=0, run_length=0, revision=0, markings=[])
    series = Series(definition=definition, team=team, edition=definition.edition, state=state)
    audit.record(scope, "began to log", series)
    return series


def start_missing_series(scope: Scope, definition: MeasureDefinition) -> int:
    """Starts the series of every team that should log a measure and does not yet. Returns how many."""
    team_ids = loaders.teams_without_series(scope, definition)
    if team_ids:
        bulk.begin_series(definition.id, definition.edition, team_ids)
        audit.record(scope, "started for teams", definition, details={"teams": len(team_ids)})
    return len(team_ids)


def _needed(name: str) -> str:
    if not name:
        raise DomainError("Give the measure a name.", "name")
    return name


def _unit(kind: MeasureKind, unit: str) -> str:
    return "%" if kind is MeasureKind.PROPORTION else unit or UNITS.get(kind, "")


def _goal(kind: MeasureKind, goal: float | None) -> float | None:
    if goal is not None and kind is MeasureKind.PROPORTION and not 0 <= goal <= 100:
        raise DomainError("A percentage lies between 0 and 100.", "goal_value")
    return goal


def _current(definition: MeasureDefinition) -> dict[str, Any]:
    names = (
        "name",
        "operational_definition",
        "population",
        "family",
        "kind",
        "unit",
        "direction",
        "cadence",
        "goal_value",
        "goal_by",
    )
    return {name: getattr(definition, name) for name in names}
