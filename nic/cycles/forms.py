"""The forms of cycles."""

from collections.abc import Sequence
from datetime import date, timedelta

from wtforms import DateField, IntegerField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from nic.cycles.models import Answer, DataKind, Decision
from nic.kernel import clock
from nic.measures.models import Series
from nic.theory.models import Node
from nic.web import words
from nic.web.forms import ClientUuidField, EditForm, Form

MOST = Length(max=4000, message="Keep it under 4,000 characters.")
SCALES = ("one group, one lesson", "one class, one week", "one class, three weeks", "several classes")
ANSWERS = [SelectChoice(answer.value, answer.value.capitalize()) for answer in Answer]


def _none_or(series: Sequence[Series]) -> list[SelectChoice]:
    return [SelectChoice(0, "None"), *(SelectChoice(each.id, each.definition.name) for each in series)]


class ChoiceField(RadioField):
    """Large choices of which none needs to be made."""

    def pre_validate(self, form: Form) -> None:
        """Refuses only what is not among the choices."""
        if self.data:
            super().pre_validate(form)


def as_answer(value: str | None) -> Answer | None:
    """A choice as an answer; None where nothing was chosen."""
    return Answer(value) if value else None


class IdeaFields(Form):
    """Picks a change idea or writes one."""

    idea = SelectField("Pick a change idea", coerce=int, default=0)
    idea_text = StringField(
        "Or write your own: to test …", [MOST], description="For example: sentence starters on every table."
    )

    def offer_ideas(self, nodes: Sequence[Node]) -> None:
        """Fills the choices: the team's own ideas, then those of its networks, which say so."""
        self.idea.choices = [SelectChoice(0, "None of these")]
        for node in nodes:
            network = node.theory.network
            told = f"to test {node.text}" + (f" ({network.name})" if network else "")
            self.idea.choices.append(SelectChoice(node.id, told))


class RiskFields(Form):
    """The three risk questions before a test."""

    risk_right_problem = StringField("If it fails, did we at least work on the right problem?", [MOST])
    risk_readiness = StringField("Are we ready to take this risk?", [MOST])
    risk_costs = StringField("What would it cost if it fails, and for whom?", [MOST])


class QuickPlanForm(IdeaFields, RiskFields):
    """Four questions on one page."""

    client_uuid = ClientUuidField()
    scale = RadioField(
        "How small?", choices=[SelectChoice(scale, scale.capitalize()) for scale in SCALES], default=SCALES[1]
    )
    test_description = TextAreaField(
        "Where, and with whom?",
        [MOST],
        description="For example: my second period, in pairs, on Tuesday and Thursday.",
    )
    starts_on = DateField("From", [Optional()])
    study_due_on = DateField("Look at the results on", [Optional()])
    prediction = TextAreaField(
        "What do you predict?",
        [MOST],
        description="For example: half the class uses a starter in each lesson.",
    )
    how_we_will_know = StringField(
        "How will you know?", [MOST], description="What you will count, collect or look at."
    )
    series = SelectField("A measure of ours that will show it", coerce=int, default=0)

    def offer_series(self, series: Sequence[Series]) -> None:
        """Fills the choices with the measures that the team keeps."""
        self.series.choices = _none_or(series)

    def suggest_days(self, today: date) -> None:
        """Suggests today and a week later, where nothing is written yet."""
        self.starts_on.data = self.starts_on.data or today
        self.study_due_on.data = self.study_due_on.data or today + timedelta(days=7)


class WorksheetForm(EditForm, IdeaFields, RiskFields):
    """The plan as the whole worksheet has it."""

    goal = TextAreaField("The goal it serves", [MOST], description="The prioritized SMART goal, or your aim.")
    test_description = TextAreaField("Briefly describe the test", [MOST])
    scale = StringField("How small?", [MOST], description="For example: one class, one week.")
    starts_on = DateField("Starts on", [Optional()])
    study_due_on = DateField("Study is due on", [Optional()])
    act_due_on = DateField("Act is due on", [Optional()])
    how_we_will_know = TextAreaField("How will you know that the change is an improvement?", [MOST])
    prediction = TextAreaField("What do you predict will happen?", [MOST])


class CloseForm(EditForm):
    """Do, Study and Act on one page."""

    carried_out_as_planned = ChoiceField("Was it carried out as planned?", choices=ANSWERS)
    what_happened = TextAreaField("What happened?", [MOST])
    what_surprised = TextAreaField("What surprised you?", [MOST])
    results = TextAreaField("What were the results?", [MOST])
    matched_prediction = ChoiceField("Did they match the prediction?", choices=ANSWERS)
    learned = TextAreaField("What did you learn?", [MOST])
    decision = ChoiceField(
        "What will you do with this idea?",
        choices=[SelectChoice(decision.value, decision.value.capitalize()) for decision in Decision],
    )
    decision_detail = TextAreaField(
        "How, or why?",
        [MOST],
        description="Adopt: how it spreads. Adapt: what you will change. Abandon: why.",
    )


class MoveForm(EditForm):
    """A move on a cycle as the person saw it."""


class StopForm(EditForm):
    """Why a cycle ends early."""

    because = StringField("Why do you stop early?", [MOST])


class LogForm(Form):
    """What happened in a week."""

    client_uuid = ClientUuidField()
    week_start = SelectField("Week")
    what_happened = TextAreaField("What happened?", [MOST])
    what_surprised = TextAreaField("What surprised you?", [MOST])

    def offer_weeks(self, today: date, started: date | None) -> None:
        """Offers this week and up to five before it, back to the start of the test."""
        this_week = clock.week_start(today)
        first = clock.week_start(started or today)
        weeks = [this_week - timedelta(weeks=back) for back in range(6)]
        self.week_start.choices = [
            SelectChoice(week.isoformat(), "This week" if week == this_week else words.week(week))
            for week in weeks
            if week >= first or week == this_week
        ]


class TaskForm(Form):
    """A row of who does what."""

    task = StringField("What is to be done?", [MOST])
    who = StringField("Who?", [MOST])
    due = StringField("When?", [MOST])
    place_text = StringField("Where?", [MOST])


class DataForm(Form):
    """A row of the data that are collected."""

    what = StringField("Which data?", [MOST], description="For example: how many students use a starter.")
    data_type = StringField("Type", [MOST], description="For example: a count, a rating, quotations.")
    tool = StringField("Which tool?", [MOST], description="For example: a tally sheet.")
    kind = RadioField(
        "What do they tell?",
        choices=[
            SelectChoice(DataKind.PROCESS.value, "Whether we did it (process)"),
            SelectChoice(DataKind.OUTCOME.value, "Whether it helped (outcome)"),
        ],
        default=DataKind.PROCESS.value,
    )
    series_id = SelectField("A measure of ours", coerce=int, default=0)

    def offer_series(self, series: Sequence[Series]) -> None:
        """Fills the choices with the measures that the team keeps."""
        self.series_id.choices = _none_or(series)


class RowForm(Form):
    """Which row is meant."""

    row_id = IntegerField(widget=HiddenInput(), validators=[InputRequired("Open the page again.")])
