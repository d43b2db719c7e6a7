"""Every write to fishbones: each small and on one cause, so that people work side by side."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4, uuid5

from nic.kernel import audit
from nic.kernel.archiving import archive, restore
from nic.kernel.errors import DomainError, MoveNotAllowed, needed
from nic.kernel.scope import Scope
from nic.kernel.transactions import check_version
from nic.theory import operations as theories
from nic.theory import queries as theory_queries
from nic.theory.fishbones import queries
from nic.theory.fishbones.models import CategorySet, Cause, Fishbone
from nic.theory.fishbones.tree import siblings_of, stands_below
from nic.theory.models import Node, NodeKind
from nic.theory.problems.models import Problem

MOST_CATEGORIES = 12
FIRST_CATEGORIES = UUID("0d2a9c1e-5f3b-4c55-9a61-1c8a3f6f2b70")
"""The categories with which fishbones begin have their UUIDs in this space: the same fishbone gives the same."""


class Direction(StrEnum):
    """One step of a cause in the list: up, down, in (below the one before it), out (beside the one it stands on)."""

    UP = "up"
    DOWN = "down"
    IN = "in"
    OUT = "out"


def begin_fishbone(
    scope: Scope, problem: Problem, category_set: CategorySet, own: Iterable[str] = ()
) -> Fishbone:
    """Begins the fishbone of a problem with a set of categories, or one's own. Raises DomainError."""
    names = category_set.categories or tuple(filter(None, (name.strip() for name in own)))
    if not names:
        raise DomainError("Write at least one category, each on a line of its own.", "own")
    if len(names) > MOST_CATEGORIES:
        raise DomainError(f"A fishbone holds up to {MOST_CATEGORIES} categories.", "own")
    fishbone = Fishbone(problem=problem, category_set=category_set)
    audit.record(scope, "began", fishbone)
    categories = [
        Cause(
            fishbone=fishbone,
            text=name,
            position=float(place),
            client_uuid=uuid5(FIRST_CATEGORIES, f"{fishbone.id}/{place}"),
        )
        for place, name in enumerate(names, start=1)
    ]
    audit.record_all(scope, [("added", category) for category in categories])
    return fishbone


def add_category(scope: Scope, fishbone: Fishbone, text: str, client_uuid: UUID | None = None) -> Cause:
    """Adds a category at the end. The same UUID again gives the same category."""
    return _add(scope, fishbone, None, text, client_uuid, None)


def add_cause(
    scope: Scope, parent: Cause, text: str, client_uuid: UUID | None = None, after: Cause | None = None
) -> Cause:
    """Adds a cause: why the one above happens. It stands last, or right after another one.

    The same UUID again gives the same cause. Raises DomainError where the one above is archived.
    """
    return _add(scope, parent.fishbone, parent, text, client_uuid, after)


def _add(
    scope: Scope,
    fishbone: Fishbone,
    parent: Cause | None,
    text: str,
    client_uuid: UUID | None,
    after: Cause | None,
) -> Cause:
    text = needed(text, "text", "Write a few words.")
    sent = queries.cause_sent_as(scope, client_uuid) if client_uuid is not None else None
    if sent is not None:
        return sent
    held = queries.hold_fishbone(scope, fishbone)
    if parent is not None and parent.is_archived:
        raise DomainError(f"“{parent.text}” is archived. Restore it first.", "text")
    beside = siblings_of(held.causes, parent.id if parent is not None else None)
    if parent is None and len(beside) >= MOST_CATEGORIES:
        raise DomainError(f"A fishbone holds up to {MOST_CATEGORIES} categories.", "text")
    cause = Cause(text=text, parent_id=parent.id if parent is not None else None)
    cause.client_uuid = client_uuid or uuid4()
    place = beside.index(after) + 1 if after in beside else len(beside)
    _put_between(cause, beside, place)
    held.causes.append(cause)
    audit.record(scope, "added", cause)
    return cause


def reword_cause(scope: Scope, cause: Cause, version: int | None, text: str) -> Cause:
    """Changes the words of a cause or category. Raises StaleVersion, DomainError."""
    check_version(cause, version, {"text": cause.text})
    cause.text = needed(text, "text", "Write a few words.")
    audit.record(scope, "reworded", cause)
    return cause


def move_cause(scope: Scope, cause: Cause, direction: Direction) -> Cause:
    """Moves a cause one step; where there is no such place nothing happens. Categories move up and down only."""
    held = queries.hold_fishbone(scope, cause.fishbone)
    _check_here(cause)
    beside = siblings_of(held.causes, cause.parent_id)
    place = beside.index(cause)
    if direction in (Direction.UP, Direction.DOWN):
        target = place + (1 if direction is Direction.DOWN else -1)
        if 0 <= target < len(beside):
            _put_between(cause, [each for each in beside if each is not cause], target)
            audit.record(scope, "moved", cause, details={"direction": direction.value})
        return cause
    above = next((each for each in held.causes if each.id == cause.parent_id), None)
    if above is None:
        return cause
    if direction is Direction.IN and place > 0:
        _stand_on(scope, held, cause, beside[place - 1], None)
    if direction is Direction.OUT and above.parent_id is not None:
        upper = next(each for each in held.causes if each.id == above.parent_id)
        _stand_on(scope, held, cause, upper, above.id)
    return cause


def place_cause(scope: Scope, cause: Cause, parent_id: int, after_id: int | None = None) -> Cause:
    """Lets a cause, with all below it, stand on another one: last, right after another there, or first (0).

    Raises DomainError for one that stands below it.
    """
    held = queries.hold_fishbone(scope, cause.fishbone)
    _check_here(cause)
    target = next((each for each in held.causes if each.id == parent_id and not each.is_archived), None)
    if target is None:
        raise DomainError("This is not on the fishbone any more. Choose another place.", "parent_id")
    if cause.is_category:
        raise DomainError("A category stays a bone. Move its causes instead.", "parent_id")
    if stands_below(held.causes, target.id, cause.id):
        raise DomainError(
            f"“{target.text}” stands below “{cause.text}”, so this would go round in a circle.", "parent_id"
        )
    if target.id != cause.parent_id or after_id is not None:
        _stand_on(scope, held, cause, target, after_id)
    return cause


def _stand_on(scope: Scope, held: Fishbone, cause: Cause, target: Cause, after_id: int | None) -> None:
    beside = [each for each in siblings_of(held.causes, target.id) if each is not cause]
    places = {0: 0} | {each.id: place for place, each in enumerate(beside, start=1)}
    cause.parent_id = target.id
    _put_between(cause, beside, places.get(after_id, len(beside)) if after_id is not None else len(beside))
    audit.record(scope, "moved", cause, details={"below_id": target.id})


def mark_cause(
    scope: Scope, cause: Cause, *, is_root: bool | None = None, within_control: bool | None = None
) -> Cause:
    """Marks a cause as a root cause, or as within our control, or takes a mark away. Categories carry none."""
    if cause.is_category:
        raise DomainError("A category is not a cause. Mark what stands on it.")
    verb = ""
    if is_root is not None and is_root != cause.is_root:
        if not is_root and cause.answer is not None:
            raise DomainError("A driver answers it. Take the link to the driver away first.")
        cause.is_root, verb = is_root, "marked as a root cause" if is_root else "marked as no root cause"
    if within_control is not None and within_control != cause.within_control:
        cause.within_control = within_control
        verb = verb or ("marked as within control" if within_control else "marked as beyond control")
    if verb:
        audit.record(scope, verb, cause)
    return cause


def archive_cause(scope: Scope, cause: Cause) -> Cause:
    """Puts a cause away with all below it; it can be restored."""
    return archive(scope, cause)


def restore_cause(scope: Scope, cause: Cause) -> Cause:
    """Takes a cause back out of the archive, with all below it, where it stood."""
    return restore(scope, cause)


def make_driver(scope: Scope, cause: Cause, *, text: str, below_id: int | None = None, aim: str = "") -> Node:
    """Turns a root cause into a driver of the owner's theory: a primary one, or a secondary one below another driver.

    Where there is no theory yet it begins with ``aim``. Both know each other from then on. Raises DomainError.
    """
    _check_answerable(cause)
    owner = cause.problem.owner
    theory = theory_queries.theory_of(scope, owner)
    if theory is None:
        what = needed(aim, "aim", "Write what you want to reach. A theory begins with its aim.")
        theory = theories.begin_theory(scope, owner, what=what)
    parts: dict[str, Any] = {"kind": NodeKind.PRIMARY_DRIVER}
    if below_id is not None and below_id != theory.aim.id:
        parts = {"kind": NodeKind.SECONDARY_DRIVER, "parent_ids": [below_id]}
    node = theories.add_node(scope, theory, text=text, **parts)
    return _answer(scope, cause, node)


def link_driver(scope: Scope, cause: Cause, node_id: int) -> Node:
    """Says that a driver which stands in the owner's theory already answers a cause. Raises DomainError."""
    _check_answerable(cause)
    theory = theory_queries.theory_of(scope, cause.problem.owner)
    for node in queries.drivers_among(theory.nodes if theory else ()):
        if node.id == node_id:
            return _answer(scope, cause, node)
    raise DomainError("This driver is not in the theory any more. Choose another.", "driver_id")


def unlink_driver(scope: Scope, cause: Cause) -> Cause:
    """Takes the link between a cause and its driver away; both stay."""
    if cause.driver is not None:
        driver = cause.driver
        cause.driver, cause.driver_id = None, None
        audit.record(scope, "unlinked from a driver", cause, details={"node_id": driver.id})
    return cause


def _answer(scope: Scope, cause: Cause, node: Node) -> Node:
    cause.driver, cause.is_root = node, True
    audit.record(scope, "made a driver of", cause)
    return node


def _check_answerable(cause: Cause) -> None:
    _check_here(cause)
    if cause.is_category:
        raise DomainError("A category is not a cause. Choose one that stands on it.")
    if cause.answer is not None:
        raise MoveNotAllowed("A driver answers this cause already.")


def _check_here(cause: Cause) -> None:
    if cause.is_archived:
        raise MoveNotAllowed(f"“{cause.text}” is archived. Restore it first.")


def _put_between(cause: Cause, beside: Sequence[Cause], place: int) -> None:
    """Gives a cause its position among others, whose own stay: so nobody's page of them grows old."""
    low = beside[place - 1].position if place else 0.0
    high = beside[place].position if place < len(beside) else low + 2
    cause.position = (low + high) / 2
    if not low < cause.position < high:
        for position, each in enumerate([*beside[:place], cause, *beside[place:]], start=1):
            each.position = float(position)
