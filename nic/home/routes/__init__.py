"""The routes of the pages that span rooms, a module a page."""

from flask import Blueprint

blueprint = Blueprint("home", __name__)

from nic.home.routes import front, network, school_year, team, this_week, transparency  # noqa: E402, F401  they add their routes
