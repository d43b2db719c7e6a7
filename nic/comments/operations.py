"""Every write to comments."""

from uuid import UUID

from nic.accounts.addresses import link
from nic.accounts.models import Person as PersonRow
from nic.comments import queries
from nic.comments.models import Comment, CommentKind
from nic.kernel import audit, clock
from nic.kernel.archiving import archive, restore
from nic.kernel.database import db
from nic.kernel.errors import DomainError, needed
from nic.kernel.outbox import queue_mail
from nic.kernel.scope import Person, Scope, actor_of
from nic.web.talk import Talked

TEXTS = ("notice", "wonder", "words")
ASKED = """{who} asks on “{title}”:

{words}

Answer here: {address}
"""
ANSWERED = """{who} answered your question on “{title}”:

{words}

Read it here: {address}
"""


def say(
    scope: Scope,
    on: Talked,
    *,
    notice: str = "",
    wonder: str = "",
    circle_only: bool = False,
    client_uuid: UUID | None = None,
) -> Comment:
    """Says what one notices and wonders. The same UUID gets the same comment. Raises DomainError for empty words.

    Before others read the thing, what is said stays with the circle, also later.
    """
    if client_uuid is not None and (standing := queries.sent_before(scope, client_uuid)) is not None:
        return standing
    notice, wonder = notice.strip(), wonder.strip()
    if not (notice or wonder):
        raise DomainError("Write what you notice, or what you wonder.", "notice")
    comment = _new(scope, on, CommentKind.COMMENT, circle_only, client_uuid)
    comment.notice, comment.wonder = notice, wonder
    audit.record(scope, "made", comment)
    return comment


def ask_coach(scope: Scope, on: Talked, *, words: str, client_uuid: UUID | None = None) -> Comment:
    """Asks the team's coach, who gets a mail; it waits until somebody from outside the team answers.

    Always in the circle. Raises DomainError for empty words, or where there is nobody to ask.
    """
    if client_uuid is not None and (standing := queries.sent_before(scope, client_uuid)) is not None:
        return standing
    words = needed(words, "words", "Write what you would like to ask.")
    asked = queries.whom_to_ask(scope, on.place.team_id) if on.place.team_id is not None else []
    if not asked:
        raise DomainError("Your team has no coach and no hub yet. Its lead can invite a coach.", "words")
    comment = _new(scope, on, CommentKind.QUESTION, True, client_uuid)
    comment.words = words
    audit.record(scope, "asked", comment)
    for person in asked:
        _tell(scope, person, "A team asks you", ASKED, comment, on)
    return comment


def answer(
    scope: Scope, comment: Comment, on: Talked, *, words: str, client_uuid: UUID | None = None
) -> Comment:
    """Answers a comment or a question, to those who read that. Raises DomainError for empty words.

    A question is answered once somebody from outside the team has said something; who asked gets a mail.
    """
    if client_uuid is not None and (standing := queries.sent_before(scope, client_uuid)) is not None:
        return standing
    words = needed(words, "words", "Write your answer.")
    asker = db.session.get(PersonRow, comment.author_id) if comment.author_id is not None else None
    reply = _new(scope, on, CommentKind.ANSWER, comment.circle_only, client_uuid)
    reply.answers_id, reply.words = comment.id, words
    changes: list[tuple[str, object]] = [("made", reply)]
    is_first = comment.is_waiting and not _is_of_team(scope, comment.team_id)
    if is_first:
        comment.answered_at = clock.now()
        changes.append(("answered", comment))
    audit.record_all(scope, changes)
    if is_first and asker is not None:
        _tell(scope, asker, "Your question was answered", ANSWERED, reply, on)
    return reply


def _is_of_team(scope: Scope, team_id: int | None) -> bool:
    return isinstance(scope, Person) and team_id in scope.identity.own_team_ids


def _new(scope: Scope, on: Talked, kind: CommentKind, circle_only: bool, client_uuid: UUID | None) -> Comment:
    place = on.place
    if place.agency_id is None:
        raise ValueError("a thing that people talk about stands in an agency")
    return Comment(
        subject_kind=on.kind.key,
        subject_id=on.thing.id,
        agency_id=place.agency_id,
        team_id=place.team_id,
        author_id=actor_of(scope)[0],
        kind=kind,
        circle_only=circle_only or not on.is_open,
        client_uuid=client_uuid,
    )


def _tell(scope: Scope, person: PersonRow, title: str, text: str, comment: Comment, on: Talked) -> None:
    who = scope.identity.name if isinstance(scope, Person) else "Somebody"
    address = link("comments.comments", kind=on.kind.key, subject_id=on.thing.id)
    body = text.format(who=who, title=on.title, words=comment.words, address=address)
    queue_mail(person.email, title, body, subject_kind="comment", subject_id=comment.id)


def take_back(scope: Scope, comment: Comment) -> Comment:
    """Puts one's own comment away; only its author still sees it, and can put it back."""
    return archive(scope, comment, "took back")


def put_back(scope: Scope, comment: Comment) -> Comment:
    """Lets others read again what was taken back."""
    return restore(scope, comment, "put back")


def remove_comment(scope: Scope, comment: Comment, reason: str) -> Comment:
    """Removes the words of a comment for good, wherever they stand. Raises DomainError without a reason."""
    reason = needed(reason, "reason", "Say why it has to go.")
    for name in TEXTS:
        if getattr(comment, name):
            audit.redact(scope, comment, name, reason)
    return comment
