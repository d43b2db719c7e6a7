"""The forms of links and files."""

from flask_wtf.file import FileField
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from nic.web.forms import ClientUuidField, Form


class FileForm(Form):
    """A file from the device."""

    client_uuid = ClientUuidField()
    file = FileField("File")
    file_for_circle = BooleanField("Only for the circle")


class LinkForm(Form):
    """A page elsewhere."""

    client_uuid = ClientUuidField()
    link = StringField("Address", [Length(max=2000, message="Keep it under 2,000 characters.")])
    link_name = StringField("Title", [Length(max=200, message="Keep it under 200 characters.")])
    link_for_circle = BooleanField("Only for the circle")


class RemoveForm(Form):
    """Why it goes for good."""

    reason = StringField("Why does it have to go?", [Length(max=4000)])
