"""The group of commands: imports them late, as all that is slow, and turns known errors into exit codes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from flask import Flask
from flask.cli import ScriptInfo

if TYPE_CHECKING:
    from sqlalchemy.exc import OperationalError, ProgrammingError

FAILED = 1
REFUSED = 2
PACKAGE = Path(__file__).resolve().parent.parent


class Failure(click.ClickException):
    """A sentence on standard error and an exit code."""

    def __init__(self, message: str, exit_code: int = FAILED) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]


class NotUpToDate(Failure):
    """The database has another schema than this version of NIC needs."""

    def __init__(self) -> None:
        super().__init__("The database is not up to date. Run 'nic db upgrade' first.", REFUSED)


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: its name, where it is found ("module:name") and one line of help."""

    name: str
    where: str
    summary: str

    @property
    def is_there(self) -> bool:
        """Whether the module exists; asked without importing it."""
        path = PACKAGE.parent.joinpath(*self.where.partition(":")[0].split("."))
        return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()

    def command(self) -> click.Command:
        """Imports the command."""
        module, _, name = self.where.partition(":")
        found: click.Command = getattr(import_module(module), name)
        return found


class NicGroup(click.Group):
    """A group that knows its commands by name and imports only the one that is run."""

    def __init__(self, *arguments: Any, entries: Sequence[Entry] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.entries = {entry.name: entry for entry in entries if entry.is_there}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in order."""
        return sorted(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; None for an unknown name."""
        entry = self.entries.get(cmd_name)
        return entry.command() if entry else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the list of commands from their one-line summaries, importing none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.entries[name].summary) for name in sorted(self.entries)])

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command. Known errors become a sentence on standard error and an exit code."""
        from sqlalchemy.exc import OperationalError, ProgrammingError

        from nic.kernel.errors import DomainError
        from nic.settings import SettingsError

        try:
            return super().invoke(ctx)
        except SettingsError as error:
            raise Failure(str(error), REFUSED) from error
        except DomainError as error:
            raise Failure(error.message) from error
        except (OperationalError, ProgrammingError) as error:
            raise _database_failure(ctx, error) from error


def _database_failure(ctx: click.Context, error: OperationalError | ProgrammingError) -> Failure:
    """A database that was not upgraded is named as such; anything else is told in the database's own words."""
    from sqlalchemy.exc import OperationalError, ProgrammingError

    from nic.kernel.schema import is_up_to_date

    with suppress(OperationalError, ProgrammingError), ctx.ensure_object(ScriptInfo).load_app().app_context():
        if not is_up_to_date():
            return NotUpToDate()
    return Failure(f"The database refused: {str(error.orig).strip().splitlines()[0]}")


def make_script_info() -> ScriptInfo:
    """Flask's object for commands; the app is made when a command first asks for it."""

    def make() -> Flask:
        from nic import create_app

        app: Flask = create_app()
        return app

    return ScriptInfo(create_app=make, set_debug_flag=False, load_dotenv_defaults=False)
