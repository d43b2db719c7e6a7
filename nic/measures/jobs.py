"""What ``nic work`` does for this room: pools the weeks that wait, and counts stale states anew."""

from nic.kernel.transactions import reading, unit_of_work
from nic.measures import totals
from nic.measures.queries.kept import definitions_to_recount
from nic.measures.queries.values import stale_definitions

SECONDS_BETWEEN = 20
STATES_AT_ONCE = 100
"""So many states are counted anew in one transaction, so that nobody who logs a value waits long."""


def pool_stale_weeks() -> None:
    """Pools the stale weeks of every measure, one transaction a measure."""
    with reading():
        definition_ids = stale_definitions()
    for definition_id in definition_ids:
        with unit_of_work():
            totals.refresh_network_weeks(definition_id)


def recount_stale_states() -> None:
    """Counts the states of measures anew whose direction or groups have changed, some in each transaction."""
    with reading():
        definition_ids = definitions_to_recount()
    for definition_id in definition_ids:
        left = 1
        while left:
            with unit_of_work():
                left = totals.recount(definition_id, STATES_AT_ONCE)
