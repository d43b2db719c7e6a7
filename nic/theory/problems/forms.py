"""The forms of problems of practice."""

from collections.abc import Sequence

from wtforms import HiddenField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from nic.theory.problems.models import Problem, ProblemStatus, SizeAnswer, SizePrompt
from nic.web.forms import EditForm, Form

MOST = Length(max=2000, message="Keep it under 2,000 characters.")
ANSWERS = [SelectChoice(answer.value, answer.label) for answer in SizeAnswer]


def _prompt(prompt: SizePrompt) -> RadioField:
    return RadioField(prompt.question, [Optional()], choices=ANSWERS)


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
    scope_note = TextAreaField(
        "What belongs to it, and what does not?",
        [MOST],
        description="For example: the two sixth grades, in mathematics; not homework.",
    )
    seen = _prompt(SizePrompt.SEEN)
    ours = _prompt(SizePrompt.OURS)
    one_year = _prompt(SizePrompt.ONE_YEAR)
    matters = _prompt(SizePrompt.MATTERS)

    @property
    def parts(self) -> dict[str, object]:
        """What the operations take."""
        words = ("statement", "how_we_know", "whom_it_affects", "scope_note")
        answers = {prompt.value: self[prompt.value].data or "" for prompt in SizePrompt}
        return {name: self[name].data for name in words} | {"right_size": answers}


class EditProblemForm(EditForm, ProblemForm):
    """A problem of practice to reword."""


class StatusForm(Form):
    """Where a problem moves to, and why; parking asks for it."""

    status = HiddenField(validators=[AnyOf([status.value for status in ProblemStatus])])
    reason = StringField("Why?", [Optional(), MOST])


class MergeForm(Form):
    """The problem under which a proposal is put."""

    target = RadioField(
        "Which one says it as well?", coerce=int, validators=[InputRequired("Choose a problem.")]
    )

    def offer(self, problems: Sequence[Problem]) -> None:
        """Fills the choices."""
        self.target.choices = [SelectChoice(problem.id, problem.statement) for problem in problems]
