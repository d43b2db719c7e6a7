"""Pictures: one scoped route, and a bounded cache on disk. Each version of the data is drawn at most once."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, redirect, request, send_file
from flask.typing import ResponseReturnValue

from nic.kernel.errors import NotFoundInScope, NotPermitted, SignInNeeded
from nic.kernel.house import PictureKind, current_house
from nic.kernel.permissions import can
from nic.kernel.scope import Public, current_scope
from nic.kernel.transactions import pause, refuse_slow_work

blueprint = Blueprint("pictures", __name__)
PALETTES = ("light", "dark", "print")
SIZES = ("wide", "phone", "small", "spark")
DRAWING_EDITION = "1"
MOST_FILES = 20_000
SECONDS_BETWEEN = 3600


def picture_url(kind: str, subject_id: int, version: str, palette: str = "light", size: str = "wide") -> str:
    """The address of a picture: it holds the digest of its data, so that it may be cached for ever.

    Written out, since a page may have a hundred of them and ``url_for`` takes its time; a test holds it to the route.
    """
    digest = digest_of(kind, subject_id, version)
    return f"{request.script_root}/pictures/{kind}/{subject_id}/{size}/{palette}/{digest}.svg"


def digest_of(kind: str, subject_id: int, version: str) -> str:
    """A short digest of what a picture shows."""
    return hashlib.sha256(f"{DRAWING_EDITION}|{kind}|{subject_id}|{version}".encode()).hexdigest()[:20]


def _show(kind: str, subject_id: int, size: str, palette: str, digest: str) -> ResponseReturnValue:
    scope = current_scope()
    if isinstance(scope, Public):
        raise SignInNeeded
    picture = current_house().pictures.get(kind)
    if picture is None or palette not in PALETTES or size not in SIZES:
        raise NotFoundInScope
    subject = picture.load(scope, subject_id)
    if not can(picture.view, subject):
        raise NotPermitted
    version = picture.version(scope, subject)
    if digest_of(kind, subject_id, version) != digest:
        return redirect(picture_url(kind, subject_id, version, palette, size))
    return _response(_drawn(picture, scope, subject, digest, palette, size))


# The permission is the picture kind's own, checked above for each kind.
_show.nic_permission = "the picture's own"  # type: ignore[attr-defined]
blueprint.add_url_rule(
    "/pictures/<kind>/<int:subject_id>/<size>/<palette>/<digest>.svg", view_func=_show, endpoint="show"
)


def _drawn(picture: PictureKind, scope: Any, subject: Any, digest: str, palette: str, size: str) -> Path:
    folder = Path(current_app.config["PICTURE_FOLDER"])
    path = folder / digest[:2] / f"{digest}-{palette}-{size}.svg"
    if not path.exists():
        draw = picture.draw(scope, subject, palette, size)
        pause()
        refuse_slow_work("drawing")
        _keep(path, draw)
    return path


def _keep(path: Path, draw: Callable[[], bytes]) -> None:
    """Writes the picture whole or not at all: two threads may draw the same one, and either result is right."""
    drawn = draw()
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(drawn)
    os.replace(file.name, path)


def forget_old_pictures(most: int = MOST_FILES) -> None:
    """Removes the pictures that were drawn longest ago, beyond ``most``; ``nic work`` does it now and then."""
    folder = Path(current_app.config["PICTURE_FOLDER"])
    files = sorted(folder.glob("*/*.svg"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[most:]:
        file.unlink(missing_ok=True)


def _response(path: Path) -> Response:
    response = send_file(path, mimetype="image/svg+xml", max_age=31_536_000)
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
