"""The forms with which parts are adopted, accepted and declined."""

from collections.abc import Sequence

from wtforms import SelectChoice, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from nic.theory.forms import MOST
from nic.theory.models import Node
from nic.web.forms import Form


class AdoptForm(Form):
    """Parts of a network's theory; its page draws the boxes where they stand in the outline."""


class AcceptForm(Form):
    """A team's part as the network will have it."""

    text = TextAreaField("In which words?", [InputRequired("Write a few words."), MOST])
    parent_ids = SelectMultipleField(
        "What does it serve in the shared theory?",
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, parents: Sequence[Node]) -> None:
        """Fills the choices with the nodes that it may serve."""
        self.parent_ids.choices = [SelectChoice(node.id, node.text) for node in parents]


class DeclineForm(Form):
    """Why a part stays with its team."""

    word = TextAreaField(
        "Why not now?",
        [MOST],
        description="A word to the team. For example: let us see two more cycles first.",
    )
