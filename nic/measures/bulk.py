"""Rows of this room written many at a time. Who calls it has checked the scope and writes the audit."""

from collections.abc import Sequence

from sqlalchemy import insert

from nic.kernel import clock
from nic.kernel.database import db
from nic.measures.models import Series, SeriesSignal, SeriesState
from nic.measures.queries import loaders


def begin_series(definition_id: int, team_ids: Sequence[int]) -> None:
    """Starts the series of several teams, each with an empty state."""
    now = clock.now()
    db.session.execute(
        insert(Series),
        [{"definition_id": definition_id, "team_id": team_id, "created_at": now} for team_id in team_ids],
    )
    empty = {"n": 0, "signal": SeriesSignal.TOO_EARLY, "run_length": 0, "revision": 0}
    series_ids = loaders.series_without_state(definition_id)
    db.session.execute(insert(SeriesState), [{"series_id": series_id, **empty} for series_id in series_ids])
