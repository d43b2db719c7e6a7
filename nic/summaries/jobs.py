"""What ``nic work`` does for this room: keeps the totals of agencies and networks."""

from dataclasses import asdict

from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.scope import System
from nic.kernel.transactions import reading, unit_of_work
from nic.organizations.models import Organization
from nic.summaries import queries
from nic.summaries.models import AgencyTotals, NetworkTotals

SECONDS_BETWEEN = 60
SCOPE = System("totals of agencies and networks")


def refresh_totals() -> None:
    """Counts every agency and its networks anew, one transaction an agency."""
    with reading():
        agencies = queries.agencies(SCOPE)
    for agency in agencies:
        with unit_of_work():
            refresh_agency(agency)


def refresh_agency(agency: Organization) -> None:
    """Keeps the present totals of an agency and of its networks, in the present transaction."""
    counted = queries.totals(SCOPE, agency)
    db.session.merge(AgencyTotals(agency_id=agency.id, **asdict(counted)))
    for line in queries.network_lines(SCOPE, agency):
        db.session.merge(
            NetworkTotals(
                network_id=line.network_id,
                teams=line.teams,
                active_teams=line.active_teams,
                running_cycles=line.running_cycles,
                closed_cycles=line.closed_cycles,
                refreshed_at=clock.now(),
            )
        )
