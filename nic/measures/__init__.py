"""Definitions, series, observations, and the state of each run chart."""

from flask import Flask, url_for

from nic.kernel.house import SubjectKind, current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.measures import entry
    from nic.measures.evidence import measures_linked, measures_offered
    from nic.measures.jobs import SECONDS_BETWEEN, pool_stale_weeks, recount_stale_states
    from nic.measures.on_nodes import panels_on_nodes
    from nic.measures.pictures import register_pictures
    from nic.measures.policy import register_policy
    from nic.measures.routes import blueprint
    from nic.measures.subscriptions import start_series_of_new_team
    from nic.organizations.events import TeamJoinedNetwork
    from nic.theory.evidence.sources import OFFERS, SOURCES
    from nic.theory.panels import SLOT as NODE_PANELS

    house = current_house(app)
    register_policy(house.permissions)
    for kind in (*_subjects(), _skip_kind()):
        house.add_subject(kind)
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


def _subjects() -> list[SubjectKind]:
    from nic.measures import models
    from nic.measures.periods import label
    from nic.measures.policy import MeasurePermission as Can
    from nic.measures.queries import editions, loaders, parts

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
            key="marking",
            name="mark on a chart",
            model=models.SeriesMarking,
            load=editions.marking_in_scope,
            view=Can.VIEW_VALUES,
            title=lambda marking: (
                f"{marking.kind.value}, {label(marking.series.definition.cadence, marking.starts_on)}: "
                f"{marking.series.definition.name}"
            ),
            address=lambda marking: url_for(
                "measures.series", team_id=marking.series.team_id, series_id=marking.series_id
            ),
            texts=("label", "reason"),
            labels={"starts_on": "Period", "ends_on": "Last period", "archived_at": "Taken back"},
        ),
        SubjectKind(
            key="edition",
            name="edition of a definition",
            model=models.DefinitionEdition,
            load=editions.load_edition,
            view=Can.VIEW_DEFINITION,
            title=lambda edition: f"{edition.definition.name}, definition {edition.number}",
            address=lambda edition: url_for("measures.definition", definition_id=edition.definition_id),
            texts=("operational_definition", "population", "reason"),
            labels={"operational_definition": "Definition", "starts_on": "From"},
        ),
        SubjectKind(
            key="part_value",
            name="part of a value",
            model=models.PartValue,
            load=parts.part_value_in_scope,
            view=Can.VIEW_VALUES,
            title=lambda found: (
                f"{found.part.name}: {found.series.definition.name}, "
                f"{label(found.series.definition.cadence, found.period_start)}"
            ),
            address=lambda found: url_for(
                "measures.series", team_id=found.series.team_id, series_id=found.series_id
            ),
            texts=("note",),
            labels={"period_start": "Period", "n": "n", "standing": "Counts"},
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


def _skip_kind() -> SubjectKind:
    from nic.measures.policy import MeasurePermission as Can
    from nic.measures.skips import models, queries

    return SubjectKind(
        key="skipped_period",
        name="skipped period",
        model=models.SkippedPeriod,
        load=queries.load_skip,
        view=Can.VIEW_VALUES,
        title=lambda skip: f"{skip.series.definition.name}: skipped, {skip.reason.label}",
        address=lambda skip: url_for(
            "measures.series", team_id=skip.series.team_id, series_id=skip.series_id
        ),
        labels={"reason": "Reason", "period_start": "Period"},
    )
