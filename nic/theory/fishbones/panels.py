"""What a driver's page shows of the causes that it answers."""

from collections.abc import Collection

from nic.kernel.scope import Scope
from nic.theory.fishbones import queries
from nic.theory.panels import Panel


def panels_on_drivers(scope: Scope, node_ids: Collection[int]) -> dict[int, list[Panel]]:
    """The root causes that nodes answer, with the way back to their fishbones."""
    found: dict[int, list[Panel]] = {}
    by_node: dict[int, list[object]] = {}
    for cause in queries.causes_answered_by(scope, node_ids):
        assert cause.driver_id is not None  # noqa: S101  that is how it was found
        by_node.setdefault(cause.driver_id, []).append(cause)
    for node_id, causes in by_node.items():
        title = "The root cause it answers" if len(causes) == 1 else "The root causes it answers"
        found[node_id] = [Panel(title, "theory/fishbones/_on_driver.html", {"causes": causes})]
    return found
