"""Flask-Security's views with our limits before them, our landing behind them, and what was typed carried through."""

from collections.abc import Callable
from typing import Any

import structlog
from flask import Flask, Response, flash, g, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from nic.accounts.carrying import confirm_page, unsealed
from nic.accounts.landing import landing_address
from nic.accounts.policy import AccountPermission
from nic.accounts.queries import signed_in_lately
from nic.kernel.identity import SESSION_KEY
from nic.kernel.limits import spend
from nic.kernel.permissions import public, requires
from nic.kernel.scope import current_scope
from nic.kernel.transactions import reading

View = Callable[..., Any]
log = structlog.get_logger()
RESET_SENT = (
    "If an account has this address, a mail with a link is on its way. The link works once, for 2 hours."
)
REASON = "people come here before they are signed in"


def hang_doors(app: Flask) -> None:
    """Puts our views around Flask-Security's."""
    views = app.view_functions
    views["security.login"] = public(REASON)(_sign_in(views["security.login"]))
    views["security.logout"] = public("signing out twice is no error")(views["security.logout"])
    views["security.forgot_password"] = public(REASON)(_forgot(views["security.forgot_password"]))
    views["security.reset_password"] = public(REASON)(_reset(views["security.reset_password"]))
    views["security.change_password"] = requires(AccountPermission.MANAGE_OWN_ACCOUNT)(
        _change(views["security.change_password"])
    )


def _spend(name: str, account: str) -> None:
    """One try of an account from an address, one of the account from anywhere, one of the address for any account.

    The first is the narrow one, so that a stranger who guesses cannot lock the person out. The last is wide, since the
    people of a school often share an address.
    """
    address = request.remote_addr or ""
    if account:
        spend(f"{name}, account here", f"{account} {address}", capacity=8, refill_seconds=120)
        spend(f"{name}, account", account, capacity=60, refill_seconds=60)
    spend(f"{name}, address", address, capacity=200, refill_seconds=6)


def _sign_in(view: View) -> View:
    def sign_in() -> ResponseReturnValue:
        if request.method == "POST":
            _spend("sign-in", request.form.get("email", ""))
        answer: Response = make_response(view())
        signed_in = g.get("person")
        if request.method == "POST" and signed_in is None:
            log.warning("sign-in refused", request_id=g.get("request_id"))
        if not 300 <= answer.status_code < 400 or signed_in is None:
            return answer
        typed = unsealed(request.form.get("carried"))
        if typed is not None and typed.person_id == signed_in.id:
            return confirm_page(typed)
        if typed is not None:
            flash(
                "What was typed on this device before belongs to somebody else and was not saved.", "warning"
            )
        return answer if _is_elsewhere(answer) else redirect(landing_address())

    return sign_in


def _is_elsewhere(answer: Response) -> bool:
    """Whether a page was asked for, rather than the front door."""
    return answer.location not in (None, "", "/", request.host_url)


def _forgot(view: View) -> View:
    def forgot_password() -> ResponseReturnValue:
        if request.method == "POST":
            spend("reset, address", request.remote_addr or "", capacity=60, refill_seconds=30)
            if request.form.get("email"):
                spend("reset, account", request.form["email"], capacity=5, refill_seconds=300)
        answer: Response = make_response(view())
        if request.method != "POST" or answer.status_code != 200:
            return answer
        flash(RESET_SENT)
        return redirect(url_for("security.login"))

    return forgot_password


def _reset(view: View) -> View:
    def reset_password(token: str) -> ResponseReturnValue:
        if request.method == "POST":
            spend("new password", request.remote_addr or "", capacity=30, refill_seconds=30)
        return view(token)

    return reset_password


def is_recent() -> bool:
    """Whether this device was signed in within the last hour: asked where there is no password to ask for."""
    with reading():
        return signed_in_lately(current_scope(), session.get(SESSION_KEY, ""))


def _change(view: View) -> View:
    def change_password() -> ResponseReturnValue:
        if request.method == "POST":
            spend("change of password", str(g.person.id), capacity=8, refill_seconds=120)
        if g.person.password is None and not is_recent():
            flash("Sign in again with a link by mail; then you can choose a password.", "info")
            return redirect(url_for("accounts.ask_for_link"))
        return view()

    return change_password
