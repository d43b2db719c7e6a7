"""On whose behalf something is read or written. A closed type: every query and operation takes one first."""

from dataclasses import dataclass

from nic.kernel.identity import Identity, current_identity


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in person."""

    identity: Identity

    @property
    def person_id(self) -> int:
        """The person's key."""
        if self.identity.person_id is None:
            raise ValueError("a Person scope needs somebody who is signed in")
        return self.identity.person_id


@dataclass(frozen=True, slots=True)
class Token:
    """The bearer of a link or code: sees and does only what the token names. ``label`` says in words who that is."""

    kind: str
    subject: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Public:
    """Anybody."""


@dataclass(frozen=True, slots=True)
class System:
    """The program itself: the command line, jobs and sign-in. ``reason`` is written to the audit."""

    reason: str


Scope = Person | Token | Public | System


def current_scope() -> Person | Public:
    """The scope of this request."""
    identity = current_identity()
    return Public() if identity.is_anonymous else Person(identity)


def actor_of(scope: Scope) -> tuple[int | None, str | None]:
    """Who acts, for the audit: (person key, None) or (None, the reason in words)."""
    match scope:
        case Person():
            return scope.person_id, None
        case System(reason):
            return None, reason
        case Token(kind, subject, label):
            return None, label or f"{kind} {subject}"
        case _:
            return None, "anybody"
