"""The forms of comments."""

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length

from nic.web.forms import ClientUuidField, Form

MOST = Length(max=4000, message="Keep it under 4,000 characters.")


class CommentForm(Form):
    """What a critical friend says: first what stands there, then a question."""

    client_uuid = ClientUuidField()
    notice = TextAreaField("I notice …", [MOST])
    wonder = TextAreaField("I wonder …", [MOST])
    circle_only = BooleanField("Only for the circle")


class WordsForm(Form):
    """A question or an answer."""

    client_uuid = ClientUuidField()
    words = TextAreaField("Your words", [MOST])


class RemoveForm(Form):
    """Why words go for good."""

    reason = StringField("Why does it have to go?", [MOST])
