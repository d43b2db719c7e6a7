"""A theory as JSON with the keys of its nodes: exactly the same theory when it is read again. No database."""

import json
from typing import Any

from nic.theory.exchange.reading import Builder, Message, Reading, as_day, day_text
from nic.theory.models import NodeKind
from nic.theory.plain import Draft, Key, PlainNode, PlainTheory, nodes_in_order

FORMAT = "nic-theory"
EDITION = 1
_NAME = "JSON"


def write(theory: PlainTheory, source: int | None = None) -> str:
    """The theory as JSON; ``source`` is the key of the stored theory that it is of."""
    told = {
        "format": FORMAT,
        "edition": EDITION,
        "theory": source,
        "aim": {
            "for_whom": theory.for_whom,
            "baseline": theory.baseline,
            "how_much": theory.how_much,
            "by_when": day_text(theory.by_when) or None,
        },
        "nodes": [
            {
                "id": node.id,
                "kind": node.kind.value,
                "text": node.text,
                "note": node.note,
                "evidence": node.evidence,
            }
            for node in nodes_in_order(theory)
        ],
        "links": [{"parent": parent, "child": child} for parent, child in theory.links],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def read(text: str, _aim_text: str | None = None) -> Reading:
    """Reads JSON as ``write`` gives it."""
    try:
        told = json.loads(text)
    except json.JSONDecodeError as error:
        return _refused(f"This is not JSON: {error.msg}.", error.lineno)
    except RecursionError:
        return _refused("This JSON is nested too deeply.")
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        return _refused("This JSON is not a theory that was taken away from here.")
    if told.get("edition") != EDITION:
        return _refused("This JSON was written by another edition.")
    try:
        return _read(told)
    except (KeyError, TypeError, ValueError, AttributeError):
        return _refused("A part of this JSON is missing, or of another kind than it should be.")


def _refused(text: str, line: int = 0) -> Reading:
    return Reading(_NAME, None, (Message(line, text),))


def _read(told: dict[str, Any]) -> Reading:
    builder = Builder(_NAME)
    draft = builder.draft
    for each in told["nodes"]:
        _take_node(builder, each)
    if [node.kind for node in draft.nodes.values()].count(NodeKind.AIM) != 1:
        builder.problem(0, "A theory has one aim; this JSON has none, or several.")
    for each in told["links"]:
        if not builder.problems:
            _take_link(builder, each["parent"], each["child"])
    for node in [] if builder.problems else list(draft.nodes.values()):
        _check_primary(builder, draft, node)
    aim = told["aim"]
    parts: dict[str, Any] = {name: str(aim.get(name) or "") for name in ("for_whom", "how_much", "baseline")}
    if aim.get("by_when"):
        parts["by_when"] = as_day(str(aim["by_when"]))
        if parts["by_when"] is None:
            builder.problem(0, "The day of the aim is not a day.")
    source = told.get("theory")
    if builder.problems:
        return Reading(_NAME, None, tuple(builder.problems))
    return Reading(_NAME, draft.finished(**parts), source=source if isinstance(source, int) else None)


def _take_node(builder: Builder, each: dict[str, Any]) -> None:
    key: Key = each["id"]
    words = {name: str(each.get(name) or "") for name in ("text", "note", "evidence")}
    if not isinstance(key, int | str) or isinstance(key, bool) or key in builder.draft.nodes:
        builder.problem(0, f"The id {str(key)[:40]!r} is missing, or stands twice.")
    elif not words["text"].strip():
        builder.problem(0, f"The part with the id {str(key)[:40]!r} has no words.")
    else:
        builder.draft.nodes[key] = PlainNode(key, NodeKind(each["kind"]), **words)


def _take_link(builder: Builder, parent: Key, child: Key) -> None:
    draft = builder.draft
    if parent not in draft.nodes or child not in draft.nodes:
        builder.problem(0, "A link leads to an id that no part has.")
        return
    fault = "A part cannot serve itself." if parent == child else draft.why_not(parent, child)
    if fault:
        builder.problem(0, fault)
    else:
        draft.link(parent, child)


def _check_primary(builder: Builder, draft: Draft, node: PlainNode) -> None:
    aim = next(key for key, each in draft.nodes.items() if each.kind is NodeKind.AIM)
    if node.kind is NodeKind.PRIMARY_DRIVER and node.id not in draft.below.get(aim, ()):
        builder.problem(0, f"The primary driver “{node.text}” does not serve the aim.")
