"""Rows of the worksheet inside its form: every row that stands, and a few empty ones."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import request
from wtforms import Field, SelectChoice, SelectField, StringField, TextAreaField

from nic.cycles.fields import ROW_KINDS, RowChange, all_rows, as_measured, row_name
from nic.cycles.forms.common import MOST, ChoiceField, ComparedField, as_answer, none_or
from nic.cycles.models import Cycle, DataKind
from nic.measures.models import Series
from nic.web.forms import Form

EMPTY_ROWS = 3
MOST_ROWS = 60
"""More rows of a kind than anybody writes; what is sent beyond them is left aside."""


class PlanRowForm(Form):
    """One row; the names of its fields begin with the row's name. ``key`` is None in a new one."""

    row_kind = ""
    key: int | None = None

    class Meta(Form.Meta):
        """The form around it carries the token."""

        csrf = False

    @property
    def change(self) -> RowChange:
        """What the row should say."""
        return RowChange(self.row_kind, self.key, self.values(), self._prefix)

    @property
    def is_blank(self) -> bool:
        """Whether it is a new row in which nothing is written."""
        return self.key is None and self.change.is_empty

    def values(self) -> dict[str, Any]:
        """What was typed, by name."""
        return {field.short_name: field.data for field in self}


class QuestionForm(PlanRowForm):
    """A learning question, its prediction and the data that answer it."""

    row_kind = "question"
    question = TextAreaField(
        "What do you want to learn?", [MOST], description="For example: do the quiet students use them too?"
    )
    prediction = TextAreaField(
        "What do you predict?", [MOST], description="For example: three of the five quiet ones do."
    )
    data_to_collect = TextAreaField(
        "Data to collect", [MOST], description="For example: a tick on the seating plan."
    )


class TaskForm(PlanRowForm):
    """Who does what."""

    row_kind = "task"
    task = TextAreaField("What is to be done?", [MOST])
    who = StringField("Who?", [MOST])
    due = StringField("When?", [MOST])
    place_text = StringField("Where?", [MOST])


class DataForm(PlanRowForm):
    """Which data are collected."""

    row_kind = "data"
    what = TextAreaField("Which data?", [MOST], description="For example: how many students use a starter.")
    data_type = StringField("Type", [MOST], description="For example: a count, a rating, quotations.")
    tool = StringField("Which tool?", [MOST], description="For example: a tally sheet.")
    kind = ChoiceField(
        "What do they tell?",
        choices=[
            SelectChoice(DataKind.PROCESS.value, "Whether we did it (process)"),
            SelectChoice(DataKind.OUTCOME.value, "Whether it helped (outcome)"),
        ],
    )
    series_id = SelectField("A measure of ours", coerce=int, default=0, choices=[SelectChoice(0, "None")])
    measured: Mapping[int, Mapping[str, Any]] = {}
    """What a row says of each measure."""

    def values(self) -> dict[str, Any]:
        """What was typed; what was left open is as the measure says."""
        said = self.measured.get(self.series_id.data, {})
        kind = DataKind(self.kind.data) if self.kind.data else said.get("kind", DataKind.PROCESS)
        return {
            "what": self.what.data or said.get("what", ""),
            "data_type": self.data_type.data or (said.get("data_type", "") if self.key is None else ""),
            "tool": self.tool.data,
            "kind": kind,
            "series_id": self.series_id.data or None,
        }


class AnswerForm(PlanRowForm):
    """In Study: a result beside its prediction."""

    row_kind = "question"
    result = TextAreaField("What did you see?", [MOST])
    matched = ComparedField("Beside the prediction")

    def values(self) -> dict[str, Any]:
        """What was typed."""
        return {"result": self.result.data, "matched": as_answer(self.matched.data)}


_FORMS: dict[str, type[PlanRowForm]] = {"question": QuestionForm, "task": TaskForm, "data": DataForm}


class PlanRows:
    """The rows of some kinds on a page: those of the cycle, those that were sent, and a few empty ones."""

    def __init__(self, kinds: Sequence[str], cycle: Cycle | None, series: Sequence[Series] = ()) -> None:
        self.series = series
        self.locked = cycle is not None and cycle.locked_at is not None
        self.by_kind = {kind: self._rows(kind, cycle) for kind in kinds}

    def _rows(self, kind: str, cycle: Cycle | None) -> list[PlanRowForm]:
        stand = {} if cycle is None else {row.id: row for row in all_rows(cycle, kind)}
        if request.method == "POST":
            keys: list[int | str] = _sent_keys(kind)
        else:
            keys = [key for key, row in stand.items() if row.removed_at is None]
            if not (kind == "question" and self.locked):
                keys += [f"new{number}" for number in range(EMPTY_ROWS)]
        return [self._row(kind, key, stand) for key in keys[:MOST_ROWS]]

    def _row(self, kind: str, key: int | str, stand: dict[int, Any]) -> PlanRowForm:
        form = _FORMS[kind](obj=stand.get(key) if isinstance(key, int) else None, prefix=row_name(kind, key))
        form.key = key if isinstance(key, int) else None
        if isinstance(form, DataForm):
            kept = getattr(stand.get(form.key or 0), "series", None)
            offered = [*self.series]
            if kept is not None and kept.id not in {each.id for each in offered}:
                offered.append(kept)
            form.series_id.choices = none_or(offered)
            form.measured = {each.id: as_measured(each) for each in offered}
        if kind == "question" and self.locked:
            del form.question, form.prediction
        return form

    def __iter__(self) -> Iterator[PlanRowForm]:
        for rows in self.by_kind.values():
            yield from rows

    def keep_predictions(self) -> None:
        """Leaves of the questions that stand their predictions alone."""
        self.by_kind = {kind: [row for row in rows if row.key] for kind, rows in self.by_kind.items()}
        for row in self:
            for name in ("question", "data_to_collect"):
                if name in row:
                    del row[name]

    @property
    def changes(self) -> list[RowChange]:
        """What the rows should say, without those in which nothing was written."""
        return [row.change for row in self if not row.is_blank]

    def validate(self) -> bool:
        """Whether every row has the right shape; each keeps its errors."""
        return not [row for row in self if not row.validate()]

    @property
    def fields(self) -> dict[str, Field]:
        """Every field of every row, by its whole name."""
        return {field.name: field for row in self for field in row}

    @property
    def errors(self) -> list[tuple[str, str]]:
        """The errors in rows with the controls that they belong to."""
        return [(str(field.errors[0]), field.id) for field in self.fields.values() if field.errors]


def _sent_keys(kind: str) -> list[int | str]:
    """The rows that were sent, in their order, each once."""
    pattern = re.compile(rf"{kind}-(new\d{{1,3}}|\d{{1,9}})-(?:{'|'.join(ROW_KINDS[kind].names)})")
    found = [match[1] for name in request.form if (match := pattern.fullmatch(name))]
    return [key if key.startswith("new") else int(key) for key in dict.fromkeys(found)]
