"""Secrets that are sent or printed, and how their hashes are made. Nothing that opens a door is stored as it is."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters and figures that are not taken for each other on paper."""
CODE_LENGTH = 12


def new_secret() -> str:
    """A long random secret for a link or a cookie."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """A random code to print, such as "K7MP-4T2R-QX9W"."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join(signs[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def hash_of(secret: str) -> str:
    """How a secret is kept: a long one by its SHA-256; a short code keyed with the server's own secret.

    A code is read as people type it: in any case, with or without dashes and spaces.
    """
    plain = secret.replace("-", "").replace(" ", "").upper()
    if len(plain) != CODE_LENGTH:
        return hashlib.sha256(secret.encode()).hexdigest()
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()


def page_mark(person_id: int) -> str:
    """What a session's CSRF token is made of: the person, and chance.

    It is signed into every form, so that words sent after the session was lost still tell on whose page they stood.
    """
    return f"{person_id}-{secrets.token_hex(20)}"


def person_of_mark(token: str) -> int | None:
    """The person on whose page a form with this CSRF token stood; None for nobody's, or a token that is not ours."""
    try:
        mark = URLSafeTimedSerializer(_key(), salt="wtf-csrf-token").loads(token)
    except BadData:
        return None
    person_id, dash, _ = str(mark).partition("-")
    return int(person_id) if dash and person_id.isdigit() else None


@dataclass(frozen=True, slots=True)
class Sealed:
    """A value that travels through a page or a mail and comes back unchanged, for a while."""

    purpose: str
    seconds: int

    def seal(self, value: Any) -> str:
        """Signs a value made of plain data."""
        return str(URLSafeTimedSerializer(_key(), salt=f"nic-{self.purpose}").dumps(value))

    def open(self, text: str) -> Any:
        """The value; None where the text is not ours, was changed or is too old."""
        try:
            return URLSafeTimedSerializer(_key(), salt=f"nic-{self.purpose}").loads(
                text, max_age=self.seconds
            )
        except BadData:
            return None


def _key() -> str:
    return str(current_app.config["SECRET_KEY"])
