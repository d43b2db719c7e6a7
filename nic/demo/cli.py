"""``nic demo``: fills an empty database with the demo story and prints its accounts."""

import os
import secrets
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_security import hash_password

from nic.demo.build import build
from nic.demo.ground import MAIL_DOMAIN
from nic.demo.places import PEOPLE
from nic.demo.queries import has_people
from nic.demo.stage import DEMO
from nic.kernel.transactions import reading

PASSWORD_SETTING = "NIC_DEMO_PASSWORD"  # noqa: S105  the name of a setting
PASSWORD_FILE = "demo-password"  # noqa: S105  the name of a file
GIVEN = "the one that was given when the demo was filled"


class PeopleExist(click.ClickException):
    """The database is in use."""

    exit_code = 3


@click.command()
@click.option(
    "--accounts", "only_accounts", is_flag=True, help="Print the accounts again and change nothing."
)
@with_appcontext
def demo(only_accounts: bool) -> None:
    """Fill an empty database with the demo story, and print the accounts to sign in with.

    The password is NIC_DEMO_PASSWORD; without it one is made up. It is kept in the file demo-password of the data
    directory, readable by its owner only. Ends with exit code 3 where people exist already.
    """
    if only_accounts:
        click.echo(accounts_table(_kept_password()))
        return
    with reading():
        if has_people(DEMO):
            raise PeopleExist("There are people in this database already; the demo story needs an empty one.")
    password = os.environ.get(PASSWORD_SETTING) or _kept_password() or secrets.token_urlsafe(12)
    build(hash_password(password))
    _keep(password)
    click.echo(accounts_table(password))


def accounts_table(password: str | None) -> str:
    """The accounts of the story: the mail address, the name and who it is, and their one password."""
    rows = [(f"{plan.account}@{MAIL_DOMAIN}", plan.name, plan.told) for plan in PEOPLE]
    first, second = (max(len(row[column]) for row in rows) for column in (0, 1))
    lines = [f"  {account:<{first}}  {name:<{second}}  {told}" for account, name, told in rows]
    return "\n".join(["Sign in as one of these:", "", *lines, "", f"Password: {password or GIVEN}"])


def _kept_password() -> str | None:
    """The password of an earlier run; None where there is none."""
    kept = _password_file()
    return kept.read_text().strip() if kept.is_file() else None


def _keep(password: str) -> None:
    """Writes the password to a file that only its owner may read."""
    _password_file().unlink(missing_ok=True)
    with open(os.open(_password_file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{password}\n")


def _password_file() -> Path:
    folder: Path = current_app.config["NIC_SETTINGS"].data_dir
    return folder / PASSWORD_FILE
