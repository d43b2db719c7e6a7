"""The commands of this room: ``nic import-observations`` and ``nic totals``."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from nic.kernel.house import current_house
from nic.kernel.scope import System
from nic.kernel.transactions import reading, unit_of_work
from nic.measures import totals as kept
from nic.measures.import_file import (
    NEEDED,
    TOGETHER,
    BadRow,
    ReadValues,
    UnreadableFile,
    digest,
    read_schools,
    read_values,
)
from nic.measures.import_observations import ImportPlan, Loaded, load
from nic.measures.models import Direction, MeasureKind
from nic.measures.queries.values import all_definition_ids

MOST_LINES_TOLD = 100
READABLE = click.Path(exists=True, dir_okay=False, path_type=Path)


class ColumnMap(click.ParamType[dict[str, str]]):
    """``school=school_id,date=date,value=attendance_pct``, as a dict."""

    name = "map"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, str]:
        """Reads the text; the parts are school, date, value and, where there is one, n."""
        if isinstance(value, dict):
            return value
        pairs = [part.partition("=") for part in str(value).split(",")]
        columns = {name.strip(): column.strip() for name, _, column in pairs}
        missing = [name for name in NEEDED if not columns.get(name)]
        unknown = sorted(columns.keys() - {*NEEDED, "n"})
        if missing or unknown:
            self.fail(
                f"names {', '.join(missing or unknown)} wrongly; write school=...,date=...,value=...",
                param,
                ctx,
            )
        return columns


@click.command("import-observations")
@click.argument("file", type=READABLE)
@click.option("--agency", required=True, help="The agency; made where there is none of the name.")
@click.option("--network", required=True, help="The network that all its teams belong to.")
@click.option("--measure", required=True, help="The network's measure.")
@click.option(
    "--map",
    "columns",
    type=ColumnMap(),
    required=True,
    help="school=COLUMN,date=COLUMN,value=COLUMN[,n=COLUMN]",
)
@click.option(
    "--schools", type=READABLE, required=True, help="A CSV list: the school's key, school_name, district."
)
@click.option(
    "--weekly", type=click.Choice(sorted(TOGETHER)), help="How the days of a week become one value."
)
@click.option(
    "--kind", type=click.Choice([kind.value for kind in MeasureKind]), default="proportion", show_default=True
)
@click.option("--unit", default="%", show_default=True, help="The unit of the values.")
@click.option(
    "--better", type=click.Choice([way.value for way in Direction]), default="higher", show_default=True
)
@click.option(
    "--team", default="Whole school", show_default=True, help="The name of the one team of each school."
)
@click.option("--time-zone", default="America/New_York", show_default=True, help="Of an agency that is made.")
@click.option(
    "--large-groups",
    is_flag=True,
    help="You say that no value comes from 10 or fewer people; else those without n stay hidden.",
)
@click.option("--skip-bad", is_flag=True, help="Load the good rows of a file that has bad ones.")
@click.option(
    "--staff", multiple=True, metavar="EMAIL", help="Makes this person staff of the agency; may be repeated."
)
@with_appcontext
def import_observations(
    file: Path, schools: Path, columns: dict[str, str], weekly: str | None, skip_bad: bool, **options: Any
) -> None:
    """Import FILE, a CSV file of values by school and date, into a network with one team per school.

    The file is loaded whole or not at all, and may be imported again: what is there stays as it is.
    Exit code 1 where it has bad rows (each is named by its line) and --skip-bad was not given.
    """
    plan = _plan(weekly, options)
    try:
        read = _read(file, schools, columns, plan, weekly)
    except UnreadableFile as error:
        raise click.ClickException(str(error)) from error
    _tell_bad_rows(read.bad)
    if read.bad and not skip_bad:
        raise click.ClickException(f"{_rows(len(read.bad))} cannot be loaded. Nothing was loaded.")
    with unit_of_work():
        found = load(System("import"), plan, read, file, digest(file))
    _tell(read, found)


def _plan(weekly: str | None, options: dict[str, Any]) -> ImportPlan:
    return ImportPlan(
        agency=options["agency"],
        network=options["network"],
        measure=options["measure"],
        weekly=weekly is not None,
        kind=MeasureKind(options["kind"]),
        unit=options["unit"],
        direction=Direction(options["better"]),
        team=options["team"],
        time_zone=options["time_zone"],
        unknown_n_counts_as_large=options["large_groups"],
        staff=options["staff"],
    )


def _read(
    file: Path, schools: Path, columns: dict[str, str], plan: ImportPlan, weekly: str | None
) -> ReadValues:
    listed = read_schools(schools, columns["school"])
    with click.progressbar(length=file.stat().st_size, label=f"Reading {file.name}", file=sys.stderr) as bar:
        read = read_values(
            file,
            columns,
            listed,
            percent=plan.kind is MeasureKind.PROPORTION,
            weekly=weekly,
            report=lambda so_far: bar.update(so_far - bar.pos),
        )
        bar.update(bar.length - bar.pos if bar.length else 0)
    return read


def _tell_bad_rows(bad: Sequence[BadRow]) -> None:
    for line, why in bad[:MOST_LINES_TOLD]:
        click.echo(f"Line {line}: {why}.", err=True)
    if len(bad) > MOST_LINES_TOLD:
        click.echo(f"Also lines {_ranges([row.line for row in bad[MOST_LINES_TOLD:]])}.", err=True)


def _ranges(lines: Sequence[int]) -> str:
    """Line numbers in order, neighbors joined: "7-9, 12"."""
    spans: list[list[int]] = []
    for line in lines:
        if spans and line == spans[-1][1] + 1:
            spans[-1][1] = line
        else:
            spans.append([line, line])
    return ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in spans)


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _tell(read: ReadValues, found: Loaded) -> None:
    made = found.made
    click.echo(f"Read {_rows(read.rows)}: {read.values:,} values of {len(read.by_school):,} schools.")
    click.echo(
        f"New: {made['districts']:,} districts, {made['schools']:,} schools, {made['teams']:,} teams, "
        f"{made['values']:,} values."
    )
    if found.known:
        click.echo(f"There already: {found.known:,} values.")
    if found.different:
        click.echo(f"There with another figure, and left as they are: {found.different:,} values.")
    if read.bad:
        click.echo(f"Left out: {_rows(len(read.bad))}, named above.")
    click.echo(f"The network is at /networks/{found.network_id}.")


@click.group("totals")
def totals() -> None:
    """Check or rebuild what is kept beside the values: states of run charts and pooled weeks."""


@totals.command()
@with_appcontext
def check() -> None:
    """Compare every kept total with its values. Exit code 1 where one differs."""
    with reading():
        found = [
            difference
            for definition_id in all_definition_ids()
            for difference in kept.differences(definition_id)
        ]
    for difference in found:
        click.echo(f"{difference.what}: kept {difference.kept}, right {difference.right}", err=True)
    if found:
        raise click.ClickException(f"{len(found):,} totals differ. Run 'nic totals rebuild'.")
    click.echo("Every total agrees with its values.")


@totals.command()
@with_appcontext
def rebuild() -> None:
    """Compute every total anew, one measure at a time; then those of other rooms."""
    with reading():
        definition_ids = all_definition_ids()
    for definition_id in definition_ids:
        with unit_of_work():
            kept.rebuild(definition_id)
    for count_anew in current_house().provided(kept.COUNTED_ANEW):
        count_anew()
    click.echo(f"Rebuilt the totals of {len(definition_ids):,} measures.")
