"""The forms in which parts and groups are logged: as many rows as there are parts, each with its own mark."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask import request
from wtforms.form import BaseForm

from nic.kernel.errors import DomainError
from nic.measures.forms import ValueForm
from nic.measures.models import MeasureKind
from nic.measures.queries.parts import PartRow
from nic.measures.readings import Reading, checked
from nic.web.forms import ClientUuidField, EditForm, Form, NumberField

SECOND = {MeasureKind.PROPORTION: "out of", MeasureKind.COUNT: "people (n)"}


class FiguresForm(Form):
    """A figure, and what it is out of (or from how many people), for each part that has none yet."""

    __setitem__ = BaseForm.__setitem__
    __iter__ = BaseForm.__iter__

    def __init__(self, kind: MeasureKind, unit: str, rows: Sequence[PartRow], **options: Any) -> None:
        super().__init__(**options)
        self.kind, self.rows = kind, rows
        for row in rows:
            self[f"mark-{row.id}"] = ClientUuidField()
            self[f"value-{row.id}"] = NumberField(row.name, unit="" if self.has_parts else unit)
            self[f"of-{row.id}"] = NumberField(SECOND.get(kind, "people (n)"))
        self.process(request.form if request.method == "POST" else None)

    @property
    def has_parts(self) -> bool:
        """Whether numerators and denominators are asked for."""
        return self.kind is MeasureKind.PROPORTION

    @property
    def lines(self) -> list[tuple[PartRow, Any, Any]]:
        """Each part with its two fields."""
        return [(row, self[f"value-{row.id}"], self[f"of-{row.id}"]) for row in self.rows]

    def readings(self, series_id: int, start: date) -> Iterator[tuple[PartRow, Reading]]:
        """What was typed; rows without a figure are passed over."""
        for row, value, second in self.lines:
            if value.data is not None:
                yield row, self._reading(row, series_id, start, value.data, second.data)

    def _reading(
        self, row: PartRow, series_id: int, start: date, value: float, second: float | None
    ) -> Reading:
        mark = self[f"mark-{row.id}"].data
        if self.has_parts:
            return Reading(series_id, start, mark, numerator=value, denominator=second)
        return Reading(series_id, start, mark, value, n=None if second is None else round(second))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether each figure is one of the measure; what is wrong is told beside its field."""
        fits = bool(super().validate(extra_validators))
        for row, value, second in self.lines:
            if value.errors or second.errors or value.data is None:
                continue
            try:
                checked(self._reading(row, 0, date.min, value.data, second.data), self.kind)
            except DomainError as error:
                name = "of" if error.field in ("denominator", "n") else "value"
                self.add_error(f"{name}-{row.id}", error.message)
                fits = False
        return fits


class CorrectPartForm(EditForm, ValueForm):
    """What a part or group counted, to correct; its period stays."""
