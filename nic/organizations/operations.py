"""Every write of organizations, calendars, teams and networks."""

from collections.abc import Iterable
from datetime import date

from nic.kernel import audit, clock
from nic.kernel.archiving import archive, restore
from nic.kernel.database import db
from nic.kernel.errors import DomainError
from nic.kernel.events import publish
from nic.kernel.scope import Person, Scope
from nic.kernel.transactions import check_version, flush
from nic.organizations import queries
from nic.organizations.events import NetworkMade, TeamJoinedNetwork
from nic.organizations.models import (
    DistrictKind,
    Holiday,
    Network,
    NetworkTeam,
    Organization,
    OrganizationKind,
    SchoolYear,
    Team,
)

DEFAULT_ZONE = "America/New_York"


def make_agency(scope: Scope, *, name: str, time_zone: str = DEFAULT_ZONE) -> Organization:
    """Makes an agency. Only the command line does this."""
    return _add(
        scope, Organization(kind=OrganizationKind.AGENCY, name=name, time_zone=time_zone, path=""), None
    )


def make_district(
    scope: Scope,
    agency: Organization,
    *,
    name: str,
    time_zone: str,
    district_kind: DistrictKind | None = None,
) -> Organization:
    """Makes a district of an agency."""
    if agency.kind is not OrganizationKind.AGENCY:
        raise DomainError("A district belongs to an agency.")
    row = Organization(
        kind=OrganizationKind.DISTRICT, name=name, time_zone=time_zone, district_kind=district_kind, path=""
    )
    return _add(scope, row, agency)


def make_school(scope: Scope, district: Organization, *, name: str, time_zone: str) -> Organization:
    """Makes a school of a district."""
    if district.kind is not OrganizationKind.DISTRICT:
        raise DomainError("A school belongs to a district.")
    return _add(
        scope, Organization(kind=OrganizationKind.SCHOOL, name=name, time_zone=time_zone, path=""), district
    )


def _add(scope: Scope, row: Organization, parent: Organization | None) -> Organization:
    """Saves an organization below its parent; its path holds its own key, which the database gives first."""
    if parent is not None:
        row.parent, row.agency_id = parent, parent.agency_id or parent.id
    db.session.add(row)
    flush()
    row.path = f"{parent.path if parent else '/'}{row.id}/"
    audit.record(scope, "made", row, details={"name": row.name, "kind": row.kind.value})
    return row


def edit_organization(
    scope: Scope,
    row: Organization,
    version: int | None,
    *,
    name: str,
    time_zone: str,
    district_kind: DistrictKind | None = None,
) -> Organization:
    """Renames an organization, or moves its clock. Raises StaleVersion."""
    check_version(
        row, version, {"name": row.name, "time_zone": row.time_zone, "district_kind": row.district_kind}
    )
    row.name, row.time_zone = name, time_zone
    if row.kind is OrganizationKind.DISTRICT:
        row.district_kind = district_kind
    audit.record(scope, "changed", row)
    if row.kind is OrganizationKind.SCHOOL:
        _keep_names(queries.links_of_school(scope, row))
    return row


def add_school_year(
    scope: Scope, agency: Organization, *, name: str, starts_on: date, ends_on: date
) -> SchoolYear:
    """Adds a school year to an agency. Raises DomainError where it overlaps another."""
    if agency.kind is not OrganizationKind.AGENCY:
        raise DomainError("School years belong to the agency.")
    year = SchoolYear(agency_id=agency.id, name=name, starts_on=starts_on, ends_on=ends_on)
    _check_year(scope, year, starts_on, ends_on)
    audit.record(scope, "added", year)
    return year


def edit_school_year(
    scope: Scope, year: SchoolYear, version: int | None, *, name: str, starts_on: date, ends_on: date
) -> SchoolYear:
    """Changes a school year. Raises StaleVersion, and DomainError where it overlaps another."""
    check_version(year, version, {"name": year.name, "starts_on": year.starts_on, "ends_on": year.ends_on})
    _check_year(scope, year, starts_on, ends_on)
    year.name, year.starts_on, year.ends_on = name, starts_on, ends_on
    audit.record(scope, "changed", year)
    return year


def _check_year(scope: Scope, year: SchoolYear, starts_on: date, ends_on: date) -> None:
    if starts_on >= ends_on:
        raise DomainError("A school year ends after it starts.", "ends_on")
    others = queries.school_years(scope, year.agency_id)
    if any(o.id != year.id and o.starts_on <= ends_on and starts_on <= o.ends_on for o in others):
        raise DomainError("These dates overlap another school year.", "starts_on")


def add_holiday(scope: Scope, row: Organization, *, name: str, starts_on: date, ends_on: date) -> Holiday:
    """Adds days without school to an organization and everything below it."""
    _check_days(starts_on, ends_on)
    holiday = Holiday(organization=row, name=name, starts_on=starts_on, ends_on=ends_on)
    audit.record(scope, "added", holiday)
    return holiday


def edit_holiday(
    scope: Scope, holiday: Holiday, version: int | None, *, name: str, starts_on: date, ends_on: date
) -> Holiday:
    """Changes days without school. Raises StaleVersion."""
    check_version(
        holiday, version, {"name": holiday.name, "starts_on": holiday.starts_on, "ends_on": holiday.ends_on}
    )
    _check_days(starts_on, ends_on)
    holiday.name, holiday.starts_on, holiday.ends_on = name, starts_on, ends_on
    audit.record(scope, "changed", holiday)
    return holiday


def _check_days(starts_on: date, ends_on: date) -> None:
    if starts_on > ends_on:
        raise DomainError("The last day comes after the first.", "ends_on")


def archive_holiday(scope: Scope, holiday: Holiday) -> Holiday:
    """Takes days without school off the calendar; they can be put back."""
    return archive(scope, holiday, "took off the calendar")


def restore_holiday(scope: Scope, holiday: Holiday) -> Holiday:
    """Puts days without school back on the calendar."""
    return restore(scope, holiday, "put back on the calendar")


def make_team(scope: Scope, school: Organization, *, name: str) -> Team:
    """Makes a team in a school."""
    if school.kind is not OrganizationKind.SCHOOL:
        raise DomainError("A team belongs to a school.")
    team = Team(name=name, school=school, agency_id=school.agency_id, path=school.path)
    audit.record(scope, "made", team)
    return team


def edit_team(scope: Scope, team: Team, version: int | None, *, name: str) -> Team:
    """Renames a team. Raises StaleVersion."""
    check_version(team, version, {"name": team.name})
    team.name = name
    audit.record(scope, "renamed", team)
    _keep_names(queries.links_of_team(scope, team))
    return team


def _keep_names(links: Iterable[NetworkTeam]) -> None:
    """Writes the present names of teams and their schools into their links to networks."""
    for link in links:
        link.keep_names()
    flush()


def archive_team(scope: Scope, team: Team) -> Team:
    """Puts a team away, with all it wrote; it can be brought back."""
    return archive(scope, team, "put away")


def restore_team(scope: Scope, team: Team) -> Team:
    """Brings a team back."""
    return restore(scope, team, "brought back")


def make_network(scope: Scope, agency: Organization, *, name: str, purpose: str = "") -> Network:
    """Makes a network of an agency."""
    network = Network(agency=agency, name=name, purpose=purpose)
    audit.record(scope, "made", network)
    publish(NetworkMade(network.id, scope.person_id if isinstance(scope, Person) else None))
    return network


def edit_network(scope: Scope, network: Network, version: int | None, *, name: str, purpose: str) -> Network:
    """Renames a network or says what it is for. Raises StaleVersion."""
    check_version(network, version, {"name": network.name, "purpose": network.purpose})
    network.name, network.purpose = name, purpose
    audit.record(scope, "changed", network)
    return network


def add_team(scope: Scope, network: Network, team: Team) -> NetworkTeam:
    """Adds a team to a network, from today. Raises DomainError for a team of another agency, or one that is in it."""
    if team.agency_id != network.agency_id:
        raise DomainError("A network joins teams of its own agency.")
    link = queries.link_of(scope, network, team)
    if link is not None and link.left_on is None:
        raise DomainError(f"{team.name} is in this network already.")
    if link is None:
        link = NetworkTeam(network=network, team=team)
        db.session.add(link)
    link.joined_on, link.left_on = clock.today(), None
    link.keep_names()
    flush()
    db.session.expire(team, ["network_links"])
    audit.record(scope, "added a team to", network, details={"team": team.name})
    publish(TeamJoinedNetwork(scope, network.id, team.id))
    return link


def remove_team(scope: Scope, network: Network, team: Team) -> NetworkTeam:
    """Ends a team's part in a network today. What it measured before stays in the network's figures."""
    link = queries.link_of(scope, network, team)
    if link is None or link.left_on is not None:
        raise DomainError(f"{team.name} is not in this network.")
    link.left_on = clock.today()
    flush()
    db.session.expire(team, ["network_links"])
    audit.record(scope, "took a team out of", network, details={"team": team.name})
    return link
