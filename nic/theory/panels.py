"""What higher rooms may put beside a node: a panel on its page and marks in the outline.

A provider for the slot ``node_panels`` is called once per page as ``provider(scope, node_ids)`` and returns
``dict[node_id, list[Panel]]``. Outlines need the marks alone: a provider for ``node_marks`` returns
``dict[node_id, list[Mark]]``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nic.kernel.house import current_house
from nic.kernel.scope import Scope

SLOT = "node_panels"
MARKS_SLOT = "node_marks"


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot at a node in the outline: ``sign`` in the dot, the same in ``words``.

    ``tone`` is a decision (adopt, adapt, abandon) or a state (planned, doing, studying, acting, paused, stopped).
    """

    sign: str
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel on a node's page: its heading, the template that shows it (which reads ``content``), its marks."""

    title: str
    template: str
    content: Mapping[str, Any] = field(default_factory=dict)
    marks: Sequence[Mark] = ()


def panels_of(scope: Scope, node_ids: Iterable[int]) -> dict[int, list[Panel]]:
    """The panels of nodes from every room that registered some; one call per provider."""
    wanted = list(node_ids)
    panels: dict[int, list[Panel]] = {node_id: [] for node_id in wanted}
    for provider in current_house().provided(SLOT):
        for node_id, offered in provider(scope, wanted).items():
            panels[node_id].extend(offered)
    return panels


def marks_of(scope: Scope, node_ids: Iterable[int]) -> dict[int, list[Mark]]:
    """The marks of nodes in an outline from every room that registered some; one call per provider."""
    wanted = list(node_ids)
    marks: dict[int, list[Mark]] = {node_id: [] for node_id in wanted}
    for provider in current_house().provided(MARKS_SLOT):
        for node_id, offered in provider(scope, wanted).items():
            marks[node_id].extend(offered)
    return marks
