"""The form of a decision."""

from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from nic.web.forms import ClientUuidField, Form


class DecisionForm(Form):
    """What was decided, who takes it on, until when."""

    what = TextAreaField("What did you decide?", [InputRequired("Write what you decided."), Length(max=1000)])
    who = StringField("Who takes it on?", [Length(max=100)])
    due_on = DateField("Until when?", [Optional()])
    client_uuid = ClientUuidField()
