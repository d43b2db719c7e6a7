"""The forms of rounds and dots."""

from flask import request
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from nic.votes.models import MOST_DOTS
from nic.web.asked import keys_among
from nic.web.forms import EditForm, Form

PREFIX = "dots-"


class RoundForm(EditForm):
    """What a round asks, and how many dots each person has."""

    question = StringField(
        "What are the dots for?",
        [InputRequired("Write what the dots are for."), Length(max=500, message="Keep it under 500 signs.")],
    )
    dots_each = IntegerField(
        "How many dots has each person?",
        [
            InputRequired("Say how many dots each person has."),
            NumberRange(1, MOST_DOTS, f"Give each person between 1 and {MOST_DOTS} dots."),
        ],
        description="Three is usual. A person may put several on the same thing.",
    )


class BallotForm(Form):
    """A person's dots: one figure for each choice, read by the choice's key."""

    def read(self) -> dict[int, int] | None:
        """The dots by choice, empty is 0; None, with an error, where a figure is none."""
        wanted: dict[int, int] = {}
        for name, typed in request.form.items():
            if not name.startswith(PREFIX):
                continue
            typed = typed.strip() or "0"
            if not (typed.isascii() and typed.isdecimal() and len(typed) < 4):
                self.add_error(
                    "dots", f"“{typed}” is not a number of dots. Write a figure such as 0, 1 or 2."
                )
                return None
            for key in keys_among([name.removeprefix(PREFIX)]):
                wanted[key] = int(typed)
        return wanted
