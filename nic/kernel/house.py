"""What the rooms register at start-up, held by the app: one object, one obvious place for each thing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app

if TYPE_CHECKING:
    from nic.kernel.events import Event
    from nic.kernel.permissions import Permission, PermissionMap
    from nic.kernel.scope import Scope


@dataclass(frozen=True, slots=True)
class Talk:
    """What comments and attachments ask of the things of a kind: they judge nothing themselves.

    ``load_all(scope, ids)`` finds those of the things that the person may read; ``read`` is the permission of
    whoever reads the thing, ``circle`` of those who also read what was said and added for the circle alone. While
    ``is_open(thing)`` does not hold nobody else reads along, and what is said stays with the circle for good.
    ``write`` comments, ``attach`` adds links and files, ``ask`` asks the team's coach (None: nobody is asked).
    ``readers(thing)`` are the words after "Seen by"; ``opens`` says that a thing may be shared later.
    """

    load_all: Callable[[Scope, Collection[int]], Mapping[int, Any]]
    read: Permission
    circle: Permission
    write: Permission
    attach: Permission
    readers: Callable[[Any], str]
    is_open: Callable[[Any], bool]
    opens: bool = False
    ask: Permission | None = None


@dataclass(frozen=True, slots=True)
class Removal:
    """How texts of the things of a kind are removed for good, on one page (``nic.web.removal``).

    ``allow`` is the permission; ``name(thing)`` what it is called without its words. ``load(scope, id)`` finds the
    thing for whoever reads it, and for whoever may remove its texts, who need not read them. ``parts(scope, thing)``
    are what stands on its page with texts of its own, each under a label that tells nothing of them.
    ``copies(scope, thing)`` are other things that may have taken over its words.
    """

    allow: Permission
    name: Callable[[Any], str]
    load: Callable[[Scope, int], Any]
    parts: Callable[[Scope, Any], Iterable[tuple[str, Any]]] = lambda _scope, _thing: ()
    copies: Callable[[Scope, Any], Iterable[Any]] = lambda _scope, _thing: ()


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """A kind of thing that a room owns. History, the 409 page, search and comments work on any kind.

    ``load(scope, id)`` raises NotFoundInScope; ``texts`` are the columns that ``redact`` may blank; ``labels`` gives
    column names in words for the history. ``parts(thing)`` names the (kind, id) of rows whose history is told with its
    own. A kind with a ``talk`` can be commented on and have files; one with a ``removal`` has a page on which its texts
    are removed for good.
    """

    key: str
    name: str
    model: type[Any]
    load: Callable[[Scope, int], Any]
    view: Permission
    title: Callable[[Any], str]
    address: Callable[[Any], str]
    texts: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    talk: Talk | None = None
    removal: Removal | None = None
    parts: Callable[[Any], Iterable[tuple[str, int]]] = lambda _thing: ()


@dataclass(frozen=True, slots=True)
class PictureKind:
    """A picture that a room draws.

    ``load(scope, id)`` raises NotFoundInScope; ``version(scope, subject)`` is a short text that changes with the data;
    ``draw(scope, subject, palette, size)`` prepares plain data and returns a function that draws it, called outside
    any transaction, giving the bytes of an SVG.
    """

    key: str
    load: Callable[[Scope, int], Any]
    view: Permission
    version: Callable[[Scope, Any], str]
    draw: Callable[[Scope, Any, str, str], Callable[[], bytes]]


@dataclass(frozen=True, slots=True)
class NavigationPlace:
    """A place in the top bar: shown where ``visible(identity)`` holds."""

    label: str
    endpoint: str
    order: int
    visible: Callable[[Any], bool]
    prefixes: tuple[str, ...] = ()


class House:
    """The registrations of one app."""

    def __init__(self, permissions: PermissionMap) -> None:
        self.permissions = permissions
        self.subjects: dict[str, SubjectKind] = {}
        self.pictures: dict[str, PictureKind] = {}
        self.places: list[NavigationPlace] = []
        self.jobs: dict[str, Callable[[dict[str, Any]], None]] = {}
        self.recurring_jobs: dict[str, tuple[int, Callable[[], None]]] = {}
        self.constraint_messages: dict[str, tuple[str, str]] = {}
        self.names_of_people: Callable[[set[int]], dict[int, str]] = lambda _ids: {}
        self._handlers: dict[type[Event], list[Callable[[Any], None]]] = {}
        self._providers: dict[str, list[Callable[..., Any]]] = {}

    def add_subject(self, *kinds: SubjectKind) -> None:
        """Registers kinds of thing."""
        self.subjects |= {kind.key: kind for kind in kinds}

    def subject_of(self, thing: Any) -> SubjectKind:
        """The registered kind of an object. Raises LookupError where its class is not registered."""
        for kind in self.subjects.values():
            if type(thing) is kind.model:
                return kind
        raise LookupError(f"{type(thing).__name__} is not registered as a subject kind")

    def add_picture(self, kind: PictureKind) -> None:
        """Registers a picture."""
        self.pictures[kind.key] = kind

    def add_place(self, place: NavigationPlace) -> None:
        """Registers a place in the top bar."""
        self.places = sorted(
            [*(p for p in self.places if p.endpoint != place.endpoint), place], key=lambda p: p.order
        )

    def add_job(self, kind: str, run: Callable[[dict[str, Any]], None]) -> None:
        """Registers what runs for a queued job of a kind."""
        self.jobs[kind] = run

    def add_constraint(self, name: str, field_name: str, message: str) -> None:
        """Maps a constraint's name in the database to a form field and a sentence."""
        self.constraint_messages[name] = (field_name, message)

    def subscribe(self, event: type[Event], handler: Callable[[Any], None]) -> None:
        """Calls ``handler(event)`` in the same transaction whenever the event is published."""
        self._handlers.setdefault(event, []).append(handler)

    def handlers(self, event: Event) -> Iterable[Callable[[Any], None]]:
        """The handlers of an event, in the order of registration."""
        return tuple(self._handlers.get(type(event), ()))

    def add_provider(self, slot: str, provider: Callable[..., Any]) -> None:
        """Registers a provider for a slot: a panel, chart marks or due items, called once per page with all ids."""
        self._providers.setdefault(slot, []).append(provider)

    def provided(self, slot: str) -> Iterable[Callable[..., Any]]:
        """The providers of a slot."""
        return tuple(self._providers.get(slot, ()))


def current_house(app: Flask | None = None) -> House:
    """The registrations of the app."""
    house: House = (app or current_app).extensions["house"]
    return house
