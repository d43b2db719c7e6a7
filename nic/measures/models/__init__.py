"""What is measured (definition), by whom (series), each value (observation), and totals kept as values are written."""

from nic.measures.models.definitions import DefinitionEdition, MeasureDefinition
from nic.measures.models.series import OfSeries, Series, SeriesMarking, SeriesPart
from nic.measures.models.values import NetworkWeek, Observation, PartValue, SeriesState
from nic.measures.models.words import (
    Breakdown,
    Cadence,
    Direction,
    Family,
    MarkingKind,
    MeasureKind,
    Origin,
    PartPurpose,
    PartsBy,
    SeriesSignal,
)

__all__ = [
    "Breakdown",
    "Cadence",
    "DefinitionEdition",
    "Direction",
    "Family",
    "MarkingKind",
    "MeasureDefinition",
    "MeasureKind",
    "NetworkWeek",
    "Observation",
    "OfSeries",
    "Origin",
    "PartPurpose",
    "PartValue",
    "PartsBy",
    "Series",
    "SeriesMarking",
    "SeriesPart",
    "SeriesSignal",
    "SeriesState",
]
