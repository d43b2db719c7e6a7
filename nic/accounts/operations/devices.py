"""Signed-in devices: each is a row, so that signing out works whatever became of the cookie."""

from collections.abc import Iterable
from datetime import timedelta

from nic.accounts import queries
from nic.accounts.models import Person, SignIn, SignInLink
from nic.accounts.tokens import hash_of, new_secret
from nic.kernel import audit, clock
from nic.kernel.errors import DomainError
from nic.kernel.scope import Scope

STAYS = timedelta(days=30)
LINK_HOLDS = timedelta(minutes=20)


def begin_sign_in(scope: Scope, person: Person, user_agent: str) -> str:
    """Signs a device in for 30 days and returns the secret for its cookie."""
    secret = new_secret()
    device = SignIn(
        person_id=person.id,
        secret_hash=hash_of(secret),
        device=_device_name(user_agent),
        expires_at=clock.now() + STAYS,
    )
    audit.record(scope, "signed in on", device)
    return secret


def end_sign_in(scope: Scope, device: SignIn) -> SignIn:
    """Signs a device out; a copy of its cookie is worth nothing from then on."""
    _end(scope, [device])
    return device


def end_sign_in_by_secret(scope: Scope, secret: str) -> None:
    """Signs out the device whose cookie holds the secret, where it is signed in."""
    _end(scope, queries.devices_by_secret(scope, hash_of(secret)))


def end_all_sign_ins(scope: Scope, person: Person, but: str | None = None) -> None:
    """Signs out every device of a person, but for the one whose cookie holds the secret ``but``."""
    kept = hash_of(but) if but else None
    _end(scope, [device for device in queries.devices_of(scope, person.id) if device.secret_hash != kept])


def _end(scope: Scope, devices: Iterable[SignIn]) -> None:
    for device in devices:
        device.ended_at = clock.now()
        audit.record(scope, "signed out", device)


def make_sign_in_link(scope: Scope, person: Person, holds: timedelta = LINK_HOLDS) -> str:
    """Makes a link that signs a person in once, and returns its secret."""
    secret = new_secret()
    link = SignInLink(person_id=person.id, secret_hash=hash_of(secret), expires_at=clock.now() + holds)
    audit.record(scope, "was sent a link to sign in", link)
    return secret


def use_sign_in_link(scope: Scope, secret: str) -> Person:
    """Uses up a link and returns its person. Raises DomainError where it was used, is too old or never was."""
    link = queries.usable_sign_in_link(scope, hash_of(secret), locked=True)
    if link is None:
        raise DomainError("This link was used already or is too old. Ask for a new one.")
    link.used_at = clock.now()
    audit.record(scope, "used a link to sign in", link)
    return link.person


def take_back_links(scope: Scope, person: Person) -> None:
    """Makes the links useless that were made for a person and not used yet."""
    for link in queries.open_sign_in_links(scope, person.id):
        link.used_at = clock.now()
        audit.record(scope, "took back", link)


_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("CrOS", "a Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS X", "a Mac"),
    ("Linux", "Linux"),
)


def _device_name(user_agent: str) -> str:
    """A device in words, such as "Firefox on Windows"; nothing else of the browser's line is kept."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "A browser")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "a device")
    return f"{browser} on {system}"
