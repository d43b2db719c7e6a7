"""Writing the rows of a plan: what is to be learned, who does what, which data are collected. No query, no flush."""

from collections.abc import Iterable
from typing import Any

from nic.cycles.fields import ROW_KINDS, RowChange, all_rows, row_name, trimmed, values_of_row
from nic.cycles.models import Cycle, CycleQuestion, CycleTask, DataKind
from nic.kernel import clock
from nic.kernel.errors import DomainError
from nic.kernel.transactions import touch

Changed = list[tuple[str, Any]]
"""What the audit is told of rows: (verb, row)."""


def rows_now(cycle: Cycle) -> dict[str, Any]:
    """What stands in the rows of a plan, by the names of their fields; those taken out are empty."""
    found: dict[str, Any] = {}
    for kind in ROW_KINDS:
        for row in all_rows(cycle, kind):
            values = values_of_row(kind, row)
            values |= {"series_id": values["series_id"] or 0} if "series_id" in values else {}
            found |= {f"{row_name(kind, row.id)}{name}": value for name, value in values.items()}
    return found


def set_rows(cycle: Cycle, changes: Iterable[RowChange]) -> Changed:
    """Writes rows of a plan, and gives those that changed with a verb. Raises DomainError with the row's field."""
    changed: Changed = []
    for change in changes:
        if change.key is None:
            if not change.is_empty:
                changed.append(("added", _new_row(cycle, change)))
            continue
        row = next((each for each in all_rows(cycle, change.kind) if each.id == change.key), None)
        if row is None:
            raise DomainError("This row is not there any more. Open the page again.")
        verb = _take_out(cycle, row, change) if change.is_empty else _rewrite(row, change)
        if verb:
            changed.append((verb, row))
    return changed


def _new_row(cycle: Cycle, change: RowChange) -> Any:
    _refuse_late_question(cycle, change)
    rows = all_rows(cycle, change.kind)
    row = ROW_KINDS[change.kind].model(position=max((each.position for each in rows), default=0) + 1)
    _write(row, change)
    rows.append(row)
    return row


def _refuse_late_question(cycle: Cycle, change: RowChange) -> None:
    if change.kind == "question" and cycle.locked_at is not None:
        sentence = "The questions and predictions stand as they were when the test began."
        raise DomainError(sentence, f"{change.name}question")


def _take_out(cycle: Cycle, row: Any, change: RowChange) -> str:
    if row.removed_at is not None:
        return ""
    _refuse_late_question(cycle, change)
    row.removed_at = clock.now()
    return "took out"


def _rewrite(row: Any, change: RowChange) -> str:
    if row.removed_at is not None:
        row.removed_at = None
        _write(row, change)
        return "put back"
    kind = ROW_KINDS[change.kind]
    before = [getattr(row, name) for name in kind.names]
    _write(row, change)
    return "changed" if [getattr(row, name) for name in kind.names] != before else ""


def _write(row: Any, change: RowChange) -> None:
    """Writes what is given; what is not stays. A row of data may take its words from its measure."""
    kind = ROW_KINDS[change.kind]
    values = {name: trimmed(value) for name, value in change.values.items() if name in kind.names}
    if not values.get(kind.main, getattr(row, kind.main)):
        raise DomainError(kind.missing, f"{change.name}{kind.main}")
    for name, value in values.items():
        try:
            setattr(row, name, value)
        except DomainError as error:
            raise DomainError(error.message, f"{change.name}{error.field}") from error


def told(verb: str, cycle: Cycle, changed: Changed) -> Changed:
    """What the audit is told of a cycle and of its rows that were changed; the cycle's version rises with them."""
    if changed and cycle.id is not None:
        touch(cycle)
    return [(verb, cycle), *changed]


def copied_rows(source: Cycle, cycle: Cycle, *, own: bool) -> Changed:
    """The rows of another plan in this one, without predictions, days and results.

    Outside the team that wrote them without the people and the team's own measures.
    """
    rows: list[Any] = [
        CycleQuestion(position=row.position, question=row.question, data_to_collect=row.data_to_collect)
        for row in source.questions
    ]
    cycle.all_questions.extend(rows)
    tasks = [
        CycleTask(
            position=row.position,
            task=row.task,
            who=row.who if own else "",
            place_text=row.place_text if own else "",
        )
        for row in source.tasks
    ]
    cycle.all_tasks.extend(tasks)
    model = ROW_KINDS["data"].model
    data = [
        model(
            position=row.position,
            what=row.what,
            data_type=row.data_type,
            tool=row.tool,
            kind=row.kind or DataKind.PROCESS,
            series_id=row.series_id if own else None,
        )
        for row in source.data
    ]
    cycle.all_data.extend(data)
    return [("copied", row) for row in (*rows, *tasks, *data)]
