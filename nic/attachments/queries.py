"""Every read of links and files. Who reads them is what the thing's own permissions say (``nic.web.talk``)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, select, true

from nic.attachments.models import Attachment
from nic.kernel.database import db
from nic.kernel.errors import NotFoundInScope
from nic.kernel.identity import Place
from nic.kernel.scope import Person, Scope, System
from nic.web.talk import Talked, administers, load_talked


@dataclass(frozen=True, slots=True)
class Attached:
    """A link or file with the thing it belongs to."""

    attachment: Attachment
    on: Talked

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.attachment.place

    @property
    def may_attach(self) -> bool:
        """Whether the person may take it away and put it back."""
        return self.on.may_attach


def load_thing(scope: Scope, kind: str, subject_id: int) -> Talked:
    """A thing to which links and files may belong. Raises NotFoundInScope where the person may not read it."""
    return load_talked(scope, kind, subject_id)


def load_attachment(scope: Scope, attachment_id: int) -> Attached:
    """A link or file that the person may open, with its thing. Raises NotFoundInScope."""
    row = db.session.get(Attachment, attachment_id)
    if row is None:
        raise NotFoundInScope
    on = load_talked(scope, row.subject_kind, row.subject_id)
    if (row.circle_only and not on.in_circle) or (row.is_archived and not on.may_attach):
        raise NotFoundInScope
    return Attached(row, on)


def load_attachment_to_remove(scope: Scope, attachment_id: int) -> Attachment:
    """One that the person may open, or that stands in an agency of which they are administrator."""
    row = db.session.get(Attachment, attachment_id)
    if row is not None and administers(scope, row.agency_id):
        return row
    return load_attachment(scope, attachment_id).attachment


def is_open_to(scope: Scope, row: Attachment) -> bool:
    """Whether the person may open a link or file."""
    try:
        load_attachment(scope, row.id)
    except NotFoundInScope:
        return False
    return True


def _of(on: Talked) -> ColumnElement[bool]:
    return and_(Attachment.subject_kind == on.kind.key, Attachment.subject_id == on.thing.id)


def attachments_of(scope: Scope, on: Talked) -> Sequence[Attachment]:
    """The links and files of a thing that the person reads, oldest first; those taken away for who may add."""
    seen = true() if on.in_circle else Attachment.circle_only.is_(False)
    there = true() if on.may_attach else Attachment.archived_at.is_(None)
    return db.session.scalars(select(Attachment).where(_of(on), seen, there).order_by(Attachment.id)).all()


def number_of(scope: Scope, on: Talked) -> int:
    """How many links and files a thing has, those taken away included."""
    return db.session.scalar(select(func.count()).select_from(Attachment).where(_of(on))) or 0


def sent_before(scope: Scope, client_uuid: UUID) -> Attachment | None:
    """What the person sent under a UUID."""
    own = Attachment.author_id == scope.person_id if isinstance(scope, Person) else false()
    return db.session.scalar(select(Attachment).where(Attachment.client_uuid == client_uuid, own))


def still_named(scope: System, tokens: Collection[str]) -> set[str]:
    """Those among the names of kept files that a row still has; for the job that removes the others."""
    found = db.session.scalars(select(Attachment.stored).where(Attachment.stored.in_(tokens)))
    return {token for token in found if token is not None}
