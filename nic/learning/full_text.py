"""How each database indexes the words of shared cycles for a search in full text. Migration 0009 says the same."""

from sqlalchemy import DDL, Table, event

FULL_TEXT = {
    "sqlite": (
        (
            "CREATE VIRTUAL TABLE cycle_text_fts USING fts5(idea, words, content='cycle_text',"
            " content_rowid='cycle_id', tokenize='porter unicode61 remove_diacritics 2')"
        ),
        "INSERT INTO cycle_text_fts(cycle_text_fts, rank) VALUES('rank', 'bm25(4.0, 1.0)')",
        (
            "CREATE TRIGGER cycle_text_fts_added AFTER INSERT ON cycle_text BEGIN"
            " INSERT INTO cycle_text_fts(rowid, idea, words) VALUES (new.cycle_id, new.idea, new.words); END"
        ),
        (
            "CREATE TRIGGER cycle_text_fts_removed AFTER DELETE ON cycle_text BEGIN"
            " INSERT INTO cycle_text_fts(cycle_text_fts, rowid, idea, words)"
            " VALUES ('delete', old.cycle_id, old.idea, old.words); END"
        ),
        (
            "CREATE TRIGGER cycle_text_fts_changed AFTER UPDATE ON cycle_text BEGIN"
            " INSERT INTO cycle_text_fts(cycle_text_fts, rowid, idea, words)"
            " VALUES ('delete', old.cycle_id, old.idea, old.words);"
            " INSERT INTO cycle_text_fts(rowid, idea, words) VALUES (new.cycle_id, new.idea, new.words); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE INDEX ix_cycle_text_fts ON cycle_text USING gin"
            " ((setweight(to_tsvector('english', idea), 'A') || setweight(to_tsvector('english', words), 'B')))"
        ),
    ),
}


def index_with(table: Table) -> None:
    """Makes and drops the index together with its table."""
    for dialect, statements in FULL_TEXT.items():
        for statement in statements:
            event.listen(table, "after_create", _said(statement, dialect))
    event.listen(table, "before_drop", _said("DROP TABLE IF EXISTS cycle_text_fts", "sqlite"))


def _said(statement: str, dialect: str) -> DDL:
    made: DDL = DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
    return made
