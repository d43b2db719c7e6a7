"""Makes the small world larger: every kind of row that a list page shows, thirty times."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import inspect

from nic.accounts.models import Membership, Person, SignIn
from nic.cycles.models import Cycle, LogEntry
from nic.kernel import clock
from nic.kernel.audit import AuditEntry
from nic.kernel.database import db
from nic.kernel.identity import Role
from nic.kernel.outbox import queue_mail
from nic.measures.models import MeasureDefinition, Observation, Series, SeriesState
from nic.organizations.models import Network, NetworkTeam, Organization, Team
from nic.reviews.models import EvidenceCriterion, EvidenceItem, Finding, FindingEvidence, Review, ReviewSchool
from nic.theory.models import Node, NodeLink, Problem
from tests.world import World

MORE = 29
Grow = Callable[[World], None]


def _copy(row: Any, **changes: Any) -> Any:
    """A new row with the columns of another one, some of them changed."""
    mapper = inspect(row).mapper
    keys = {mapper.get_property_by_column(column).key for column in mapper.primary_key}
    if len(keys) > 1:
        keys = set()
    values = {
        attribute.key: getattr(row, attribute.key)
        for attribute in mapper.column_attrs
        if attribute.key not in keys
    }
    fresh = type(row)(**(values | changes))
    db.session.add(fresh)
    db.session.flush()
    return fresh


def _copies(model: Any, key: int, **changes: Callable[[int], Any]) -> Iterator[Any]:
    row = db.session.get_one(model, key)
    for number in range(MORE):
        yield _copy(row, **{name: make(number) for name, make in changes.items()})


def problems(world: World) -> None:
    """More problems of the Elm team."""
    list(_copies(Problem, world["elm_problem"], statement=lambda n: f"Another problem, number {n}"))


def networks(world: World) -> None:
    """More networks of the agency, each with the Elm team in it."""
    for network in _copies(Network, world["network"], name=lambda n: f"Network {n}"):
        db.session.add(
            NetworkTeam(network_id=network.id, team_id=world["elm_team"], joined_on=date(2020, 1, 1))
        )


def schools(world: World) -> None:
    """More schools of the north district, each with a team."""
    for school in _copies(Organization, world["elm"], name=lambda n: f"School {n}", source_id=lambda _: None):
        school.path = f"{school.parent.path}{school.id}/"
        db.session.add(Team(name="A team", school_id=school.id, agency_id=world["agency"], path=school.path))


def teams_of_network(world: World) -> None:
    """More teams of the network, with values."""
    team = db.session.get_one(Team, world["elm_team"])
    for number in range(MORE):
        other = _copy(team, name=f"Team {number}")
        db.session.add(NetworkTeam(network_id=world["network"], team_id=other.id, joined_on=date(2020, 1, 1)))
        _series_like(world, "series", other.id)


def own_teams(world: World) -> None:
    """More teams of the teacher."""
    team = db.session.get_one(Team, world["elm_team"])
    membership = db.session.get_one(Membership, world["membership_teacher"])
    for number in range(MORE):
        _copy(membership, team_id=_copy(team, name=f"Team {number}").id)


def _series_like(world: World, name: str, team_id: int, definition_id: int | None = None) -> None:
    series = db.session.get_one(Series, world[name])
    other = _copy(series, team_id=team_id, definition_id=definition_id or series.definition_id)
    state = db.session.get(SeriesState, series.id)
    if state is not None:
        _copy(state, series_id=other.id)
    standing = db.session.query(Observation).filter_by(series_id=series.id).limit(12)
    for observation in standing:
        _copy(observation, series_id=other.id, client_uuid=uuid4())


def measures(world: World) -> None:
    """More measures of the Elm team, with values."""
    for definition in _copies(
        MeasureDefinition,
        world["definition"],
        name=lambda n: f"Measure {n}",
        network_id=lambda _: None,
        team_id=lambda _: world["elm_team"],
    ):
        _series_like(world, "series", world["elm_team"], definition.id)


def cycles(world: World) -> None:
    """More running and more closed cycles of the Elm team, with log entries."""
    for name, first in (("elm_cycle_doing", 100), ("elm_cycle_shared", 200)):
        for cycle in _copies(
            Cycle, world[name], number=lambda n, first=first: first + n, client_uuid=lambda _: uuid4()
        ):
            db.session.add(
                LogEntry(cycle_id=cycle.id, week_start=clock.week_start(clock.today()), client_uuid=uuid4())
            )


def nodes(world: World) -> None:
    """More change ideas in the theory of the Elm team."""
    for node in _copies(Node, world["elm_idea"], text=lambda n: f"idea number {n}"):
        db.session.add(NodeLink(parent_id=world["elm_secondary"], child_id=node.id))


def people(world: World) -> None:
    """More members of the Elm team."""
    for person in _copies(
        Person, world["person_teacher"], email=lambda n: f"p{n}@test.example", fs_uniquifier=lambda n: f"p{n}"
    ):
        db.session.add(
            Membership(
                person_id=person.id,
                role=Role.TEAM_MEMBER,
                team_id=world["elm_team"],
                started_on=date(2020, 1, 1),
            )
        )


def devices(world: World) -> None:
    """More signed-in devices of the teacher."""
    list(_copies(SignIn, world["sign_in"], secret_hash=lambda n: f"device {n}"))


def mails(world: World) -> None:
    """More mail in the outbox."""
    for number in range(MORE):
        queue_mail(f"p{number}@test.example", "News", "There is news.")


def history(world: World) -> None:
    """A longer history of a problem, by several people."""
    for number in range(MORE):
        db.session.add(
            AuditEntry(
                actor_id=world["person_lead" if number % 2 else "person_teacher"],
                verb="reworded",
                subject_kind="problem",
                subject_id=world["elm_problem"],
                before={"statement": f"Words {number}"},
                after={"statement": f"Words {number + 1}"},
            )
        )


def reviews(world: World) -> None:
    """More reviews of the agency."""
    for review in _copies(Review, world["review"], visit_on=lambda n: clock.today() + timedelta(days=n)):
        db.session.add(ReviewSchool(review_id=review.id, school_id=world["elm"]))


def evidence(world: World) -> None:
    """More evidence in the review."""
    for item in _copies(EvidenceItem, world["evidence_1"], client_uuid=lambda _: uuid4()):
        db.session.add(EvidenceCriterion(evidence_id=item.id, criterion_id=world["Student voice and agency"]))


def findings(world: World) -> None:
    """More findings of the review, each citing two pieces of evidence."""
    for finding in _copies(Finding, world["finding"]):
        for name in ("evidence_1", "evidence_2"):
            db.session.add(FindingEvidence(finding_id=finding.id, evidence_id=world[name]))


PAGES: tuple[tuple[str, str, tuple[Grow, ...]], ...] = (
    ("/this-week", "teacher", (measures, cycles)),
    ("/teams", "teacher", (own_teams,)),
    ("/teams/{elm_team}", "teacher", (measures, cycles, nodes)),
    ("/teams/{elm_team}", "agency", (cycles,)),
    ("/teams/{elm_team}/problems", "teacher", (problems,)),
    ("/teams/{elm_team}/theory", "teacher", (nodes, cycles)),
    ("/teams/{elm_team}/cycles", "teacher", (cycles,)),
    ("/teams/{elm_team}/people", "lead", (people,)),
    ("/networks", "agency", (networks,)),
    ("/networks/{network}", "hub", (teams_of_network, cycles)),
    ("/networks/{network}", "agency", (teams_of_network, cycles)),
    ("/agencies/{agency}", "agency", (networks, reviews, schools)),
    ("/districts/{north}", "district", (schools,)),
    ("/organizations/{north}", "district", (schools,)),
    ("/reviews", "agency", (reviews,)),
    ("/reviews/{review}", "chair", (evidence, findings)),
    ("/reviews/{review}/board", "chair", (evidence, findings)),
    ("/reviews/{review}/evidence", "chair", (evidence,)),
    ("/reviews/{review}/findings", "chair", (findings, evidence)),
    ("/account", "teacher", (devices,)),
    ("/mail", "admin", (mails,)),
    ("/history/problem/{elm_problem}", "lead", (history,)),
    ("/who-can-see-what", "teacher", ()),
)
"""(address, reader, what grows) of every page that lists something."""
