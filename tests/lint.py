"""Page lint: what must hold of every HTML response. ``complaints(html)`` lists what does not, as sentences."""

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache

import html5lib
from lxml import etree, html

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LABELLED = ("input", "select", "textarea")
NOT_LABELLED_TYPES = {"hidden", "submit", "button", "image", "reset"}


_CHANGING = re.compile(
    r'(?<=value=")[^" ]{40,}(?=")|[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
)
"""Tokens and marks, new in each answer: pages that differ in nothing else are looked at once."""


def complaints(text: str) -> list[str]:
    """What is wrong with a page."""
    marks: dict[str, str] = {}
    steady = _CHANGING.sub(lambda found: marks.setdefault(found.group(), f"mark-{len(marks)}"), text)
    return list(_complaints(steady))


@lru_cache(maxsize=2000)
def _complaints(text: str) -> tuple[str, ...]:
    page = html.document_fromstring(text)
    found = [*_invalid_nesting(text)]
    for check in (
        _headings,
        _title,
        _ids,
        _labels,
        _aria,
        _inline,
        _forms,
        _language,
        _images,
        _tables,
        _links,
    ):
        found.extend(check(page))
    return tuple(found)


def _invalid_nesting(text: str) -> Iterator[str]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser.parse(text)
    for (line, _), code, details in parser.errors:
        source = text.split("\n")[min(line, len(text.split("\n"))) - 1].strip()
        yield f"not valid HTML ({code} {details or ''}) near: {source[:120]}"


def _words(node: etree._Element) -> str:
    return " ".join("".join(node.itertext()).split())


def _headings(page: etree._Element) -> Iterator[str]:
    first = page.findall(".//h1")
    if len(first) != 1:
        yield f"a page has one h1, this one has {len(first)}"
    level = 0
    for node in page.iter(*HEADINGS):
        now = int(node.tag[1])
        if now > level + 1:
            yield f"heading order: h{now} “{_words(node)}” follows h{level}"
        level = now


def _title(page: etree._Element) -> Iterator[str]:
    title, h1 = page.find(".//title"), page.find(".//h1")
    if title is None or h1 is None:
        yield "a page has a title and an h1"
        return
    shown = _words(title).removeprefix("Error: ")
    if not shown.startswith(_words(h1)):
        yield f"the title “{shown}” begins with the h1 “{_words(h1)}”"


def _ids(page: etree._Element) -> Iterator[str]:
    seen: set[str] = set()
    for node in page.xpath("//*[@id]"):
        key = node.get("id")
        if key in seen:
            yield f"the id “{key}” stands twice"
        if not key or " " in key:
            yield f"the id “{key}” is empty or has a space"
        seen.add(key)


def _labels(page: etree._Element) -> Iterator[str]:
    labelled = {label.get("for") for label in page.iter("label")}
    for node in page.iter(*LABELLED):
        if node.get("type") in NOT_LABELLED_TYPES:
            continue
        inside = any(parent.tag == "label" for parent in node.iterancestors())
        if not (
            inside or node.get("id") in labelled or node.get("aria-label") or node.get("aria-labelledby")
        ):
            yield f"the control “{node.get('name')}” has no label"
    for button in page.iter("button"):
        if not (_words(button) or button.get("aria-label")):
            yield "a button has no words"


def _aria(page: etree._Element) -> Iterator[str]:
    ids = set(page.xpath("//@id"))
    for name in ("aria-describedby", "aria-labelledby", "aria-controls", "for", "popovertarget", "list"):
        for node in page.xpath(f"//*[@{name}]"):
            for key in node.get(name).split():
                if key not in ids:
                    yield f"{name}=“{key}” on <{node.tag}> points nowhere"


def _inline(page: etree._Element) -> Iterator[str]:
    for node in page.iter():
        if not isinstance(node.tag, str):
            continue
        if node.get("style") is not None:
            yield f"inline style on <{node.tag}>: use a class"
        if node.tag == "style" or (node.tag == "script" and not node.get("src")):
            yield f"inline <{node.tag}>: put it in static/"
        for attribute in node.attrib:
            if attribute.startswith("on"):
                yield f"inline handler {attribute} on <{node.tag}>"
        for attribute in ("href", "src", "action"):
            value = node.get(attribute) or ""
            if value.startswith(("data:", "javascript:")):
                yield f"{attribute}=“{value[:30]}” is refused by the content policy"


def _forms(page: etree._Element) -> Iterator[str]:
    for form in page.iter("form"):
        method = (form.get("method") or "").lower()
        if method not in ("get", "post"):
            yield "a form says its method"
        if not form.get("action"):
            yield "a form says where it is sent (action)"
        if method == "post" and not form.xpath(".//input[@name='csrf_token']"):
            yield f"the form to {form.get('action')} has no csrf_token"
        if any(parent.tag == "form" for parent in form.iterancestors()):
            yield "a form stands in a form"


def _language(page: etree._Element) -> Iterator[str]:
    if not page.get("lang"):
        yield "<html> says its language"


def _images(page: etree._Element) -> Iterator[str]:
    for image in page.iter("img"):
        if image.get("alt") is None:
            yield f"the image {image.get('src')} has no alt"
        if not (image.get("width") and image.get("height")):
            yield f"the image {image.get('src')} has no width and height (the page would jump)"


def _tables(page: etree._Element) -> Iterator[str]:
    for table in page.iter("table"):
        if table.find("caption") is None and not table.get("aria-labelledby") and not table.get("aria-label"):
            yield "a table has a caption"
        for cell in table.iter("th"):
            if cell.get("scope") is None:
                yield f"the header cell “{_words(cell)}” has no scope"


def _links(page: etree._Element) -> Iterator[str]:
    ids = set(page.xpath("//@id"))
    for link in page.iter("a"):
        if not (_words(link) or link.get("aria-label") or link.xpath(".//img[@alt!='']")):
            yield f"the link to {link.get('href')} has no words"
        target = link.get("href") or ""
        if target.startswith("#") and target[1:] not in ids:
            yield f"the link to {target} points nowhere"


def report(address: str, found: Iterable[str]) -> str:
    """The complaints as one message."""
    return f"page lint of {address}:\n  " + "\n  ".join(sorted(set(found)))
