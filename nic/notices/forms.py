"""The form of one's mail."""

from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice

from nic.notices.timing import DAYS
from nic.web.forms import Form

_DAYS = [SelectChoice(number, name) for number, name in enumerate(DAYS)]
_HOURS = [SelectChoice(hour, f"{hour}:00") for hour in range(24)]


class MailForm(Form):
    """Which mail, on which day and hour."""

    reminder = BooleanField("Remind me of what is due")
    reminder_weekday = SelectField("Day", choices=_DAYS, coerce=int, default=4)
    reminder_hour = SelectField("Hour", choices=_HOURS, coerce=int, default=14)
    digest = BooleanField("Tell me about the teams I lead or coach")
    digest_weekday = SelectField("Day", choices=_DAYS, coerce=int, default=0)
    digest_hour = SelectField("Hour", choices=_HOURS, coerce=int, default=7)
