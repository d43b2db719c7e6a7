"""Signing in with a link sent by mail: once, within 20 minutes. Opening it changes nothing; its button does."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import login_user

from nic.accounts import queries
from nic.accounts.addresses import link
from nic.accounts.forms import LinkForm, NoFieldsForm
from nic.accounts.landing import landing_address
from nic.accounts.operations import devices
from nic.accounts.routes import blueprint
from nic.accounts.tokens import hash_of
from nic.kernel.limits import spend
from nic.kernel.outbox import queue_mail
from nic.kernel.permissions import public
from nic.kernel.scope import System
from nic.web.pages import page

SIGNING_IN = System("sign-in by mail")


@blueprint.route("/sign-in/link", methods=["GET", "POST"])
@public("people come here before they are signed in")
def ask_for_link() -> ResponseReturnValue:
    """Asks for the address; says the same whether it is known or not."""
    form = LinkForm()
    if form.validate_on_submit():
        email = str(form.email.data)
        spend("sign-in link, address", request.remote_addr or "", capacity=60, refill_seconds=30)
        spend("sign-in link, account", email, capacity=5, refill_seconds=300)
        _send_link(email)
        return redirect(url_for("accounts.link_sent"))
    return page("accounts/ask_for_link.html", form=form)


def _send_link(email: str) -> None:
    person = queries.person_by_email(SIGNING_IN, email)
    if person is None or not person.active:
        return
    address = link("accounts.use_link", token=devices.make_sign_in_link(SIGNING_IN, person))
    text = (
        f"Open this link to sign in:\n{address}\n\n"
        "It works once, for 20 minutes. If you did not ask for it, do nothing.\n"
    )
    queue_mail(person.email, "Sign in to NIC", text)


@blueprint.get("/sign-in/link-sent")
@public("people come here before they are signed in")
def link_sent() -> ResponseReturnValue:
    """What happens next."""
    return page("accounts/link_sent.html")


@blueprint.route("/sign-in/link/<token>", methods=["GET", "POST"])
@public("the link itself shows who may use it")
def use_link(token: str) -> ResponseReturnValue:
    """One button. A mail program that opens links ahead of people uses nothing up."""
    form = NoFieldsForm()
    if form.validate_on_submit():
        person = form.attempt(devices.use_sign_in_link, SIGNING_IN, token)
        if person is None:
            flash("This link was used already or is too old. Ask for a new one.", "error")
            return redirect(url_for("accounts.ask_for_link"))
        login_user(person, authn_via=["email"])
        return redirect(landing_address())
    if queries.usable_sign_in_link(SIGNING_IN, hash_of(token)) is None:
        flash("This link was used already or is too old. Ask for a new one.", "error")
        return redirect(url_for("accounts.ask_for_link"))
    return page("accounts/use_link.html", token=token)
