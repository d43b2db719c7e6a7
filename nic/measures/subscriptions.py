"""What this room does when something happens below it."""

from nic.measures.operations import start_series
from nic.measures.queries.loaders import definitions_without_series_of
from nic.organizations.events import TeamJoinedNetwork
from nic.organizations.queries import load_team


def start_series_of_new_team(event: TeamJoinedNetwork) -> None:
    """A team that joins a network logs its measures from then on."""
    definitions = definitions_without_series_of(event.scope, event.network_id, event.team_id)
    if definitions:
        team = load_team(event.scope, event.team_id)
        for definition in definitions:
            start_series(event.scope, definition, team)
