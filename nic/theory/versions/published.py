"""A theory as those read it who do not write it: its newest version, and one part of that."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask.typing import ResponseReturnValue

from nic.kernel.errors import NotFoundInScope
from nic.kernel.identity import Place
from nic.kernel.scope import Scope, current_scope
from nic.organizations.models import Network
from nic.theory.models import Node, Theory
from nic.theory.panels import marks_of, panels_of
from nic.theory.plain import Key, PlainNode, PlainTheory, outline_of, plain_of
from nic.theory.queries import load_node as load_draft_node
from nic.theory.versions import pictures, queries
from nic.theory.versions.models import TheoryVersion
from nic.web.pages import page
from nic.web.panels import panels_on


@dataclass(frozen=True, slots=True)
class PublishedNode:
    """A node as the newest version of its theory has it."""

    version: TheoryVersion
    content: PlainTheory
    node: PlainNode

    @property
    def place(self) -> Place:
        """Where it stands: where its theory stands."""
        return self.version.place

    @property
    def parents(self) -> list[PlainNode]:
        """What it serves."""
        return [self.content.nodes[key] for key in self.content.parents()[self.node.id]]

    @property
    def children(self) -> list[PlainNode]:
        """What serves it, in order."""
        return [self.content.nodes[key] for key in self.content.below.get(self.node.id, ())]


@dataclass(frozen=True, slots=True)
class PublishedState:
    """What the page of a draft says of its newest version: none yet, or which, and whether the draft says more."""

    version: TheoryVersion | None
    is_changed: bool


def load_node(scope: Scope, node_id: int) -> Node | PublishedNode:
    """A node as the person may read it: as it is being written, else as it is published. Raises NotFoundInScope."""
    try:
        return load_draft_node(scope, node_id)
    except NotFoundInScope:
        version = queries.version_with_node(scope, node_id)
        content = queries.content_of(version)
        return PublishedNode(version, content, content.nodes[node_id])


def state_of(scope: Scope, theory: Theory) -> PublishedState:
    """How a draft stands to its newest version."""
    version = queries.latest_version(scope, theory.owner)
    return PublishedState(version, version is None or queries.content_of(version) != plain_of(theory))


def shown(
    content: PlainTheory, theory: Theory, changes: Mapping[Key, Any] | None = None, linked: bool = False
) -> dict[str, Any]:
    """What the outline of a plain theory reads; ``linked``: each node leads to its page."""
    return {
        "rows": outline_of(content),
        "sentence": content.sentence,
        "changes": changes or {},
        "marks": marks_of(current_scope(), [int(key) for key in content.nodes]) if linked else {},
        "linked": linked,
        "prefix": f"theory-{theory.id}",
    }


def shown_version(version: TheoryVersion) -> dict[str, Any]:
    """A version as readers of the present theory meet it: with the cycles, and each part leading to its page."""
    return {"version": version, **shown(queries.content_of(version), version.theory, linked=True)}


def network_page(network: Network) -> ResponseReturnValue:
    """The published theory of a network."""
    version = queries.latest_version(current_scope(), network)
    return page(
        "theory/versions/published.html",
        owner=network,
        shown=shown_version(version) if version else None,
        picture=pictures.picture_of(version) if version else None,
    )


def node_page(published: PublishedNode) -> ResponseReturnValue:
    """One part of a published theory, with what other rooms show beside it."""
    scope, key = current_scope(), int(published.node.id)
    thing = queries.readable_nodes(scope, [key])[key]
    return page(
        "theory/versions/node.html",
        published=published,
        owner=published.version.theory.owner,
        panels=panels_of(scope, [key])[key],
        things=panels_on(scope, "node", thing),
    )
