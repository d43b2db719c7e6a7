"""The form of a synthesis."""

from collections.abc import Iterable

from wtforms import SelectChoice, StringField, TextAreaField
from wtforms.validators import Length

from nic.cycles.models import Cycle
from nic.web.forms import ChoiceListField, EditForm

MOST = Length(max=4000, message="Keep it under 4,000 characters.")


class SynthesisForm(EditForm):
    """What was learned, where it held, for whom it did not, and the cycles on which it rests."""

    topic = StringField(
        "What did you learn about?", [MOST], description="For example: sentence starters in science."
    )
    claim = TextAreaField(
        "What did you learn?",
        [MOST],
        description="One or two sentences that the cycles below bear out.",
    )
    contexts = TextAreaField(
        "Where did it hold?", [MOST], description="Grades, subjects, sizes, kinds of classes."
    )
    not_for = TextAreaField(
        "For whom did it not work?",
        [MOST],
        description="The cycles that went another way. If nobody has seen that yet, say so.",
    )
    cycles = ChoiceListField("The cycles on which it rests", coerce=int)

    def offer_cycles(self, cycles: Iterable[Cycle]) -> None:
        """Fills the choices with shared cycles, each with its team and what became of the idea."""
        self.cycles.choices = [SelectChoice(cycle.id, _told(cycle)) for cycle in cycles]


def _told(cycle: Cycle) -> str:
    team = cycle.team
    became = f", {cycle.decision.past}" if cycle.decision is not None else ""
    return f"To test {cycle.idea_text} ({team.school.name}, {team.name}, cycle {cycle.number}{became})"
