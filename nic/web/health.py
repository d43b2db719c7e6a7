"""Two addresses for whoever watches the servers: is the program alive, and can it serve pages?"""

from flask import Blueprint, Response
from sqlalchemy.exc import OperationalError

from nic.kernel.permissions import public
from nic.kernel.schema import is_up_to_date

blueprint = Blueprint("health", __name__)


def _plain(text: str, status: int = 200) -> Response:
    return Response(f"{text}\n", status, mimetype="text/plain")


@blueprint.get("/health")
@public("says only that the program answers")
def alive() -> Response:
    """200 as long as the program answers; asks no database."""
    return _plain("alive")


@blueprint.get("/ready")
@public("says only whether the database answers")
def ready() -> Response:
    """200 where the database answers and is up to date, 503 otherwise: send no readers here yet."""
    try:
        up_to_date = is_up_to_date()
    except OperationalError:
        return _plain("The database does not answer.", 503)
    return _plain("ready") if up_to_date else _plain("The database is not up to date.", 503)
