"""A hub words the definition of a network's measure anew: a new edition, and a phase in every series."""

from datetime import date

from nic.kernel import audit, clock
from nic.kernel.errors import DomainError
from nic.kernel.scope import Person, Scope
from nic.kernel.transactions import check_version
from nic.measures import bulk, totals
from nic.measures.markings import edition_label
from nic.measures.models import DefinitionEdition, MarkingKind, MeasureDefinition, Series
from nic.measures.operations.marking import edit_marking, mark_chart
from nic.measures.periods import period_start
from nic.measures.queries import editions as queries


def change_definition(
    scope: Scope,
    definition: MeasureDefinition,
    version: int | None,
    *,
    operational_definition: str,
    population: str = "",
    starts_on: date,
    reason: str,
) -> MeasureDefinition:
    """Makes a new edition of a network's definition valid from a day on, and begins a phase in every series.

    Each team stays on its edition until it takes up the new one. Raises DomainError, and StaleVersion where somebody
    else changed the measure meanwhile.
    """
    names = ("operational_definition", "population")
    check_version(definition, version, {name: getattr(definition, name) for name in names})
    _check(definition, operational_definition, starts_on, reason)
    known = queries.editions_of(scope, definition)
    if any(each.starts_on >= starts_on for each in known):
        raise DomainError("The edition before this one began later. Choose a later day.", "starts_on")
    start = period_start(definition.cadence, starts_on)
    if not known:
        began = min(definition.created_at.date(), start)
        audit.record(scope, "kept the wording of", _edition(None, definition, began, ""))
    definition.edition += 1
    definition.operational_definition, definition.population = operational_definition, population
    audit.record(scope, "changed the definition of", definition, reason=reason)
    audit.record(scope, "worded anew", _edition(scope, definition, start, reason))
    bulk.begin_phases(definition.id, start, edition_label(definition.edition), reason)
    totals.await_states(definition)
    return definition


def _check(definition: MeasureDefinition, words: str, starts_on: date, reason: str) -> None:
    if definition.network_id is None:
        raise DomainError("A team's own measure has one wording. Reword it instead.")
    if not words:
        raise DomainError("Write how the value is counted from now on.", "operational_definition")
    if not reason:
        raise DomainError("Write why the definition changes. Every team reads it.", "reason")
    if starts_on > clock.today():
        raise DomainError("Choose today or an earlier day.", "starts_on")


def _edition(
    scope: Scope | None, definition: MeasureDefinition, start: date, reason: str
) -> DefinitionEdition:
    return DefinitionEdition(
        definition=definition,
        number=definition.edition,
        operational_definition=definition.operational_definition,
        population=definition.population,
        starts_on=start,
        reason=reason,
        made_by_id=scope.person_id if isinstance(scope, Person) else None,
    )


def take_up_edition(scope: Scope, series: Series, version: int | None, starts_on: date) -> Series:
    """Lets a team count by its network's present definition from a period on; the phase in its chart moves there.

    Raises DomainError, and StaleVersion where somebody else changed it meanwhile.
    """
    check_version(series, version, {"edition": series.edition})
    newest = series.definition.edition
    if series.edition >= newest:
        raise DomainError("Your team counts by the present definition already.")
    edition = queries.edition_numbered(scope, series.definition, newest)
    if edition is None or starts_on < edition.starts_on:
        raise DomainError("The definition changed later. Choose a day from then on.", "starts_on")
    series.edition = newest
    audit.record(scope, "took up the new definition in", series)
    marking = queries.live_phase(scope, series, edition_label(newest))
    if marking is None:
        mark_chart(
            scope,
            series,
            kind=MarkingKind.PHASE,
            starts_on=starts_on,
            label=edition_label(newest),
            reason=edition.reason,
        )
    else:
        edit_marking(scope, marking, None, starts_on=starts_on, label=marking.label, reason=marking.reason)
    return series
