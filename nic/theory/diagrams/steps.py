"""Each change of a theory as one step: what every value was before and is after, so that it can be undone whole.

Operations change the theory inside ``one_step``; what differs at its end is the step. A step within
a step is part of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm.attributes import set_committed_value

from nic.kernel.database import db
from nic.kernel.scope import Scope, actor_of
from nic.theory import queries
from nic.theory.models import Node, Theory, TheoryStep

AIM_PARTS = ("aim_for_whom", "aim_how_much", "aim_by_when", "aim_baseline")
NODE_PARTS = ("kind", "text", "note", "evidence", "archived_at", "is_withdrawn")
ABSENT = {"is_withdrawn": True}
"""What an undo of its adding makes of a node: the row stays for what refers to it, and counts nowhere."""

_OPEN = "theories_in_a_step"
Values = dict[str, Any]


@dataclass(slots=True)
class OpenStep:
    """A step while it is being made. ``theory`` is as it stands now; the operation names the ``node`` it is about."""

    theory: Theory
    verb: str
    node: Node | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every value of a theory that a step may change, as JSON has it."""

    aim: Values
    nodes: dict[int, Values]
    links: dict[tuple[int, int], int]


def snapshot(theory: Theory) -> Snapshot:
    """The theory's values now. Withdrawn nodes are left out."""
    nodes = [node for node in theory.nodes if not node.is_withdrawn]
    return Snapshot(
        aim={name: plain(getattr(theory, name)) for name in AIM_PARTS},
        nodes={node.id: {name: plain(getattr(node, name)) for name in NODE_PARTS} for node in nodes},
        links={
            (link.parent_id, link.child_id): link.position for node in nodes for link in node.parent_links
        },
    )


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date | datetime) else value


def difference(before: Snapshot, after: Snapshot) -> dict[str, Any]:
    """What changed: ``[before, after]`` for each value of the aim and of nodes; links with their positions."""
    aim = _changed(before.aim, after.aim)
    nodes = {
        str(key): changed
        for key in sorted(before.nodes.keys() | after.nodes.keys())
        if (changed := _changed(before.nodes.get(key, ABSENT), after.nodes.get(key, ABSENT)))
    }
    links = [
        [*link, before.links.get(link), after.links.get(link)]
        for link in sorted(before.links.keys() | after.links.keys())
        if before.links.get(link) != after.links.get(link)
    ]
    return {"aim": aim, "nodes": nodes, "links": links} if aim or nodes or links else {}


def _changed(before: Values, after: Values) -> dict[str, list[Any]]:
    return {
        name: [before.get(name), after.get(name)]
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    }


@contextmanager
def one_step(
    scope: Scope, theory: Theory, verb: str, node: Node | None = None, client_uuid: UUID | None = None
) -> Iterator[OpenStep]:
    """All that is changed inside becomes one step, undone as a whole. Holds the theory until the transaction ends.

    ``verb`` is in the past tense: "added", "pasted 12 lines into". Where nothing changed there is no step.
    """
    opened: dict[int, OpenStep] = db.session.info.setdefault(_OPEN, {})
    if theory.id in opened:
        yield OpenStep(opened[theory.id].theory, verb, node)
        return
    held = queries.hold_theory(scope, theory)
    before = snapshot(held)
    step = opened[theory.id] = OpenStep(held, verb, node)
    try:
        yield step
    finally:
        del opened[theory.id]
    changes = difference(before, snapshot(held))
    if changes:
        _write(scope, step, changes, client_uuid)


def _write(scope: Scope, step: OpenStep, changes: dict[str, Any], client_uuid: UUID | None) -> None:
    actor_id, actor_label = actor_of(scope)
    row = TheoryStep(
        theory=step.theory,
        revision=raise_revision(step.theory),
        actor_id=actor_id,
        actor_label=actor_label,
        verb=step.verb,
        node=step.node,
        changes=changes,
        client_uuid=client_uuid,
    )
    db.session.add(row)
    db.session.flush()


def raise_revision(theory: Theory) -> int:
    """Counts one more change of a theory that is held, and leaves the version of its aim alone."""
    table = Theory.__table__
    raised = theory.revision + 1
    db.session.flush()
    db.session.execute(update(table).where(table.c.id == theory.id).values(revision=raised))  # type: ignore[arg-type]
    set_committed_value(theory, "revision", raised)
    return raised
