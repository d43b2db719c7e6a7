"""The audit: who changed what, when, with the values before and after. Append-only, save for ``redact``."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from typing import Any

from flask import g, has_request_context
from sqlalchemy import Index, event, insert, inspect, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from nic.kernel.database import Base, Created, Identified, LongText, ShortText, db
from nic.kernel.house import current_house
from nic.kernel.outbox import OutgoingMail
from nic.kernel.permissions import place_of
from nic.kernel.scope import Scope, actor_of
from nic.kernel.transactions import flush, send

REDACTED = "[removed]"
REDACTIONS = "redactions"
"""The slot for rooms that keep a text elsewhere as well: ``provider(scope, subject, text_name)`` blanks it there."""
SHORTEST_REPEATED = 5
"""So many signs a text has at least that is looked for elsewhere: "yes" stands in many."""
_UNTOLD = frozenset(
    {
        "id",
        "version",
        "created_at",
        "agency_id",
        "path",
        "password",
        "fs_uniquifier",
        "secret_hash",
        "stored",
        "client_uuid",
    }
)


class AuditEntry(Identified, Created, Base):
    """One act on one thing. ``before`` and ``after`` hold the changed columns only."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "subject_kind", "subject_id", "id"),)

    actor_id: Mapped[int | None]
    actor_label: Mapped[str | None] = mapped_column(ShortText)
    verb: Mapped[str] = mapped_column(ShortText)
    subject_kind: Mapped[str] = mapped_column(ShortText)
    subject_id: Mapped[int]
    agency_id: Mapped[int | None]
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    reason: Mapped[str | None] = mapped_column(LongText)
    request_id: Mapped[str | None] = mapped_column(ShortText)


def record(
    scope: Scope,
    verb: str,
    subject: Any,
    *,
    reason: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Saves a changed or new row and writes what changed, in one step.

    ``verb`` is in the past tense and completes "Ana Ruiz ... this problem". ``details`` adds facts that are not columns
    of the row (counts of a bulk operation, a file's hash). Raises DomainError where the database refuses the row.
    """
    record_all(scope, [(verb, subject)], reason=reason, details=details)


def record_all(
    scope: Scope,
    changes: Sequence[tuple[str, Any]],
    *,
    reason: str | None = None,
    details: Mapping[str, Any] | None = None,
    hidden: Collection[str] = (),
) -> None:
    """As ``record``, for several (verb, row) at once: as many entries, but one flush and one insert.

    The values of the ``hidden`` columns are not told.
    """
    db.session.add_all(subject for _, subject in changes)
    differences = [_difference(subject) for _, subject in changes]
    flush()
    actor_id, actor_label = actor_of(scope)
    more = {key: _plain(value) for key, value in (details or {}).items()}
    request_id = g.get("request_id") if has_request_context() else None
    entries = [
        {
            "actor_id": actor_id,
            "actor_label": actor_label,
            "verb": verb,
            "subject_kind": current_house().subject_of(subject).key,
            "subject_id": subject.id,
            "agency_id": place_of(subject).agency_id,
            "before": _without(before, hidden),
            "after": _without(after, hidden) | more,
            "reason": reason,
            "request_id": request_id,
        }
        for (verb, subject), (before, after) in zip(changes, differences, strict=True)
    ]
    if entries:
        send(_INSERT, entries)


# Entries are written as plain rows: nobody reads them back in the request that wrote them.
_INSERT = insert(AuditEntry)


def _difference(subject: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The changed columns of a row, before and after; a new row has only an after."""
    state = inspect(subject)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for attribute in state.mapper.column_attrs:
        if attribute.key in _UNTOLD:
            continue
        history = state.attrs[attribute.key].history
        if not history.has_changes() or (history.added in ([None], [""]) and not any(history.deleted or ())):
            continue
        if state.persistent:
            before[attribute.key] = _plain(history.deleted[0] if history.deleted else None)
        after[attribute.key] = _plain(history.added[0] if history.added else None)
    return before, after


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def entries_for(
    kind: str, subject_id: int, limit: int = 100, parts: Iterable[tuple[str, int]] = ()
) -> Sequence[AuditEntry]:
    """The newest entries on one thing and on its ``parts``, each a kind and a key.

    The caller has already loaded the thing inside its scope.
    """
    by_kind: dict[str, set[int]] = {kind: {subject_id}}
    for of_part, key in parts:
        by_kind.setdefault(of_part, set()).add(key)
    about = [
        (AuditEntry.subject_kind == name) & AuditEntry.subject_id.in_(sorted(keys))
        for name, keys in by_kind.items()
    ]
    statement = select(AuditEntry).where(or_(*about)).order_by(AuditEntry.id.desc()).limit(limit)
    return db.session.scalars(statement).all()


def words_kept(things: Iterable[Any]) -> dict[tuple[str, int, str], set[str]]:
    """Every wording that stands or stood in the texts of some things: by kind, key and name of the text.

    The caller has already loaded the things inside its scope. What was removed for good before is not among them.
    """
    house = current_house()
    found: dict[tuple[str, int, str], set[str]] = {}
    keys: dict[str, set[int]] = {}
    for thing in things:
        kind = house.subject_of(thing)
        keys.setdefault(kind.key, set()).add(thing.id)
        for name in kind.texts:
            _keep(found, (kind.key, thing.id, name), getattr(thing, name))
    about = [
        (AuditEntry.subject_kind == kind) & AuditEntry.subject_id.in_(sorted(ids))
        for kind, ids in keys.items()
    ]
    for entry in db.session.scalars(select(AuditEntry).where(or_(*about))) if about else ():
        for name, value in [*entry.before.items(), *entry.after.items()]:
            if name in house.subjects[entry.subject_kind].texts:
                _keep(found, (entry.subject_kind, entry.subject_id, name), value)
    return found


def _keep(found: dict[tuple[str, int, str], set[str]], key: tuple[str, int, str], value: Any) -> None:
    if value and value != REDACTED:
        found.setdefault(key, set()).add(str(value))


def redact(scope: Scope, subject: Any, text_name: str, reason: str) -> None:
    """Blanks one text of a thing everywhere it stands: the row, every audit entry and mail about it, every mail that
    repeats it, and what the rooms keep of it (their providers for "redactions").

    The fact that it was done stays, with the reason. Raises ValueError for a text that its kind does not offer.
    """
    kind = current_house().subject_of(subject)
    if text_name not in kind.texts:
        raise ValueError(f"{kind.name} has no text called {text_name}")
    wordings = words_kept([subject]).get((kind.key, subject.id, text_name), set())
    with _redacting():
        for mail in [*_rows_about(OutgoingMail, kind.key, subject.id), *_mail_that_repeats(wordings)]:
            mail.title = mail.body = REDACTED
        blank_entries(subject, text_name)
        for blank in current_house().provided(REDACTIONS):
            blank(scope, subject, text_name)
        flush()
        setattr(subject, text_name, REDACTED)
        record_all(scope, [("removed a text of", subject)], reason=reason, hidden={text_name})


def blank_entries(subject: Any, text_name: str) -> None:
    """Blanks a text in every entry on a thing. For ``redact``, and for rooms that keep the text on things of theirs."""
    for entry in _rows_about(AuditEntry, current_house().subject_of(subject).key, subject.id):
        entry.before = _without(entry.before, {text_name})
        entry.after = _without(entry.after, {text_name})


def _without(values: dict[str, Any], hidden: Collection[str]) -> dict[str, Any]:
    return {key: REDACTED if key in hidden and value else value for key, value in values.items()}


def _rows_about(model: Any, kind: str, subject_id: int) -> Sequence[Any]:
    return db.session.scalars(
        select(model).where(model.subject_kind == kind, model.subject_id == subject_id)
    ).all()


def _mail_that_repeats(wordings: Collection[str]) -> Sequence[OutgoingMail]:
    """Mail about other things in which a wording stands; one of a few signs says nothing."""
    telling = [wording for wording in wordings if len(wording) >= SHORTEST_REPEATED]
    if not telling:
        return []
    repeats = [
        column.contains(wording, autoescape=True)
        for wording in telling
        for column in (OutgoingMail.title, OutgoingMail.body)
    ]
    return db.session.scalars(select(OutgoingMail).where(or_(*repeats))).all()


@contextmanager
def _redacting() -> Iterator[None]:
    """Lets the one exception to append-only through."""
    db.session.info["redacting"] = True
    try:
        yield
    finally:
        db.session.info.pop("redacting", None)


@event.listens_for(Session, "before_flush")
def _refuse_changed_audit(session: Session, _context: object, _instances: object) -> None:
    if session.info.get("redacting"):
        return
    changed = [row for row in session.dirty if isinstance(row, AuditEntry) and session.is_modified(row)]
    if changed or any(isinstance(row, AuditEntry) for row in session.deleted):
        raise RuntimeError("the audit is append-only")
