"""The test client: it lints every page and refuses what a request must never do or leave behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, has_request_context, request
from flask.testing import FlaskClient
from sqlalchemy import event, inspect
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from nic.kernel import audit
from nic.kernel.database import db
from nic.kernel.intent import SAFE_METHODS, Intent, current_intent
from nic.kernel.security_headers import CONTENT_SECURITY_POLICY
from tests.lint import complaints, report

REDIRECTS = (301, 302, 303, 307, 308)


class LintingClient(FlaskClient):
    """Lints every page and checks its headers; ``lint=False`` leaves that out where a test is about a broken page."""

    def open(self, *arguments: Any, **options: Any) -> TestResponse:
        """Sends a request."""
        lint = options.pop("lint", True)
        response = super().open(*arguments, **options)
        is_page = response.mimetype == "text/html" and response.status_code not in REDIRECTS
        if lint and is_page and response.data:
            address = f"{response.request.method} {response.request.path} ({response.status_code})"
            found = complaints(response.get_data(as_text=True))
            assert not found, report(address, found)
            assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
            assert response.headers["Cache-Control"] == "no-store"
        return response


def watch_requests(app: Flask) -> None:
    """Makes the app under test fail a request that writes in a GET or leaves unsaved changes."""

    @app.teardown_request
    def nothing_is_left(_error: BaseException | None) -> None:
        session = db.session()
        left = [*session.new, *session.dirty, *session.deleted]
        assert not left, f"{request.method} {request.path} left unsaved: {left}"

    _watch_the_audit(app)

    @event.listens_for(Engine, "before_cursor_execute")
    def no_write_in_a_get(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if (
            not has_request_context()
            or request.method not in SAFE_METHODS
            or current_intent() is Intent.WRITE
        ):
            return
        verb = statement.lstrip().split(None, 1)[0].upper()
        assert verb not in ("INSERT", "UPDATE", "DELETE"), (
            f"{request.method} {request.path} wrote: {statement}"
        )


def _watch_the_audit(app: Flask) -> None:
    """A query between a change and its record would send the change early: nobody would know what was before."""
    recording: list[bool] = []
    flush = audit.flush

    def flush_for_the_record() -> None:
        recording.append(True)
        try:
            flush()
        finally:
            recording.pop()

    audit.flush = flush_for_the_record
    kinds = tuple(kind.model for kind in app.extensions["house"].subjects.values())

    @event.listens_for(Session, "before_flush")
    def no_change_leaves_without_its_record(session: Session, *_: Any) -> None:
        if recording or not has_request_context():
            return
        for row in session.dirty:
            if isinstance(row, kinds) and session.is_modified(row):
                state = inspect(row)
                names = [each.key for each in state.mapper.column_attrs if each.key not in audit._UNTOLD]
                changed = [name for name in names if state.attrs[name].history.has_changes()]
                assert not changed, f"{row} lost what was before in {changed}: ask before you change"


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    """The statements that the block sends to the database."""
    sent: list[str] = []

    def remember(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", remember)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", remember)
