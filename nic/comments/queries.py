"""Every read of comments. What a person reads is what the thing's own permissions say (``nic.web.talk``)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select, true

from nic.accounts.models import Person as PersonRow
from nic.accounts.queries import hub_people, people_of
from nic.comments.models import Comment, CommentKind
from nic.kernel.database import db
from nic.kernel.errors import NotFoundInScope
from nic.kernel.house import SubjectKind, current_house
from nic.kernel.identity import Place, Role
from nic.kernel.scope import Person, Scope
from nic.organizations.models import Team
from nic.organizations.queries import load_team, team_in_circle
from nic.web.talk import Talked, administers, load_talked

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Said:
    """A comment with the thing it stands on."""

    comment: Comment
    on: Talked

    @property
    def place(self) -> Place:
        """Where it stands, and whose it is."""
        return self.comment.place

    @property
    def may_write(self) -> bool:
        """Whether the person may answer."""
        return self.on.may_write


@dataclass(slots=True)
class Thread:
    """A comment or a question with its answers, and who said it."""

    comment: Comment
    author: str
    is_own: bool
    answers: list["Thread"] = field(default_factory=list)


def load_discussion(scope: Scope, kind: str, subject_id: int) -> Talked:
    """A thing that people talk about. Raises NotFoundInScope where the person may not read it."""
    return load_talked(scope, kind, subject_id)


def load_comment(scope: Scope, comment_id: int) -> Said:
    """A comment that the person may read, with its thing. Raises NotFoundInScope."""
    comment = db.session.get(Comment, comment_id)
    if comment is None:
        raise NotFoundInScope
    on = load_talked(scope, comment.subject_kind, comment.subject_id)
    hidden = comment.circle_only and not on.in_circle
    if hidden or (comment.is_archived and not _is_own(scope, comment)):
        raise NotFoundInScope
    return Said(comment, on)


def load_comment_to_remove(scope: Scope, comment_id: int) -> Comment:
    """A comment that the person may read, or that stands in an agency of which they are administrator."""
    comment = db.session.get(Comment, comment_id)
    if comment is not None and administers(scope, comment.agency_id):
        return comment
    return load_comment(scope, comment_id).comment


def is_read_by(scope: Scope, comment: Comment) -> bool:
    """Whether the person may read a comment."""
    try:
        load_comment(scope, comment.id)
    except NotFoundInScope:
        return False
    return True


def _is_own(scope: Scope, comment: Comment) -> bool:
    return isinstance(scope, Person) and comment.author_id == scope.person_id


def _for(scope: Scope, on: Talked) -> ColumnElement[bool]:
    """A filter: what the person reads of all that was said on a thing; of what was taken back only their own."""
    heard = true() if on.in_circle else Comment.circle_only.is_(False)
    own = Comment.author_id == scope.person_id if isinstance(scope, Person) else true()
    return heard & or_(Comment.archived_at.is_(None), own)


def threads_on(scope: Scope, on: Talked, limit: int = MOST_SHOWN) -> list[Thread]:
    """What was said on a thing, oldest first, the newest ``limit`` of it, with the answers below what they answer."""
    statement = (
        select(Comment)
        .where(
            Comment.subject_kind == on.kind.key,
            Comment.subject_id == on.thing.id,
            _for(scope, on),
        )
        .order_by(Comment.id.desc())
        .limit(limit)
    )
    comments = list(reversed(db.session.scalars(statement).all()))
    names = _names(comments)
    threads: dict[int, Thread] = {}
    for comment in comments:
        thread = Thread(comment, names.get(comment.author_id or 0, "Somebody"), _is_own(scope, comment))
        above = threads.get(comment.answers_id or 0)
        if above is not None:
            above.answers.append(thread)
        threads[comment.id] = thread
    return [thread for thread in threads.values() if thread.comment.answers_id not in threads]


def _names(comments: Collection[Comment]) -> Mapping[int, str]:
    ids = {comment.author_id for comment in comments if comment.author_id is not None}
    return current_house().names_of_people(ids)


def sent_before(scope: Scope, client_uuid: UUID) -> Comment | None:
    """The comment that the person sent under a UUID."""
    found = db.session.scalar(select(Comment).where(Comment.client_uuid == client_uuid))
    return found if found is not None and _is_own(scope, found) else None


def whom_to_ask(scope: Scope, team_id: int) -> Sequence[PersonRow]:
    """The team's coaches; where it has none, the people of its networks' hubs."""
    team = load_team(scope, team_id)
    coaches = [part.person for part in people_of(scope, team) if part.role is Role.COACH]
    if coaches:
        return coaches
    hubs = hub_people(scope, sorted(team.network_ids))
    return list({person.id: person for people in hubs.values() for person in people}.values())


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that waits for an answer: who asked, and on what."""

    comment: Comment
    author: str
    kind: SubjectKind
    thing: object

    @property
    def title(self) -> str:
        """What the thing is called."""
        return self.kind.title(self.thing)

    @property
    def address(self) -> str:
        """The page on which it is answered."""
        return f"{self.kind.address(self.thing)}#comment-{self.comment.id}"


def waiting_questions(scope: Scope, team_ids: Collection[int], limit: int = 20) -> list[Waiting]:
    """The questions of teams in whose circle the person is that nobody has answered, longest waiting first."""
    in_circle = exists().where(Team.id == Comment.team_id, team_in_circle(scope)).correlate_except(Team)
    statement = (
        select(Comment)
        .where(
            Comment.team_id.in_(team_ids),
            Comment.kind == CommentKind.QUESTION,
            Comment.answered_at.is_(None),
            Comment.archived_at.is_(None),
            in_circle,
        )
        .order_by(Comment.created_at, Comment.id)
        .limit(limit)
    )
    comments = db.session.scalars(statement).all()
    names, things = _names(comments), _things(scope, comments)
    found = []
    for comment in comments:
        thing = things.get((comment.subject_kind, comment.subject_id))
        if thing is not None:
            author = names.get(comment.author_id or 0, "Somebody")
            found.append(Waiting(comment, author, current_house().subjects[comment.subject_kind], thing))
    return found


def _things(scope: Scope, comments: Collection[Comment]) -> dict[tuple[str, int], object]:
    """The things that comments stand on, one statement for each kind."""
    found: dict[tuple[str, int], object] = {}
    for key in sorted({comment.subject_kind for comment in comments}):
        talk = current_house().subjects[key].talk
        ids = {comment.subject_id for comment in comments if comment.subject_kind == key}
        if talk is not None:
            found |= {(key, each): thing for each, thing in talk.load_all(scope, ids).items()}
    return found
