"""Pages of entry: the grid, a file of values, a link for one value."""

from flask import Blueprint

blueprint = Blueprint("entry", __name__)

from nic.measures.entry.routes import exports, files, grid, links  # noqa: E402, F401
