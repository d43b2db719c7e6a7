"""Signed-in devices: each is a row, so that signing out works whatever became of the cookie."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from flask import current_app
from sqlalchemy import update

from nic.accounts.identity import hash_of
from nic.accounts.models import Person, SignIn
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.scope import System

STAYS = timedelta(days=30)
SIGNING_IN = System("sign-in")


def begin_sign_in(scope: System, person: Person, user_agent: str) -> str:
    """Signs a device in for 30 days and returns the secret for its cookie."""
    secret = secrets.token_urlsafe(32)
    db.session.add(
        SignIn(
            person_id=person.id,
            secret_hash=hash_of(secret),
            device=device_name(user_agent),
            expires_at=clock.now() + STAYS,
        )
    )
    db.session.flush()
    return secret


def end_sign_in(scope: System, secret: str) -> None:
    """Signs out the device whose cookie holds the secret; a copy of the cookie is worth nothing from then on."""
    _end(SignIn.secret_hash == hash_of(secret))


def end_all_sign_ins(scope: System, person: Person, but: str | None = None) -> None:
    """Signs out every device of a person, but for the one whose cookie holds the secret ``but``."""
    _end(SignIn.person_id == person.id, *([SignIn.secret_hash != hash_of(but)] if but else []))


def _end(*which: object) -> None:
    statement = update(SignIn).where(SignIn.ended_at.is_(None), *which)  # type: ignore[arg-type]
    db.session.execute(statement.values(ended_at=clock.now()))


def page_mark(person_id: int) -> str:
    """What a session's CSRF token begins with and is made of.

    It is signed into every form, so that words sent after a session is lost still tell whose page they were typed on.
    """
    return f"{person_id}-{secrets.token_hex(20)}"


def keyed_hash(text: str) -> str:
    """How a short code is kept: hashed with the server's key, since it could be guessed from a plain hash."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("CrOS", "a Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS X", "a Mac"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """A device in words, such as "Firefox on Windows"; nothing else of the browser's line is kept."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "A browser")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "a device")
    return f"{browser} on {system}"
