"""Flask-Security on Flask-Login, made to keep our rules: one commit, rows for devices, mail through the outbox."""

from datetime import timedelta
from typing import Any

import structlog
from flask import Flask, g, make_response, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import user_logged_out
from flask_security import MailUtil, Security, SQLAlchemyUserDatastore
from flask_security.signals import password_changed, password_reset, user_authenticated
from flask_security.utils import set_request_attr

from nic.accounts.addresses import absolute
from nic.accounts.forms import ResetRequestForm, SignInForm
from nic.accounts.identity import identity_of
from nic.accounts.models import Person
from nic.accounts.operations import accounts, devices
from nic.accounts.passwords import LEAST, GuardedHashing, PasswordRules
from nic.accounts.tokens import page_mark
from nic.kernel.database import db
from nic.kernel.identity import SESSION_KEY
from nic.kernel.outbox import queue_mail
from nic.kernel.scope import System
from nic.kernel.transactions import reading

log = structlog.get_logger()
CSRF_KEY = "csrf_token"
SIGNING_IN = System("sign-in")


class Datastore(SQLAlchemyUserDatastore):
    """Reads in short transactions of their own and leaves the commit to the dispatch wrapper."""

    def commit(self) -> None:
        """Sends what waits to the database; the request commits once, at its end."""
        db.session.flush()

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> Person | None:
        """Looks a person up and lets go of the database, so that hashing holds no lock."""
        if db.session.info.get("has_written") or db.session.new or db.session.dirty:
            return super().find_user(case_insensitive, **kwargs)
        with reading():
            return super().find_user(case_insensitive, **kwargs)


class OutboxMail(MailUtil):
    """Puts Flask-Security's mail in the outbox."""

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: Any,
        sender: Any,
        body: str | None,
        html: str | None,
        **kwargs: Any,
    ) -> None:
        """Queues the mail in the present transaction."""
        queue_mail(str(recipient), str(subject), body or "")


def init_security(app: Flask) -> Security:
    """Puts Flask-Security on the app: sign-in, sign-out, reset and change of password."""
    app.config.update(_config(app))
    security = Security(
        app,
        Datastore(db, Person, None),
        mail_util_cls=OutboxMail,
        password_util_cls=PasswordRules,
        login_form=SignInForm,
        forgot_password_form=ResetRequestForm,
        render_template=_render,
    )
    security.pwd_context = GuardedHashing(security.pwd_context)
    security.want_json(lambda _request: False)
    manager = app.login_manager  # type: ignore[attr-defined]
    manager.session_protection = None
    manager.user_loader(_signed_in_person)
    manager.request_loader(lambda _request: None)
    user_authenticated.connect(_begin, app)
    user_logged_out.connect(_end, app)
    password_changed.connect(_end_others, app)
    password_reset.connect(_end_all, app)
    return security


def _config(app: Flask) -> dict[str, Any]:
    options = {"argon2__time_cost": 1, "argon2__memory_cost": 64} if app.config["TESTING"] else {}
    settings = {
        "LOGIN_URL": "/sign-in",
        "LOGOUT_URL": "/sign-out",
        "LOGOUT_METHODS": ["POST"],
        "RECOVERABLE": True,
        "RESET_URL": "/reset-password",
        "RESET_PASSWORD_WITHIN": timedelta(hours=2),
        "CHANGEABLE": True,
        "CHANGE_URL": "/account/password",
        "POST_LOGIN_VIEW": "/",
        "POST_LOGOUT_VIEW": "security.login",
        "POST_RESET_VIEW": "security.login",
        "POST_CHANGE_VIEW": "accounts.account",
        "LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
        "FORGOT_PASSWORD_TEMPLATE": "accounts/forgot_password.html",
        "RESET_PASSWORD_TEMPLATE": "accounts/reset_password.html",
        "CHANGE_PASSWORD_TEMPLATE": "accounts/change_password.html",
        "PASSWORD_HASH": "argon2",
        "PASSWORD_SCHEMES": ["argon2"],
        "DEPRECATED_PASSWORD_SCHEMES": [],
        "PASSWORD_SINGLE_HASH": ["argon2"],
        "PASSWORD_HASH_PASSLIB_OPTIONS": options,
        "PASSWORD_LENGTH_MIN": LEAST,
        "RETURN_GENERIC_RESPONSES": True,
        "API_ENABLED_METHODS": ["session"],
        "FRESHNESS": timedelta(minutes=-1),
        "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "test_environment": app.config["TESTING"]},
        "EMAIL_HTML": False,
        "STATIC_FOLDER": None,
        "CACHE_CONTROL": None,
        "CLI_USERS_NAME": None,
        "CLI_ROLES_NAME": None,
        "EMAIL_SUBJECT_PASSWORD_RESET": "Choose a new password for NIC",
        "EMAIL_SUBJECT_PASSWORD_NOTICE": "Your password for NIC was changed",
        "EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": "Your password for NIC was changed",
        **_messages(),
    }
    return {f"SECURITY_{name}": value for name, value in settings.items()}


def _messages() -> dict[str, tuple[str, str]]:
    words = {
        "GENERIC_AUTHN_FAILED": ("This mail address and password do not belong together.", "error"),
        "LOGIN": ("You are signed in.", "success"),
        "PASSWORD_RESET_EXPIRED": ("This link is too old. Ask for a new one.", "error"),
        "INVALID_RESET_PASSWORD_TOKEN": (
            "This link was used already or is not complete. Ask for a new one.",
            "error",
        ),
        "PASSWORD_RESET_NO_LOGIN": ("Your new password is saved. Sign in with it.", "success"),
        "PASSWORD_CHANGE": ("Your new password is saved. Your other devices are signed out.", "success"),
        "PASSWORD_IS_THE_SAME": ("This is your present password. Choose another one.", "error"),
        "PASSWORD_INVALID_LENGTH": ("A password has at least %(length)s characters.", "error"),
        "INVALID_PASSWORD": ("This is not your password.", "error"),
        "RETYPE_PASSWORD_MISMATCH": ("The two passwords differ.", "error"),
        "PASSWORD_NOT_PROVIDED": ("Type your password.", "error"),
        "EMAIL_NOT_PROVIDED": ("Type your mail address.", "error"),
        "INVALID_EMAIL_ADDRESS": ("This is not a mail address.", "error"),
    }
    return {f"MSG_{name}": message for name, message in words.items()}


def _render(template: str, **context: Any) -> ResponseReturnValue:
    """Flask-Security's pages in our look, and its mail."""
    if template.endswith(".txt"):
        return render_template(template, absolute=absolute, **context)
    form = next((value for name, value in context.items() if name.endswith("_form")), None)
    failed = request.method == "POST" and form is not None and bool(form.errors)
    return make_response(render_template(template, form=form, **context), 422 if failed else 200)


def _signed_in_person(user_id: str) -> Person | None:
    """Flask-Login's question, answered from the device's row that this request has already read."""
    person: Person | None = g.get("person")
    if person is None or person.fs_uniquifier != user_id:
        return None
    set_request_attr("fs_authn_via", "session")
    return person


def _begin(_app: Flask, user: Person, **_rest: Any) -> None:
    """A fresh row and a fresh CSRF token for every sign-in."""
    _end_this_device()
    session.permanent = True
    session[SESSION_KEY] = devices.begin_sign_in(SIGNING_IN, user, request.user_agent.string)
    session[CSRF_KEY] = page_mark(user.id)
    g.pop(CSRF_KEY, None)
    g.person, g.nic_identity = user, identity_of(user)
    log.info("signed in", person_id=user.id)


def _end(_app: Flask, **_rest: Any) -> None:
    _end_this_device()
    session.clear()
    g.pop("nic_identity", None)
    g.pop("person", None)


def _end_this_device() -> None:
    secret = session.pop(SESSION_KEY, None)
    if secret:
        devices.end_sign_in_by_secret(SIGNING_IN, secret)


def _end_others(_app: Flask, user: Person, **_rest: Any) -> None:
    accounts.note_new_password(SIGNING_IN, user)
    devices.end_all_sign_ins(SIGNING_IN, user, but=session.get(SESSION_KEY))


def _end_all(_app: Flask, user: Person, **_rest: Any) -> None:
    accounts.note_new_password(SIGNING_IN, user)
    devices.end_all_sign_ins(SIGNING_IN, user)
