"""The plan of a cycle in three views of one record: four questions, step by step, the whole worksheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wtforms import DateField, Field, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from nic.cycles.fields import PLAN_FIELDS
from nic.cycles.forms.common import MOST, none_or
from nic.cycles.forms.rows import PlanRows
from nic.cycles.models import Cycle, Reach
from nic.measures.models import Series
from nic.theory.models import Node
from nic.web.forms import ClientUuidField, EditForm, Form

SCALES = ("one group, one lesson", "one class, one week", "one class, three weeks", "several classes")


class ReachField(SelectField):
    """How far a test reaches; ``data`` is a Reach or None."""

    def __init__(self, label: str, **options: Any) -> None:
        choices = [
            SelectChoice("", "As the scale says"),
            *(SelectChoice(each.value, each.label.capitalize()) for each in Reach),
        ]
        super().__init__(label, choices=choices, coerce=_reach, default="", **options)


def _reach(value: Any) -> str:
    return str(getattr(value, "value", value) or "")


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

    risk_right_problem = TextAreaField("If it fails, did we at least work on the right problem?", [MOST])
    risk_readiness = TextAreaField("Are we ready to take this risk?", [MOST])
    risk_costs = TextAreaField("What would it cost if it fails, and for whom?", [MOST])


class GoalField(Form):
    """The goal that the test serves."""

    goal = TextAreaField("The goal it serves", [MOST], description="The prioritized SMART goal, or your aim.")


class TryFields(Form):
    """Who tests what, where and when."""

    test_description = TextAreaField(
        "Briefly describe the test",
        [MOST],
        description="For example: in my second period, in pairs, on Tuesday and Thursday.",
    )
    scale = StringField("How small?", [MOST], description="For example: one class, one week.")
    reach = ReachField("How far it reaches")
    participants = StringField(
        "Who takes part?",
        [MOST],
        description="For example: grade 6, with both co-teachers. No student’s name.",
    )
    context = StringField(
        "In which context?", [MOST], description="For example: multilingual learners, the lesson after lunch."
    )
    starts_on = DateField("Starts on", [Optional()])
    study_due_on = DateField("Study is due on", [Optional()])
    act_due_on = DateField("Act is due on", [Optional()])


class PredictionFields(Form):
    """What is expected, and how one will know."""

    prediction = TextAreaField(
        "What do you predict will happen?",
        [MOST],
        description="For example: half the class uses a starter in each lesson.",
    )
    how_we_will_know = TextAreaField(
        "How will you know that the change is an improvement?",
        [MOST],
        description="For example: more students speak, and they give a reason.",
    )


class PlanForm(EditForm):
    """A part of the plan, with the rows of some kinds."""

    row_kinds: tuple[str, ...] = ()
    rows: PlanRows

    def add_rows(self, cycle: Cycle | None, series: Sequence[Series] = ()) -> None:
        """Adds the rows of the page; a locked prediction is shown, not asked."""
        self.rows = PlanRows(self.row_kinds, cycle, series)
        if cycle is not None and cycle.locked_at is not None and "prediction" in self:
            del self.prediction

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the form and its rows have the right shape."""
        return all([super().validate(extra_validators), self.rows.validate()])

    def each_field(self) -> Iterator[Field]:
        """Every field, those of the rows among them."""
        yield from self
        yield from self.rows.fields.values()

    def add_error(self, field_name: str | None, message: str) -> None:
        """Puts an error beside its field, also in a row."""
        if field_name in self.rows.fields:
            field = self.rows.fields[field_name]
            field.errors = [*field.errors, message]
        else:
            super().add_error(field_name, message)

    @property
    def written(self) -> dict[str, Any]:
        """What was written, by the names of the plan's fields."""
        found = {name: self[name].data for name in PLAN_FIELDS if name in self}
        if "reach" in found:
            found["reach"] = Reach(found["reach"]) if found["reach"] else None
        if "idea_text" in self:
            found["idea_text"] = self["idea_text"].data
        return found


class QuickForm(IdeaFields, RiskFields, PlanForm):
    """Four questions on one page; where learning questions stand in the plan, a prediction for each."""

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

    def add_rows(self, cycle: Cycle | None, series: Sequence[Series] = ()) -> None:
        """Adds the predictions of learning questions that stand in the plan; all else in them stays as it is."""
        self.row_kinds = ("question",) if cycle is not None and cycle.questions else ()
        super().add_rows(cycle, series)
        self.rows.keep_predictions()

    def suggest_days(self, today: date, before: Cycle | None = None) -> None:
        """Suggests today and a week later, or as long as the cycle before it, where nothing is written yet."""
        if self.starts_on.data or self.study_due_on.data:
            return
        length = timedelta(days=7)
        if before is not None and before.starts_on and before.study_due_on:
            length = max(before.study_due_on - before.starts_on, timedelta(days=1))
        self.starts_on.data, self.study_due_on.data = today, today + length

    def offer_scale(self, written: str) -> None:
        """Offers what stands in the plan beside the usual scales."""
        if written and written not in SCALES:
            self.scale.choices = [*self.scale.choices, SelectChoice(written, written.capitalize())]


class NewQuickForm(QuickForm):
    """Four questions on one page, for a cycle that is only being planned."""

    client_uuid = ClientUuidField()
    series = SelectField("A measure of ours that will show it", coerce=int, default=0)

    def offer_series(self, series: Sequence[Series]) -> None:
        """Fills the choices with the measures that the team keeps."""
        self.series.choices = none_or(series)


class WorksheetForm(IdeaFields, GoalField, TryFields, PredictionFields, RiskFields, PlanForm):
    """The plan as the whole worksheet has it."""

    row_kinds = ("question", "task", "data")


class IdeaStep(IdeaFields, GoalField, PlanForm):
    """What will be tried."""


class NewIdeaStep(IdeaStep):
    """What will be tried, in a cycle that is only being planned."""

    client_uuid = ClientUuidField()


class TryStep(TryFields, PlanForm):
    """Where, when and with whom."""


class PredictionStep(PredictionFields, PlanForm):
    """What is predicted, and what is to be learned."""

    row_kinds = ("question",)


class DataStep(PlanForm):
    """Which data are collected."""

    row_kinds = ("data",)


class TaskStep(PlanForm):
    """Who does what."""

    row_kinds = ("task",)


class RiskStep(RiskFields, PlanForm):
    """Whether it could harm anyone."""


@dataclass(frozen=True, slots=True)
class Step:
    """One page of planning step by step: what it asks, why, and an example from a classroom."""

    key: str
    question: str
    why: str
    example: str
    form: type[PlanForm]


STEPS = (
    Step(
        "idea",
        "What will you try?",
        "One change in what you do, small enough to begin this week. It reads on after “to test …”.",
        "To test three sentence starters on a card at every table.",
        IdeaStep,
    ),
    Step(
        "test",
        "How small can the first test be?",
        "The smaller the test, the sooner you learn, and the less it costs where you are wrong.",
        "One class, one week: my second period, in pairs, on Tuesday and Thursday.",
        TryStep,
    ),
    Step(
        "prediction",
        "What do you predict?",
        "Write what you expect to see, as a figure where you can. What then surprises you is what you learn.",
        "Half the class uses a starter in each lesson; of the five quiet students, three do.",
        PredictionStep,
    ),
    Step(
        "data",
        "What will you collect?",
        "The least that can tell. Process data tell whether you did it, outcome data whether it helped.",
        "How many students use a starter: a count, on a tally sheet, process.",
        DataStep,
    ),
    Step(
        "tasks",
        "Who does what?",
        "What has to be ready before the first lesson, and who sees to it.",
        "Print the cards: Ana, Monday, in the staff room.",
        TaskStep,
    ),
    Step(
        "risks",
        "Could it harm anyone?",
        "Three questions that teams ask before they begin. If an answer worries you, make the test smaller.",
        "It costs one warm-up in each lesson. Nobody is put on the spot, and we can stop on any day.",
        RiskStep,
    ),
)
"""Planning step by step."""
