"""Pictures: one scoped route, and a bounded cache on disk. Each version of the data is drawn at most once."""

import gzip
import hashlib
import os
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, redirect, request
from flask.typing import ResponseReturnValue

from nic.drawing.render import CONTENT_TYPES
from nic.kernel.errors import NotFoundInScope, NotPermitted, SignInNeeded
from nic.kernel.house import PictureKind, current_house
from nic.kernel.jobs import enqueue
from nic.kernel.permissions import can
from nic.kernel.scope import Public, current_scope
from nic.kernel.transactions import pause, refuse_slow_work
from nic.web import just_seen

blueprint = Blueprint("pictures", __name__)
PALETTES = ("light", "dark", "print")
SIZES = ("wide", "beside", "phone", "small", "spark")
DRAWING_EDITION = "5"
MOST_FILES = 40_000
SECONDS_BETWEEN = 3600
FORGET_ALL = "forget all pictures"


def picture_url(kind: str, subject_id: int, version: str, palette: str = "light", size: str = "wide") -> str:
    """The address of a picture: it holds the digest of its data, so that it may be cached for ever.

    Written out, since a page may have a hundred of them and ``url_for`` takes its time; a test holds it to the route.
    """
    digest = digest_of(kind, subject_id, version)
    address = f"{request.script_root}/pictures/{kind}/{subject_id}/{size}/{palette}/{digest}.svg"
    just_seen.note(address)
    return address


@lru_cache(maxsize=4096)
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


def answer_if_just_seen() -> Response | None:
    """Before anything else is asked: the picture, where it is drawn and a page has just shown it to this person."""
    if request.endpoint != "pictures.show":
        return None
    given = request.view_args or {}
    path = _path(given["digest"], f"{given['palette']}-{given['size']}.svg")
    address = request.script_root + request.path
    return _response(path) if just_seen.knows(address) and path.exists() else None


def _path(digest: str, name: str) -> Path:
    return Path(current_app.config["PICTURE_FOLDER"]) / digest[:2] / f"{digest}-{name}"


def _drawn(picture: PictureKind, scope: Any, subject: Any, digest: str, palette: str, size: str) -> Path:
    return kept_drawing(digest, f"{palette}-{size}.svg", lambda: picture.draw(scope, subject, palette, size))


def kept_drawing(digest: str, name: str, prepare: Callable[[], Callable[[], bytes]]) -> Path:
    """The file of a drawing, drawn where it is not kept yet. ``prepare()`` reads plain data and returns what draws it.

    The read is ended before the drawing, so that a page reads all else that it needs first.
    """
    path = _path(digest, name)
    if not path.exists():
        draw = prepare()
        pause()
        refuse_slow_work("drawing")
        _keep(path, draw)
    return path


def _keep(path: Path, draw: Callable[[], bytes]) -> None:
    """Writes the picture whole or not at all: two threads may draw the same one, and either result is right.

    What travels as text is kept compressed as well.
    """
    drawn = draw()
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".svg":
        _write(_compressed(path), gzip.compress(drawn, mtime=0))
    _write(path, drawn)


def _write(path: Path, content: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    os.replace(file.name, path)


def _compressed(path: Path) -> Path:
    return path.with_suffix(".svg.gz")


def picture_file(name: str, draw: Callable[[str], bytes]) -> Response:
    """A picture to take away, in the format that the address asks for (``?format=png``). Raises NotFoundInScope."""
    file_format = request.args.get("format", "pdf")
    if file_format not in CONTENT_TYPES:
        raise NotFoundInScope
    response = Response(draw(file_format), mimetype=CONTENT_TYPES[file_format])
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{file_format}")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def forget_old_pictures(most: int = MOST_FILES) -> None:
    """Removes the pictures that were drawn longest ago, beyond ``most``; ``nic work`` does it now and then."""
    folder = Path(current_app.config["PICTURE_FOLDER"])
    files = sorted(folder.glob("*/*-*.*"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[most:]:
        file.unlink(missing_ok=True)


def forget_after_redaction(_scope: Any, _subject: Any, _text_name: str) -> None:
    """What every redaction does here: no picture that was drawn before is kept, since it may show the words."""
    enqueue(FORGET_ALL, {}, key=FORGET_ALL)


def forget_all_pictures(_payload: dict[str, Any]) -> None:
    """Removes every kept picture; each is drawn again when it is asked for."""
    forget_old_pictures(0)


def _response(path: Path) -> Response:
    compressed = _compressed(path)
    travels_compressed = bool(request.accept_encodings.quality("gzip")) and compressed.exists()
    content = (compressed if travels_compressed else path).read_bytes()
    response = Response(content, mimetype="image/svg+xml")
    if travels_compressed:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.set_etag(path.stem, weak=travels_compressed)
    response.make_conditional(request)
    return response
