"""The style page: every component in all its states, offered in development only."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, DateField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from nic.kernel.permissions import public
from nic.web.forms import Form, NumberField
from nic.web.pages import page

blueprint = Blueprint("style", __name__)
NEEDED = [InputRequired("Write something here.")]


class StyleForm(Form):
    """One field of each kind."""

    name = StringField("What do you call it?", NEEDED, description="Two or three words.")
    statement = TextAreaField("What is the problem?", NEEDED)
    value = NumberField("How much?", NEEDED, unit="%")
    choice = RadioField(
        "What did you decide?",
        NEEDED,
        choices=[
            SelectChoice("adopt", "Adopt"),
            SelectChoice("adapt", "Adapt"),
            SelectChoice("abandon", "Abandon"),
        ],
    )
    kind = SelectField("Kind", choices=[SelectChoice("count", "Count"), SelectChoice("rating", "Rating")])
    by = DateField("By when?", NEEDED)
    agree = BooleanField("I have read who can see this", NEEDED)


@blueprint.route("/style", methods=["GET", "POST"])
@public("a page for developers, with sample data only; not offered in production")
def show() -> ResponseReturnValue:
    """Every component; sending the empty form shows its errors."""
    form = StyleForm()
    form.validate_on_submit()
    return page("web/style.html", form=form)
