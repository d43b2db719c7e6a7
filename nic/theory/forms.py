"""The forms of problems and theories."""

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

from nic.theory.models import Node, NodeKind, ProblemStatus
from nic.web.forms import EditForm, Form

MOST = Length(max=2000, message="Keep it under 2,000 characters.")


class ProblemForm(Form):
    """A problem of practice."""

    statement = TextAreaField(
        "What is the problem?",
        [InputRequired("Write what the problem is."), MOST],
        description="Something you can see in everyday teaching, and can act on.",
    )
    how_we_know = TextAreaField(
        "How do we know?",
        [MOST],
        description="What you counted, saw or heard. No names of students or teachers.",
    )
    whom_it_affects = TextAreaField("Whom does it affect?", [MOST], description="Which students, how many.")


class EditProblemForm(EditForm, ProblemForm):
    """A problem of practice to reword."""


class StatusForm(Form):
    """Where a problem moves to; parking asks why."""

    status = HiddenField(validators=[AnyOf([status.value for status in ProblemStatus])])
    parked_because = StringField("Why do you park it?", [Optional(), MOST])


class AimForm(Form):
    """The four parts of an aim."""

    what = TextAreaField(
        "What will be different?",
        [InputRequired("Write what you want to reach."), MOST],
        description="For example: students explain their reasoning aloud in every lesson.",
    )
    for_whom = StringField(
        "For whom?", [MOST], description="For example: all sixth-graders at Maple Street School."
    )
    how_much = StringField("How much?", [MOST], description="For example: from 34% to 60%.")
    by_when = DateField(
        "By when?", [Optional()], description="The last day of a school year is a usual choice."
    )


class EditAimForm(EditForm, AimForm):
    """The four parts of an aim to reword."""


class NodeTextForm(EditForm):
    """The words of a node."""

    text = TextAreaField("Words", [InputRequired("Write a few words."), MOST])
    note = TextAreaField("Note", [MOST], description="What you mean by it, or why you think so.")


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

    def offer(self, parents: Sequence[Node]) -> None:
        """Fills the choices with the nodes that it may serve."""
        self.parent_ids.choices = [SelectChoice(node.id, node.text) for node in parents]


class ParentForm(Form):
    """Which of its parents an act on a node is about."""

    parent_id = IntegerField(widget=HiddenInput(), validators=[InputRequired("Choose what it serves.")])
    steps = IntegerField(widget=HiddenInput(), validators=[Optional(), AnyOf([-1, 1])])


class LinkForm(Form):
    """What else a node serves."""

    parent_id = RadioField(
        "What else does it serve?", coerce=int, validators=[InputRequired("Choose what it serves.")]
    )

    def offer(self, parents: Sequence[Node]) -> None:
        """Fills the choices with the nodes that it may serve."""
        self.parent_id.choices = [SelectChoice(node.id, node.text) for node in parents]
