"""What measures put on the page of a node: those that show whether this part of the theory holds."""

from collections.abc import Collection

from nic.kernel.scope import Scope
from nic.measures.queries import linked
from nic.theory.panels import Panel


def panels_on_nodes(scope: Scope, node_ids: Collection[int]) -> dict[int, list[Panel]]:
    """The measures of nodes; a node without one has no panel."""
    measures: dict[int, list[object]] = {}
    for node_id, definition in linked.definitions_of_nodes(scope, node_ids):
        measures.setdefault(node_id, []).append(definition)
    return {
        node_id: [Panel("Measures", "measures/_on_node.html", {"measures": found})]
        for node_id, found in measures.items()
    }
