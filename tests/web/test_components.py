"""The template components: what they promise to people who hear a page, and to the content policy."""

from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    Field,
    Form,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from nic.drawing import decisions
from nic.web.sparks import spark_line
from tests.lint import complaints

NEEDED = [InputRequired("Write something here.")]


class DemoForm(Form):
    """One field of each kind."""

    mark = HiddenField(default="m")
    name = StringField("What do you call it?", NEEDED, description="Two or three words.")
    statement = TextAreaField("What is the problem?", NEEDED)
    value = DecimalField("How much?", NEEDED)
    choice = RadioField(
        "What did you decide?",
        NEEDED,
        choices=[SelectChoice("adopt", "Adopt"), SelectChoice("adapt", "Adapt")],
    )
    kind = SelectField("Kind", choices=[SelectChoice("count", "Count"), SelectChoice("rating", "Rating")])
    by = DateField("By when?", NEEDED)
    agree = BooleanField("I have read who can see this", NEEDED)


def _place(label: str, current: bool = False) -> Any:
    return SimpleNamespace(label=label, href=f"/{label}", current=current)


@pytest.fixture
def pages() -> Environment:
    """Jinja as the app sets it up, with stand-ins for what a request would give."""
    environment = Environment(
        loader=FileSystemLoader("templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["moment"] = str
    environment.globals.update(
        spark_line=spark_line,
        decision_signs=decisions.SIGNS,
        decision_key=decisions.key_of,
        identity=SimpleNamespace(is_anonymous=False, name="Rosa", role_line="Teacher"),
        places=[_place("This week", current=True), _place("My teams")],
        static_url="/static/{}".format,
        url_for="/{}".format,
        csrf_token=lambda: "token",
        get_flashed_messages=lambda with_categories: [("success", "Saved.")],
    )
    return environment


def _empty_form() -> DemoForm:
    form = DemoForm(_Nothing())
    form.validate()
    return form


class _Nothing(dict[str, Any]):
    """Sent form data without a single value."""

    def __bool__(self) -> bool:
        return True

    def getlist(self, _name: str) -> list[str]:
        return []


def _field(pages: Environment, field: Field, **options: Any) -> html.HtmlElement:
    module = pages.get_template("components/forms.html").module
    return html.fromstring(str(module.field(field, **options)))  # type: ignore[attr-defined]


def test_the_style_page_shows_every_component_and_has_nothing_to_complain_about(pages: Environment) -> None:
    page = pages.get_template("web/style.html").render(form=DemoForm())
    assert complaints(page) == []


def test_the_style_page_with_errors_links_each_error_to_its_control(pages: Environment) -> None:
    page = pages.get_template("web/style.html").render(form=_empty_form())
    assert complaints(page) == []
    assert html.fromstring(page).findtext(".//title", "").startswith("Error: Style page")


@pytest.mark.parametrize("name", ["name", "statement", "value", "kind", "by", "agree"])
def test_hint_and_error_are_tied_to_the_control(pages: Environment, name: str) -> None:
    shown = _field(pages, _empty_form()[name], hint="A hint.")
    control = shown.xpath(f".//*[@id='{name}']")[0]
    assert control.get("aria-invalid") == "true"
    assert control.get("aria-describedby") == f"{name}-hint {name}-error"
    assert {f"{name}-hint", f"{name}-error"} <= set(shown.xpath(".//@id"))


def test_a_group_of_choices_has_one_question_and_its_error(pages: Environment) -> None:
    shown = _field(pages, _empty_form().choice, lines={"adopt": "Keep it."})
    assert shown.tag == "fieldset"
    assert shown.get("aria-describedby") == "choice-error"
    assert "What did you decide?" in shown.findtext("legend")
    assert shown.xpath("string(.//label[@for='choice-0'])") == "AdoptKeep it."


def test_a_figure_is_typed_as_text_on_a_keyboard_with_digits(pages: Environment) -> None:
    control = _field(pages, DemoForm().value, unit="%").xpath(".//input")[0]
    assert (control.get("type"), control.get("inputmode"), control.get("step")) == ("text", "decimal", None)


def test_only_optional_questions_say_so(pages: Environment) -> None:
    assert "(optional)" not in _field(pages, DemoForm().name).text_content()
    assert "(optional)" in _field(pages, DemoForm().kind).text_content()
    assert "(optional)" not in _field(pages, DemoForm().kind, optional=False).text_content()


def test_a_form_carries_its_token_and_hidden_fields_without_ids(pages: Environment) -> None:
    module = pages.get_template("components/forms.html").module
    opened = html.fromstring(f"{module.form_start(DemoForm(), '/teams')}{module.form_end()}")  # type: ignore[attr-defined]
    assert {(field.get("name"), field.get("value"), field.get("id")) for field in opened.iter("input")} == {
        ("csrf_token", "token", None),
        ("mark", "m", None),
    }


@pytest.mark.parametrize(
    ("values", "points"),
    [([1, None, 3], "4.0,26.0 88.0,4.0"), ([5, 5], "4.0,26.0 88.0,26.0"), ([None, 2], None)],
)
def test_a_line_of_weeks_leaves_out_what_was_not_logged(
    pages: Environment, values: list[float | None], points: str | None
) -> None:
    module = pages.get_template("components/chart.html").module
    drawn = str(module.sparkline(values, "three weeks"))  # type: ignore[attr-defined]
    assert (f'points="{points}"' in drawn) if points else drawn.strip() == ""


def test_the_bar_of_ratings_fills_its_width_and_says_its_counts(pages: Environment) -> None:
    module = pages.get_template("components/board.html").module
    bar = html.fromstring(str(module.ratings((1, 0, 2, 1))))  # type: ignore[attr-defined]
    assert sum(float(part.get("width")) + 1 for part in bar.iter("rect")) == pytest.approx(120)
    assert bar.get("aria-label") == "Ratings: 1 not yet, 0 beginning, 2 established, 1 throughout"


@pytest.mark.parametrize("number", [400, 403, 404, 405, 409, 413, 429, 500])
def test_error_pages_stand_on_the_globals_alone(pages: Environment, number: int) -> None:
    if number == 500:
        for name in ("identity", "places", "get_flashed_messages", "csrf_token"):
            del pages.globals[name]
    page = pages.get_template(f"errors/{number}.html").render(
        message=None, busy=False, version=4, address="/teams/7", back="/teams", carried=[("team", "7")],
        differing=[{"name": "learned", "label": "What did you learn?", "theirs": "Theirs", "yours": "Mine & <more>"}],
    )  # fmt: skip
    assert complaints(page) == []
    assert "Mine &amp; &lt;more&gt;" in page or number != 409
