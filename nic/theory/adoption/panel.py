"""What the page of a team's part says of the network: adopted from it, accepted by it, or left with the team."""

from collections.abc import Collection

from nic.kernel.scope import Scope
from nic.theory.adoption import queries
from nic.theory.panels import Panel


def panels_on_nodes(scope: Scope, node_ids: Collection[int]) -> dict[int, list[Panel]]:
    """A panel beside each part that a team adopted, or to which a hub has answered."""
    answers = {answer.node_id: answer for answer in queries.answers_to(scope, node_ids)}
    adopted = {each.node_id: each for each in queries.adopted_among(scope, node_ids)}
    return {
        key: [
            Panel(
                "The network",
                "theory/adoption/_on_node.html",
                {"adopted": adopted.get(key), "answer": answers.get(key)},
            )
        ]
        for key in answers.keys() | adopted.keys()
    }
