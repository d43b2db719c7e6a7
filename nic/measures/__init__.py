"""Definitions, series, observations, and the state of each run chart."""

from flask import Flask

from nic.kernel.house import current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.measures import entry
    from nic.measures.evidence import measures_linked, measures_offered
    from nic.measures.jobs import SECONDS_BETWEEN, pool_stale_weeks, recount_stale_states
    from nic.measures.on_nodes import panels_on_nodes
    from nic.measures.pictures import register_pictures
    from nic.measures.policy import register_policy
    from nic.measures.routes import blueprint
    from nic.measures.subjects import SUBJECTS
    from nic.measures.subscriptions import start_series_of_new_team
    from nic.organizations.events import TeamJoinedNetwork
    from nic.theory.evidence.sources import OFFERS, SOURCES
    from nic.theory.panels import SLOT as NODE_PANELS

    house = current_house(app)
    register_policy(house.permissions)
    house.add_subject(*SUBJECTS)
    register_pictures(house)
    house.add_provider(NODE_PANELS, panels_on_nodes)
    house.add_provider(OFFERS, measures_offered)
    house.add_provider(SOURCES, measures_linked)
    house.recurring_jobs["pool network weeks"] = (SECONDS_BETWEEN, pool_stale_weeks)
    house.recurring_jobs["recount run charts"] = (SECONDS_BETWEEN, recount_stale_states)
    house.subscribe(TeamJoinedNetwork, start_series_of_new_team)
    taken = "There is a measure of this name already. Choose another name."
    house.add_constraint("uq_measure_definition_team_id_name", "name", taken)
    house.add_constraint("uq_measure_definition_network_id_name", "name", taken)
    at_once = "Somebody else logged this period at the same moment. Open the page again."
    house.add_constraint("uq_observation_standing", "value", at_once)
    house.add_constraint("uq_series_definition_id_team_id", "team", "This team logs this measure already.")
    marked = "This period has one already. Change that one instead."
    house.add_constraint("uq_series_marking_live", "starts_on", marked)
    house.add_constraint("uq_part_value_standing", "value", at_once)
    edited = "Somebody else changed the definition at the same moment. Open the page again."
    house.add_constraint("uq_definition_edition_definition_id_number", "operational_definition", edited)
    app.register_blueprint(blueprint)
    entry.register(app)
