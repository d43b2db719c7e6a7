"""``nic routes``: every address of the site with what guards it."""

import click
from flask import current_app
from flask.cli import with_appcontext

from nic.cli.group import Failure
from nic.kernel.permissions import guard_of


@click.command()
@with_appcontext
def routes() -> None:
    """List every address with its methods, endpoint and permission. Exit code 1 where an endpoint has no guard."""
    rows = [("ADDRESS", "METHODS", "ENDPOINT", "GUARD")]
    unguarded = []
    for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        guard = guard_of(current_app, rule.endpoint)
        if guard is None:
            unguarded.append(rule.endpoint)
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        rows.append((rule.rule, methods, rule.endpoint, guard or "NONE"))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        cells = [text.ljust(width) for text, width in zip(row, widths, strict=False)]
        click.echo("  ".join([*cells, row[3]]))
    if unguarded:
        raise Failure(f"Nothing guards {', '.join(sorted(set(unguarded)))}.")
