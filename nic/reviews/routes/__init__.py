"""The pages of field reviews."""

import re

from flask import Blueprint

from nic.reviews.policy import ReviewPermission

blueprint = Blueprint("reviews", __name__)
_SAID = re.compile(r"“[^“”]+”|\"[^\"]+\"")


@blueprint.context_processor
def _permissions() -> dict[str, type[ReviewPermission]]:
    return {"Can": ReviewPermission}


@blueprint.app_template_filter("quoted")
def quoted(text: str) -> list[tuple[bool, str]]:
    """A text in pieces, each with whether it stands in quotation marks: somebody's exact words."""
    pieces: list[tuple[bool, str]] = []
    end = 0
    for said in _SAID.finditer(text):
        pieces += [(False, text[end : said.start()]), (True, said.group())]
        end = said.end()
    return [piece for piece in (*pieces, (False, text[end:])) if piece[1]]


from nic.reviews.routes import evidence, findings, reviews  # noqa: E402, F401  so that their views are known
