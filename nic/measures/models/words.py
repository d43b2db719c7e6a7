"""The words in which measures, series and values are classed."""

from enum import StrEnum


class Family(StrEnum):
    """What a measure is for."""

    OUTCOME = "outcome"
    DRIVER = "driver"
    PROCESS = "process"
    BALANCING = "balancing"
    PDSA = "pdsa"

    @property
    def label(self) -> str:
        """The family in words."""
        return "PDSA" if self is Family.PDSA else self.value


class MeasureKind(StrEnum):
    """What kind of figure a measure is."""

    COUNT = "count"
    PROPORTION = "proportion"
    AVERAGE = "average"
    RATING = "rating"
    MINUTES = "minutes"

    @property
    def label(self) -> str:
        """The kind in words."""
        return self.value


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


class Cadence(StrEnum):
    """How often a value is due."""

    DAILY = "daily"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"

    @property
    def label(self) -> str:
        """The cadence in words."""
        return "every two weeks" if self is Cadence.FORTNIGHTLY else self.value


class Origin(StrEnum):
    """From where a value came."""

    LOG = "log"
    GRID = "grid"
    FILE = "file"
    LINK = "link"
    API = "api"
    PARTS = "parts"
    IMPORT = "import"
    DEMO = "demo"

    @property
    def label(self) -> str:
        """The way in words, as the table of values names it."""
        return _WAYS[self]


_WAYS = {
    Origin.LOG: "logged",
    Origin.GRID: "in the grid",
    Origin.FILE: "from a file",
    Origin.LINK: "by a link",
    Origin.API: "by another program",
    Origin.PARTS: "added up",
    Origin.IMPORT: "imported",
    Origin.DEMO: "demo",
}


class SeriesSignal(StrEnum):
    """What a run chart says."""

    TOO_EARLY = "too_early"
    STEADY = "steady"
    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed"


class PartsBy(StrEnum):
    """Whether a series has one value for each period, or one part per member or class that add up to it."""

    NOBODY = "nobody"
    MEMBER = "member"
    CLASS = "class"

    @property
    def label(self) -> str:
        """Whose part one part is; empty where there are none."""
        return "" if self is PartsBy.NOBODY else self.value


class Breakdown(StrEnum):
    """Into which groups a series is broken down beside its value."""

    NONE = "none"
    GRADE = "grade"
    STUDENT_GROUP = "student_group"

    @property
    def label(self) -> str:
        """The breakdown in words; empty where there is none."""
        return "" if self is Breakdown.NONE else self.value.replace("_", " ")


class PartPurpose(StrEnum):
    """What the values of a part are for: they add up to the value of the series, or stand beside it."""

    SUM = "sum"
    GROUP = "group"


class MarkingKind(StrEnum):
    """What people set on the chart of a series.

    ``KEPT`` is a proposal for a new median that the team has not taken up.
    """

    BASELINE = "baseline"
    PHASE = "phase"
    EXCLUSION = "exclusion"
    NOTE = "note"
    KEPT = "kept"
