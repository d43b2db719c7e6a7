"""Rendering: one function that gives every page its status, and the globals that templates may use."""

import hashlib
from pathlib import Path
from typing import Any

from flask import Flask, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from jinja2 import StrictUndefined

from nic.drawing import decisions
from nic.kernel import clock
from nic.kernel.house import NavigationPlace, current_house
from nic.kernel.identity import current_identity
from nic.kernel.permissions import can
from nic.web import words
from nic.web.sparks import spark_line


def page(template: str, **context: Any) -> ResponseReturnValue:
    """Renders a page. A form that was sent and is shown again has errors: the answer is then 422."""
    form = context.get("form")
    failed = form is not None and request.method == "POST"
    return make_response(render_template(template, **context), 422 if failed else 200)


class Link:
    """A place in the top bar as the template shows it."""

    def __init__(self, place: NavigationPlace) -> None:
        self.label = place.label
        self.href = url_for(place.endpoint)
        self.current = request.path == self.href or any(request.path.startswith(p) for p in place.prefixes)


def _places() -> list[Link]:
    identity = current_identity()
    return [Link(place) for place in current_house().places if place.visible(identity)][:5]


def init_pages(app: Flask, static_folder: Path) -> None:
    """Sets up Jinja: undefined names are errors, and the few globals and filters that pages share."""
    addresses: dict[str, str] = {}

    def static_url(filename: str) -> str:
        """The address of a static file, changing with its content."""
        if filename not in addresses or app.debug or app.testing:
            digest = hashlib.sha256((static_folder / filename).read_bytes()).hexdigest()[:12]
            addresses[filename] = f"/static/{filename}?v={digest}"
        return request.script_root + addresses[filename]

    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(can=can, static_url=static_url, clock=clock, spark_line=spark_line)
    app.jinja_env.globals.update(decision_signs=decisions.SIGNS, decision_key=decisions.key_of)
    app.jinja_env.filters.update(
        day=words.day,
        short_day=words.short_day,
        week=words.week,
        moment=words.moment,
        figure=words.figure,
        counted=words.counted,
        sentence_case=words.sentence_case,
    )

    @app.context_processor
    def page_context() -> dict[str, Any]:
        return {"identity": current_identity(), "places": _places()}
