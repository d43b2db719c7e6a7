"""Pages on measures."""

from flask import Blueprint

blueprint = Blueprint("measures", __name__)
