"""What this room puts on the pages of change ideas: the way to all who tried them."""

from collections.abc import Sequence
from typing import Any

from nic.kernel.permissions import can
from nic.kernel.scope import Scope
from nic.learning.policy import LearningPermission as Can
from nic.organizations.models import Network
from nic.theory.models import Node, NodeKind
from nic.web.panels import SubjectPanel


def who_tried_panels(_scope: Scope, kind: str, thing: Any) -> Sequence[SubjectPanel]:
    """On a change idea of a network: who tried it; on a team's own, the same words in its networks."""
    if kind != "node" or not isinstance(thing, Node) or thing.kind is not NodeKind.CHANGE_IDEA:
        return []
    owner = thing.theory.owner
    networks = [owner] if isinstance(owner, Network) else [link.network for link in owner.network_links]
    seen = [network for network in networks if can(Can.VIEW_LEARNED, network)]
    if not seen:
        return []
    content = {"networks": sorted(seen, key=lambda network: network.name), "idea": thing.text}
    return [SubjectPanel("who-tried", "Who tried this?", "learning/_who_tried_link.html", content, order=40)]
