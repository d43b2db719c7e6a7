"""The forms of fishbones and causes."""

from collections.abc import Sequence

from wtforms import (
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import AnyOf, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from nic.theory.fishbones.models import CategorySet
from nic.theory.fishbones.operations import Direction
from nic.theory.fishbones.tree import CauseRow
from nic.theory.models import Node
from nic.web.forms import ClientUuidField, EditForm, Form

SHORT = Length(max=300, message="Keep it under 300 characters.")


class BeginForm(Form):
    """The categories with which a fishbone begins."""

    category_set = RadioField(
        "Which bones?",
        [InputRequired("Choose the categories.")],
        choices=[SelectChoice(each.value, each.label) for each in CategorySet],
        default=CategorySet.SCHOOL.value,
    )
    own = TextAreaField(
        "Your own categories",
        [Length(max=2000, message="Keep it under 2,000 characters.")],
        description="One on each line. Only where you chose “Our own”.",
    )


class WordsForm(Form):
    """A new cause or category."""

    text = StringField("Why?", [InputRequired("Write a few words."), SHORT])
    beside_id = IntegerField(widget=HiddenInput(), validators=[Optional()])
    client_uuid = ClientUuidField()


class RewordForm(EditForm):
    """The words of a cause or category."""

    text = StringField("Words", [InputRequired("Write a few words."), SHORT])


class MoveForm(Form):
    """One step in the list."""

    direction = HiddenField(validators=[AnyOf([each.value for each in Direction])])


class MarksForm(Form):
    """Marks to set or to take away; what is not sent stays."""

    is_root = HiddenField(validators=[Optional(), AnyOf(["yes", "no"])])
    within_control = HiddenField(validators=[Optional(), AnyOf(["yes", "no"])])

    def asked(self, name: str) -> bool | None:
        """Whether a mark is wanted; None where nothing is said of it."""
        return self[name].data == "yes" if self[name].data else None


class PlaceForm(Form):
    """Where else a cause stands."""

    parent_id = SelectField("Move it below", coerce=int, validators=[InputRequired("Choose a place.")])
    beside_id = IntegerField(widget=HiddenInput(), validators=[Optional()])

    def offer(self, rows: Sequence[CauseRow]) -> None:
        """Fills the choices; the depth shows before the words."""
        self.parent_id.choices = [
            SelectChoice(row.cause.id, "\N{NO-BREAK SPACE}" * 3 * row.depth + row.cause.text) for row in rows
        ]


class DriverForm(Form):
    """The driver that answers a root cause: a new one, or one that stands in the theory."""

    text = StringField(
        "What must change?",
        [Length(max=2000, message="Keep it under 2,000 characters.")],
        description="Say it the way it will be. For example: students have words to reason with.",
    )
    below_id = SelectField("Where in the theory?", coerce=int, validators=[Optional()])
    aim = TextAreaField(
        "What do you want to reach?",
        [Length(max=2000, message="Keep it under 2,000 characters.")],
        description="There is no theory yet: it begins with its aim.",
    )
    driver_id = SelectField("A driver that is there already", coerce=int, validators=[Optional()])

    def offer(self, drivers: Sequence[Node]) -> None:
        """Fills the choices with the drivers of the theory."""
        primary = [node for node in drivers if node.kind.level == 1]
        self.below_id.choices = [
            SelectChoice(0, "As a primary driver"),
            *(SelectChoice(node.id, f"Below “{node.text}”") for node in primary),
        ]
        self.driver_id.choices = [
            SelectChoice(0, "None: make a new one"),
            *(SelectChoice(node.id, node.text) for node in drivers),
        ]
