"""People: sign-in, invitations, memberships; makes the identity of a request."""

from flask import Flask
from flask_wtf.csrf import CSRFError

from nic.kernel.errors import SignInNeeded
from nic.kernel.house import House, SubjectKind, current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.accounts.carrying import answer_foreign_form, answer_nobody
    from nic.accounts.doors import hang_doors
    from nic.accounts.identity import load_identity
    from nic.accounts.policy import register_policy
    from nic.accounts.queries import names_of_people
    from nic.accounts.reactions import tell_lead, welcome_hub
    from nic.accounts.routes import blueprint
    from nic.accounts.security import init_security
    from nic.organizations.events import NetworkMade, TeamJoinedNetwork

    house = current_house(app)
    house.names_of_people = names_of_people
    register_policy(house.permissions)
    _register_subjects(house)
    house.add_constraint("uq_person_email", "email", "Another account has this mail address.")
    for column in ("organization_id", "team_id", "network_id"):
        house.add_constraint(f"uq_membership_now_{column}", "role", "This person holds this role already.")
    house.subscribe(NetworkMade, welcome_hub)
    house.subscribe(TeamJoinedNetwork, tell_lead)
    app.before_request(load_identity)
    init_security(app)
    hang_doors(app)
    app.register_error_handler(SignInNeeded, answer_nobody)
    app.register_error_handler(CSRFError, answer_foreign_form)
    app.register_blueprint(blueprint)


def _register_subjects(house: House) -> None:
    from flask import url_for

    from nic.accounts import models, queries
    from nic.accounts.policy import AccountPermission as Can

    def own_account(_thing: object) -> str:
        return url_for("accounts.account")

    kinds = (
        ("person", "account", models.Person, queries.load_person, Can.VIEW_OWN_THINGS, lambda row: row.name),
        (
            "sign_in",
            "device",
            models.SignIn,
            queries.load_device,
            Can.VIEW_OWN_THINGS,
            lambda row: row.device,
        ),
        (
            "sign_in_link",
            "sign-in link",
            models.SignInLink,
            queries.load_sign_in_link,
            Can.VIEW_OWN_THINGS,
            lambda _row: "Link to sign in",
        ),
    )
    for key, name, model, load, view, title in kinds:
        house.add_subject(SubjectKind(key, name, model, load, view, title, own_account))
    _register_places(house)


def _register_places(house: House) -> None:
    from nic.accounts import models, queries
    from nic.accounts.policy import AccountPermission as Can
    from nic.accounts.routes.people import people_address

    house.add_subject(
        SubjectKind(
            "membership",
            "membership",
            models.Membership,
            queries.load_membership_ever,
            Can.VIEW_PEOPLE,
            title=lambda row: f"{row.person.name}, {row.role.label} of {row.where.name}",
            address=lambda row: people_address(row.where),
        )
    )
    house.add_subject(
        SubjectKind(
            "invitation",
            "invitation",
            models.Invitation,
            queries.load_invitation,
            Can.MANAGE_PEOPLE,
            title=lambda row: f"Invitation to {row.where.name}",
            address=lambda row: people_address(row.where),
        )
    )
