"""A step's changes read from its row, and whether they may be made: nothing is overwritten that was changed since."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from nic.kernel.errors import DomainError
from nic.theory.diagrams.shape import Shape, fault_of
from nic.theory.diagrams.steps import ABSENT, snapshot
from nic.theory.graph import shape_of
from nic.theory.models import NodeKind, Theory


@dataclass(frozen=True, slots=True)
class Change:
    """What every value is expected to be now (``..._now``) and becomes. A node that is not there is withdrawn."""

    aim: dict[str, Any]
    aim_now: dict[str, Any]
    nodes: dict[int, dict[str, Any]]
    nodes_now: dict[int, dict[str, Any]]
    links: dict[tuple[int, int], int | None]
    links_now: dict[tuple[int, int], int | None]


def read_changes(changes: dict[str, Any], *, back: bool) -> Change:
    """The changes of a step, to be taken ``back`` or made again."""
    now, then = (1, 0) if back else (0, 1)
    nodes = {int(key): values for key, values in changes["nodes"].items()}
    links = {(parent, child): (before, after) for parent, child, before, after in changes["links"]}
    return Change(
        aim={name: _read(name, pair[then]) for name, pair in changes["aim"].items()},
        aim_now={name: pair[now] for name, pair in changes["aim"].items()},
        nodes={key: _parts(values, then) for key, values in nodes.items()},
        nodes_now={key: {name: pair[now] for name, pair in values.items()} for key, values in nodes.items()},
        links={link: pair[then] for link, pair in links.items()},
        links_now={link: pair[now] for link, pair in links.items()},
    )


def _parts(values: dict[str, list[Any]], then: int) -> dict[str, Any]:
    """The parts that a node becomes; one that becomes withdrawn keeps its words."""
    if values.get("is_withdrawn", [None, None])[then]:
        return dict(ABSENT)
    return {name: _read(name, pair[then]) for name, pair in values.items()}


def _read(name: str, value: Any) -> Any:
    """A value of a column from how JSON has it."""
    if value is None:
        return None
    if name == "kind":
        return NodeKind(value)
    if name == "aim_by_when":
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if name == "archived_at" else value


def refuse_changed_since(theory: Theory, change: Change) -> None:
    """Raises DomainError where a value is not as the step left it."""
    now = snapshot(theory)
    stands = all(now.aim[name] == value for name, value in change.aim_now.items())
    stands &= all(now.links.get(link) == position for link, position in change.links_now.items())
    for key, values in change.nodes_now.items():
        current = now.nodes.get(key, ABSENT)
        stands &= all(current.get(name) == value for name, value in values.items() if _counts(current, name))
    if not stands:
        raise DomainError(
            "This was changed again since, so it cannot be undone as a whole. Undo the later change first, "
            "or change it by hand."
        )


def _counts(current: dict[str, Any], name: str) -> bool:
    """Of a withdrawn node only that it is withdrawn: its words wait in its row."""
    return current is not ABSENT or name == "is_withdrawn"


def refuse_faults(theory: Theory, change: Change) -> None:
    """Raises DomainError where the graph would break a rule, or something would serve what is not there any more."""
    shape = shape_of(theory)
    gone = {key for key, values in change.nodes.items() if values.get("is_withdrawn")}
    kinds = {key: kind for key, kind in shape.kinds.items() if key not in gone}
    texts = dict(shape.texts)
    for node in theory.nodes:
        values = change.nodes.get(node.id)
        if values is not None and node.id not in gone:
            kinds[node.id] = values.get("kind", node.kind)
            texts[node.id] = values.get("text", node.text)
    links = {**shape.links, **change.links}
    kept = {link: position for link, position in links.items() if position is not None}
    for link in kept:
        if not kinds.keys() >= set(link):
            upper = texts.get(link[0], "")
            raise DomainError(
                f"Something was linked below “{upper}” since. Undo that first, or archive it instead."
            )
    fault = fault_of(Shape(kinds, texts, kept))
    if fault:
        raise DomainError(fault)
