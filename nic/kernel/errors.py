"""What can go wrong, by name. Operations raise these; ``nic.web.errors`` answers each in one place."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


class DomainError(Exception):
    """A rule of the field was not met.

    ``message`` is a full sentence for the person; ``field`` names the form field it belongs to, where there is one.
    ``others`` are rules that were not met either, so that a page tells all at once.
    """

    def __init__(self, message: str, field: str | None = None, others: "Sequence[DomainError]" = ()) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.others = tuple(others)


def together(mistakes: Sequence[DomainError]) -> DomainError:
    """Several mistakes as one error: the first, with the rest as its ``others``."""
    first, *others = mistakes
    return DomainError(first.message, first.field, [*first.others, *others])


def needed(text: str, field: str, sentence: str) -> str:
    """The text without white space at its ends. Raises DomainError where nothing is left."""
    text = text.strip()
    if not text:
        raise DomainError(sentence, field)
    return text


class NotFoundInScope(Exception):
    """Nothing of that kind exists inside the person's scope: always answered 404."""


class NotPermitted(Exception):
    """The person can see the thing but may not do this: answered 403."""


class SignInNeeded(Exception):
    """Nobody is signed in, and the page is not public."""


class MoveNotAllowed(DomainError):
    """A state does not allow the move that was asked for."""


@dataclass(frozen=True, slots=True)
class FieldWords:
    """A form field in words: its label, and its choices as (value, label) where it has any."""

    label: str
    choices: tuple[tuple[str, str], ...] = ()


class StaleVersion(Exception):
    """Someone else changed the row after the page was opened: answered by the 409 page, which keeps both texts.

    ``current`` maps form field names to the values stored now; ``version`` is the stored version. ``fields`` are the
    words of the form's fields, where a form met this. ``earlier`` are texts that stood in a field before: whoever sent
    one of them has left the field as it was, and the page takes what stands now.
    """

    def __init__(self, current: Mapping[str, Any], version: int) -> None:
        super().__init__("The record was changed after the page was opened.")
        self.current = dict(current)
        self.version = version
        self.fields: dict[str, FieldWords] = {}
        self.earlier: Mapping[str, Collection[str]] = {}


class TooManyAttempts(Exception):
    """A limit per account or address was reached: answered 429."""

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__("Too many attempts.")
        self.retry_after_seconds = retry_after_seconds


class SlowWorkInTransaction(RuntimeError):
    """Hashing, parsing or drawing was begun while a write transaction held the database."""


class WriteInSafeRequest(RuntimeError):
    """A GET tried to write."""
