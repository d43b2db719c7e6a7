"""The kinds of thing that the room owns."""

from typing import Any

from flask import url_for

from nic.kernel.house import SubjectKind
from nic.measures import models
from nic.measures.periods import label
from nic.measures.policy import MeasurePermission as Can
from nic.measures.queries import editions, loaders, parts
from nic.measures.skips import queries as skips
from nic.measures.skips.models import SkippedPeriod


def _page_of(series: models.Series) -> str:
    return url_for("measures.series", team_id=series.team_id, series_id=series.id)


def _page_of_its_series(thing: Any) -> str:
    return _page_of(thing.series)


def _page_of_definition(definition_id: int) -> str:
    return url_for("measures.definition", definition_id=definition_id)


def _value_in_words(value: models.Observation | models.PartValue) -> str:
    definition = value.series.definition
    return f"{definition.name}, {label(definition.cadence, value.period_start)}"


def _marking_in_words(marking: models.SeriesMarking) -> str:
    definition = marking.series.definition
    return f"{marking.kind.label}, {label(definition.cadence, marking.starts_on)}: {definition.name}"


MEASURE = SubjectKind(
    key="measure",
    name="measure",
    model=models.MeasureDefinition,
    load=loaders.load_definition,
    view=Can.VIEW_DEFINITION,
    title=lambda definition: definition.name,
    address=lambda definition: _page_of_definition(definition.id),
    texts=("operational_definition",),
    labels={"operational_definition": "Definition", "goal_value": "Goal", "goal_by": "Goal by"},
)
EDITION = SubjectKind(
    key="edition",
    name="edition of a definition",
    model=models.DefinitionEdition,
    load=editions.load_edition,
    view=Can.VIEW_DEFINITION,
    title=lambda edition: f"{edition.definition.name}, definition {edition.number}",
    address=lambda edition: _page_of_definition(edition.definition_id),
    texts=("operational_definition", "population", "reason"),
    labels={"operational_definition": "Definition", "starts_on": "From"},
)
SERIES = SubjectKind(
    key="series",
    name="measure of a team",
    model=models.Series,
    load=loaders.load_series,
    view=Can.VIEW_VALUES,
    title=lambda series: f"{series.definition.name}, {series.team.name}",
    address=_page_of,
)
MARKING = SubjectKind(
    key="marking",
    name="mark on a chart",
    model=models.SeriesMarking,
    load=editions.marking_in_scope,
    view=Can.VIEW_VALUES,
    title=_marking_in_words,
    address=_page_of_its_series,
    texts=("label", "reason"),
    labels={"starts_on": "Period", "ends_on": "Last period", "archived_at": "Taken back"},
)
OBSERVATION = SubjectKind(
    key="observation",
    name="value",
    model=models.Observation,
    load=loaders.observation_in_scope,
    view=Can.VIEW_VALUES,
    title=_value_in_words,
    address=_page_of_its_series,
    texts=("note",),
    labels={"period_start": "Period", "n": "n", "standing": "On the chart"},
)
PART_VALUE = SubjectKind(
    key="part_value",
    name="part of a value",
    model=models.PartValue,
    load=parts.part_value_in_scope,
    view=Can.VIEW_VALUES,
    title=lambda value: f"{value.part.name}: {_value_in_words(value)}",
    address=_page_of_its_series,
    texts=("note",),
    labels={"period_start": "Period", "n": "n", "standing": "Counts"},
)
SKIPPED_PERIOD = SubjectKind(
    key="skipped_period",
    name="skipped period",
    model=SkippedPeriod,
    load=skips.load_skip,
    view=Can.VIEW_VALUES,
    title=lambda skip: f"{skip.series.definition.name}: skipped, {skip.reason.label}",
    address=_page_of_its_series,
    labels={"reason": "Reason", "period_start": "Period"},
)
SUBJECTS = (MEASURE, EDITION, SERIES, MARKING, OBSERVATION, PART_VALUE, SKIPPED_PERIOD)
