"""Who can see what, in people's words: the permission map, room by room, as a page prints it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from nic.kernel.permissions import Rule

ROOMS = {
    "theory": "Problems and theories",
    "measures": "Measures and charts",
    "cycles": "Tests of change",
    "huddles": "Huddles",
    "reviews": "Field reviews",
    "summaries": "Totals for districts and agencies",
    "organizations": "Teams, networks and schools",
    "accounts": "People and accounts",
    "notices": "Mail",
    "device": "What devices keep",
    "home": "Everybody's own pages",
}
"""The rooms in the order of the page, as people call what is in them."""

SEEING = ("view_", "list_", "read_")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that can be done, and to whom it is open. ``always`` and each of ``sometimes`` name relations."""

    what: str
    is_seeing: bool
    always: Sequence[str]
    sometimes: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one room: what can be seen, then what can be changed."""

    key: str
    title: str
    lines: Sequence[Line]


def parts(rules: Iterable[Rule]) -> list[Part]:
    """The whole map, room by room in the order of the page; a room that the order does not know comes last."""
    order = list(ROOMS)
    by_room = {room: list(group) for room, group in groupby(rules, lambda rule: _room(rule))}
    known = sorted(by_room, key=lambda room: (order.index(room) if room in ROOMS else len(order), room))
    return [
        Part(
            room,
            ROOMS.get(room, room.capitalize()),
            sorted(map(_line, by_room[room]), key=lambda line: not line.is_seeing),
        )
        for room in known
    ]


def _room(rule: Rule) -> str:
    return str(rule.permission).partition(".")[0]


def _line(rule: Rule) -> Line:
    conditions: dict[str, list[str]] = {}
    for grant in rule.grants:
        label = grant.condition.label if grant.condition else ""
        conditions.setdefault(label, []).append(grant.relation.label)
    always = conditions.pop("", [])
    name = str(rule.permission).partition(".")[2]
    return Line(_capital(rule.sentence), name.startswith(SEEING), always, list(conditions.items()))


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
