"""The form with which a version is published."""

from wtforms import TextAreaField

from nic.theory.forms import MOST
from nic.web.forms import ClientUuidField, Form


class PublishForm(Form):
    """The reason for a version, and the mark of the page."""

    reason = TextAreaField(
        "Revised because",
        [MOST],
        description="What you learned that changed your mind. For example: students asked for words, not for time.",
    )
    client_uuid = ClientUuidField()
