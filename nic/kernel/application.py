"""The Flask class of NIC: its dispatch commits once, inside error handling."""

from typing import Any

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue

from nic.kernel.database import db
from nic.kernel.house import House
from nic.kernel.permissions import PermissionMap, deny_unmarked_endpoints
from nic.kernel.transactions import finish_request


class Application(Flask):
    """A Flask application with a house of rooms and one place where requests commit."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.extensions["house"] = House(PermissionMap())

    def dispatch_request(self) -> Response:
        """Runs the view, makes its response and ends the transaction.

        A constraint that breaks at commit raises here, so that it is answered like any other error.
        """
        deny_unmarked_endpoints()
        return finish_request(self.make_response(super().dispatch_request()))

    def handle_user_exception(self, e: Exception) -> ResponseReturnValue | Response:
        """Rolls back before any error page is made, so that an error page can never write."""
        if request.endpoint != "static":
            db.session.rollback()
        return super().handle_user_exception(e)
