"""Accounts: made, named, moved to another mail address."""

import uuid

from nic.accounts import queries
from nic.accounts.addresses import link
from nic.accounts.models import Person
from nic.accounts.operations import devices
from nic.accounts.tokens import Sealed
from nic.kernel import audit, clock
from nic.kernel.errors import DomainError
from nic.kernel.outbox import queue_mail
from nic.kernel.scope import Scope, System

NEW_ADDRESS = Sealed("new-address", 24 * 3600)


def make_person(scope: Scope, *, email: str, name: str, password: str | None, time_zone: str) -> Person:
    """Makes an account for somebody who has shown that the address is theirs. ``password`` is hashed already."""
    if not name.strip():
        raise DomainError("Write your name.", "name")
    person = Person(
        email=email.strip().lower(),
        name=name.strip(),
        password=password,
        active=True,
        fs_uniquifier=uuid.uuid4().hex,
        confirmed_at=clock.now(),
        time_zone=time_zone,
    )
    audit.record(scope, "made the account of", person)
    return person


def edit_profile(scope: Scope, person: Person, *, name: str, time_zone: str) -> Person:
    """Changes what a person is called and the time zone in which times are shown to them."""
    person.name, person.time_zone = name, time_zone
    audit.record(scope, "changed the account of", person)
    return person


def ask_for_new_address(scope: Scope, person: Person, email: str) -> Person:
    """Sends a link to a new mail address, and word of it to the present one. Nothing changes until the link is used.

    Where the new address has an account already nothing is sent to it, and the answer is the same.
    """
    email = email.strip().lower()
    if email == person.email.lower():
        raise DomainError("This is your address already.", "email")
    audit.record(scope, "asked for another mail address for", person)
    if queries.person_by_email(System("change of address"), email) is None:
        address = link("accounts.confirm_address", token=NEW_ADDRESS.seal([person.id, person.email, email]))
        text = f"Open this link to use this address for NIC from now on:\n{address}\n\nIt works once, for 24 hours.\n"
        queue_mail(email, "Confirm your new mail address for NIC", text)
    text = (
        f"Somebody who is signed in to your account asked to use {email} from now on.\n\n"
        "If it was not you, sign in and change your password: every other device is then signed out.\n"
    )
    queue_mail(person.email, "Your mail address for NIC is about to change", text)
    return person


def use_new_address(scope: Scope, person: Person, token: str) -> Person:
    """Moves an account to the address that the link was sent to. Raises DomainError where the link is not good.

    What was sent to the old address before opens nothing any more, and every device is signed out.
    """
    sealed = NEW_ADDRESS.open(token)
    if sealed is None or sealed[0] != person.id or sealed[1] != person.email:
        raise DomainError("This link was used already, is too old, or belongs to another account.")
    person.email, person.fs_uniquifier = sealed[2], uuid.uuid4().hex
    audit.record(scope, "changed the mail address of", person)
    devices.end_all_sign_ins(scope, person)
    devices.take_back_links(scope, person)
    return person


def note_new_password(scope: Scope, person: Person) -> Person:
    """Writes to the audit that a password was changed; links that were sent before open nothing any more."""
    audit.record(scope, "changed the password of", person)
    devices.take_back_links(scope, person)
    return person
