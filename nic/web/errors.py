"""Every error answered in one place, with a page that helps."""

from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from nic.kernel.errors import (
    DomainError,
    NotFoundInScope,
    NotPermitted,
    SignInNeeded,
    StaleVersion,
    TooManyAttempts,
)
from nic.kernel.security_headers import add_security_headers

log = structlog.get_logger()
HELPFUL = frozenset({400, 403, 404, 405, 413, 429, 500})
NEVER_CARRIED = frozenset({"csrf_token", "version", "password", "new_password", "new_password_confirm"})


def init_errors(app: Flask) -> None:
    """Registers the handlers."""
    app.register_error_handler(NotFoundInScope, lambda error: _answer(404))
    app.register_error_handler(NotPermitted, lambda error: _answer(403))
    app.register_error_handler(SignInNeeded, sign_in_first)
    app.register_error_handler(DomainError, lambda error: _answer(400, message=error.message))
    app.register_error_handler(TooManyAttempts, _too_many)
    app.register_error_handler(StaleVersion, _conflict)
    app.register_error_handler(StaleDataError, lambda error: _busy())
    app.register_error_handler(OperationalError, _database_busy)
    app.register_error_handler(CSRFError, page_too_old)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(500, lambda error: _answer(500))


def _answer(status: int, **context: Any) -> Response:
    template = status if status in HELPFUL else 400
    context.setdefault("message", None)
    html = render_template(f"errors/{template}.html", request_id=g.get("request_id", "-"), **context)
    return make_response(html, status)


def _http(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, SecurityError):
        return make_response(
            "This address is not served here.\n", 400, {"Content-Type": "text/plain; charset=utf-8"}
        )
    if error.code is None or error.code < 400:
        return error.get_response()
    return _answer(error.code)


def page_too_old(_error: CSRFError) -> ResponseReturnValue:
    """A form that was not sent from a page of this session."""
    message = (
        "This page was open for too long. Open it again; what you typed is still on the page you came from."
    )
    return _answer(400, message=message)


def sign_in_first(_error: SignInNeeded) -> ResponseReturnValue:
    """Leads to the sign-in page, which leads back to the page that was asked for."""
    following = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("security.login", next=following))


def _too_many(error: TooManyAttempts) -> ResponseReturnValue:
    response = _answer(429, minutes=max(1, round(error.retry_after_seconds / 60)))
    response.headers["Retry-After"] = str(error.retry_after_seconds)
    return response


def carried_fields() -> list[tuple[str, str]]:
    """What was sent, so that nothing typed is lost: every field but secrets and the version."""
    return [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER_CARRIED]


def _conflict(error: StaleVersion) -> ResponseReturnValue:
    """Shows both texts of each field that differs, and lets the person choose or merge."""
    sent = dict(carried_fields())
    differing = [
        {
            "name": name,
            "label": error.fields[name].label
            if name in error.fields
            else name.replace("_", " ").capitalize(),
            "choices": error.fields[name].choices if name in error.fields else (),
            "theirs": _text(value),
            "yours": sent[name],
            "untouched": sent[name].strip().replace("\r\n", "\n") in error.earlier.get(name, ()),
        }
        for name, value in error.current.items()
        if name in sent and _text(value) != sent[name].strip().replace("\r\n", "\n")
    ]
    shown = {item["name"] for item in differing}
    carried = [(name, value) for name, value in carried_fields() if name not in shown]
    return _once_more(differing=differing, carried=carried, version=error.version, busy=False)


def _busy() -> Response:
    """Sent again it still names the version that the page was opened with: what came between is not overwritten."""
    return _once_more(differing=[], carried=carried_fields(), version=request.form.get("version"), busy=True)


def _once_more(**context: Any) -> Response:
    """The page that sends the form again, to the whole address that it was sent to."""
    rule = request.url_rule
    opens = rule is not None and "GET" in (rule.methods or ())
    back = request.full_path.rstrip("?") if opens else urlsplit(request.referrer or "").path or "/"
    html = render_template("errors/409.html", address=request.full_path.rstrip("?"), back=back, **context)
    return make_response(html, 409)


def _database_busy(error: OperationalError) -> ResponseReturnValue:
    """A lock or a serialization failure can be sent again; any other failure of the database is an error."""
    code = getattr(error.orig, "sqlstate", None)
    if code in {"40001", "40P01", "55P03"} or "locked" in str(error.orig):
        return _busy()
    log.error("database failed", error=type(error.orig).__name__, request_id=g.get("request_id"))
    return add_security_headers(_answer(500))


def _text(value: Any) -> str:
    return "" if value is None else str(getattr(value, "value", value))
