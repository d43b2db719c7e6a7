"""Definitions, series, observations, and the state of each run chart."""

from flask import Flask, url_for

from nic.kernel.house import SubjectKind, current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.measures.jobs import SECONDS_BETWEEN, pool_stale_weeks
    from nic.measures.pictures import register_pictures
    from nic.measures.policy import register_policy
    from nic.measures.routes import blueprint
    from nic.measures.subscriptions import start_series_of_new_team
    from nic.organizations.events import TeamJoinedNetwork

    house = current_house(app)
    register_policy(house.permissions)
    for kind in _subjects():
        house.add_subject(kind)
    register_pictures(house)
    house.recurring_jobs["pool network weeks"] = (SECONDS_BETWEEN, pool_stale_weeks)
    house.subscribe(TeamJoinedNetwork, start_series_of_new_team)
    taken = "There is a measure of this name already. Choose another name."
    house.add_constraint("uq_measure_definition_team_id_name", "name", taken)
    house.add_constraint("uq_measure_definition_network_id_name", "name", taken)
    at_once = "Somebody else logged this period at the same moment. Open the page again."
    house.add_constraint("uq_observation_standing", "value", at_once)
    house.add_constraint("uq_series_definition_id_team_id", "team", "This team logs this measure already.")
    app.register_blueprint(blueprint)


def _subjects() -> list[SubjectKind]:
    from nic.measures import models
    from nic.measures.periods import label
    from nic.measures.policy import MeasurePermission as Can
    from nic.measures.queries import loaders

    return [
        SubjectKind(
            key="measure",
            name="measure",
            model=models.MeasureDefinition,
            load=loaders.load_definition,
            view=Can.VIEW_DEFINITION,
            title=lambda definition: definition.name,
            address=lambda definition: url_for("measures.definition", definition_id=definition.id),
            texts=("operational_definition",),
            labels={"operational_definition": "Definition", "goal_value": "Goal", "goal_by": "Goal by"},
        ),
        SubjectKind(
            key="series",
            name="measure of a team",
            model=models.Series,
            load=loaders.load_series,
            view=Can.VIEW_VALUES,
            title=lambda series: f"{series.definition.name}, {series.team.name}",
            address=lambda series: url_for("measures.series", team_id=series.team_id, series_id=series.id),
        ),
        SubjectKind(
            key="observation",
            name="value",
            model=models.Observation,
            load=loaders.observation_in_scope,
            view=Can.VIEW_VALUES,
            title=lambda value: (
                f"{value.series.definition.name}, {label(value.series.definition.cadence, value.period_start)}"
            ),
            address=lambda value: url_for(
                "measures.series", team_id=value.series.team_id, series_id=value.series_id
            ),
            texts=("note",),
            labels={"period_start": "Period", "n": "n", "standing": "On the chart"},
        ),
    ]
