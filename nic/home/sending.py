"""What was typed on This week, as a page or a device sends it: read, checked, and loaded to be written."""

from collections.abc import Mapping, Sequence

from nic.cycles.operations import Note
from nic.cycles.queries import running_cycles, running_cycles_of_loaded
from nic.home.forms import WeekForm, sent_keys
from nic.home.queries.this_week import RowKey, loggable
from nic.kernel.errors import DomainError
from nic.kernel.scope import Person
from nic.measures.models import Series
from nic.measures.queries.loaders import own_series
from nic.measures.readings import Reading, checked


def typed_rows(sent: Mapping[str, str]) -> tuple[list[RowKey], list[RowKey]]:
    """The values and the notes for which something was typed."""
    return sent_keys(sent, "value"), sent_keys(sent, "cycle")


def sent_form(
    scope: Person, sent: Mapping[str, str], values: Sequence[RowKey], notes: Sequence[RowKey]
) -> WeekForm:
    """The fields for which something was typed, as far as the person may log it."""
    form = WeekForm()
    allowed = loggable(scope)
    for series_id, start in values:
        if series_id in allowed.series:
            form.add_sent(allowed.series[series_id], start, sent)
    for cycle_id, start in notes:
        if cycle_id in allowed.cycles:
            form.add_note(allowed.cycles[cycle_id], start)
    return form


def gone(
    form: WeekForm, sent: Mapping[str, str], values: Sequence[RowKey], notes: Sequence[RowKey]
) -> list[str]:
    """What was typed for measures and cycles that are not on the page any more, so that it is not lost."""
    messages = []
    for series_id, start in values:
        if (series_id, start) not in form.values:
            typed = sent.get(f"value-{series_id}-{start}", "")
            messages.append(
                f"A measure is not yours to log any more. Your figure for {start} was not saved: {typed}"
            )
    for cycle_id, start in notes:
        if (cycle_id, start) not in form.notes:
            texts = (sent.get(f"{part}-{cycle_id}-{start}", "").strip() for part in ("happened", "surprised"))
            messages.append(f"A cycle is not under way any more. Your note was not saved: {' '.join(texts)}")
    return messages


def figures_fit(form: WeekForm) -> bool:
    """Whether each figure is one of its measure; what is wrong is told beside its field."""
    fits = True
    for fields in form.filled_values:
        if fields.value.errors or (fields.second is not None and fields.second.errors):
            continue
        try:
            checked(fields.reading, fields.series.kind)
        except DomainError as error:
            form.add_error(fields.field_called(error.field).name, error.message)
            fits = False
    return fits


def to_write(scope: Person, form: WeekForm) -> tuple[Sequence[Series], list[Reading], list[Note]]:
    """What was typed, with the series and cycles that it is for, loaded to be written."""
    readings = [fields.reading for fields in form.filled_values]
    series = own_series(scope, {reading.series_id for reading in readings})
    typed = form.filled_notes
    teams = {fields.cycle.team_id for fields in typed}
    load = running_cycles_of_loaded if teams <= {each.team_id for each in series} else running_cycles
    cycles = load(scope, teams) if typed else []
    by_id = {cycle.id: cycle for cycle in cycles}
    notes = [
        Note(
            by_id[fields.cycle.id],
            fields.week_start,
            fields.happened.data or "",
            fields.surprised.data or "",
            fields.mark.data,
        )
        for fields in typed
    ]
    return series, readings, notes
