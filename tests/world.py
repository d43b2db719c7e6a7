"""A small world for tests: one state agency with two districts, one beside it, and a person for every role.

``north`` is the district under test (its schools Elm and Oak); ``south`` is its neighbor; ``elsewhere`` is another agency.
Each room adds its things in a function of its own below.
"""

from datetime import date, timedelta
from typing import Any

from nic.accounts.models import Membership, Person
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.identity import Role
from nic.organizations.models import Network, NetworkTeam, Organization, OrganizationKind, SchoolYear, Team

PASSWORD = "a long enough test password"


class World(dict[str, int]):
    """Names to keys: ``world["elm_team"]`` is a team's id."""


def build_world() -> World:
    """Fills an empty, migrated database. The caller commits."""
    world = World()
    _organizations(world)
    _people(world)
    return world


def add(world: World, name: str, row: Any) -> Any:
    """Adds a row under a name."""
    db.session.add(row)
    db.session.flush()
    world[name] = row.id
    return row


def _organization(world: World, name: str, kind: OrganizationKind, parent: Organization | None) -> Organization:
    row = Organization(
        name=name.capitalize(), kind=kind, parent_id=parent.id if parent else None, path="", time_zone="America/New_York"
    )
    row.agency_id = (parent.agency_id or parent.id) if parent else None
    add(world, name, row)
    row.path = f"{parent.path if parent else '/'}{row.id}/"
    return row


def _organizations(world: World) -> None:
    agency = _organization(world, "agency", OrganizationKind.AGENCY, None)
    elsewhere = _organization(world, "elsewhere", OrganizationKind.AGENCY, None)
    north = _organization(world, "north", OrganizationKind.DISTRICT, agency)
    south = _organization(world, "south", OrganizationKind.DISTRICT, agency)
    far = _organization(world, "far", OrganizationKind.DISTRICT, elsewhere)
    elm = _organization(world, "elm", OrganizationKind.SCHOOL, north)
    oak = _organization(world, "oak", OrganizationKind.SCHOOL, north)
    pine = _organization(world, "pine", OrganizationKind.SCHOOL, south)
    lake = _organization(world, "lake", OrganizationKind.SCHOOL, far)
    today = clock.today()
    for owner in (agency, elsewhere):
        add(
            world,
            f"{owner.name.lower()}_year",
            SchoolYear(
                agency_id=owner.id,
                name="this year",
                starts_on=today - timedelta(days=300),
                ends_on=today + timedelta(days=60),
            ),
        )
    for school in (elm, oak, pine, lake):
        key = f"{school.name.lower()}_team"
        team = Team(
            name=f"{school.name} team", school_id=school.id, agency_id=school.agency_id, path=school.path
        )
        add(world, key, team)
    network = add(world, "network", Network(name="Reading network", agency_id=agency.id))
    add(world, "far_network", Network(name="Far network", agency_id=elsewhere.id))
    for key in ("elm_team", "oak_team"):
        db.session.add(
            NetworkTeam(network_id=network.id, team_id=world[key], joined_on=today - timedelta(days=200))
        )
    db.session.flush()


CAST: dict[str, tuple[Role, str, str]] = {
    "admin": (Role.AGENCY_ADMIN, "organization_id", "agency"),
    "agency": (Role.AGENCY_STAFF, "organization_id", "agency"),
    "district": (Role.DISTRICT_LEAD, "organization_id", "north"),
    "school": (Role.SCHOOL_LEAD, "organization_id", "elm"),
    "hub": (Role.HUB_FACILITATOR, "network_id", "network"),
    "coach": (Role.COACH, "team_id", "elm_team"),
    "lead": (Role.TEAM_LEAD, "team_id", "elm_team"),
    "teacher": (Role.TEAM_MEMBER, "team_id", "elm_team"),
    "peer": (Role.TEAM_MEMBER, "team_id", "oak_team"),
    "neighbor": (Role.TEAM_MEMBER, "team_id", "pine_team"),
    "chair": (Role.TEAM_LEAD, "team_id", "pine_team"),
    "host": (Role.SCHOOL_LEAD, "organization_id", "oak"),
    "foreign": (Role.AGENCY_STAFF, "organization_id", "elsewhere"),
    "outsider": (Role.TEAM_MEMBER, "team_id", "lake_team"),
}
"""Everybody, with their role and the place where they hold it. Reviews give neighbor, chair and host more."""


def _people(world: World) -> None:
    for name, (role, column, place) in CAST.items():
        person = Person(
            email=f"{name}@test.example",
            name=f"{name.capitalize()} Person",
            password=None,
            fs_uniquifier=f"uniquifier-of-{name}",
            confirmed_at=clock.now(),
        )
        add(world, f"person_{name}", person)
        membership = Membership(person_id=person.id, role=role, started_on=date(2020, 1, 1))
        setattr(membership, column, world[place])
        add(world, f"membership_{name}", membership)
