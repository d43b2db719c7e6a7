"""Filling in and sending forms as a person does: by the words on the page."""

from collections.abc import Mapping

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _named(elements: list[html.HtmlElement], words: str, what: str) -> html.HtmlElement:
    """The one element with these words, or that begins with them."""
    exact = [element for element in elements if _words(element) == words]
    found = exact or [element for element in elements if _words(element).startswith(words)]
    assert found, f"no {what} says “{words}”; there are: {[_words(element) for element in elements]}"
    return found[0]


def press(
    client: FlaskClient, page: TestResponse, button: str, fields: Mapping[str, str] | None = None
) -> TestResponse:
    """Fills in the form around a button, by its labels, and presses it; follows to the page that answers."""
    document = html.document_fromstring(page.get_data(as_text=True))
    pressed = _named(document.xpath("//main//button"), button, "button")
    form = next(pressed.iterancestors("form"))
    for label, value in (fields or {}).items():
        _fill(form, label, value)
    values = [*form.form_values()]
    if pressed.get("name"):
        values.append((pressed.get("name"), pressed.get("value", "")))
    sent: dict[str, list[str]] = {}
    for name, value in values:
        sent.setdefault(name, []).append(value)
    address = form.get("action") or page.request.path
    return client.post(address, data=sent, follow_redirects=True)


def _fill(form: html.HtmlElement, label: str, value: str) -> None:
    """Types into, chooses in or ticks the control with a label."""
    labelled = _named(form.xpath(".//label"), label, "label")
    control = form.get_element_by_id(labelled.get("for"))
    if control.tag == "select":
        option = _named(control.xpath(".//option"), value, "option")
        control.value = option.get("value")
    elif control.get("type") in ("radio", "checkbox"):
        assert value == "yes"
        control.set("checked", "checked")
        for other in form.xpath(".//input[@type='radio'][@name=$name]", name=control.get("name")):
            if other is not control:
                other.attrib.pop("checked", None)
    elif control.tag == "textarea":
        control.text = value
    else:
        control.set("value", value)


def follow(client: FlaskClient, page: TestResponse, link: str) -> TestResponse:
    """Opens the page behind a link, found by its words."""
    document = html.document_fromstring(page.get_data(as_text=True))
    return client.get(_named(document.xpath("//main//a"), link, "link").get("href"), follow_redirects=True)
