"""Who belongs to a team, a network or an organization: the pages, invitations, roles and farewells."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from nic.accounts import queries
from nic.accounts.addresses import site
from nic.accounts.forms import InviteForm, NoFieldsForm
from nic.accounts.models import Invitation, Membership
from nic.accounts.operations import invitations, memberships
from nic.accounts.policy import AccountPermission as Can
from nic.accounts.roles import HANDED_OVER_FOR, Where, can_be_handed_to, roles_in
from nic.accounts.routes import blueprint
from nic.kernel.errors import DomainError
from nic.kernel.identity import Role, current_identity
from nic.kernel.limits import spend
from nic.kernel.permissions import can, requires
from nic.kernel.scope import current_scope
from nic.organizations.models import Network, Team
from nic.organizations.policy import OrganizationPermission
from nic.organizations.queries import load_network, load_organization, load_team
from nic.web.pages import page


def address_of(where: Where) -> str:
    """The page of a place."""
    match where:
        case Team():
            return url_for("home.team", team_id=where.id)
        case Network():
            return url_for("home.network", network_id=where.id)
        case _:
            return url_for("organizations.organization", organization_id=where.id)


def people_address(where: Where) -> str:
    """The page of the people of a place."""
    match where:
        case Team():
            return url_for("accounts.people_of_team", team_id=where.id)
        case Network():
            return url_for("accounts.people_of_network", network_id=where.id)
        case _:
            return url_for("accounts.people_of_organization", organization_id=where.id)


def invite_address(where: Where) -> str:
    """The page on which somebody is invited to a place."""
    match where:
        case Team():
            return url_for("accounts.invite_to_team", team_id=where.id)
        case Network():
            return url_for("accounts.invite_to_network", network_id=where.id)
        case _:
            return url_for("accounts.invite_to_organization", organization_id=where.id)


def _people(where: Where) -> ResponseReturnValue:
    scope = current_scope()
    manages = can(Can.MANAGE_PEOPLE, where)
    members = queries.people_of(scope, where)
    return page(
        "accounts/people.html",
        where=where,
        where_address=address_of(where),
        members=members,
        mine=_own_lead(members),
        may_take=can_be_handed_to,
        manages=manages,
        roles=roles_in(where),
        invitations=queries.open_invitations(scope, where) if manages else [],
        invite_address=invite_address(where),
        actions=_actions(where) if manages else None,
    )


def _actions(where: Where) -> list[tuple[str, str]]:
    found = [("Invite somebody", invite_address(where))]
    if isinstance(where, Team) and can(OrganizationPermission.EDIT_TEAM, where):
        found.append(("Name of the team", url_for("organizations.edit_team", team_id=where.id)))
    return found


def _own_lead(members: Any) -> Membership | None:
    """The leading role of the reader among the members, where it can be handed over."""
    me = current_identity().person_id
    return next((m for m in members if m.person_id == me and m.role in HANDED_OVER_FOR), None)


def _invite(where: Where) -> ResponseReturnValue:
    form = InviteForm(roles_in(where))
    scope = current_scope()
    if form.validate_on_submit():
        by_code = request.form.get("way") == "code"
        if not by_code and not form.email.data:
            form.add_error("email", "Type the mail address, or make a code to print.")
        elif by_code:
            made = form.attempt(invitations.make_code, scope, where, form.chosen)
            if made:
                return page(
                    "accounts/printed_code.html", invitation=made[0], code=made[1], where=where, site=site()
                )
        elif form.attempt(invitations.invite_by_mail, scope, where, form.chosen, str(form.email.data)):
            flash(f"An invitation to {where.name} is on its way to {form.email.data}.")
            return redirect(people_address(where))
    return page("accounts/invite.html", form=form, where=where, people_address=people_address(where))


def _add_pages(name: str, prefix: str, load: Callable[..., Where]) -> None:
    """The two pages of a kind of place: its people, and inviting to it."""

    @requires(Can.VIEW_PEOPLE, load=load)
    def people(where: Where) -> ResponseReturnValue:
        return _people(where)

    @requires(Can.MANAGE_PEOPLE, load=load)
    def invite(where: Where) -> ResponseReturnValue:
        return _invite(where)

    blueprint.add_url_rule(f"{prefix}/people", f"people_of_{name}", people, methods=["GET"])
    blueprint.add_url_rule(
        f"{prefix}/people/invite", f"invite_to_{name}", _limited(invite), methods=["GET", "POST"]
    )


def _limited(view: Callable[..., Any]) -> Callable[..., Any]:
    """Counts a person's invitations before the first statement of the request."""

    def counted(**values: Any) -> Any:
        person_id = current_identity().person_id
        if request.method == "POST" and person_id is not None:
            spend("invitation", str(person_id), capacity=60, refill_seconds=120)
        return view(**values)

    counted.nic_permission = view.nic_permission  # type: ignore[attr-defined]
    return counted


_add_pages("team", "/teams/<int:team_id>", load_team)
_add_pages("network", "/networks/<int:network_id>", load_network)
_add_pages("organization", "/organizations/<int:organization_id>", load_organization)


def _told(where: Where, act: Callable[..., Any], *arguments: Any, done: str) -> ResponseReturnValue:
    """Carries out an act on a person's part and says what became of it on the page of the people."""
    form = NoFieldsForm()
    if form.attempt(act, current_scope(), *arguments):
        flash(done)
    for message in form.form_errors:
        flash(message, "error")
    return redirect(people_address(where) if can(Can.VIEW_PEOPLE, where) else url_for("accounts.account"))


@blueprint.post("/memberships/<int:membership_id>/change-role")
@requires(Can.MANAGE_PEOPLE, load=queries.load_membership)
def change_role(membership: Membership) -> ResponseReturnValue:
    """Gives somebody another role in the same place."""
    where, name = membership.where, membership.person.name
    chosen = request.form.get("role", "")
    if chosen not in roles_in(where):
        raise DomainError("Choose one of the roles.")
    role = Role(chosen)
    return _told(where, memberships.change_role, membership, role, done=f"{name} is now {role.label}.")


@blueprint.post("/memberships/<int:membership_id>/end")
@requires(Can.MANAGE_PEOPLE, load=queries.load_membership)
def end_membership(membership: Membership) -> ResponseReturnValue:
    """Ends somebody's part in a place."""
    done = f"{membership.person.name} no longer belongs to {membership.where.name}."
    return _told(membership.where, memberships.end_membership, membership, done=done)


@blueprint.post("/memberships/<int:membership_id>/hand-over")
@requires(Can.MANAGE_PEOPLE, load=queries.load_membership)
def hand_over(other: Membership) -> ResponseReturnValue:
    """Hands one's own leading role to somebody else of the place."""
    lead = _own_lead(queries.people_of(current_scope(), other.where))
    if lead is None:
        raise DomainError("You can hand over only a role that you hold yourself.")
    done = f"{other.person.name} is now {lead.role.label}."
    return _told(other.where, memberships.hand_over, lead, other, done=done)


@blueprint.post("/invitations/<int:invitation_id>/take-back")
@requires(Can.MANAGE_PEOPLE, load=queries.load_invitation)
def take_back(invitation: Invitation) -> ResponseReturnValue:
    """Makes an invitation useless."""
    return _told(invitation.where, invitations.revoke, invitation, done="The invitation is taken back.")
