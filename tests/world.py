"""A small world for tests: one state agency with two districts, one beside it, and a person for every role.

``north`` is the district under test (its schools Elm and Oak); ``south`` is its neighbor; ``elsewhere`` is another
agency.
Each room adds its things in a function of its own below.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from nic.accounts.identity import identity_of
from nic.accounts.models import Invitation, Membership, Person, SignIn
from nic.cycles import operations as cycles
from nic.cycles.models import Answer, Cycle, Decision
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.identity import Role
from nic.kernel.scope import Person as PersonScope
from nic.kernel.scope import System
from nic.measures.models import Direction, Family, MeasureKind, Series
from nic.measures.operations import define_measure, record_observations
from nic.measures.queries import series_of_teams
from nic.measures.readings import Reading
from nic.organizations.models import (
    Holiday,
    Network,
    NetworkTeam,
    Organization,
    OrganizationKind,
    SchoolYear,
    Team,
)
from nic.organizations.queries import load_team
from nic.reviews import operations as reviews
from nic.reviews.models import EvidenceItem, FindingKind, Review, SourceKind
from nic.theory import operations as theory
from nic.theory.models import Node, NodeKind

PASSWORD = "a long enough test password"


class World(dict[str, int]):
    """Names to keys: ``world["elm_team"]`` is a team's id."""


def build_world() -> World:
    """Fills an empty, migrated database. The caller commits."""
    world = World()
    _organizations(world)
    _people(world)
    _accounts(world)
    _theory(world)
    _measures(world)
    _cycles(world)
    _reviews(world)
    return world


def add(world: World, name: str, row: Any) -> Any:
    """Adds a row under a name."""
    db.session.add(row)
    db.session.flush()
    world[name] = row.id
    return row


def _organization(
    world: World, name: str, kind: OrganizationKind, parent: Organization | None
) -> Organization:
    row = Organization(
        name=name.capitalize(),
        kind=kind,
        parent_id=parent.id if parent else None,
        path="",
        time_zone="America/New_York",
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
"""Everybody, with their role and the place where they hold it.

In the review of north, neighbor is a reviewer, chair the lead and host its coordinator.
"""


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


def _accounts(world: World) -> None:
    """A device of the teacher, an open invitation to the Elm team, and a holiday of the north district."""
    world["membership"] = world["membership_teacher"]
    in_a_week = clock.now() + timedelta(days=7)
    teacher, lead = world["person_teacher"], world["person_lead"]
    add(
        world,
        "sign_in",
        SignIn(person_id=teacher, secret_hash="x" * 64, device="Firefox on Windows", expires_at=in_a_week),
    )
    add(
        world,
        "invitation",
        Invitation(
            secret_hash="y" * 64,
            role=Role.TEAM_MEMBER,
            team_id=world["elm_team"],
            email="new@test.example",
            invited_by_id=lead,
            expires_at=in_a_week,
        ),
    )
    day = clock.today() + timedelta(days=20)
    add(
        world, "holiday", Holiday(organization_id=world["north"], name="Fair day", starts_on=day, ends_on=day)
    )
    world["school_year"] = world["agency_year"]


def _theory(world: World) -> None:
    """Elm has a problem and a theory with a shared idea; so has the network; Oak has a problem only."""
    elm, oak = (db.session.get_one(Team, world[key]) for key in ("elm_team", "oak_team"))
    network = db.session.get_one(Network, world["network"])
    for name, owner, person in (("elm", elm, "teacher"), ("oak", oak, "peer"), ("network", network, "hub")):
        problem = theory.propose_problem(
            scope_of(world, person),
            owner,
            statement=f"In {owner.name} the same five students do the talking.",
            how_we_know="A tally in three lessons.",
            whom_it_affects="The quiet half of the class.",
        )
        world[f"{name}_problem"] = problem.id
    for name, owner, person in (("elm", elm, "teacher"), ("network", network, "hub")):
        _theory_of(world, name, owner, scope_of(world, person))


def _theory_of(world: World, name: str, owner: Team | Network, scope: PersonScope) -> None:
    graph = theory.begin_theory(
        scope,
        owner,
        what=f"{owner.name}: students explain their reasoning aloud",
        for_whom="all sixth-graders",
        how_much="from 34% to 60%",
        by_when=clock.today() + timedelta(days=200),
    )
    world[f"{name}_theory"], world[f"{name}_aim"] = graph.id, graph.aim.id

    def node(key: str, kind: NodeKind, text: str, *parents: str) -> None:
        served = [world[f"{name}_{parent}"] for parent in parents]
        world[f"{name}_{key}"] = theory.add_node(scope, graph, kind=kind, text=text, parent_ids=served).id

    node("primary", NodeKind.PRIMARY_DRIVER, "Students have words to reason with")
    node("other_primary", NodeKind.PRIMARY_DRIVER, "It is safe to be wrong")
    node("secondary", NodeKind.SECONDARY_DRIVER, "Language is visible in the room", "primary")
    node("idea", NodeKind.CHANGE_IDEA, f"sentence starters of {owner.name}", "secondary")
    node("shared_idea", NodeKind.CHANGE_IDEA, "talk partners chosen by card", "secondary", "other_primary")


REVIEW_PARTS = {
    "chair": Role.REVIEW_LEAD,
    "neighbor": Role.REVIEWER,
    "host": Role.HOST_COORDINATOR,
}


def scope_of(world: World, name: str) -> PersonScope:
    """The scope of one of the cast, for whatever runs before a test."""
    return PersonScope(identity_of(db.session.get_one(Person, world[f"person_{name}"])))


def _reviews(world: World) -> None:
    """A visit of north is under way: three pieces of evidence and two findings, which the host does not see yet."""
    agency = scope_of(world, "agency")
    framework = reviews.seed_example_framework(agency)
    north = db.session.get_one(Organization, world["north"])
    review = reviews.start_review(
        agency,
        north,
        framework_id=framework.id,
        visit_on=clock.today() + timedelta(days=1),
        purpose="How students shape their own learning.",
        school_ids=(world["elm"], world["oak"]),
    )
    world.update(framework=framework.id, review=review.id, instrument=framework.instruments[0].id)
    for domain in framework.domains:
        world[f"domain_{domain.position}"] = domain.id
        world.update({criterion.name: criterion.id for criterion in domain.criteria})
    for name, role in REVIEW_PARTS.items():
        member = reviews.add_review_member(agency, review, person_id=world[f"person_{name}"], role=role)
        world[f"review_member_{name}"] = member.id
    world["review_member"] = world["review_member_neighbor"]
    reviews.move_review(scope_of(world, "chair"), review, "begin-visit")
    _evidence(world, review)
    for name, kind, text, items in (
        (
            "finding",
            FindingKind.COMMENDATION,
            "North should be commended for students' part in planning.",
            (1, 2),
        ),
        ("finding_thin", FindingKind.RECOMMENDATION, "North should consider one way to ask for help.", (3,)),
    ):
        finding = reviews.draft_finding(
            scope_of(world, "chair"),
            review,
            domain_id=world["domain_2"],
            kind=kind,
            text=text,
            evidence_ids=[world[f"evidence_{number}"] for number in items],
        )
        world[name] = finding.id


def _evidence(world: World, review: Review) -> None:
    filed = (
        (
            "neighbor",
            "elm",
            SourceKind.OBSERVATION,
            3,
            "Pairs plan their next task. “We pick what comes next.”",
        ),
        ("chair", "elm", SourceKind.INTERVIEW, 1, "Two students say that they are told what to do."),
        ("neighbor", "oak", SourceKind.DOCUMENT, None, "The handbook names one adult for each student."),
    )
    for number, (who, school, kind, rating, narrative) in enumerate(filed, start=1):
        item: EvidenceItem = reviews.file_evidence(
            scope_of(world, who),
            review,
            school_id=world[school],
            source_kind=kind,
            narrative=narrative,
            rating=rating,
            criterion_ids=[world["Student voice and agency"]],
            client_uuid=UUID(int=number),
        )
        world[f"evidence_{number}"] = item.id
    world["evidence"] = world["evidence_1"]


def _measures(world: World) -> None:
    """A measure of the network with 20 weeks of the Elm team, up to a week ago, and one of the Elm team alone."""
    scope = System("test world")
    network = db.session.get_one(Network, world["network"])
    elm = load_team(scope, world["elm_team"])
    shared = define_measure(
        scope,
        network,
        name="Explain their reasoning",
        operational_definition="Students who explain a step aloud in one lesson, out of all present.",
        family=Family.OUTCOME,
        kind=MeasureKind.PROPORTION,
        direction=Direction.HIGHER,
        goal_value=60,
    )
    own = define_measure(
        scope,
        elm,
        name="Exit tickets",
        family=Family.PROCESS,
        kind=MeasureKind.COUNT,
        direction=Direction.HIGHER,
    )
    by_definition = {each.definition_id: each for each in series_of_teams(scope, [elm.id])}
    series = by_definition[shared.id]
    monday = clock.week_start(clock.today("America/New_York"))
    readings = [
        Reading(
            series.id, monday - timedelta(weeks=20 - week), uuid4(), numerator=8 + week % 4, denominator=24
        )
        for week in range(20)
    ]
    observations = record_observations(scope, [series], readings)
    db.session.flush()
    world |= {
        "definition": shared.id,
        "team_definition": own.id,
        "series": series.id,
        "team_series": by_definition[own.id].id,
        "observation": observations[-1].id,
    }


def _cycles(world: World) -> None:
    """Elm has a planned, a running, a closed and a shared cycle; Oak has a running one."""
    plan = {
        "scale": "one class, one week",
        "test_description": "My second period, in pairs.",
        "prediction": "Half the class uses a starter in each lesson.",
        "how_we_will_know": "A tally of starters.",
    }
    series = db.session.get_one(Series, world["series"])
    planned = _cycle(world, "elm_cycle", "teacher", "elm_team", "elm_idea", **plan)
    cycles.add_task(scope_of(world, "teacher"), planned, task="Print the cards", who="Ana", due="Monday")
    with clock.frozen(clock.now() - timedelta(days=10)):
        doing = _cycle(world, "elm_cycle_doing", "teacher", "elm_team", "network_idea", series=series, **plan)
        cycles.start_do(scope_of(world, "teacher"), doing)
        of_oak = _cycle(world, "oak_cycle_doing", "peer", "oak_team", "network_idea", **plan)
        cycles.start_do(scope_of(world, "peer"), of_oak)
        for key, decision in (("elm_cycle_closed", Decision.ADAPT), ("elm_cycle_shared", Decision.ADOPT)):
            _close(world, _cycle(world, key, "teacher", "elm_team", "network_shared_idea", **plan), decision)
    entry = cycles.log_week(
        scope_of(world, "teacher"),
        doing,
        week_start=clock.today() - timedelta(days=7),
        what_happened="Twelve pairs used the cards.",
        what_surprised="The quiet tables asked for more.",
    )
    world["elm_log_entry"] = entry.id
    cycles.share_cycle(scope_of(world, "lead"), db.session.get_one(Cycle, world["elm_cycle_shared"]))


def _cycle(world: World, key: str, person: str, team: str, idea: str, **plan: Any) -> Cycle:
    cycle = cycles.plan_cycle(
        scope_of(world, person),
        load_team(scope_of(world, person), world[team]),
        change_idea=db.session.get_one(Node, world[idea]),
        **plan,
    )
    world[key] = cycle.id
    return cycle


def _close(world: World, cycle: Cycle, decision: Decision) -> None:
    scope = scope_of(world, "teacher")
    cycles.start_do(scope, cycle)
    cycles.finish_cycle(
        scope,
        cycle,
        None,
        results="17 of 24 used one.",
        matched_prediction=Answer.YES,
        learned="Words that students chose are used.",
        decision=decision,
        decision_detail="Students write two cards themselves.",
    )
