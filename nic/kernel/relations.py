"""How a person can stand to a thing, as named predicates. Policies combine them; "Who can see what" prints them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nic.kernel.identity import Identity, Place, Role


@dataclass(frozen=True, slots=True)
class Relation:
    """A named predicate of (identity, place)."""

    label: str
    holds: Callable[[Identity, Place], bool]


@dataclass(frozen=True, slots=True)
class Condition:
    """A named predicate of the thing itself, such as "once shared"."""

    label: str
    holds: Callable[[Any], bool]


def _in_team(*roles: Role) -> Callable[[Identity, Place], bool]:
    return lambda who, place: place.team_id is not None and place.team_id in who.team_ids_as(*roles)


def _leads(role: Role) -> Callable[[Identity, Place], bool]:
    return lambda who, place: any(place.path.startswith(m.path) for m in who.with_roles(role))


def _in_agency(*roles: Role) -> Callable[[Identity, Place], bool]:
    return lambda who, place: any(m.agency_id == place.agency_id for m in who.with_roles(*roles))


def _in_review(*roles: Role) -> Callable[[Identity, Place], bool]:
    return lambda who, place: any(
        place.review_id is not None and m.review_id == place.review_id for m in who.with_roles(*roles)
    )


SIGNED_IN = Relation("anyone signed in", lambda who, _: not who.is_anonymous)
ONESELF = Relation(
    "oneself", lambda who, place: place.person_id is not None and who.person_id == place.person_id
)
TEAM_MEMBER = Relation("the team's members", _in_team(Role.TEAM_MEMBER, Role.TEAM_LEAD))
TEAM_LEAD = Relation("the team's lead", _in_team(Role.TEAM_LEAD))
COACH = Relation("the team's coach", _in_team(Role.COACH))
HUB = Relation("the network's hub", lambda who, place: bool(who.hub_network_ids & place.network_ids))
NETWORK_TEAMS = Relation("the network's teams", lambda who, place: bool(who.network_ids & place.network_ids))
SCHOOL_LEAD = Relation("the school's lead", _leads(Role.SCHOOL_LEAD))
DISTRICT_LEAD = Relation("the district's lead", _leads(Role.DISTRICT_LEAD))
NETWORK_LEADS = Relation(
    "school and district leads of the network's teams",
    lambda who, place: bool(who.led_network_ids & place.network_ids),
)
AGENCY_STAFF = Relation("agency staff", _in_agency(Role.AGENCY_STAFF, Role.AGENCY_ADMIN))
AGENCY_ADMIN = Relation("agency administrators", _in_agency(Role.AGENCY_ADMIN))
REVIEWER = Relation("the review's team", _in_review(Role.REVIEWER, Role.REVIEW_LEAD))
REVIEW_LEAD = Relation("the review's lead", _in_review(Role.REVIEW_LEAD))
HOST = Relation("the review's host", _in_review(Role.HOST_COORDINATOR))
LEADS_WITHIN = Relation(
    "leads of the district and of its schools",
    lambda who, place: (
        place.path != "/"
        and any(path.startswith(place.path) or place.path.startswith(path) for path in who.led_paths)
    ),
)
AGENCY_PEOPLE = Relation("everyone in the agency", lambda who, place: place.agency_id in who.home_agency_ids)

CIRCLE = (TEAM_MEMBER, COACH, HUB)
"""The circle of a team: its members, its coach, its network's hub."""
