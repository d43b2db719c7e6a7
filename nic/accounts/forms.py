"""Forms of accounts."""

from typing import Any

from flask_security import hash_password
from flask_security.forms import ForgotPasswordForm, LoginForm
from wtforms import EmailField, HiddenField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Length, Optional, ValidationError

from nic.accounts.passwords import complaint
from nic.kernel.identity import Role
from nic.organizations.forms import NoFieldsForm, time_zones
from nic.web.forms import EditForm, Form

__all__ = ["NoFieldsForm"]
MOST_PASSWORD = 1024
"""A longer one is not even looked at; the rules for new passwords are stricter."""


ADDRESS = (
    InputRequired("Type your mail address."),
    Length(max=200, message="This address is too long."),
    Email("This is not a mail address. Write one such as ana@school.example."),
)


class SignInForm(LoginForm):
    """Mail address and password. Every device stays signed in for 30 days, so nothing asks whether it should."""

    remember = None
    carried = HiddenField()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.password.description = ""

    def validate(self, **options: Any) -> bool:
        """Refuses what no password can be before it is hashed."""
        if len(self.password.data or "") > MOST_PASSWORD:
            self.password.data = ""
        return bool(super().validate(**options))


class ResetRequestForm(ForgotPasswordForm):
    """Asks for a link; the answer takes as long for a known address as for an unknown one."""

    def validate(self, **options: Any) -> bool:
        """Flask-Security hashes something for an unknown address; so a known one is given the same wait."""
        known = bool(super().validate(**options))
        if known:
            hash_password("not-a-password")
        return known


class LinkForm(Form):
    """Asks for a link to sign in with."""

    email = EmailField("Mail address", ADDRESS)


class ProfileForm(EditForm):
    """How a person is called and which clock they read."""

    name = StringField("Your name", [InputRequired("Write your name."), Length(max=200)])
    time_zone = SelectField(
        "Time zone", choices=time_zones, description="Times are shown as the clocks there show them."
    )


class AddressForm(Form):
    """A new mail address, with the password to show that it is oneself."""

    email = EmailField("New mail address", ADDRESS)
    password = PasswordField("Your password")


class JoinForm(Form):
    """A new account: a name, and a password if one is wanted."""

    name = StringField("Your name", [InputRequired("Write your name."), Length(max=200)])
    time_zone = SelectField("Time zone", choices=time_zones)
    password = PasswordField(
        "Password",
        [Optional()],
        description="At least 12 characters. Without one you sign in with a link that is sent to you by mail.",
    )

    def validate_password(self, field: PasswordField) -> None:
        """The same rules as everywhere."""
        found = complaint(field.data or "", (self.name.data or "",))
        if field.data and found:
            raise ValidationError(found)


class CodeForm(Form):
    """A code from paper."""

    code = StringField("Code", [InputRequired("Type the code from your invitation."), Length(max=40)])


class InviteForm(Form):
    """Whom to invite, and to which role."""

    role = SelectField("Role")
    email = EmailField("Mail address", [Optional(), *ADDRESS[1:]])

    def __init__(self, roles: tuple[Role, ...], **options: Any) -> None:
        super().__init__(**options)
        self.role.choices = [SelectChoice(role.value, role.label.capitalize()) for role in roles]

    @property
    def chosen(self) -> Role:
        """The chosen role."""
        return Role(self.role.data)
