"""Every write of a whole theory at once: one step, undone as one."""

from collections.abc import Mapping
from dataclasses import replace

from nic.kernel import audit
from nic.kernel.errors import DomainError
from nic.kernel.scope import Scope
from nic.organizations.models import Network, Team
from nic.theory import operations
from nic.theory.diagrams.steps import one_step
from nic.theory.exchange.examples import Example
from nic.theory.graph import links_below
from nic.theory.models import Node, NodeKind, Theory
from nic.theory.plain import Key, PlainTheory, nodes_in_order, plain_of
from nic.theory.queries import theory_of
from nic.theory.versions.comparison import Comparison, compare


def begin_with(scope: Scope, owner: Team | Network, target: PlainTheory) -> Theory:
    """Starts a theory that says what a plain one says. Raises DomainError where there is one already."""
    theory = operations.begin_theory(
        scope,
        owner,
        what=target.aim.text,
        for_whom=target.for_whom,
        how_much=target.how_much,
        by_when=target.by_when,
        baseline=target.baseline,
    )
    aim = {target.aim.id: theory.aim.id}
    return make_theory_say(scope, theory, _with_keys(target, aim))


def begin_from_example(scope: Scope, owner: Team | Network, example: Example) -> Theory:
    """Starts a theory from an example; it says so until its people have made it theirs."""
    if theory_of(scope, owner) is not None:
        raise DomainError("There is a theory already. Paste parts into it instead.")
    theory = begin_with(scope, owner, example.theory)
    theory.example = example.key
    audit.record(scope, "began from an example", theory)
    return theory


def make_example_ours(scope: Scope, theory: Theory) -> Theory:
    """Says that a theory which began as an example is its people's own by now."""
    if theory.example:
        theory.example = ""
        audit.record(scope, "made their own", theory)
    return theory


def make_theory_say(scope: Scope, theory: Theory, target: PlainTheory) -> Theory:
    """Changes a theory into what a plain one says, as one step. Nodes are the same where their keys are.

    What the plain one leaves out is archived. Raises DomainError where it breaks a rule.
    """
    with one_step(scope, theory, "pasted") as step:
        theory = step.theory
        difference = compare(plain_of(theory), target)
        _set_aim(scope, theory, target)
        made: dict[Key, Node] = {node.id: node for node in theory.nodes}
        for gone in difference.removed:
            operations.archive_node(scope, made[gone.id])
        _unlink(scope, difference, made)
        _add(scope, theory, target, made)
        for each in difference.reworded:
            if each.after.kind is not NodeKind.AIM:
                node, words = made[each.after.id], each.after
                operations.reword_node(scope, node, None, words.text, words.note, words.evidence)
        for parent, child in target.links:
            operations.link_nodes(scope, made[parent], made[child])
        _put_in_order(scope, theory, target, made)
        counts = {"added": len(difference.added), "removed": len(difference.removed)}
        audit.record(scope, "pasted into", theory, details=counts)
    return theory


def _set_aim(scope: Scope, theory: Theory, target: PlainTheory) -> None:
    now = plain_of(theory)
    parts = ("for_whom", "how_much", "by_when", "baseline")
    if now.aim.text != target.aim.text or any(getattr(now, name) != getattr(target, name) for name in parts):
        operations.set_aim(
            scope,
            theory,
            None,
            what=target.aim.text,
            for_whom=target.for_whom,
            how_much=target.how_much,
            by_when=target.by_when,
            baseline=target.baseline,
        )
    if (now.aim.note, now.aim.evidence) != (target.aim.note, target.aim.evidence):
        aim = target.aim
        operations.reword_node(scope, theory.aim, None, aim.text, aim.note, aim.evidence)


def _unlink(scope: Scope, difference: Comparison, made: Mapping[Key, Node]) -> None:
    gone = {node.id for node in difference.removed}
    for parent, child in difference.unlinked:
        if not {parent, child} & gone:
            operations.unlink_nodes(scope, made[parent], made[child])


def _add(scope: Scope, theory: Theory, target: PlainTheory, made: dict[Key, Node]) -> None:
    """Adds what is new, from the top down, linked to what stands already."""
    parents = target.parents()
    for node in nodes_in_order(target):
        if node.id not in made:
            standing = [made[key].id for key in parents[node.id] if key in made]
            made[node.id] = operations.add_node(
                scope,
                theory,
                kind=node.kind,
                text=node.text,
                parent_ids=standing,
                note=node.note,
                evidence=node.evidence,
            )


def _put_in_order(scope: Scope, theory: Theory, target: PlainTheory, made: Mapping[Key, Node]) -> None:
    for key, children in target.below.items():
        parent, wanted = made[key], [made[child] for child in children]
        if [link.child_id for link in links_below(theory, parent)] == [node.id for node in wanted]:
            continue
        following: Node | None = None
        for node in reversed(wanted):
            operations.place_node(scope, parent, node, following)
            following = node


def _with_keys(target: PlainTheory, names: Mapping[Key, Key]) -> PlainTheory:
    """The same theory with other keys for some nodes."""
    return replace(
        target,
        nodes={
            names.get(key, f"new-{key}"): replace(node, id=names.get(key, f"new-{key}"))
            for key, node in target.nodes.items()
        },
        below={
            names.get(parent, f"new-{parent}"): tuple(names.get(child, f"new-{child}") for child in children)
            for parent, children in target.below.items()
        },
    )
