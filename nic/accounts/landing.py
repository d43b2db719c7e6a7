"""Where people arrive after signing in."""

from flask import url_for

from nic.kernel.identity import current_identity


def landing_address() -> str:
    """This week's page for those who work in a team; the first place of their role for everybody else."""
    return url_for("home.this_week") if current_identity().own_team_ids else url_for("home.index")
