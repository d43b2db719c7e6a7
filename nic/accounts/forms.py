"""Forms of accounts."""

from flask_security.forms import LoginForm


class SignInForm(LoginForm):
    """Mail address and password. Every device stays signed in for 30 days, so nothing asks whether it should."""

    remember = None
