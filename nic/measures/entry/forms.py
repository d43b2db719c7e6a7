"""The forms of entry. The cells of a grid are no fields of a form: it parses its own."""

from collections.abc import Mapping, Sequence

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, Optional

from nic.measures.entry.matching import LABELS, OF, Role
from nic.measures.forms import ValueForm
from nic.web.forms import ClientUuidField, Form


class GridForm(Form):
    """What stands around the cells: the mark of the page, the cells as they were, and a block to paste."""

    client_uuid = ClientUuidField()
    opened = HiddenField()
    block = TextAreaField(
        "Cells from a spreadsheet",
        description="Copy them there and paste them here. Blank cells leave what is in the grid.",
    )
    first_row = SelectField("First row", validate_choice=False)
    first_column = SelectField("First measure", validate_choice=False)


class FileForm(Form):
    """A file to send."""

    client_uuid = ClientUuidField()
    file = FileField(
        "File",
        [FileRequired("Choose a file.")],
        description="CSV or XLSX, with a line of headings. At most 16 MB and 200,000 rows.",
    )


class MatchingForm(Form):
    """What each column of a file holds; its fields are made for the file."""

    only = SelectField("All values are of", validate_choice=False)

    @property
    def columns(self) -> list[SelectField]:
        """The fields of the columns, in their order."""
        return [field for name, field in self._fields.items() if name.startswith("column_")]


def matching_form(
    columns: Sequence[str], guesses: Sequence[str], measures: Mapping[int, str], has_teams: bool
) -> MatchingForm:
    """The form for a file with these columns."""
    roles = [role for role in Role if has_teams or role is not Role.TEAM]
    choices = {
        "": "Nothing: leave it out",
        **{role.value: LABELS[role] for role in roles},
        **{f"{OF}{key}": f"Values of: {name}" for key, name in measures.items()},
    }
    fields = {
        f"column_{place}": SelectField(
            column or f"Column {place + 1}", choices=choices, default=guesses[place]
        )
        for place, column in enumerate(columns)
    }
    form: MatchingForm = type("MatchingForm", (MatchingForm,), fields)()
    form.only.choices = {"": "Choose a measure", **{str(key): name for key, name in measures.items()}}
    return form


class LinkForm(Form):
    """A link for one value, to send."""

    for_whom = StringField(
        "For whom?",
        [InputRequired("Write for whom the link is."), Length(max=100)],
        description="As the value is signed: a colleague's name, or “Ms. Rivera's class”. No names of students.",
    )
    start = SelectField("For which period?")
    part = SelectField("What is counted?", description="The whole value, or one of its parts.")
    days = SelectField(
        "How long does it work?", choices={"2": "2 days", "7": "A week", "14": "Two weeks"}, default="7"
    )
    email = StringField(
        "Mail address",
        [Optional(), Email("This is no mail address.", check_deliverability=False), Length(max=200)],
        description="Leave it empty to copy the link and send it yourself.",
    )


class LinkValueForm(ValueForm):
    """The one value of a link."""
