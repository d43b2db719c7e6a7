"""Nothing typed is lost with a session: it is carried through sign-in, for the same person alone.

Every form of a signed-in person carries a CSRF token that is made of their key and signed (``tokens.page_mark``). So a
form that arrives after the session was lost tells whose it was. It is then not saved but sealed into the sign-in page;
after sign-in by that same person it is shown, to be saved with one more tap. A form from another site has none.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Response, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from nic.accounts.identity import load_identity
from nic.accounts.models import Person
from nic.accounts.tokens import Sealed, person_of_mark
from nic.kernel.errors import SignInNeeded
from nic.kernel.house import current_house
from nic.kernel.intent import SAFE_METHODS
from nic.kernel.permissions import guard_of
from nic.web.errors import page_too_old, sign_in_first

SEAL = Sealed("typed-before", 24 * 3600)
WORDS_SLOT = "typed_words"
"""Rooms whose fields have no name of their own offer ``words(address, fields) -> [(name, value)] or None`` here."""

NOT_SHOWN = frozenset({"version", "client_uuid"})


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody sent: whose page it was typed on, where it goes, and its fields in order."""

    person_id: int
    address: str
    fields: list[tuple[str, str]]
    files: bool = False

    def sealed(self) -> str:
        """As one signed text for a hidden field."""
        return SEAL.seal([self.person_id, self.address, self.fields, self.files])

    def shown(self) -> list[tuple[str, str]]:
        """The fields that a person wrote, with their names in words."""
        return [
            (name.rpartition("-")[2].replace("_", " ").capitalize(), value)
            for name, value in self.fields
            if value.strip() and name.rpartition("-")[2] not in NOT_SHOWN and not _is_a_key(value)
        ]


def _is_a_key(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def unsealed(text: str | None) -> Typed | None:
    """What a hidden field carries; None where it carries nothing of ours."""
    found = SEAL.open(text) if text else None
    if found is None:
        return None
    person_id, address, fields, files = found
    return Typed(person_id, address, [(name, value) for name, value in fields], files)


def _typed() -> Typed | None:
    """What this request sent, where it came from a page of a signed-in person; secrets are left out."""
    owner = person_of_mark(request.form.get("csrf_token", ""))
    guard = guard_of(current_app, request.endpoint) if request.endpoint else None
    if request.method in SAFE_METHODS or owner is None or guard is None or guard.startswith("public"):
        return None
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    if any("password" in name for name, _ in fields):
        return None
    return Typed(owner, request.full_path.rstrip("?"), fields, files=any(request.files.values()))


def answer_nobody(error: SignInNeeded) -> ResponseReturnValue:
    """Nobody is signed in: leads to sign-in, and carries what was typed."""
    typed = _typed()
    return sign_in_first(error) if typed is None else _sign_in_page(typed)


def answer_foreign_form(error: CSRFError) -> ResponseReturnValue:
    """A form that does not belong to this session: perhaps one from before it, by the same person."""
    typed = _typed()
    if typed is None:
        return page_too_old(error)
    load_identity()
    person: Person | None = g.get("person")
    if person is None:
        return _sign_in_page(typed)
    return confirm_page(typed, 409) if person.id == typed.person_id else page_too_old(error)


def _sign_in_page(typed: Typed) -> Response:
    from nic.accounts.forms import SignInForm

    form = SignInForm(formdata=None)
    form.carried.data = typed.sealed()
    html = render_template(
        "accounts/signed_out.html", form=form, typed=typed, old_token=request.form["csrf_token"]
    )
    return make_response(html, 401)


def confirm_page(typed: Typed, status: int = 200) -> Response:
    """Shows what was typed, with a button that sends it where it was going."""
    offered = (words(typed.address, typed.fields) for words in current_house().provided(WORDS_SLOT))
    shown = next((words for words in offered if words is not None), None)
    context: dict[str, Any] = {"typed": typed, "shown": typed.shown() if shown is None else shown}
    return make_response(render_template("accounts/typed_before.html", **context), status)
