"""The pages of accounts, a module a matter."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)

from nic.accounts.routes import account, joining, links, mail, people  # noqa: E402, F401  they add their routes
