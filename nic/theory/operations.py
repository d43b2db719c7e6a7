"""Every write to theories: each small and on one thing, so that people work side by side."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from nic.kernel import audit
from nic.kernel.archiving import archive, restore
from nic.kernel.errors import DomainError, StaleVersion, needed
from nic.kernel.scope import Scope
from nic.kernel.transactions import check_version, touch
from nic.organizations.models import Network, Team
from nic.theory.diagrams.shape import Shape, fault_of_link
from nic.theory.diagrams.steps import one_step
from nic.theory.graph import links_below, next_position, shape_of
from nic.theory.models import Node, NodeKind, NodeLink, Theory
from nic.theory.wording import after_to_test

NEW = 0
"""Stands for a node that has no key yet."""


def _owner_columns(owner: Team | Network) -> dict[str, Any]:
    return {"team": owner} if isinstance(owner, Team) else {"network": owner}


def begin_theory(
    scope: Scope,
    owner: Team | Network,
    *,
    what: str,
    for_whom: str = "",
    how_much: str = "",
    by_when: date | None = None,
    baseline: str = "",
) -> Theory:
    """Starts the theory of a team or network with its aim. Raises DomainError where it has one already."""
    theory = Theory(
        **_owner_columns(owner),
        aim_for_whom=for_whom,
        aim_how_much=how_much,
        aim_by_when=by_when,
        aim_baseline=baseline,
    )
    theory.nodes.append(Node(kind=NodeKind.AIM, text=needed(what, "what", "Write what you want to reach.")))
    audit.record(scope, "began", theory)
    audit.record(scope, "wrote", theory.aim)
    return theory


def set_aim(
    scope: Scope,
    theory: Theory,
    version: int | None,
    *,
    what: str,
    for_whom: str = "",
    how_much: str = "",
    by_when: date | None = None,
    baseline: str | None = None,
) -> Theory:
    """Rewrites the aim; without a ``baseline`` that stays. ``version`` is the theory's ``aim_version``.

    Raises StaleVersion, DomainError.
    """
    with one_step(scope, theory, "rewrote", theory.aim) as step:
        theory, aim = step.theory, step.theory.aim
        if version is not None and version != theory.aim_version:
            raise StaleVersion(_aim_now(theory), theory.aim_version)
        what = needed(what, "what", "Write what you want to reach.")
        if what != aim.text:
            aim.text = what
            audit.record(scope, "reworded", aim)
        theory.aim_for_whom, theory.aim_how_much, theory.aim_by_when = for_whom, how_much, by_when
        theory.aim_baseline = theory.aim_baseline if baseline is None else baseline
        audit.record(scope, "set the aim of", theory)
    return theory


def _aim_now(theory: Theory) -> dict[str, Any]:
    return {
        "what": theory.aim.text,
        "for_whom": theory.aim_for_whom,
        "how_much": theory.aim_how_much,
        "by_when": theory.aim_by_when,
        "baseline": theory.aim_baseline,
    }


def add_node(
    scope: Scope,
    theory: Theory,
    *,
    kind: NodeKind,
    text: str,
    parent_ids: Iterable[int] = (),
    note: str = "",
    evidence: str = "",
    after: Node | None = None,
    client_uuid: UUID | None = None,
) -> Node:
    """Adds a driver or change idea. A primary driver serves the aim; others serve what they are given, or nothing yet.

    It stands last, or next below ``after``. Raises DomainError for a second aim or a parent that it may not serve.
    """
    if kind is NodeKind.AIM:
        raise DomainError("A theory has one aim. Reword the one that stands.", "kind")
    with one_step(scope, theory, "added", client_uuid=client_uuid) as step:
        theory = step.theory
        wanted = {theory.aim.id} if kind is NodeKind.PRIMARY_DRIVER else set(parent_ids)
        node = step.node = Node(kind=kind, text=_worded(kind, text), note=note, evidence=evidence)
        for parent in (_node_of(theory, key) for key in sorted(wanted)):
            _check_new(theory, parent, kind, node.text)
            node.parent_links.append(NodeLink(parent=parent, position=next_position(theory, parent.id)))
        theory.nodes.append(node)
        audit.record(scope, "added", node)
        if after is not None:
            _stand_next_to(scope, theory, node, after)
    return node


def reword_node(
    scope: Scope,
    node: Node,
    version: int | None,
    text: str,
    note: str | None = None,
    evidence: str | None = None,
    client_uuid: UUID | None = None,
) -> Node:
    """Changes the words of a node; what is None stays. Raises StaleVersion, DomainError."""
    with one_step(scope, node.theory, "reworded", node, client_uuid):
        check_version(node, version, _words_of(node))
        node.text = _worded(node.kind, text)
        node.note = node.note if note is None else note
        node.evidence = node.evidence if evidence is None else evidence
        audit.record(scope, "reworded", node)
    return node


def _words_of(node: Node) -> dict[str, Any]:
    return {"text": node.text, "note": node.note, "evidence": node.evidence}


def link_nodes(scope: Scope, parent: Node, child: Node, version: int | None = None) -> Node:
    """Lets a node serve one more. Raises DomainError for a wrong level, another theory or a loop; StaleVersion."""
    if parent.theory_id != child.theory_id:
        raise DomainError("These two stand in different theories.", "parent_id")
    with one_step(scope, child.theory, "linked", child) as step:
        check_version(child, version, _words_of(child))
        if parent.is_archived or child.is_archived:
            raise DomainError("Restore it first; what is archived cannot be linked.", "parent_id")
        if parent.id not in child.parent_ids:
            fault = fault_of_link(shape_of(step.theory), parent.id, child.id)
            if fault:
                raise DomainError(fault, "parent_id")
            child.parent_links.append(NodeLink(parent=parent, position=next_position(step.theory, parent.id)))
            touch(child)
            audit.record(scope, "linked", child, details={"parent_id": parent.id})
    return child


def unlink_nodes(scope: Scope, parent: Node, child: Node, version: int | None = None) -> Node:
    """Takes a link away. A node without links stays, as not linked yet. The aim keeps its primary drivers."""
    if parent.kind is NodeKind.AIM:
        raise DomainError(
            "A primary driver always serves the aim. Archive it if it no longer does.", "parent_id"
        )
    with one_step(scope, child.theory, "unlinked", child):
        check_version(child, version, _words_of(child))
        for link in [link for link in child.parent_links if link.parent_id == parent.id]:
            child.parent_links.remove(link)
            touch(child)
            audit.record(scope, "unlinked", child, details={"parent_id": parent.id})
    return child


def move_node(scope: Scope, parent: Node, child: Node, steps: int, version: int | None = None) -> Node:
    """Moves a node among those that serve the same parent: -1 is one up, 1 one down. At the end nothing happens.

    Raises DomainError where the node does not serve the parent, StaleVersion.
    """
    with one_step(scope, child.theory, "moved", child) as step:
        check_version(child, version, _words_of(child))
        order = [link.child_id for link in links_below(step.theory, parent)]
        if child.id not in order:
            raise DomainError(f"“{child.text}” does not serve “{parent.text}”.", "parent_id")
        place = order.index(child.id)
        target = min(max(place + steps, 0), len(order) - 1)
        if target != place:
            following = order[target] if target < place else next(iter(order[target + 1 :]), None)
            _set_place(scope, step.theory, parent, child, following)
    return child


def place_node(
    scope: Scope, parent: Node, child: Node, before: Node | None = None, version: int | None = None
) -> Node:
    """Puts a node among those that serve the same parent, above ``before`` or last.

    Raises DomainError, StaleVersion.
    """
    with one_step(scope, child.theory, "moved", child) as step:
        check_version(child, version, _words_of(child))
        if parent.id not in child.parent_ids:
            raise DomainError(f"“{child.text}” does not serve “{parent.text}”.", "parent_id")
        _set_place(scope, step.theory, parent, child, before.id if before is not None else None)
    return child


def _set_place(scope: Scope, theory: Theory, parent: Node, child: Node, before_id: int | None) -> None:
    """Puts a node above another one (or last), and numbers all that serve the parent anew, archived ones too."""
    links = links_below(theory, parent, with_archived=True)
    own = next(link for link in links if link.child_id == child.id)
    others = [link for link in links if link is not own]
    place = next((at for at, link in enumerate(others) if link.child_id == before_id), len(others))
    ordered = [*others[:place], own, *others[place:]]
    if ordered == links:
        return
    for position, link in enumerate(ordered, start=1):
        link.position = position
    touch(child)
    audit.record(scope, "moved", child, details={"parent_id": parent.id})


def _stand_next_to(scope: Scope, theory: Theory, node: Node, after: Node) -> None:
    """Puts a node next below another one, under each parent that both serve."""
    for parent in [parent for parent in theory.nodes if parent.id in node.parent_ids & after.parent_ids]:
        order = [link.child_id for link in links_below(theory, parent) if link.child_id != node.id]
        following = next(iter(order[order.index(after.id) + 1 :]), None) if after.id in order else None
        _set_place(scope, theory, parent, node, following)


def archive_node(scope: Scope, node: Node, version: int | None = None) -> Node:
    """Puts a node away with its links; what served it stays. It can be restored. Raises DomainError for the aim."""
    if node.kind is NodeKind.AIM:
        raise DomainError("The aim cannot be archived. Reword it.")
    with one_step(scope, node.theory, "archived", node):
        check_version(node, version, _words_of(node))
        archive(scope, node)
    return node


def restore_node(scope: Scope, node: Node) -> Node:
    """Takes a node back out of the archive, with the links it had."""
    with one_step(scope, node.theory, "restored", node):
        if not node.is_withdrawn:
            restore(scope, node)
    return node


def _worded(kind: NodeKind, text: str) -> str:
    idea = kind is NodeKind.CHANGE_IDEA
    sentence = "Write what you will test." if idea else "Write what this driver is."
    return needed(after_to_test(text) if idea else text, "text", sentence)


def _node_of(theory: Theory, node_id: int) -> Node:
    """An active node of the theory by its key. Raises DomainError."""
    for node in theory.nodes:
        if node.id == node_id and not node.is_archived:
            return node
    raise DomainError("One of the nodes it would serve is not in this theory any more.", "parent_ids")


def _check_new(theory: Theory, parent: Node, kind: NodeKind, text: str) -> None:
    """Raises DomainError where a new node of a kind could not serve a node."""
    shape = shape_of(theory)
    grown = Shape({**shape.kinds, NEW: kind}, {**shape.texts, NEW: text}, shape.links)
    fault = fault_of_link(grown, parent.id, NEW)
    if fault:
        raise DomainError(fault, "parent_ids")
