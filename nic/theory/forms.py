"""The forms of theories."""

from collections.abc import Sequence

from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import AnyOf, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from nic.theory.models import Node, NodeKind
from nic.web.forms import ClientUuidField, EditForm, Form

MOST = Length(max=2000, message="Keep it under 2,000 characters.")


class AimForm(Form):
    """The parts of an aim."""

    what = TextAreaField(
        "What will be different?",
        [InputRequired("Write what you want to reach."), MOST],
        description="For example: students explain their reasoning aloud in every lesson.",
    )
    for_whom = StringField(
        "For whom?", [MOST], description="For example: all sixth-graders at Maple Street School."
    )
    baseline = StringField(
        "Where do you start?", [MOST], description="What you count today. For example: 34% in September."
    )
    how_much = StringField("How much?", [MOST], description="For example: 60%, or from 34% to 60%.")
    by_when = DateField(
        "By when?", [Optional()], description="The last day of a school year is a usual choice."
    )


class EditAimForm(EditForm, AimForm):
    """The parts of an aim to reword."""


class NodeTextForm(EditForm):
    """The words of a node."""

    text = TextAreaField("Words", [InputRequired("Write a few words."), MOST])
    note = TextAreaField("Note", [MOST], description="What you mean by it, or why you think so.")
    evidence = TextAreaField(
        "What speaks for it?",
        [MOST],
        description="What you read, counted, saw or heard. No names of students or teachers.",
    )


class AddNodeForm(Form):
    """A new driver or change idea, and what it serves."""

    kind = HiddenField(validators=[AnyOf([kind.value for kind in NodeKind])])
    text = TextAreaField("Words", [InputRequired("Write a few words."), MOST])
    parent_ids = SelectMultipleField(
        "What does it serve?",
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description="One or several. You can link it later.",
    )
    note = TextAreaField("Note", [MOST], description="What you mean by it, or why you think so.")
    evidence = TextAreaField(
        "What speaks for it?",
        [MOST],
        description="What you read, counted, saw or heard. No names of students or teachers.",
    )

    def offer(self, parents: Sequence[Node]) -> None:
        """Fills the choices with the nodes that it may serve."""
        self.parent_ids.choices = [SelectChoice(node.id, node.text) for node in parents]


class ParentForm(EditForm):
    """Which of its parents an act on a node is about."""

    parent_id = IntegerField(widget=HiddenInput(), validators=[InputRequired("Choose what it serves.")])
    steps = IntegerField(widget=HiddenInput(), validators=[Optional(), AnyOf([-1, 1])])


class StepForm(EditForm):
    """One small act of the editor on one node, sent by the page's script."""

    client_uuid = ClientUuidField()
    act = StringField(validators=[InputRequired()])
    node_id = IntegerField(validators=[Optional()])
    parent_id = IntegerField(validators=[Optional()])
    to_id = IntegerField(validators=[Optional()])
    beside_id = IntegerField(validators=[Optional()])
    parent_ids = SelectMultipleField(coerce=int, validate_choice=False)
    kind = StringField(validators=[AnyOf(["", *(kind.value for kind in NodeKind)])])
    text = TextAreaField(validators=[MOST])


class LevelForm(EditForm):
    """Another level for a node where it stands."""

    kind = HiddenField(validators=[AnyOf([kind.value for kind in NodeKind])])


class LinkForm(EditForm):
    """What else a node serves."""

    parent_id = RadioField(
        "What else does it serve?", coerce=int, validators=[InputRequired("Choose what it serves.")]
    )

    def offer(self, parents: Sequence[Node]) -> None:
        """Fills the choices with the nodes that it may serve."""
        self.parent_id.choices = [SelectChoice(node.id, node.text) for node in parents]
