"""People: sign-in, invitations, memberships; makes the identity of a request."""

from flask import Flask

from nic.kernel.house import current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.accounts.identity import load_identity
    from nic.accounts.queries import names_of_people
    from nic.accounts.security import init_security

    house = current_house(app)
    house.names_of_people = names_of_people
    app.before_request(load_identity)
    init_security(app)
    for endpoint in ("login", "logout", "forgot_password", "reset_password"):
        house.permissions.make_public(f"security.{endpoint}", "people come here before they are signed in")
