"""The form of a piece of evidence."""

from collections.abc import Sequence

from wtforms import SelectChoice, SelectField, TextAreaField
from wtforms.validators import Length

from nic.theory.evidence.sources import Key, Source
from nic.web.asked import keys_among
from nic.web.forms import Form


class EvidenceForm(Form):
    """A note, a link to a measure, or both."""

    text = TextAreaField(
        "What did you count, see or hear?",
        [Length(max=2000, message="Keep it under 2,000 characters.")],
        description="No names of students or teachers.",
    )
    source = SelectField("A measure that shows it", validate_choice=False)

    def offer(self, sources: Sequence[Source]) -> None:
        """Fills the choices with what may be linked."""
        nothing = SelectChoice("", "None")
        self.source.choices = [nothing, *(SelectChoice(source.value, source.title) for source in sources)]

    @property
    def chosen(self) -> Key | None:
        """Kind and key of the chosen link; None where there is none."""
        kind, _, key = (self.source.data or "").partition(":")
        keys = keys_among([key])
        return (kind, keys[0]) if kind and keys else None
