"""Organizations, teams and networks made many at a time from a file. Who calls this writes the audit."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, insert, update

from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.scope import System
from nic.organizations import queries
from nic.organizations.models import Network, NetworkTeam, Organization, OrganizationKind, Team
from nic.organizations.queries import imports


@dataclass(frozen=True, slots=True)
class ListedSchool:
    """A school as a file names it: ``district`` is the district's key there."""

    source_id: str
    name: str
    district: str


@dataclass(frozen=True, slots=True)
class Known:
    """An organization that is there: its key and its path."""

    id: int
    path: str


def agency_called(scope: System, name: str, time_zone: str) -> Organization:
    """The agency of a name, made where there is none."""
    agency = queries.agency_by_name(scope, name)
    if agency is None:
        agency = Organization(kind=OrganizationKind.AGENCY, name=name, time_zone=time_zone, path="")
        db.session.add(agency)
        db.session.flush()
        agency.path = f"/{agency.id}/"
        db.session.flush()
    return agency


def schools_of(
    scope: System, agency: Organization, listed: Sequence[ListedSchool]
) -> tuple[dict[str, Known], Counter[str]]:
    """Every listed school by its key in the file, and how many districts and schools were made for it.

    What is there is found by its key in the file, and left as it is.
    """
    codes = sorted({school.district for school in listed})
    above = {code: Known(agency.id, agency.path) for code in codes}
    rows = [(code, f"District {code}", above[code]) for code in codes]
    districts, new_districts = _found_or_made(scope, agency, OrganizationKind.DISTRICT, rows)
    rows = [(school.source_id, school.name, districts[school.district]) for school in listed]
    schools, new_schools = _found_or_made(scope, agency, OrganizationKind.SCHOOL, rows)
    return schools, Counter(districts=new_districts, schools=new_schools)


def _found_or_made(
    scope: System, agency: Organization, kind: OrganizationKind, rows: Sequence[tuple[str, str, Known]]
) -> tuple[dict[str, Known], int]:
    """Organizations by their keys in a file, and how many were made. ``rows``: (key in the file, name, parent)."""
    before = imports.known_below(scope, agency.id)
    there = {row.source_id for row in before if row.kind is kind}
    new = [row for row in rows if row[0] not in there]
    if new:
        taken = {(row.parent_id, row.name) for row in before}
        db.session.execute(insert(Organization), _new_rows(agency, kind, new, taken))
        parents = {source_id: parent for source_id, _, parent in new}
        made = [row for row in imports.known_below(scope, agency.id) if row.kind is kind and not row.path]
        paths = [{"key": row.id, "whole": f"{parents[row.source_id].path}{row.id}/"} for row in made]
        statement = update(Organization).where(Organization.id == bindparam("key"))
        db.session.connection().execute(statement.values(path=bindparam("whole")), paths)
    now = imports.known_below(scope, agency.id) if new else before
    return {row.source_id: Known(row.id, row.path) for row in now if row.kind is kind}, len(new)


def _new_rows(
    agency: Organization,
    kind: OrganizationKind,
    rows: Iterable[tuple[str, str, Known]],
    taken: set[tuple[int, str]],
) -> list[dict[str, object]]:
    """A name that its parent has already gets the key in the file behind it. Paths hold the rows' keys and follow."""
    now = clock.now()
    found: list[dict[str, object]] = []
    for source_id, listed, parent in rows:
        name = f"{listed} ({source_id})" if (parent.id, listed) in taken else listed
        taken.add((parent.id, name))
        found.append(
            {
                "kind": kind,
                "name": name,
                "source_id": source_id,
                "parent_id": parent.id,
                "agency_id": agency.id,
                "path": "",
                "time_zone": agency.time_zone,
                "created_at": now,
            }
        )
    return found


def teams_called(
    scope: System, agency: Organization, name: str, schools: Mapping[str, Known]
) -> tuple[dict[str, int], int]:
    """One team of a name for each school, by the school's key in the file; and how many were made."""
    found = imports.teams_named(scope, agency.id, name)
    new = [place for place in schools.values() if place.id not in found]
    if new:
        now = clock.now()
        rows = [
            {
                "name": name,
                "school_id": place.id,
                "agency_id": agency.id,
                "path": place.path,
                "created_at": now,
            }
            for place in new
        ]
        db.session.execute(insert(Team), rows)
        found = imports.teams_named(scope, agency.id, name)
    return {source_id: found[place.id] for source_id, place in schools.items()}, len(new)


def network_called(
    scope: System, agency: Organization, name: str, team_ids: Iterable[int], joined_on: date
) -> Network:
    """The network of a name, made where there is none, with the teams in it that never were."""
    network = imports.network_named(scope, agency.id, name)
    if network is None:
        network = Network(agency=agency, name=name)
        db.session.add(network)
        db.session.flush()
    members = imports.team_ids_of(scope, network.id)
    names = imports.names_of_teams(scope, agency.id)
    rows = [
        {
            "network_id": network.id,
            "team_id": team_id,
            "joined_on": joined_on,
            "school_name": names[team_id][0],
            "team_name": names[team_id][1],
        }
        for team_id in team_ids
        if team_id not in members
    ]
    if rows:
        db.session.execute(insert(NetworkTeam), rows)
    return network
