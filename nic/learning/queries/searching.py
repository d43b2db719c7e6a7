"""Search over shared cycles in full text, by what each database has: FTS5 or tsvector."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, column, func, literal_column, text
from sqlalchemy import types as sql_types

from nic.cycles.models import Cycle, Decision
from nic.cycles.queries import visible
from nic.cycles.queries.sight import cycles_with_team
from nic.kernel.database import db
from nic.kernel.scope import Scope, System
from nic.learning.models import CycleText
from nic.learning.words import asked_words
from nic.organizations.models import NetworkTeam, Team
from nic.web.pager import Page, paginate

SHOWN = 20
MOST_FOUND = 500


def search(
    scope: Scope,
    typed: str,
    *,
    network_id: int | None = None,
    decision: Decision | None = None,
    number: int = 1,
) -> Page[Cycle]:
    """The shared cycles that have all the words (or words that begin with them), best first; none for no words."""
    words = asked_words(typed)
    if not words:
        return Page([], 1, SHOWN, 0)
    statement = _found(words).where(shared_and_seen(scope))
    if network_id is not None:
        statement = statement.where(now_in(network_id))
    if decision is not None:
        statement = statement.where(Cycle.decision == decision)
    return paginate(statement, number, SHOWN)


def found_ids(scope: Scope, typed: str, network_id: int) -> set[int]:
    """The keys of the shared cycles of a network that have the words, the best ``MOST_FOUND`` of them."""
    words = asked_words(typed)
    if not words:
        return set()
    statement = _found(words).where(shared_and_seen(scope), now_in(network_id)).limit(MOST_FOUND)
    return {cycle.id for cycle in db.session.scalars(statement).unique()}


def shared_and_seen(scope: Scope) -> ColumnElement[bool]:
    """A filter on Cycle: shared, and with the person."""
    return Cycle.shared_at.is_not(None) & visible(scope)


def now_in(network_id: int) -> ColumnElement[bool]:
    """A filter on Cycle: those of the teams that are in a network now."""
    return Cycle.team.has(Team.network_links.any(NetworkTeam.network_id == network_id))


def _found(words: Collection[str]) -> Select[Any]:
    if db.engine.dialect.name == "postgresql":
        asked = func.to_tsquery("english", " & ".join(f"{word}:*" for word in words))
        vector = _weighted(CycleText.idea, "A").op("||")(_weighted(CycleText.words, "B"))
        return (
            cycles_with_team()
            .join(CycleText, CycleText.cycle_id == Cycle.id)
            .where(vector.op("@@")(asked))
            .order_by(func.ts_rank(vector, asked).desc(), Cycle.id.desc())
        )
    asked_fts = " ".join(f'"{word}"*' for word in words)
    found = (
        text("SELECT rowid AS cycle_id, rank AS far FROM cycle_text_fts WHERE cycle_text_fts MATCH :asked")
        .bindparams(asked=asked_fts)
        .columns(column("cycle_id", Integer), column("far", sql_types.Float))
        .subquery("found")
    )
    return cycles_with_team().join(found, found.c.cycle_id == Cycle.id).order_by(found.c.far, Cycle.id.desc())


def _weighted(words: Any, weight: str) -> Any:
    """As the index says it, to the letter: otherwise it would not be used."""
    return func.setweight(func.to_tsvector(literal_column("'english'"), words), literal_column(f"'{weight}'"))


def shared_cycle(scope: System, cycle_id: int) -> Cycle:
    """A cycle whose words are kept."""
    return db.session.get_one(Cycle, cycle_id)


def text_of(scope: Scope, cycle_id: int) -> CycleText | None:
    """What is kept of a cycle's words; only its room asks, which shows nothing of it."""
    return db.session.get(CycleText, cycle_id)


def index_anew(_scope: Scope) -> None:
    """Builds SQLite's index from what is kept: a word that was removed for good leaves no trace in it."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("INSERT INTO cycle_text_fts(cycle_text_fts) VALUES('rebuild')"))
