"""What was typed on This week before a session was lost, in the words of that page."""

from collections.abc import Iterator, Mapping, Sequence

from flask import url_for

from nic.home.forms import sent_keys
from nic.home.queries.this_week import Loggable, loggable
from nic.kernel.scope import Person, current_scope
from nic.measures.periods import label


def week_in_words(address: str, fields: Sequence[tuple[str, str]]) -> list[tuple[str, str]] | None:
    """The rows for which something was typed, each with its name; None for any other page."""
    scope = current_scope()
    if address != url_for("home.save_week") or not isinstance(scope, Person):
        return None
    return list(_rows(loggable(scope), dict(fields)))


def _rows(allowed: Loggable, sent: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for series_id, start in sent_keys(sent, "value"):
        series = allowed.series.get(series_id)
        name = f"{series.name}, {label(series.cadence, start)}" if series else "A measure"
        parts = (sent.get(f"{part}-{series_id}-{start}", "").strip() for part in ("value", "of"))
        yield name, " of ".join(filter(None, parts))
    for cycle_id, start in sent_keys(sent, "cycle"):
        cycle = allowed.cycles.get(cycle_id)
        name = f"Cycle {cycle.number}" if cycle else "A cycle"
        for part, asked in (("happened", "what happened"), ("surprised", "what surprised you")):
            if typed := sent.get(f"{part}-{cycle_id}-{start}", "").strip():
                yield f"{name}: {asked}", typed
