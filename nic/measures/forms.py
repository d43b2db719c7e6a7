"""The forms of measures and values."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from wtforms import BooleanField, DateField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from nic.measures.models import (
    Breakdown,
    Cadence,
    Direction,
    Family,
    MarkingKind,
    MeasureDefinition,
    MeasureKind,
    PartsBy,
)
from nic.theory.models import NodeKind
from nic.web.forms import ChoiceListField, ClientUuidField, EditForm, Form, NumberField

FAMILIES = {
    Family.OUTCOME: ("Outcome", "What the aim is about: students who explain their reasoning aloud."),
    Family.DRIVER: ("Driver", "What moves the aim: minutes in which students talk with each other."),
    Family.PROCESS: ("Process", "Whether you do what you planned: lessons that began with an open task."),
    Family.BALANCING: ("Balancing", "What must not get worse: time that preparing a lesson takes."),
    Family.PDSA: ("One test", "For one cycle only: students who used the cards on Tuesday."),
}
"""Each family in words, with its meaning and an example."""

KINDS = {
    MeasureKind.PROPORTION: "So many out of so many: 11 of 24 students. Shown in percent.",
    MeasureKind.COUNT: "How many: 6 families.",
    MeasureKind.AVERAGE: "One figure from several people: a mean of 3.4.",
    MeasureKind.RATING: "One answer on a scale: 4 of 5.",
    MeasureKind.MINUTES: "How long: 12 minutes.",
}
"""Each kind with an example."""

DIRECTIONS = {
    Direction.HIGHER: "Higher is better",
    Direction.LOWER: "Lower is better",
    Direction.NEUTRAL: "Neither",
}
CADENCES = {
    Cadence.DAILY: "Every school day",
    Cadence.WEEKLY: "Every week",
    Cadence.FORTNIGHTLY: "Every two weeks",
    Cadence.MONTHLY: "Every month",
}


class MeasureForm(Form):
    """What is measured, and how."""

    name = StringField(
        "What do you measure?",
        [InputRequired("Give the measure a name."), Length(max=120)],
        description="A few words, as on the chart: Students who explain their reasoning.",
    )
    operational_definition = TextAreaField(
        "How exactly?",
        [Length(max=2000)],
        description="So that two people would get the same figure: in which lesson, what counts, out of whom.",
    )
    population = StringField(
        "Whose values are these?",
        [Length(max=300)],
        description="The people whom it counts: all sixth-graders present on the day.",
    )
    family = RadioField(
        "What is it for?",
        [InputRequired("Choose what it is for.")],
        choices={family.value: named for family, (named, _) in FAMILIES.items()},
    )
    kind = RadioField(
        "What kind of figure is it?",
        [InputRequired("Choose the kind of figure.")],
        choices={kind.value: kind.label.capitalize() for kind in KINDS},
    )
    unit = StringField(
        "Unit",
        [Length(max=20)],
        description="What stands behind the figure, such as families. Percent and min come by themselves.",
    )
    direction = RadioField(
        "Which way is better?",
        [InputRequired("Choose which way is better.")],
        choices={way.value: words for way, words in DIRECTIONS.items()},
    )
    cadence = RadioField(
        "How often is there a value?",
        [InputRequired("Choose how often.")],
        choices={cadence.value: words for cadence, words in CADENCES.items()},
        default=Cadence.WEEKLY.value,
    )
    goal_value = NumberField("Goal", description="The figure you want to reach.")
    goal_by = DateField("By when?", [Optional()])
    node_id = SelectField(
        "What in the theory does it tell of?", coerce=int, description="The aim, a driver or a change idea."
    )
    unknown_n_counts_as_large = BooleanField(
        "A value without a number of people never comes from 10 or fewer",
        description="Values from 10 or fewer people, or from an unknown number, are hidden outside the team's circle.",
    )

    def offer(self, nodes: Iterable[tuple[int, NodeKind, str]]) -> None:
        """Fills the choices of the theory: key, kind and words of each node."""
        named = {key: f"{kind.label.capitalize()}: {text}"[:120] for key, kind, text in nodes}
        self.node_id.choices = {0: "Nothing yet", **named}

    @property
    def values(self) -> dict[str, object]:
        """What the operations take."""
        return {
            "name": self.name.data,
            "operational_definition": self.operational_definition.data,
            "population": self.population.data,
            "family": Family(self.family.data),
            "kind": MeasureKind(self.kind.data),
            "unit": self.unit.data,
            "direction": Direction(self.direction.data),
            "cadence": Cadence(self.cadence.data),
            "goal_value": self.goal_value.data,
            "goal_by": self.goal_by.data,
            "node_id": self.node_id.data or None,
            "unknown_n_counts_as_large": self.unknown_n_counts_as_large.data,
        }


class EditMeasureForm(EditForm, MeasureForm):
    """A measure to reword."""


class ValueForm(Form):
    """One value. Which fields are asked depends on the kind of the measure."""

    numerator = NumberField("How many")
    denominator = NumberField("Out of how many")
    value = NumberField("Value")
    n = NumberField("From how many people")
    note = TextAreaField(
        "Note", [Length(max=2000)], description="What one should know of this value. No names of students."
    )

    asked: tuple[str, ...] = ()

    def ask_for(self, definition: MeasureDefinition, whole: bool) -> None:
        """Leaves the fields of a measure: the parts of a proportion (``whole``: its percent), or a figure."""
        parts = definition.kind is MeasureKind.PROPORTION and not whole
        self.asked = ("numerator", "denominator", "note") if parts else ("value", "n", "note")
        for name in {"numerator", "denominator", "value", "n"} - set(self.asked):
            del self[name]

    @property
    def reading(self) -> dict[str, object]:
        """What the operations take."""
        found: dict[str, object] = {name: self[name].data for name in self.asked}
        if isinstance(found.get("n"), float):
            found["n"] = int(self.n.data or 0)
        return found

    def validate_n(self, field: NumberField) -> None:
        """People are counted in whole numbers."""
        if field.data is not None and (field.data < 0 or field.data != int(field.data)):
            raise ValidationError("Write a whole number of people.")


class NewValueForm(ValueForm):
    """A value for any period that has begun; named by a day in it."""

    client_uuid = ClientUuidField()
    day = DateField("Day", [InputRequired("Choose a day of the period.")])


class CorrectValueForm(EditForm, ValueForm):
    """A value to correct; its period stays."""


class MarkingForm(Form):
    """Something to set on a chart: of which kind, at which of its values, with which words and why."""

    KINDS: ClassVar = {
        MarkingKind.NOTE: ("A note", "Words beside the value: snow week, new seating."),
        MarkingKind.EXCLUSION: ("Leave this value out", "It stays on the chart and does not count."),
        MarkingKind.PHASE: ("A new phase", "From here on the values have a median of their own."),
        MarkingKind.BASELINE: (
            "The baseline",
            "Its values give the median that all others are held against.",
        ),
        MarkingKind.KEPT: ("Keep the median", "A long run does not begin a new phase."),
    }
    LINES: ClassVar = {kind.value: line for kind, (_, line) in KINDS.items()}

    kind = RadioField(
        "What do you set?",
        [InputRequired("Choose what you set.")],
        choices=[SelectChoice(kind.value, words) for kind, (words, _) in KINDS.items()],
    )
    starts_on = SelectField(
        "At which value?",
        [InputRequired("Choose a value.")],
        description="Of a phase and of a baseline, the first one.",
    )
    ends_on = SelectField("Up to which value?", description="For a baseline only: its last value.")
    label = StringField(
        "Words on the chart",
        [Length(max=80)],
        description="For a note; for a phase, its name: new timetable.",
    )
    reason = TextAreaField(
        "Why?",
        [Length(max=2000)],
        description="A phase, a baseline and a value left out need a reason. No names of students.",
    )

    def offer(self, periods: Sequence[tuple[str, str]], keeps: bool = False) -> None:
        """Fills the choices of periods, newest first; ``keeps``: to keep the median is an answer to a proposal."""
        if "kind" in self and not keeps:
            self.kind.choices = [
                choice for choice in self.kind.choices if choice.value != MarkingKind.KEPT.value
            ]
        choices = [SelectChoice(key, words) for key, words in periods]
        self.starts_on.choices = choices
        self.ends_on.choices = [SelectChoice("", "No baseline"), *choices]

    def begin_with(self, kind: str, period: str) -> None:
        """Chooses beforehand what the address asks for."""
        if kind in {each.value for each in MarkingKind}:
            self.kind.data = kind
        if period in {choice.value for choice in self.starts_on.choices}:
            self.starts_on.data = period

    @property
    def words(self) -> dict[str, Any]:
        """What the operations take."""
        ends_on = self.ends_on.data if "ends_on" in self else ""
        return {
            "starts_on": date.fromisoformat(self.starts_on.data),
            "ends_on": date.fromisoformat(ends_on) if ends_on else None,
            "label": self.label.data if "label" in self else "",
            "reason": self.reason.data,
        }


class EditMarkingForm(EditForm, MarkingForm):
    """Something set on a chart, to change; its kind stays."""

    def leave_fields_of(self, kind: MarkingKind) -> None:
        """Leaves what is asked of one kind."""
        del self["kind"]
        if kind is not MarkingKind.BASELINE:
            del self["ends_on"]
        if kind not in (MarkingKind.NOTE, MarkingKind.PHASE):
            del self["label"]


class TakeBackForm(Form):
    """Why something is taken off a chart."""

    reason = TextAreaField(
        "Why do you take it back?", [InputRequired("Write why you take it back."), Length(max=2000)]
    )


class ChangeDefinitionForm(EditForm):
    """How the value of a network's measure is counted from a day on."""

    operational_definition = TextAreaField(
        "How is it counted from now on?",
        [InputRequired("Write how the value is counted from now on."), Length(max=2000)],
    )
    population = StringField("Whose values are these?", [Length(max=300)])
    starts_on = DateField(
        "From which day?",
        [InputRequired("Choose a day.")],
        description="A phase begins in every team's chart with the period of this day.",
    )
    reason = TextAreaField(
        "Why does it change?",
        [InputRequired("Write why the definition changes. Every team reads it."), Length(max=2000)],
    )

    @property
    def words(self) -> dict[str, Any]:
        """What the operation takes."""
        names = ("operational_definition", "population", "starts_on", "reason")
        return {name: self[name].data for name in names}


class TakeUpForm(EditForm):
    """From when on a team counts by its network's new definition."""

    starts_on = DateField("From which day does your team count this way?", [InputRequired("Choose a day.")])


class PartsForm(EditForm):
    """Whose parts add up to the value."""

    parts_by = RadioField(
        "Who counts?",
        [InputRequired("Choose who counts.")],
        choices=[
            SelectChoice(PartsBy.NOBODY.value, "One value for the team"),
            SelectChoice(PartsBy.MEMBER.value, "Each member their part"),
            SelectChoice(PartsBy.CLASS.value, "One part for each class"),
        ],
    )
    members = ChoiceListField("Which members?", description="Where each member counts a part.")
    classes = TextAreaField(
        "Which classes?",
        [Length(max=3000)],
        description="Where each class has a part: one name in each line.",
    )

    def offer(self, members: Mapping[int, str]) -> None:
        """Fills the choices of members."""
        self.members.choices = [SelectChoice(str(key), name) for key, name in members.items()]


class GroupsForm(EditForm):
    """Into which groups the value is broken down."""

    breakdown = RadioField(
        "By what?",
        [InputRequired("Choose by what.")],
        choices=[
            SelectChoice(Breakdown.NONE.value, "No groups"),
            SelectChoice(Breakdown.GRADE.value, "By grade"),
            SelectChoice(Breakdown.STUDENT_GROUP.value, "By student group"),
        ],
    )
    groups = TextAreaField(
        "Which groups?",
        [Length(max=3000)],
        description="One in each line. Groups of students, never single students.",
    )
