"""The form into which a theory is pasted."""

from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import Length

from nic.web.forms import Form

MOST_SIGNS = 400_000


class PasteForm(Form):
    """What was pasted, and whether it takes the place of what stands or comes beside it."""

    text = TextAreaField(
        "Your list, rows or JSON",
        [Length(max=MOST_SIGNS, message="This is more than a theory. Paste a part of it.")],
        description="One line for each part, indented below what it serves; or rows from a spreadsheet.",
    )
    file = FileField("Or a file", description="A .txt, .csv or .json file that was taken away from here.")
    how = RadioField(
        "What stands already",
        choices=[
            SelectChoice("add", "Add to what stands here"),
            SelectChoice("replace", "Make the theory say exactly this; the rest is archived"),
        ],
        default="add",
    )
    seen = HiddenField()
