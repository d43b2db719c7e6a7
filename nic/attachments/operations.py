"""Every write to links and files."""

from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from nic.attachments import queries
from nic.attachments.models import Attachment
from nic.kernel import audit
from nic.kernel.archiving import archive, restore
from nic.kernel.errors import DomainError, needed
from nic.kernel.scope import Scope, actor_of
from nic.web.talk import Talked

MOST_ON_A_THING = 30


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file whose content was looked at and is kept already."""

    name: str
    stored: str
    media_type: str
    size: int


def add_file(
    scope: Scope, on: Talked, file: KeptFile, *, circle_only: bool = False, client_uuid: UUID | None = None
) -> Attachment:
    """Adds a file that was kept. The same UUID gets the same file. Raises DomainError where there are too many."""
    if client_uuid is not None and (standing := queries.sent_before(scope, client_uuid)) is not None:
        return standing
    _check_number(scope, on, "file")
    row = _new(scope, on, file.name, circle_only, client_uuid)
    row.stored, row.media_type, row.size = file.stored, file.media_type, file.size
    audit.record(scope, "added", row)
    return row


def add_link(
    scope: Scope,
    on: Talked,
    *,
    link: str,
    name: str = "",
    circle_only: bool = False,
    client_uuid: UUID | None = None,
) -> Attachment:
    """Adds a link to a page elsewhere. Raises DomainError for anything but an address that begins with http(s)."""
    if client_uuid is not None and (standing := queries.sent_before(scope, client_uuid)) is not None:
        return standing
    _check_number(scope, on, "link")
    host = _host_of(link)
    row = _new(scope, on, " ".join(name.split()) or host, circle_only, client_uuid)
    row.link = link
    audit.record(scope, "added", row)
    return row


def _host_of(link: str) -> str:
    """The host of an address. Raises DomainError where it is none that a browser should open from here."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    readable = link.isprintable() and not any(sign.isspace() for sign in link)
    if not host or parts.scheme not in ("http", "https") or parts.username or not readable:
        raise DomainError("Write the whole address, beginning with https://.", "link")
    return host


def _check_number(scope: Scope, on: Talked, field: str) -> None:
    if queries.number_of(scope, on) >= MOST_ON_A_THING:
        raise DomainError(f"There are {MOST_ON_A_THING} links and files here, which is the most.", field)


def _new(scope: Scope, on: Talked, name: str, circle_only: bool, client_uuid: UUID | None) -> Attachment:
    place = on.place
    if place.agency_id is None:
        raise ValueError("a thing with files stands in an agency")
    return Attachment(
        subject_kind=on.kind.key,
        subject_id=on.thing.id,
        agency_id=place.agency_id,
        team_id=place.team_id,
        author_id=actor_of(scope)[0],
        name=name,
        circle_only=circle_only,
        client_uuid=client_uuid,
    )


def take_away(scope: Scope, row: Attachment) -> Attachment:
    """Puts a link or file away; whoever may add can put it back."""
    return archive(scope, row, "took away")


def put_back(scope: Scope, row: Attachment) -> Attachment:
    """Shows again what was taken away."""
    return restore(scope, row, "put back")


def remove_attachment(scope: Scope, row: Attachment, reason: str) -> Attachment:
    """Removes a link or a file for good, with its name. Raises DomainError without a reason."""
    reason = needed(reason, "reason", "Say why it has to go.")
    if row.link:
        audit.redact(scope, row, "link", reason)
    audit.redact(scope, row, "name", reason)
    row.link = ""
    audit.record(scope, "removed for good", row, reason=reason)
    return row
