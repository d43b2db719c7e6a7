"""What the forms of cycles share."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, SelectChoice
from wtforms.validators import Length

from nic.cycles.models import Answer
from nic.measures.models import Series
from nic.web.forms import Form

MOST = Length(max=4000, message="Keep it under 4,000 characters.")
ANSWERS = [SelectChoice(answer.value, answer.value.capitalize()) for answer in Answer]
COMPARED = [
    SelectChoice(answer.value, answer.compared.capitalize())
    for answer in (Answer.YES, Answer.NO, Answer.UNCLEAR)
]
"""What is said of a result beside its prediction; an answer "partly" of before is kept and offered where it stands."""


class ChoiceField(RadioField):
    """Large choices of which none needs to be made."""

    def pre_validate(self, form: Form) -> None:
        """Refuses only what is not among the choices."""
        if self.data:
            super().pre_validate(form)


class ComparedField(ChoiceField):
    """As predicted, not as predicted, unclear."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, choices=COMPARED, **options)

    def process_data(self, value: Any) -> None:
        """Offers "partly" only where it was said before."""
        if value == Answer.PARTLY:
            kept = SelectChoice(Answer.PARTLY.value, Answer.PARTLY.compared.capitalize())
            self.choices = [COMPARED[0], kept, *COMPARED[1:]]
        super().process_data(value)


def as_answer(value: str | None) -> Answer | None:
    """A choice as an answer; None where nothing was chosen."""
    return Answer(value) if value else None


def none_or(series: Sequence[Series]) -> list[SelectChoice]:
    """The measures that a team keeps, as choices, below "None"."""
    return [SelectChoice(0, "None"), *(SelectChoice(each.id, each.definition.name) for each in series)]
