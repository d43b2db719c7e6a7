"""Undo and redo: a step is taken back as a whole where everything it changed still stands as it left it."""

from typing import Any

from nic.kernel import audit, clock
from nic.kernel.database import db
from nic.kernel.errors import DomainError
from nic.kernel.scope import Scope, actor_of
from nic.kernel.transactions import touch
from nic.theory import queries as theories
from nic.theory.diagrams import queries
from nic.theory.diagrams.steps import raise_revision
from nic.theory.diagrams.undoing.changes import read_changes, refuse_changed_since, refuse_faults
from nic.theory.models import Node, NodeLink, Theory, TheoryStep


def undo_step(scope: Scope, step: TheoryStep) -> TheoryStep:
    """Takes a step back. Raises DomainError where it is undone already, or what it changed was changed since."""
    theory = _held(scope, step)
    if step.undone_at is not None:
        raise DomainError("This change is undone already.")
    _apply(scope, theory, step, back=True)
    step.undone_at, step.undone_by_id = clock.now(), actor_of(scope)[0]
    raise_revision(theory)
    return step


def redo_step(scope: Scope, step: TheoryStep) -> TheoryStep:
    """Makes an undone step again. Raises DomainError where it stands, or what it changed was changed since."""
    theory = _held(scope, step)
    if step.undone_at is None:
        raise DomainError("This change stands already.")
    _apply(scope, theory, step, back=False)
    step.undone_at = step.undone_by_id = None
    raise_revision(theory)
    return step


def undo_last(scope: Scope, theory: Theory) -> TheoryStep:
    """Takes back the person's own last step that stands. Raises DomainError where there is none."""
    theories.hold_theory(scope, theory)
    step = queries.step_to_undo(scope, theory)
    if step is None:
        raise DomainError("There is nothing of yours to undo.")
    return undo_step(scope, step)


def redo_last(scope: Scope, theory: Theory) -> TheoryStep:
    """Makes again what the person undid last. Raises DomainError where there is nothing."""
    theories.hold_theory(scope, theory)
    step = queries.step_to_redo(scope, theory)
    if step is None:
        raise DomainError("There is nothing of yours to redo.")
    return redo_step(scope, step)


def _held(scope: Scope, step: TheoryStep) -> Theory:
    theory = theories.hold_theory(scope, step.theory)
    db.session.refresh(step, ["undone_at"])
    return theory


def _apply(scope: Scope, theory: Theory, step: TheoryStep, *, back: bool) -> None:
    change = read_changes(step.changes, back=back)
    refuse_changed_since(theory, change)
    refuse_faults(theory, change)
    by_id = {node.id: node for node in theory.nodes}
    for name, value in change.aim.items():
        setattr(theory, name, value)
    for key, values in change.nodes.items():
        _set_parts(by_id[key], values)
    for (parent, child), position in change.links.items():
        _set_link(by_id[parent], by_id[child], position)
    verb = "undid a change of" if back else "redid a change of"
    touched = [by_id[key] for key in sorted(change.nodes.keys() | {child for _, child in change.links})]
    for node in touched:
        touch(node)
    changed: list[Any] = [*touched, theory] if change.aim else [*touched]
    audit.record_all(scope, [(verb, each) for each in changed], details={"step": step.id})


def _set_parts(node: Node, values: dict[str, Any]) -> None:
    if values.get("is_withdrawn"):
        node.is_withdrawn, node.archived_at = True, clock.now()
        return
    if "is_withdrawn" in values:
        node.archived_at = None
    for name, value in values.items():
        setattr(node, name, value)


def _set_link(parent: Node, child: Node, position: int | None) -> None:
    link = next((link for link in child.parent_links if link.parent_id == parent.id), None)
    if position is None:
        if link is not None:
            child.parent_links.remove(link)
    elif link is None:
        child.parent_links.append(NodeLink(parent=parent, position=position))
    else:
        link.position = position
