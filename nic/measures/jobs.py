"""What ``nic work`` does for this room: pools the weeks that wait."""

from nic.kernel.transactions import reading, unit_of_work
from nic.measures import totals
from nic.measures.queries.values import stale_definitions

SECONDS_BETWEEN = 20


def pool_stale_weeks() -> None:
    """Pools the stale weeks of every measure, one transaction a measure."""
    with reading():
        definition_ids = stale_definitions()
    for definition_id in definition_ids:
        with unit_of_work():
            totals.refresh_network_weeks(definition_id)
