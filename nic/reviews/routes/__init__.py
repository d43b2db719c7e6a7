"""The pages of field reviews."""

from flask import Blueprint

blueprint = Blueprint("reviews", __name__)


@blueprint.get("/reviews")
def reviews(): ...
