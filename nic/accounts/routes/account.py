"""One's own account: name, address, devices, memberships."""

from flask import current_app, flash, g, redirect, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import login_user, verify_password

from nic.accounts import queries
from nic.accounts.doors import is_recent
from nic.accounts.forms import AddressForm, NoFieldsForm, ProfileForm
from nic.accounts.models import Membership, SignIn
from nic.accounts.operations import accounts, devices, memberships
from nic.accounts.policy import AccountPermission as Can
from nic.accounts.routes import blueprint
from nic.accounts.routes.people import address_of
from nic.accounts.tokens import hash_of
from nic.kernel.identity import SESSION_KEY
from nic.kernel.limits import spend
from nic.kernel.permissions import can, requires
from nic.kernel.scope import current_scope
from nic.kernel.transactions import check_version
from nic.web.pages import page


@blueprint.get("/account")
@requires(Can.MANAGE_OWN_ACCOUNT)
def account() -> ResponseReturnValue:
    """What the system knows of the person, and where they are signed in."""
    scope = current_scope()
    return page(
        "accounts/account.html",
        person=g.person,
        memberships=queries.own_memberships(scope),
        devices=queries.devices_of(scope, g.person.id),
        this_device=hash_of(session[SESSION_KEY]),
        address_of=address_of,
        reads_mail=current_app.config["NIC_SETTINGS"].demo and can(Can.READ_MAIL, queries.load_outbox(scope)),
    )


@blueprint.route("/account/profile", methods=["GET", "POST"])
@requires(Can.MANAGE_OWN_ACCOUNT)
def edit_profile() -> ResponseReturnValue:
    """Name and time zone."""
    form = ProfileForm(obj=g.person)
    if form.validate_on_submit():
        values = {"name": form.name.data, "time_zone": form.time_zone.data}
        check_version(g.person, form.version.data, {name: getattr(g.person, name) for name in values})
        if form.attempt(accounts.edit_profile, current_scope(), g.person, **values):
            flash("Your account is changed.")
            return redirect(url_for("accounts.account"))
    return page("accounts/profile_form.html", form=form)


@blueprint.route("/account/mail-address", methods=["GET", "POST"])
@requires(Can.MANAGE_OWN_ACCOUNT)
def change_address() -> ResponseReturnValue:
    """Asks for another mail address, after showing that it is oneself."""
    form = AddressForm()
    sent = form.validate_on_submit() and _is_oneself(form)
    if sent and form.attempt(accounts.ask_for_new_address, current_scope(), g.person, str(form.email.data)):
        flash("A mail with a link is on its way to the new address. Until you use it, nothing changes.")
        return redirect(url_for("accounts.account"))
    return page("accounts/address_form.html", form=form, person=g.person)


def _is_oneself(form: AddressForm) -> bool:
    """Asks for the password; of those who have none, that they signed in lately."""
    spend("proof of oneself", str(g.person.id), capacity=8, refill_seconds=120)
    if g.person.password is None:
        good = is_recent()
        if not good:
            form.add_error(None, "Sign out and in again first, so that it is certain that it is you.")
        return good
    good = verify_password(form.password.data or "", g.person.password)
    if not good:
        form.add_error("password", "This is not your password.")
    return bool(good)


@blueprint.route("/account/mail-address/<token>", methods=["GET", "POST"])
@requires(Can.MANAGE_OWN_ACCOUNT)
def confirm_address(token: str) -> ResponseReturnValue:
    """The link that was sent to the new address: one button."""
    form = NoFieldsForm()
    if form.validate_on_submit() and form.attempt(accounts.use_new_address, current_scope(), g.person, token):
        login_user(g.person, authn_via=["email"])
        flash("Your mail address is changed. Your other devices are signed out.")
        return redirect(url_for("accounts.account"))
    return page("accounts/confirm_address.html", form=form, token=token)


@blueprint.post("/account/devices/<int:sign_in_id>/sign-out")
@requires(Can.VIEW_OWN_THINGS, load=queries.load_device)
def sign_out_device(device: SignIn) -> ResponseReturnValue:
    """Signs out one device."""
    if device.ended_at is None:
        devices.end_sign_in(current_scope(), device)
    flash(f"{device.device} is signed out.")
    return redirect(url_for("accounts.account"))


@blueprint.post("/memberships/<int:membership_id>/leave")
@requires(Can.LEAVE, load=queries.load_membership)
def leave(membership: Membership) -> ResponseReturnValue:
    """Ends one's own part in a place."""
    form = NoFieldsForm()
    if form.attempt(memberships.end_membership, current_scope(), membership):
        flash(f"You have left {membership.where.name}.")
    for message in form.form_errors:
        flash(message, "error")
    return redirect(url_for("accounts.account"))
