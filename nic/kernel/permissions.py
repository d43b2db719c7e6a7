"""Who may do what: one map from permission to predicates, one decorator, and default deny."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, current_app, request

from nic.kernel.errors import NotPermitted, SignInNeeded
from nic.kernel.house import current_house
from nic.kernel.identity import Identity, Place, current_identity
from nic.kernel.relations import Condition, Relation
from nic.kernel.scope import Public, current_scope

View = TypeVar("View", bound=Callable[..., Any])
NOWHERE = Place()


class Permission(StrEnum):
    """The base of every room's permission names; values read ``room.verb_thing``."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A permission given to those who stand in a relation to the thing, under a condition where there is one."""

    relation: Relation
    condition: Condition | None = None

    def holds(self, identity: Identity, place: Place, resource: Any) -> bool:
        """Whether the grant gives the identity the permission on the resource, which stands in the place."""
        if not self.relation.holds(identity, place):
            return False
        return self.condition is None or self.condition.holds(resource)


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the map: the permission, what it lets a person do (in words), and to whom it is given."""

    permission: Permission
    sentence: str
    grants: tuple[Grant, ...]


class PermissionMap:
    """The only place that says who may do what."""

    def __init__(self) -> None:
        self._rules: dict[Permission, Rule] = {}
        self.public_endpoints: dict[str, str] = {}

    def allow(
        self,
        permission: Permission,
        sentence: str,
        *grants: Relation | Grant,
    ) -> None:
        """Registers a permission: ``sentence`` completes "may ..."; grants are alternatives."""
        alternatives = tuple(g if isinstance(g, Grant) else Grant(g) for g in grants)
        self._rules[permission] = Rule(permission, sentence, alternatives)

    def make_public(self, endpoint: str, reason: str) -> None:
        """Puts an endpoint on the public list, with the reason why nobody needs to sign in for it."""
        self.public_endpoints[endpoint] = reason

    def permits(self, identity: Identity, permission: Permission, resource: Any = None) -> bool:
        """Whether the identity has the permission on the resource. Raises KeyError for an unknown permission."""
        rule = self._rules[permission]
        place = place_of(resource)
        return any(grant.holds(identity, place, resource) for grant in rule.grants)

    def rules(self) -> Iterable[Rule]:
        """Every rule, ordered by permission name."""
        return [self._rules[key] for key in sorted(self._rules)]


def place_of(resource: Any) -> Place:
    """Where a resource stands; things without a place stand nowhere."""
    return getattr(resource, "place", NOWHERE) if resource is not None else NOWHERE


def can(permission: Permission, resource: Any = None) -> bool:
    """Whether the person of this request has the permission: the same question for routes and templates."""
    return current_house().permissions.permits(current_identity(), permission, resource)


def requires(permission: Permission, load: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Guards a view.

    ``load(scope, **url_values)`` fetches the resource inside the person's scope and raises
    :class:`~nic.kernel.errors.NotFoundInScope` outside it (404); the view then gets the resource as its only argument.
    A person who sees the resource but lacks the permission gets 403; nobody signed in is sent to sign in.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**url_values: Any) -> Any:
            scope = current_scope()
            if isinstance(scope, Public):
                raise SignInNeeded
            resource = load(scope, **url_values) if load else None
            if not can(permission, resource):
                raise NotPermitted
            return view(resource) if load else view(**url_values)

        guarded.nic_permission = permission  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def public(reason: str) -> Callable[[View], View]:
    """Marks a view that anybody may open, with the reason."""

    def decorate(view: View) -> View:
        view.nic_public = reason  # type: ignore[attr-defined]
        return view

    return decorate


def guard_of(app: Flask, endpoint: str) -> str | None:
    """What guards an endpoint: its permission, "public: reason", or None where nothing does."""
    view = app.view_functions[endpoint]
    permission = getattr(view, "nic_permission", None)
    if permission is not None:
        return str(permission)
    reason = getattr(view, "nic_public", None) or current_house(app).permissions.public_endpoints.get(
        endpoint
    )
    return f"public: {reason}" if reason else None


def deny_unmarked_endpoints() -> None:
    """Before every request: an endpoint without a permission and not on the public list is refused."""
    if request.endpoint is not None and guard_of(current_app, request.endpoint) is None:
        raise NotPermitted
