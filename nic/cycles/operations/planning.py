"""Planning a cycle, and changing its plan."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from nic.cycles import queries
from nic.cycles.empty_cycle import empty_cycle
from nic.cycles.fields import PLAN_DATES, PLAN_FIELDS, RowChange, as_measured, reach_in, trimmed
from nic.cycles.models import Cycle, CycleAuthor, CycleData
from nic.cycles.moves import Move, check
from nic.cycles.plan_rows import rows_now, set_rows, told
from nic.cycles.stale import refuse_stale
from nic.kernel import audit
from nic.kernel.errors import DomainError
from nic.kernel.scope import Scope
from nic.kernel.transactions import touch
from nic.measures.models import Series
from nic.organizations.models import Team
from nic.theory.models import Node
from nic.theory.wording import after_to_test


def plan_cycle(
    scope: Scope,
    team: Team,
    *,
    change_idea: Node | None = None,
    idea_text: str = "",
    series: Series | None = None,
    client_uuid: UUID | None = None,
    rows: Sequence[RowChange] = (),
    **fields: Any,
) -> Cycle:
    """Plans a cycle on a change idea or on an idea in the team's own words.

    ``fields`` are those of the plan (``PLAN_FIELDS``); ``series`` is a measure that will tell. The same words under the
    same UUID get the same cycle, other words a second one. Raises DomainError without an idea, TypeError for a field
    that is not one of the plan.
    """
    content = (
        team.id,
        change_idea and change_idea.id,
        idea_text,
        series and series.id,
        rows,
        sorted(fields.items()),
    )
    mark = uuid5(client_uuid, repr(content)) if client_uuid is not None else None
    if mark is not None and (sent_before := queries.cycle_sent_before(scope, mark)) is not None:
        return sent_before
    cycle = empty_cycle(scope, team, mark, change_idea)
    _set_plan(cycle, {"change_idea": change_idea, "idea_text": idea_text, **fields})
    changed = set_rows(cycle, rows)
    if series is not None:
        changed.append(("added", CycleData(series=series, **as_measured(series))))
        cycle.all_data.append(changed[-1][1])
    audit.record_all(scope, told("planned", cycle, changed))
    return cycle


def edit_plan(
    scope: Scope, cycle: Cycle, version: int | None, *, rows: Sequence[RowChange] = (), **fields: Any
) -> Cycle:
    """Changes the plan and its rows; what is not given stays.

    Raises StaleVersion, MoveNotAllowed, and DomainError where it would change a locked prediction.
    """
    check(cycle.state, Move.EDIT)
    refuse_stale(cycle, version, _plan_now)
    _set_plan(cycle, {"change_idea": cycle.change_idea, "idea_text": cycle.idea_text, **fields})
    audit.record_all(scope, told("changed the plan of", cycle, set_rows(cycle, rows)))
    return cycle


def _plan_now(cycle: Cycle) -> dict[str, Any]:
    """What stands in the plan, by the names of the fields on its pages."""
    values = {name: getattr(cycle, name) for name in (*PLAN_FIELDS, "idea_text")}
    return {**values, "idea": cycle.change_idea_id or 0, **rows_now(cycle)}


def _set_plan(cycle: Cycle, fields: Mapping[str, Any]) -> None:
    unknown = set(fields) - {*PLAN_FIELDS, "change_idea", "idea_text"}
    if unknown:
        raise TypeError(f"not a field of the plan: {', '.join(sorted(unknown))}")
    values = dict(fields)
    idea: Node | None = values.pop("change_idea")
    text = after_to_test(values.pop("idea_text")) or (idea.text if idea is not None else "")
    if not text:
        raise DomainError("Write what you will try, or choose a change idea.", "idea_text")
    _check_days(cycle, values)
    scale = values.get("scale", cycle.scale)
    if values.get("reach") is None:
        changed = scale != cycle.scale or cycle.reach is None
        values["reach"] = (reach_in(scale or "") if changed else None) or cycle.reach
    cycle.change_idea, cycle.idea_text = idea, text
    for name, value in values.items():
        setattr(cycle, name, trimmed(value))


def _check_days(cycle: Cycle, values: Mapping[str, Any]) -> None:
    days = [values.get(name, getattr(cycle, name)) for name in PLAN_DATES]
    for name, before, after in zip(PLAN_DATES[1:], days, days[1:], strict=False):
        if before is not None and after is not None and after < before:
            raise DomainError("This day comes before the one above it.", name)


def set_authors(
    scope: Scope, cycle: Cycle, *, added: Collection[int], removed: Collection[int], people: Collection[int]
) -> Cycle:
    """Adds and takes out those who work on a cycle together; ``people`` are those of its team.

    What a colleague changed meanwhile stays. Raises DomainError for somebody else, MoveNotAllowed.
    """
    check(cycle.state, Move.EDIT)
    before = {author.person_id for author in cycle.authors}
    if set(added) - before - set(people):
        raise DomainError("Choose people of the team.", "people")
    wanted = (before | set(added)) - set(removed)
    if not wanted:
        raise DomainError("Choose at least one person.", "people")
    if wanted != before:
        cycle.authors = [
            *(author for author in cycle.authors if author.person_id in wanted),
            *(CycleAuthor(person_id=person_id) for person_id in sorted(wanted - before)),
        ]
        touch(cycle)
        details = {"people_before": len(before), "people_now": len(wanted)}
        audit.record(scope, "named the people of", cycle, details=details)
    return cycle
