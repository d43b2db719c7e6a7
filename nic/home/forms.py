"""The form of This week, a few fields for every value that is due and for every running cycle; and smaller ones."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import Field, StringField, TextAreaField
from wtforms.form import BaseForm
from wtforms.validators import Length

from nic.cycles.queries import CycleRow
from nic.home.queries.this_week import DueRow, RowKey
from nic.kernel.errors import NotFoundInScope
from nic.measures.models import MeasureKind
from nic.measures.queries.due import SeriesRow
from nic.measures.readings import Reading
from nic.measures.skips.models import SkipReason
from nic.web.forms import ClientUuidField, Form, NumberField

_MARKS = re.compile(r"mark-(value|cycle)-(\d{1,18})-(\d{4}-\d\d-\d\d)")
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class ValueFields:
    """The fields of one value: the figure (or the numerator), and where it is asked for the denominator or n."""

    series: SeriesRow
    period_start: date
    mark: Field
    value: Field
    second: Field | None
    has_parts: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed; a denominator that was filled in beforehand does not count."""
        return self.value.data is None and not self.value.errors

    @property
    def reading(self) -> Reading:
        """What was typed."""
        second = self.second.data if self.second is not None else None
        if self.has_parts:
            figures: dict[str, Any] = {"numerator": self.value.data, "denominator": second}
        else:
            figures = {"value": self.value.data, "n": None if second is None else round(second)}
        return Reading(self.series.id, self.period_start, self.mark.data, **figures)

    def field_called(self, name: str | None) -> Field:
        """The field that an operation means by "value", "numerator", "denominator" or "n"."""
        return self.second if name in ("denominator", "n") and self.second is not None else self.value


@dataclass(frozen=True, slots=True)
class NoteFields:
    """The fields of one running cycle."""

    cycle: CycleRow
    week_start: date
    mark: Field
    happened: Field
    surprised: Field

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.happened.data or self.surprised.data)


class _Mark(ClientUuidField):
    """The mark of a row. A row that the sender's page did not have gets a fresh one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the mark where there is one."""
        if valuelist:
            super().process_formdata(valuelist)


class WeekForm(Form):
    """Fields are added row by row; ``process`` then reads what was sent."""

    __setitem__ = BaseForm.__setitem__
    __iter__ = BaseForm.__iter__

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.values: dict[RowKey, ValueFields] = {}
        self.notes: dict[RowKey, NoteFields] = {}

    def add_value(self, series: SeriesRow, period_start: date, second: float | None, has_parts: bool) -> None:
        """Adds the fields of one value. ``second``: the denominator (or n) that is filled in beforehand."""
        name = f"{series.id}-{period_start}"
        self[f"mark-value-{name}"] = _Mark()
        self[f"value-{name}"] = NumberField(series.name, unit=series.unit)
        asks_second = has_parts or series.kind is MeasureKind.AVERAGE
        if asks_second:
            self[f"of-{name}"] = NumberField("out of" if has_parts else "people", default=second)
        self.values[series.id, period_start] = ValueFields(
            series,
            period_start,
            self[f"mark-value-{name}"],
            self[f"value-{name}"],
            self[f"of-{name}"] if asks_second else None,
            has_parts,
        )

    def add_due(self, row: DueRow) -> None:
        """Adds the fields of a value that is due: those that its latest value had."""
        last = row.last
        has_parts = row.series.kind is MeasureKind.PROPORTION and (
            last is None or last.denominator is not None
        )
        second = None if last is None else last.denominator if has_parts else last.n
        self.add_value(row.series, row.period_start, second, has_parts)

    def add_sent(self, series: SeriesRow, period_start: date, sent: Mapping[str, str]) -> None:
        """Adds the fields of a value as they were on the page that was sent."""
        has_parts = series.kind is MeasureKind.PROPORTION and f"of-{series.id}-{period_start}" in sent
        self.add_value(series, period_start, None, has_parts)

    def take_errors(self, other: "WeekForm") -> None:
        """Takes over what is wrong in a form with some of the same fields."""
        self.form_errors.extend(other.form_errors)
        for field in other:
            if field.errors and field.name in self:
                self[field.name].errors = field.errors

    def add_note(self, cycle: CycleRow, week_start: date) -> None:
        """Adds the fields of one running cycle."""
        name = f"{cycle.id}-{week_start}"
        self[f"mark-cycle-{name}"] = _Mark()
        self[f"happened-{name}"] = TextAreaField("What happened?", [Length(max=LONGEST)])
        self[f"surprised-{name}"] = TextAreaField("What surprised you?", [Length(max=LONGEST)])
        fields = (self[f"{part}-{name}"] for part in ("mark-cycle", "happened", "surprised"))
        self.notes[cycle.id, week_start] = NoteFields(cycle, week_start, *fields)

    @property
    def filled_values(self) -> list[ValueFields]:
        """The values for which something was typed."""
        return [fields for fields in self.values.values() if not fields.is_empty]

    @property
    def filled_notes(self) -> list[NoteFields]:
        """The cycles for which something was typed."""
        return [fields for fields in self.notes.values() if not fields.is_empty]


def sent_keys(sent: Mapping[str, str], what: str) -> list[RowKey]:
    """The rows for which something was typed; ``what`` is "value" or "cycle". Names without sense are passed over."""
    found = []
    for match in filter(None, map(_MARKS.fullmatch, sent)):
        if match[1] == what and _was_typed(sent, match[0].removeprefix(f"mark-{what}-"), what):
            found += _key(match[2], match[3])
    return found


def asked_skip(text: str) -> tuple[RowKey, SkipReason | None]:
    """What a button asks to skip: "12.2026-11-16.holiday"; without a reason, to be asked for again.

    Raises NotFoundInScope for a text without sense.
    """
    number, _, rest = text.partition(".")
    day, _, reason = rest.partition(".")
    keys = _key(number, day) if number.isascii() and number.isdecimal() and len(number) < 19 else []
    if not keys or reason not in ("", *SkipReason):
        raise NotFoundInScope
    return keys[0], SkipReason(reason) if reason else None


def _was_typed(sent: Mapping[str, str], name: str, what: str) -> bool:
    typed: Iterable[str] = (
        (f"value-{name}",) if what == "value" else (f"happened-{name}", f"surprised-{name}")
    )
    return any(sent.get(field, "").strip() for field in typed)


def _key(number: str, day: str) -> list[RowKey]:
    try:
        return [(int(number), date.fromisoformat(day))]
    except ValueError:
        return []


class YearForm(Form):
    """A new school year: only the reason is typed, all else is ticked."""

    because = StringField(
        "Why are these cycles closed?", [Length(max=400)], default="The school year is over."
    )
