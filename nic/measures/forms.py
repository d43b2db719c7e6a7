"""The forms of measures and values."""

from collections.abc import Iterable

from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from nic.measures.models import Cadence, Direction, Family, MeasureDefinition, MeasureKind
from nic.theory.models import Node
from nic.web.forms import ClientUuidField, EditForm, Form, NumberField

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

    def offer(self, nodes: Iterable[Node]) -> None:
        """Fills the choices of the theory."""
        named = {node.id: f"{node.kind.label.capitalize()}: {node.text}"[:120] for node in nodes}
        self.node_id.choices = {0: "Nothing yet", **named}

    @property
    def values(self) -> dict[str, object]:
        """What the operations take."""
        return {
            "name": self.name.data,
            "operational_definition": self.operational_definition.data,
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
