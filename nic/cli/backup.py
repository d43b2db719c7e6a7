"""``nic backup`` and ``nic restore``: the database and the kept files in one archive."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from nic.cli.archive import Archive, Manifest
from nic.cli.dumps import dump_of
from nic.cli.group import REFUSED, Failure, NotUpToDate
from nic.kernel import clock
from nic.kernel.resources import files_folder
from nic.kernel.schema import current_revision, known_revisions, needed_revision


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Write the database and the kept files to FILE (.tar.gz), while the site goes on running.

    The archive holds personal data: only its owner may read it. It holds no settings: keep NIC_SECRET_KEY apart.
    Exit code 2 where FILE exists or the database was never upgraded.
    """
    if file.exists():
        raise Failure(f"{file} exists. Choose another name.", REFUSED)
    revision = current_revision()
    if revision is None:
        raise NotUpToDate
    dump = dump_of()
    manifest = Manifest(made_at=clock.now().isoformat(), database=dump.kind, revision=revision)
    count = Archive(file).write(manifest, dump.write, files_folder())
    click.echo(f"{file}: the database at {revision} and {count} {'file' if count == 1 else 'files'}.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Replace what the database and the folder of files hold now.")
@with_appcontext
def restore(file: Path, replace: bool) -> None:
    """Put the backup FILE back. Stop the server and the worker first.

    Exit code 2 where the database holds anything and --replace is not given, where the backup comes from a newer NIC
    or from another kind of database, or where FILE is not a backup.
    """
    archive = Archive(file)
    manifest = archive.manifest()
    dump = dump_of()
    if manifest.database != dump.kind:
        raise Failure(f"The backup is of {manifest.database}; NIC_DATABASE_URL names {dump.kind}.", REFUSED)
    if manifest.revision not in known_revisions():
        raise Failure(
            f"The backup comes from a newer NIC (schema {manifest.revision}). Install that first.", REFUSED
        )
    if not replace and (dump.holds_rows() or _has_files()):
        raise Failure("There are data already. Give --replace to put the backup in their place.", REFUSED)
    count = archive.read(dump.read, files_folder())
    click.echo(
        f"The database is back at {manifest.revision}, with {count} {'file' if count == 1 else 'files'}."
    )
    if manifest.revision != needed_revision():
        click.echo("It is older than this version of NIC. Run 'nic db upgrade' now.")


def _has_files() -> bool:
    folder = files_folder()
    return folder.is_dir() and any(folder.iterdir())
