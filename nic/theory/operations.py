"""Every write to problems of practice and theories: each small and on one thing, so that people work side by side."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from nic.kernel import audit, clock
from nic.kernel.errors import DomainError, MoveNotAllowed, StaleVersion, needed
from nic.kernel.scope import Scope
from nic.kernel.transactions import check_version
from nic.organizations.models import Network, Team
from nic.theory import queries
from nic.theory.graph import MAY_SERVE, links_below, next_position, serves
from nic.theory.models import Node, NodeKind, NodeLink, Problem, ProblemStatus, Theory
from nic.theory.wording import after_to_test


def _owner_columns(owner: Team | Network) -> dict[str, Any]:
    return {"team": owner} if isinstance(owner, Team) else {"network": owner}


def propose_problem(
    scope: Scope, owner: Team | Network, *, statement: str, how_we_know: str = "", whom_it_affects: str = ""
) -> Problem:
    """Proposes a problem of practice to a team or network."""
    problem = Problem(
        **_owner_columns(owner),
        statement=needed(statement, "statement", "Write what the problem is."),
        how_we_know=how_we_know,
        whom_it_affects=whom_it_affects,
    )
    audit.record(scope, "proposed", problem)
    return problem


def edit_problem(
    scope: Scope,
    problem: Problem,
    version: int | None,
    *,
    statement: str,
    how_we_know: str = "",
    whom_it_affects: str = "",
) -> Problem:
    """Rewords a problem. Raises StaleVersion where somebody else did so meanwhile."""
    current = {
        "statement": problem.statement,
        "how_we_know": problem.how_we_know,
        "whom_it_affects": problem.whom_it_affects,
    }
    check_version(problem, version, current)
    problem.statement = needed(statement, "statement", "Write what the problem is.")
    problem.how_we_know = how_we_know
    problem.whom_it_affects = whom_it_affects
    audit.record(scope, "reworded", problem)
    return problem


def set_problem_status(
    scope: Scope, problem: Problem, status: ProblemStatus, parked_because: str = ""
) -> Problem:
    """Moves a problem on (or back). Parking needs a reason. Raises MoveNotAllowed, DomainError."""
    if status is problem.status:
        return problem
    if problem.is_archived or status not in problem.status.may_become:
        raise MoveNotAllowed(
            f"A problem that is {problem.status.label} cannot become {status.label}.", "status"
        )
    if status is ProblemStatus.PARKED:
        parked_because = needed(parked_because, "parked_because", "Say why you park this problem.")
    problem.status = status
    problem.parked_because = parked_because if status is ProblemStatus.PARKED else ""
    audit.record(scope, f"marked as {status.label}", problem)
    return problem


def archive_problem(scope: Scope, problem: Problem) -> Problem:
    """Puts a problem away; it can be restored."""
    _archive(scope, problem)
    return problem


def restore_problem(scope: Scope, problem: Problem) -> Problem:
    """Takes a problem back out of the archive, as it was."""
    _restore(scope, problem)
    return problem


def begin_theory(
    scope: Scope,
    owner: Team | Network,
    *,
    what: str,
    for_whom: str = "",
    how_much: str = "",
    by_when: date | None = None,
) -> Theory:
    """Starts the theory of a team or network with its aim. Raises DomainError where it has one already."""
    theory = Theory(
        **_owner_columns(owner), aim_for_whom=for_whom, aim_how_much=how_much, aim_by_when=by_when
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
) -> Theory:
    """Rewrites the aim. ``version`` is the theory's ``aim_version``. Raises StaleVersion, DomainError."""
    if version is not None and version != theory.aim_version:
        current = {
            "what": theory.aim.text,
            "for_whom": theory.aim_for_whom,
            "how_much": theory.aim_how_much,
            "by_when": theory.aim_by_when,
        }
        raise StaleVersion(current, theory.aim_version)
    what = needed(what, "what", "Write what you want to reach.")
    if what != theory.aim.text:
        theory.aim.text = what
        audit.record(scope, "reworded", theory.aim)
    theory.aim_for_whom, theory.aim_how_much, theory.aim_by_when = for_whom, how_much, by_when
    audit.record(scope, "set the aim of", theory)
    return theory


def add_node(
    scope: Scope, theory: Theory, *, kind: NodeKind, text: str, parent_ids: Iterable[int] = (), note: str = ""
) -> Node:
    """Adds a driver or change idea. A primary driver serves the aim; others serve what they are given, or nothing yet.

    Raises DomainError for a second aim or a parent that the kind may not serve.
    """
    if kind is NodeKind.AIM:
        raise DomainError("A theory has one aim. Reword the one that stands.", "kind")
    wanted = {theory.aim.id} if kind is NodeKind.PRIMARY_DRIVER else set(parent_ids)
    node = Node(kind=kind, text=_worded(kind, text), note=note)
    for parent in (_node_of(theory, key) for key in sorted(wanted)):
        _check_levels(parent, kind)
        node.parent_links.append(NodeLink(parent=parent, position=next_position(theory, parent.id)))
    theory.nodes.append(node)
    audit.record(scope, "added", node)
    return node


def reword_node(scope: Scope, node: Node, version: int | None, text: str, note: str | None = None) -> Node:
    """Changes the words of a node; without a ``note`` the note stays. Raises StaleVersion, DomainError."""
    check_version(node, version, {"text": node.text, "note": node.note})
    node.text = _worded(node.kind, text)
    node.note = node.note if note is None else note
    audit.record(scope, "reworded", node)
    return node


def link_nodes(scope: Scope, parent: Node, child: Node) -> Node:
    """Lets a node serve one more. Raises DomainError for a wrong level, another theory or a loop."""
    if parent.theory_id != child.theory_id:
        raise DomainError("These two stand in different theories.", "parent_id")
    theory = queries.hold_theory(scope, child.theory)
    if parent.is_archived or child.is_archived:
        raise DomainError("Restore it first; what is archived cannot be linked.", "parent_id")
    _check_levels(parent, child.kind)
    if serves(theory, parent.id, child.id):
        raise DomainError(
            f"“{parent.text}” already serves “{child.text}”, so the reverse would go round in a circle.",
            "parent_id",
        )
    if parent.id not in child.parent_ids:
        child.parent_links.append(NodeLink(parent=parent, position=next_position(theory, parent.id)))
        audit.record(scope, "linked", child, details={"parent_id": parent.id})
    return child


def unlink_nodes(scope: Scope, parent: Node, child: Node) -> Node:
    """Takes a link away. A node without links stays, as not linked yet. The aim keeps its primary drivers."""
    if parent.kind is NodeKind.AIM:
        raise DomainError(
            "A primary driver always serves the aim. Archive it if it no longer does.", "parent_id"
        )
    for link in [link for link in child.parent_links if link.parent_id == parent.id]:
        child.parent_links.remove(link)
        audit.record(scope, "unlinked", child, details={"parent_id": parent.id})
    return child


def move_node(scope: Scope, parent: Node, child: Node, steps: int) -> Node:
    """Moves a node among those that serve the same parent: -1 is one up, 1 one down. At the end nothing happens.

    Raises DomainError where the node does not serve the parent.
    """
    links = links_below(child.theory, parent)
    place = next((place for place, link in enumerate(links) if link.child_id == child.id), None)
    if place is None:
        raise DomainError(f"“{child.text}” does not serve “{parent.text}”.", "parent_id")
    target = min(max(place + steps, 0), len(links) - 1)
    if target != place:
        links.insert(target, links.pop(place))
        for position, link in enumerate(links, start=1):
            link.position = position
        audit.record(scope, "moved", child, details={"parent_id": parent.id})
    return child


def archive_node(scope: Scope, node: Node) -> Node:
    """Puts a node away with its links; what served it stays. It can be restored. Raises DomainError for the aim."""
    if node.kind is NodeKind.AIM:
        raise DomainError("The aim cannot be archived. Reword it.")
    _archive(scope, node)
    return node


def restore_node(scope: Scope, node: Node) -> Node:
    """Takes a node back out of the archive, with the links it had."""
    _restore(scope, node)
    return node


def _archive(scope: Scope, row: Problem | Node) -> None:
    if not row.is_archived:
        row.archived_at = clock.now()
        audit.record(scope, "archived", row)


def _restore(scope: Scope, row: Problem | Node) -> None:
    if row.is_archived:
        row.archived_at = None
        audit.record(scope, "restored", row)


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


def _check_levels(parent: Node, kind: NodeKind) -> None:
    if parent.kind not in MAY_SERVE[kind]:
        upper = parent.kind.label
        raise DomainError(f"A {kind.label} cannot serve the {upper} “{parent.text}” directly.", "parent_ids")
