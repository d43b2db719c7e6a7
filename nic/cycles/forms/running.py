"""The forms of a test that runs, and of its end."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from wtforms import Field, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.widgets import HiddenInput

from nic.cycles.fields import row_name
from nic.cycles.forms.common import ANSWERS, MOST, ChoiceField, ComparedField
from nic.cycles.forms.rows import AnswerForm
from nic.cycles.models import Cycle, Decision
from nic.kernel import clock
from nic.organizations.models import Team
from nic.web import words
from nic.web.forms import ChoiceListField, ClientUuidField, EditForm, Form


class CloseForm(EditForm):
    """Do, Study and Act on one page: each prediction beside its result."""

    carried_out_as_planned = ChoiceField("Was it carried out as planned?", choices=ANSWERS)
    what_happened = TextAreaField("What happened?", [MOST])
    what_surprised = TextAreaField("What surprised you?", [MOST])
    results = TextAreaField("What were the results?", [MOST])
    matched_prediction = ComparedField("Did they match the prediction?")
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
    answers: Sequence[AnswerForm] = ()

    def add_answers(self, cycle: Cycle) -> None:
        """Adds a row for each learning question."""
        rows = []
        for row in cycle.questions:
            form = AnswerForm(obj=row, prefix=row_name("question", row.id))
            form.key = row.id
            rows.append(form)
        self.answers = rows

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the form and its rows have the right shape."""
        return all([super().validate(extra_validators), *(row.validate() for row in self.answers)])

    def each_field(self) -> Iterator[Field]:
        """Every field, those of the rows among them."""
        yield from self
        for row in self.answers:
            yield from row

    @property
    def row_errors(self) -> list[tuple[str, str]]:
        """The errors in rows with the controls that they belong to."""
        return [(str(field.errors[0]), field.id) for row in self.answers for field in row if field.errors]


class MoveForm(EditForm):
    """A move on a cycle as the person saw it."""


class StopForm(EditForm):
    """Why a cycle ends early."""

    because = StringField("Why do you stop early?", [MOST])


class PeopleForm(Form):
    """Who works on a cycle together. It carries who was shown, so that only what was changed is sent."""

    shown = StringField(widget=HiddenInput())
    people = ChoiceListField("Who works on it?", coerce=int)

    def offer_people(self, names: Mapping[int, str], now: Collection[int]) -> None:
        """Fills the choices, and ticks those who work on it now where nothing was sent."""
        self.people.choices = [SelectChoice(key, name) for key, name in names.items()]
        if not self.is_submitted():
            self.people.data = sorted(now)
            self.shown.data = " ".join(str(key) for key in sorted(now))

    @property
    def changes(self) -> dict[str, set[int]]:
        """Who was added and who was taken out on this page."""
        before = {int(key) for key in self.shown.data.split() if key.isdigit()}
        now = set(self.people.data or ())
        return {"added": now - before, "removed": before - now}


class CloneForm(Form):
    """For which team the plan of a cycle is used again."""

    client_uuid = ClientUuidField()
    team = SelectField("For which team?", coerce=int)

    def offer_teams(self, teams: Sequence[Team], of: Team) -> None:
        """Fills the choices with the teams that the person plans for; the one that wrote the plan is suggested."""
        self.team.choices = [SelectChoice(team.id, f"{team.name}, {team.school.name}") for team in teams]
        if not self.is_submitted() and of in teams:
            self.team.data = of.id


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
