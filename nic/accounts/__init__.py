"""People: sign-in, invitations, memberships; makes the identity of a request."""

from flask import Flask

from nic.kernel.house import current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.accounts.identity import load_identity
    from nic.accounts.queries import names_of_people

    current_house(app).names_of_people = names_of_people
    app.before_request(load_identity)
