"""``nic people``: accounts from the command line."""

from datetime import timedelta

import click
from email_validator import EmailNotValidError, validate_email
from flask.cli import with_appcontext
from flask_security import hash_password

from nic.accounts import queries
from nic.accounts.addresses import link
from nic.accounts.operations import accounts, devices, memberships
from nic.accounts.passwords import complaint
from nic.kernel.scope import System
from nic.kernel.transactions import unit_of_work

SCOPE = System("nic people")
LINK_HOLDS = timedelta(days=3)
TIME_ZONE = "America/New_York"


@click.group()
def people() -> None:
    """Manage accounts."""


@people.command()
@click.option("--email", required=True, help="The mail address to sign in with.")
@click.option("--name", required=True, help="What the person is called.")
@click.option("--agency", required=True, help="The agency's name; it is made where there is none.")
@click.option("--time-zone", default=TIME_ZONE, show_default=True, help="The time zone of a new account.")
@click.option(
    "--ask-password", is_flag=True, help="Ask for a password instead of printing a link to sign in."
)
@with_appcontext
def add_admin(email: str, name: str, agency: str, time_zone: str, ask_password: bool) -> None:
    """Make an administrator of an agency: a new account, or one that is there.

    Without --ask-password a link is printed with which the person signs in once, within three days.
    """
    address = _checked(email)
    hashed = hash_password(_asked(address, name)) if ask_password else None
    with unit_of_work():
        person = queries.person_by_email(SCOPE, address)
        if person is None:
            person = accounts.make_person(
                SCOPE, email=address, name=name, password=hashed, time_zone=time_zone
            )
        elif hashed is not None:
            raise click.UsageError(
                f"{address} has an account already; its password is changed in the browser."
            )
        memberships.make_administrator(SCOPE, person, agency)
        secret = None if ask_password else devices.make_sign_in_link(SCOPE, person, LINK_HOLDS)
    click.echo(f"{person.name} is an administrator of {agency}.")
    if secret is not None:
        click.echo(f"Sign in once, within three days, at {link('accounts.use_link', token=secret)}")


def _checked(email: str) -> str:
    try:
        return validate_email(email, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise click.UsageError(f"{email} is not a mail address.") from error


def _asked(email: str, name: str) -> str:
    password = str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    found = complaint(password, (email, name))
    if found:
        raise click.UsageError(found)
    return password
