"""The words in which measures, series and values are classed."""

from enum import StrEnum

from nic.kernel.words import Worded


class Family(Worded):
    """What a measure is for."""

    OUTCOME = "outcome"
    DRIVER = "driver"
    PROCESS = "process"
    BALANCING = "balancing"
    PDSA = "pdsa", "PDSA"


class MeasureKind(Worded):
    """What kind of figure a measure is."""

    COUNT = "count"
    PROPORTION = "proportion"
    AVERAGE = "average"
    RATING = "rating"
    MINUTES = "minutes"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


class Cadence(Worded):
    """How often a value is due."""

    DAILY = "daily"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly", "every two weeks"
    MONTHLY = "monthly"


class Origin(Worded):
    """From where a value came; the label says by which way, as the table of values names it."""

    LOG = "log", "logged"
    GRID = "grid", "in the grid"
    FILE = "file", "from a file"
    LINK = "link", "by a link"
    API = "api", "by another program"
    PARTS = "parts", "added up"
    IMPORT = "import", "imported"
    DEMO = "demo"


class SeriesSignal(StrEnum):
    """What a run chart says."""

    TOO_EARLY = "too_early"
    STEADY = "steady"
    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed"

    @property
    def is_telling(self) -> bool:
        """Whether something has changed, so that people should look at the chart."""
        return self not in (SeriesSignal.TOO_EARLY, SeriesSignal.STEADY)


class PartsBy(Worded):
    """Whether a series has one value for each period, or one part per member or class that add up to it.

    The label says whose part one part is.
    """

    NOBODY = "nobody", ""
    MEMBER = "member"
    CLASS = "class"


class Breakdown(Worded):
    """Into which groups a series is broken down beside its value."""

    NONE = "none", ""
    GRADE = "grade"
    STUDENT_GROUP = "student_group"


class PartPurpose(StrEnum):
    """What the values of a part are for: they add up to the value of the series, or stand beside it."""

    SUM = "sum"
    GROUP = "group"


class MarkingKind(Worded):
    """What people set on the chart of a series.

    ``KEPT`` is a proposal for a new median that the team has not taken up.
    """

    BASELINE = "baseline"
    PHASE = "phase"
    EXCLUSION = "exclusion", "left out"
    NOTE = "note"
    KEPT = "kept", "median kept"
