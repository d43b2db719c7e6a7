"""What becomes of a theory when another one is pasted over it or into it. No database."""

from dataclasses import replace

from nic.theory.exchange.reading import Message, Reading
from nic.theory.models import NodeKind
from nic.theory.plain import Draft, Key, PlainNode, PlainTheory, nodes_in_order


def made_of(current: PlainTheory, reading: Reading, theory_id: int) -> PlainTheory:
    """The theory as the pasted one has it. A node that stands already, by its words, stays the same node."""
    pasted = _renamed(current, reading, theory_id)
    if reading.has_aim:
        return pasted
    return replace(
        pasted,
        for_whom=current.for_whom,
        how_much=current.how_much,
        by_when=current.by_when,
        baseline=current.baseline,
    )


def added_to(current: PlainTheory, reading: Reading, theory_id: int) -> tuple[PlainTheory, list[Message]]:
    """The theory with what was pasted beside what stands; and why a part of it cannot stand there."""
    pasted = _renamed(current, reading, theory_id)
    draft = Draft(dict(current.nodes), {key: list(children) for key, children in current.below.items()})
    for key, node in pasted.nodes.items():
        standing = current.nodes.get(key)
        if standing is None:
            draft.nodes[key] = node
        elif node.kind is not NodeKind.AIM:
            note, evidence = standing.note or node.note, standing.evidence or node.evidence
            draft.nodes[key] = replace(standing, note=note, evidence=evidence)
    faults = []
    for parent, child in pasted.links:
        if child in draft.below.get(parent, ()):
            continue
        fault = draft.why_not(parent, child)
        if fault:
            faults.append(Message(0, fault))
        else:
            draft.link(parent, child)
    whole = draft.finished(
        for_whom=current.for_whom,
        how_much=current.how_much,
        by_when=current.by_when,
        baseline=current.baseline,
    )
    return whole, faults


def _renamed(current: PlainTheory, reading: Reading, theory_id: int) -> PlainTheory:
    """What was read, with the keys of the nodes that stand already."""
    pasted = reading.theory
    assert pasted is not None  # noqa: S101  whoever merges has looked for problems
    names = _names(current, pasted, reading.source == theory_id)
    return replace(
        pasted,
        nodes={names[key]: replace(node, id=names[key]) for key, node in pasted.nodes.items()},
        below={
            names[parent]: tuple(names[child] for child in children)
            for parent, children in pasted.below.items()
        },
    )


def _names(current: PlainTheory, pasted: PlainTheory, same_theory: bool) -> dict[Key, Key]:
    names: dict[Key, Key] = {pasted.aim.id: current.aim.id}
    if same_theory:
        for key, node in pasted.nodes.items():
            standing = current.nodes.get(key)
            if standing is not None and standing.kind is node.kind:
                names[key] = key
    waiting: dict[tuple[NodeKind, str], list[Key]] = {}
    for node in nodes_in_order(current):
        if node.id not in names.values():
            waiting.setdefault((node.kind, node.text), []).append(node.id)
    for node in nodes_in_order(pasted):
        if node.id not in names:
            names[node.id] = _name(node, waiting)
    return names


def _name(node: PlainNode, waiting: dict[tuple[NodeKind, str], list[Key]]) -> Key:
    same_words = waiting.get((node.kind, node.text))
    return same_words.pop(0) if same_words else f"new-{node.id}"
