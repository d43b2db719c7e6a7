"""One commit, in one place. Views and operations flush; the dispatch wrapper commits after the view has returned."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from flask import Response, has_app_context, has_request_context, request
from sqlalchemy import Executable, Index, event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.schema import ColumnCollectionConstraint

from nic.kernel.database import db
from nic.kernel.errors import DomainError, SlowWorkInTransaction, StaleVersion, WriteInSafeRequest
from nic.kernel.house import current_house
from nic.kernel.intent import SAFE_METHODS, Intent, current_intent, declare


def finish_request(response: Response) -> Response:
    """Commits an unsafe request that ended well (2xx, 3xx) and rolls back every other."""
    if request.method not in SAFE_METHODS and response.status_code < 400:
        _commit()
    else:
        db.session.rollback()
    return response


def _commit() -> None:
    try:
        db.session.commit()
    except IntegrityError as error:
        db.session.rollback()
        raise as_domain_error(error) from error


@contextmanager
def unit_of_work() -> Iterator[None]:
    """One transaction for a command, an import or a job: commits at the end, rolls back on any error."""
    with declare(Intent.WRITE):
        db.session.rollback()
        try:
            yield
            db.session.commit()
        finally:
            # After a commit there is nothing left to roll back.
            db.session.rollback()


@contextmanager
def reading() -> Iterator[None]:
    """A short read of its own, ended before the block is left, so that what follows holds no lock.

    Raises RuntimeError where something is already waiting to be written.
    """
    _refuse_to_split("reading()")
    with declare(Intent.READ):
        yield
        db.session.commit()


def pause() -> None:
    """Ends a transaction that has only read, before slow work. What was loaded stays usable.

    Raises RuntimeError where something is already waiting to be written.
    """
    _refuse_to_split("pause()")
    db.session.commit()


def _refuse_to_split(what: str) -> None:
    if db.session.new or db.session.dirty or db.session.deleted or db.session.info.get("has_written"):
        raise RuntimeError(f"{what} would split a write into two transactions")


def refuse_slow_work(what: str) -> None:
    """Called by hashing, parsing and drawing: raises where a write transaction is open."""
    if (
        has_app_context()
        and db.session().info.get("intent") is Intent.WRITE
        and db.session().in_transaction()
    ):
        raise SlowWorkInTransaction(f"{what} inside a write transaction")


def flush() -> None:
    """Sends pending rows to the database; a broken constraint becomes the sentence registered for it."""
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError as error:
        raise as_domain_error(error) from error


def send(statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
    """Sends a statement that writes plain rows beside the session's own."""
    db.session.connection().execute(statement, rows)
    db.session.info["has_written"] = True


def as_domain_error(error: IntegrityError) -> DomainError:
    """The domain's words for a broken constraint; the error itself where nobody registered any."""
    text = _constraint_text(error)
    for name, (field, message) in current_house().constraint_messages.items():
        if name in text or _columns_of(name) in text:
            return DomainError(message, field)
    raise error


def _constraint_text(error: IntegrityError) -> str:
    diagnostics = getattr(error.orig, "diag", None)
    named = getattr(diagnostics, "constraint_name", None)
    return str(named or error.orig)


def _columns_of(name: str) -> str:
    """SQLite names the columns, not the constraint: "team.school_id, team.name"."""
    for table in db.metadata.tables.values():
        items: list[ColumnCollectionConstraint | Index] = [
            *(c for c in table.constraints if isinstance(c, ColumnCollectionConstraint)),
            *table.indexes,
        ]
        for item in items:
            if item.name == name:
                return ", ".join(f"{table.name}.{column.name}" for column in item.columns)
    return name


def check_version(row: Any, submitted: int | None, current: Mapping[str, Any]) -> None:
    """Refuses a stale form before anything is changed.

    ``submitted`` is the version that the form was opened with; ``current`` gives the stored values by field name.
    """
    if submitted is not None and submitted != row.version:
        raise StaleVersion(current, row.version)


def touch(row: Any) -> None:
    """Raises the version of a row whose parts, which are rows of their own, have changed. The row has been saved."""
    flag_modified(row, "created_at")


@event.listens_for(Session, "after_begin")
def _remember_intent(session: Session, _transaction: object, _connection: object) -> None:
    session.info["intent"] = current_intent()


@event.listens_for(Session, "after_flush")
def _remember_write(session: Session, _context: object) -> None:
    session.info["has_written"] = True


@event.listens_for(Session, "after_transaction_end")
def _forget_write(session: Session, transaction: Any) -> None:
    if transaction.parent is None:
        session.info.pop("has_written", None)


@event.listens_for(Session, "before_flush")
def _refuse_write_in_safe_request(session: Session, _context: object, _instances: object) -> None:
    if not (session.new or session.dirty or session.deleted):
        return
    if has_request_context() and request.method in SAFE_METHODS and current_intent() is Intent.READ:
        raise WriteInSafeRequest(f"{request.method} {request.path} tried to write")
