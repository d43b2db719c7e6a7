"""Pages on organizations, calendars, teams and networks, a module a matter."""

from flask import Blueprint

blueprint = Blueprint("organizations", __name__)

from nic.organizations.routes import calendars, networks, organizations, teams  # noqa: E402, F401  they add their routes
