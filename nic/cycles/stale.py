"""Refusing a form on a cycle that somebody has changed meanwhile, with what the conflict page needs to lose nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from nic.cycles.fields import ROW_KINDS, all_rows, row_name
from nic.cycles.models import Cycle
from nic.kernel.audit import entries_for
from nic.kernel.errors import StaleVersion


def refuse_stale(cycle: Cycle, version: int | None, current: Callable[[Cycle], Mapping[str, Any]]) -> None:
    """As ``check_version``; tells also which texts stood in each field before."""
    if version is None or version == cycle.version:
        return
    stale = StaleVersion(current(cycle), cycle.version)
    stale.earlier = _earlier(cycle)
    raise stale


def _earlier(cycle: Cycle) -> dict[str, set[str]]:
    """What stood in the fields of a cycle and its rows before, by the names of the fields."""
    found: dict[str, set[str]] = {}
    rows = [(kind, row) for kind in ROW_KINDS for row in all_rows(cycle, kind)]
    parts = [(f"cycle_{kind}", row.id) for kind, row in rows]
    for entry in entries_for("cycle", cycle.id, parts=parts):
        start = ""
        if entry.subject_kind != "cycle":
            start = row_name(entry.subject_kind.removeprefix("cycle_"), entry.subject_id)
        for name, value in entry.before.items():
            field = "idea" if name == "change_idea_id" else f"{start}{name}"
            missing = "0" if name in ("change_idea_id", "series_id") else ""
            found.setdefault(field, set()).add(missing if value is None else str(value))
    for kind, row in rows:
        if row.removed_at is not None:
            for name in ROW_KINDS[kind].texts:
                found.setdefault(f"{row_name(kind, row.id)}{name}", set()).add(getattr(row, name))
    return found
