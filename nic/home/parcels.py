"""Rows of This week that a device has kept: each is saved once, and changed where the person goes on writing."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid5

from werkzeug.datastructures import MultiDict

from nic.cycles import operations as cycle_operations
from nic.cycles.models import LogEntry
from nic.cycles.operations import Note
from nic.cycles.queries import load_log_entry
from nic.device.models import ReceivedParcel
from nic.device.parcels import Parcel, ParcelRefused, Taken
from nic.home import operations
from nic.home.forms import WeekForm
from nic.home.sending import figures_fit, gone, sent_form, to_write, typed_rows
from nic.kernel.scope import Person
from nic.measures import operations as measure_operations
from nic.measures.models import Observation, Series
from nic.measures.queries.loaders import observation_in_scope
from nic.measures.readings import Reading

BESIDE = "A colleague’s value stands. Yours is kept beside it for the team to choose."


def take_week(scope: Person, parcel: Parcel, before: ReceivedParcel | None) -> Taken:
    """Takes in one row: a value, or a note. Raises ParcelRefused with what is wrong, by field."""
    sent = MultiDict({name: text for name, text in parcel.fields.items() if not name.startswith("mark-")})
    sent |= {name: str(parcel.mark) for name in parcel.fields if name.startswith("mark-")}
    values, notes = typed_rows(sent)
    if len(values) + len(notes) > 1:
        raise ParcelRefused("A parcel holds one row.")
    if not values and not notes:
        return _emptied(scope, before)
    form = sent_form(scope, sent, values, notes)
    form.process(sent)
    valid = form.validate()
    if messages := gone(form, sent, values, notes):
        raise ParcelRefused(messages[0])
    if not all([valid, figures_fit(form)]):
        raise _refusal(form)
    series, readings, typed = to_write(scope, form)
    if readings:
        return _value(scope, parcel, before, series, readings[0])
    if not typed:
        raise ParcelRefused("A cycle is not under way any more. Your note is kept on this device.")
    return _note(scope, parcel, before, typed[0])


def _refusal(form: WeekForm) -> ParcelRefused:
    errors = {field.name: str(field.errors[0]) for field in form if field.errors}
    first = next(iter([*errors.values(), *map(str, form.form_errors)]), "This could not be saved.")
    return ParcelRefused(first, errors)


def _value(
    scope: Person, parcel: Parcel, before: ReceivedParcel | None, series: Sequence[Series], reading: Reading
) -> Taken:
    observation = _own_value(scope, before)
    if before is None:
        observation = measure_operations.record_observations(scope, series, [reading])[0]
    elif observation is None:
        other = replace(reading, client_uuid=uuid5(parcel.mark, f"edition {parcel.edition}"))
        observation = measure_operations.record_observations(scope, series, [other])[0]
    else:
        figures = {name: getattr(reading, name) for name in ("value", "numerator", "denominator", "n")}
        measure_operations.correct_observation(scope, observation, None, **figures)
    return Taken(observation, "" if observation.standing else BESIDE, str(reading.series_id))


def _own_value(scope: Person, before: ReceivedParcel | None) -> Observation | None:
    """The value that an earlier edition made; None where somebody has changed it or set it aside since."""
    if before is None or before.subject_kind != "observation" or before.subject_id is None:
        return None
    observation = observation_in_scope(scope, before.subject_id)
    untouched = observation.version == before.subject_version and observation.set_aside_at is None
    return observation if untouched else None


def _note(scope: Person, parcel: Parcel, before: ReceivedParcel | None, note: Note) -> Taken:
    entry = _own_note(scope, before)
    if entry is not None:
        cycle_operations.reword_note(
            scope, entry, what_happened=note.what_happened, what_surprised=note.what_surprised
        )
    else:
        if before is not None:
            note = replace(note, client_uuid=uuid5(parcel.mark, f"edition {parcel.edition}"))
        entry = operations.save_week(scope, [], [], [note]).entries[0]
    return Taken(entry)


def _own_note(scope: Person, before: ReceivedParcel | None) -> LogEntry | None:
    if before is None or before.subject_kind != "log_entry" or before.subject_id is None:
        return None
    entry = load_log_entry(scope, before.subject_id)
    return entry if entry.version == before.subject_version else None


def _emptied(scope: Person, before: ReceivedParcel | None) -> Taken:
    """What was written before was taken out again: a value is set aside, a note stays as it was saved."""
    observation = _own_value(scope, before)
    if observation is not None:
        measure_operations.set_aside(scope, observation)
        return Taken(observation, "Taken back.", str(observation.series_id))
    if before is not None and before.subject_kind == "log_entry":
        raise ParcelRefused("A note that is saved stays. Write what happened, or what surprised you.")
    raise ParcelRefused("There is nothing to save yet.")
