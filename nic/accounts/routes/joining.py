"""Joining with an invitation: by the link in a mail, or by a code from paper."""

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import hash_password, login_user

from nic.accounts import queries
from nic.accounts.forms import CodeForm, JoinForm, LinkForm, NoFieldsForm
from nic.accounts.models import Invitation
from nic.accounts.operations import invitations
from nic.accounts.routes import blueprint
from nic.accounts.routes.people import address_of
from nic.kernel.identity import current_identity
from nic.kernel.limits import spend
from nic.kernel.permissions import public
from nic.kernel.scope import System, Token, current_scope
from nic.kernel.transactions import reading
from nic.web.pages import page

JOINING = System("joining")


@blueprint.route("/join", methods=["GET", "POST"])
@public("invited people come here before they have an account")
def join_with_code() -> ResponseReturnValue:
    """Asks for the code from paper."""
    form = CodeForm()
    if form.validate_on_submit():
        spend("code", request.remote_addr or "", capacity=30, refill_seconds=60)
        code = str(form.code.data).replace(" ", "").upper()
        if queries.usable_invitation(JOINING, code) is not None:
            return redirect(url_for("accounts.join", token=code))
        form.add_error("code", "No open invitation has this code. Look whether each sign is right.")
    return page("accounts/join_with_code.html", form=form)


@blueprint.route("/join/<token>", methods=["GET", "POST"])
@public("the invitation itself shows who may use it")
def join(token: str) -> ResponseReturnValue:
    """What one is invited to, and the step that fits: join, sign in first, make an account, or have a link sent."""
    if request.method == "POST":
        spend("joining", request.remote_addr or "", capacity=60, refill_seconds=30)
    with reading():
        invitation = queries.usable_invitation(JOINING, token)
        known = _has_account(invitation)
    if invitation is None:
        flash("This invitation was used already, is too old or was taken back. Ask for a new one.", "error")
        return redirect(url_for("accounts.join_with_code"))
    if not current_identity().is_anonymous:
        return _join_signed_in(invitation, token)
    if invitation.email is None:
        return _send_link(invitation, token)
    if known:
        return page("accounts/join_after_sign_in.html", invitation=invitation, token=token)
    return _join_as_new(invitation, token)


def _has_account(invitation: Invitation | None) -> bool:
    email = invitation.email if invitation is not None else None
    return email is not None and queries.person_by_email(JOINING, email) is not None


def _join_signed_in(invitation: Invitation, token: str) -> ResponseReturnValue:
    form = NoFieldsForm()
    if form.validate_on_submit() and form.attempt(invitations.join, current_scope(), invitation, g.person):
        flash(f"You are {invitation.role.label} of {invitation.where.name} now.")
        return redirect(address_of(invitation.where))
    return page(
        "accounts/join_signed_in.html", form=form, invitation=invitation, token=token, person=g.person
    )


def _send_link(code: Invitation, token: str) -> ResponseReturnValue:
    """A code from paper says nothing about who holds it: the link goes to the address they give."""
    form = LinkForm()
    if form.validate_on_submit():
        spend("links for a code", str(code.id), capacity=5, refill_seconds=600)
        invitations.send_link_for_code(Token("invitation", code.id), code, str(form.email.data))
        return page("accounts/join_link_sent.html", email=form.email.data, invitation=code)
    return page("accounts/join_send_link.html", form=form, invitation=code, token=token)


def _join_as_new(invitation: Invitation, token: str) -> ResponseReturnValue:
    form = JoinForm(time_zone=_zone_of(invitation))
    if form.validate_on_submit():
        hashed = hash_password(form.password.data) if form.password.data else None
        person = form.attempt(
            invitations.join_as_new,
            Token("invitation", invitation.id),
            invitation,
            name=form.name.data,
            password=hashed,
            time_zone=form.time_zone.data,
        )
        if person is not None:
            login_user(person, authn_via=["email"])
            flash(f"Welcome. You are {invitation.role.label} of {invitation.where.name}.")
            return redirect(address_of(invitation.where))
    return page("accounts/join_as_new.html", form=form, invitation=invitation, token=token)


def _zone_of(invitation: Invitation) -> str:
    """The time zone of the place, as a first guess."""
    where = invitation.team.school if invitation.team is not None else invitation.organization
    return where.time_zone if where is not None else "America/New_York"
