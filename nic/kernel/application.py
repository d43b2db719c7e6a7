"""The Flask class of NIC: its dispatch commits once, inside error handling."""

from typing import Any

import structlog
from flask import Flask, Response, g, request
from flask.typing import ResponseReturnValue
from werkzeug.routing import IntegerConverter, Map

from nic.kernel.database import LARGEST_KEY, db
from nic.kernel.house import House
from nic.kernel.once import led_before
from nic.kernel.permissions import PermissionMap, deny_unmarked_endpoints, guard_of
from nic.kernel.transactions import finish_request

log = structlog.get_logger()


class KeyConverter(IntegerConverter):
    """A key in an address. A number that no key can be finds nothing, like any other key that is not there."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST_KEY)


class Application(Flask):
    """A Flask application with a house of rooms and one place where requests commit."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.url_map.converters["int"] = KeyConverter
        self.extensions["house"] = House(PermissionMap())

    def dispatch_request(self) -> Response:
        """Runs the view, makes its response and ends the transaction.

        A constraint that breaks at commit raises here, so that it is answered like any other error.
        """
        deny_unmarked_endpoints()
        response = self.make_response(super().dispatch_request())
        return finish_request(self._answer_before(response) or response)

    def _answer_before(self, response: Response) -> Response | None:
        """The answer that the same form of a signed-in person got before; what this request did is then undone."""
        is_open = str(guard_of(self, request.endpoint or "")).startswith("public")
        return None if is_open else led_before(response)

    def handle_user_exception(self, e: Exception) -> ResponseReturnValue | Response:
        """Rolls back before any error page is made, so that an error page can never write."""
        if request.endpoint != "static":
            db.session.rollback()
        return super().handle_user_exception(e)

    def log_exception(self, exc_info: Any) -> None:
        """One line with the trace, under the number that the error page tells; no parameters, no address."""
        log.error(
            "request failed", request_id=g.get("request_id"), endpoint=request.endpoint, exc_info=exc_info
        )
