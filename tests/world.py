"""A small world for tests: one state agency with two districts, one beside it, and a person for every role.

``north`` is the district under test (its schools Elm and Oak); ``south`` is its neighbor; ``elsewhere`` is another
agency.
Each room adds its things in a function of its own below.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete

from nic.accounts.identity import identity_of
from nic.accounts.models import Invitation, Membership, Person, SignIn
from nic.attachments import operations as attachments
from nic.attachments.operations import KeptFile
from nic.comments import operations as comments
from nic.cycles import operations as cycles
from nic.cycles.fields import RowChange
from nic.cycles.models import Answer, Cycle, Decision
from nic.device.models import ReceivedParcel
from nic.home.models import TeamYear
from nic.huddles import operations as huddles
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.identity import Role
from nic.kernel.outbox import OutgoingMail
from nic.kernel.scope import Person as PersonScope
from nic.kernel.scope import System
from nic.learning import operations as learning
from nic.measures.entry.operations import files, links
from nic.measures.models import (
    Breakdown,
    DefinitionEdition,
    Direction,
    Family,
    MarkingKind,
    MeasureKind,
    PartPurpose,
    Series,
)
from nic.measures.operations import (
    PartReading,
    choose_breakdown,
    define_measure,
    mark_chart,
    record_observations,
    record_parts,
)
from nic.measures.queries import load_series, parts_of, series_of_teams
from nic.measures.readings import Reading
from nic.measures.skips.models import SkippedPeriod, SkipReason
from nic.notices.models import NoticeKind, NoticeSetting, NoticeTurn
from nic.organizations.models import (
    Holiday,
    Network,
    NetworkTeam,
    Organization,
    OrganizationKind,
    SchoolYear,
    Team,
)
from nic.organizations.queries import load_network, load_team
from nic.reviews import operations as reviews
from nic.reviews.models import EvidenceItem, FindingKind, Review, SourceKind
from nic.theory import operations as theory
from nic.theory.adoption.operations import adopt_parts, decline_addition
from nic.theory.adoption.queries import adopted_in, load_addition, offer_of
from nic.theory.diagrams.queries import latest_steps
from nic.theory.evidence import operations as evidence
from nic.theory.fishbones import operations as fishbones
from nic.theory.fishbones.models import CategorySet, Cause
from nic.theory.models import Node, NodeKind
from nic.theory.problems import operations as problems
from nic.theory.problems.models import Problem
from nic.theory.problems.votes import booth_of
from nic.theory.queries import load_theory
from nic.theory.versions.operations import publish_version
from nic.votes import operations as votes
from nic.web.talk import load_talked

PASSWORD = "a long enough test password"


class World(dict[str, int]):
    """Names to keys: ``world["elm_team"]`` is a team's id."""


def build_world() -> World:
    """Fills an empty, migrated database. The caller commits."""
    world = World()
    _organizations(world)
    _people(world)
    _accounts(world)
    _notices(world)
    _theory(world)
    _measures(world)
    _entry(world)
    _skips(world)
    _cycles(world)
    _learning(world)
    _huddles(world)
    _reviews(world)
    _votes(world)
    _fishbone(world)
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
        team = db.session.get_one(Team, world[key])
        link = NetworkTeam(network=network, team=team, joined_on=today - timedelta(days=200))
        link.keep_names()
        db.session.add(link)
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


def _notices(world: World) -> None:
    """The teacher once asked for a reminder and stopped it; one of its mails went out."""
    setting = NoticeSetting(
        person_id=world["person_teacher"], kind=NoticeKind.REMINDER, is_on=False, weekday=4, hour=14
    )
    add(world, "notice_setting", setting)
    day = clock.today() - timedelta(days=60)
    add(world, "notice_turn", NoticeTurn(setting_id=setting.id, week_start=clock.week_start(day), due_on=day))


def _theory(world: World) -> None:
    """Elm has a problem and a theory with a shared idea; so has the network; Oak has a problem only."""
    elm, oak = (db.session.get_one(Team, world[key]) for key in ("elm_team", "oak_team"))
    network = db.session.get_one(Network, world["network"])
    for name, owner, person in (("elm", elm, "teacher"), ("oak", oak, "peer"), ("network", network, "hub")):
        problem = problems.propose_problem(
            scope_of(world, person),
            owner,
            statement=f"In {owner.name} the same five students do the talking.",
            how_we_know="A tally in three lessons.",
            whom_it_affects="The quiet half of the class.",
        )
        world[f"{name}_problem"] = problem.id
    for name, owner, person in (("elm", elm, "teacher"), ("network", network, "hub")):
        _theory_of(world, name, owner, scope_of(world, person))
    with clock.frozen(clock.now() - timedelta(days=30)):
        _versions(world)


def _versions(world: World) -> None:
    """Two published versions of the network's theory, then a driver that is still a draft; one version of Elm's."""
    hub, teacher = scope_of(world, "hub"), scope_of(world, "teacher")
    network = load_theory(hub, world["network_theory"])
    world["version_1"] = publish_version(hub, network).id
    primary = next(node for node in network.nodes if node.id == world["network_primary"])
    theory.reword_node(hub, primary, None, "Students have words and pictures to reason with")
    second = publish_version(hub, network, "Pictures helped where words were missing.")
    world |= {"first_number": 1, "version_2": second.id, "version_pair": second.id * 10_000 + 1}
    draft = theory.add_node(
        hub, network, kind=NodeKind.PRIMARY_DRIVER, text="A thought of the hub alone", note="Only a draft."
    )
    world["network_draft"] = draft.id
    _adoption(world)
    world["elm_version"] = publish_version(teacher, load_theory(teacher, world["elm_theory"])).id


def _votes(world: World) -> None:
    """Elm voted once on its problems, and votes again; the teacher has placed dots both times."""
    team = load_team(scope_of(world, "lead"), world["elm_team"])
    for name in ("closed_round", "round"):
        opened = votes.open_round(
            scope_of(world, "lead"), booth_of(team), question="Which problems shall we work on?", dots_each=3
        )
        ballot = votes.place_dots(scope_of(world, "teacher"), opened, {world["elm_problem"]: 2})
        if name == "closed_round":
            votes.close_round(scope_of(world, "lead"), opened)
        world[name], world["ballot"] = opened.id, ballot.id


def _fishbone(world: World) -> None:
    """The fishbone of Elm's problem: a root cause that a driver answers, with evidence; the network has one without."""
    teacher = scope_of(world, "teacher")
    for name, scope in (("elm", teacher), ("network", scope_of(world, "hub"))):
        made = fishbones.begin_fishbone(
            scope, db.session.get_one(Problem, world[f"{name}_problem"]), CategorySet.SCHOOL
        )
        category = next(cause for cause in made.causes if cause.text == "Instruction")
        world[f"{name}_fishbone"], world[f"{name}_category"] = made.id, category.id
        world[f"{name}_cause"] = fishbones.add_cause(scope, category, "Students lack words to begin").id
    first = db.session.get_one(Cause, world["elm_cause"])
    root = fishbones.add_cause(teacher, first, "Nothing in the room shows them")
    fishbones.mark_cause(teacher, root, is_root=True, within_control=True)
    fishbones.link_driver(teacher, root, world["elm_secondary"])
    note = evidence.add_evidence(
        teacher, root, text="Bare walls in three rooms.", source=("series", world["series"])
    )
    about = db.session.get_one(Problem, world["elm_problem"])
    evidence.add_evidence(teacher, about, source=("series", world["series"]))
    world["root_cause"], world["evidence_note"] = root.id, note.id


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
    world[f"{name}_step"] = latest_steps(scope, graph)[0].id


def _adoption(world: World) -> None:
    """Elm's driver stands for one of the network; the hub has left an idea of Elm with the team."""
    teacher, hub = scope_of(world, "teacher"), scope_of(world, "hub")
    offer = offer_of(teacher, world["elm_team"], world["network"])
    adopted = adopt_parts(teacher, offer, [world["network_other_primary"]])
    world["adopted"] = next(
        each.id for each in adopted_in(teacher, adopted.id) if each.node_id == world["elm_other_primary"]
    )
    addition = load_addition(hub, world["network"], world["elm_idea"])
    world["hub_answer"] = decline_addition(hub, addition, "Let us see one more cycle.").id


REVIEW_PARTS = {
    "chair": Role.REVIEW_LEAD,
    "neighbor": Role.REVIEWER,
    "host": Role.HOST_COORDINATOR,
}


def scope_of(world: World, name: str) -> PersonScope:
    """The scope of one of the cast, for whatever runs before a test."""
    return PersonScope(identity_of(db.session.get_one(Person, world[f"person_{name}"])))


def _huddles(world: World) -> None:
    """One decision of the Elm team, not carried out yet."""
    scope = scope_of(world, "lead")
    team = load_team(scope, world["elm_team"])
    decision = huddles.decide(scope, team, what="Show the cards in room 12.", who="Lead")
    world["elm_decision"] = world["decision"] = decision.id
    long_ago = clock.today() - timedelta(days=700)
    add(
        world,
        "team_year",
        TeamYear(team_id=team.id, starts_on=long_ago, name="two years ago", told=["All stayed."]),
    )


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
    _groups(world, series, monday - timedelta(weeks=1))


def _groups(world: World, series: Series, week: date) -> None:
    """The measure is broken down by grade, with a value of each grade in one week."""
    scope = scope_of(world, "teacher")
    groups = ["Grade 5", "Grade 6"]
    choose_breakdown(scope, series, None, breakdown=Breakdown.GRADE, groups=groups)
    rows = parts_of(scope, [series.id], purpose=PartPurpose.GROUP)[series.id]
    found = record_parts(
        scope,
        [series],
        [PartReading(row.id, Reading(series.id, week, uuid4(), numerator=4, denominator=12)) for row in rows],
    )
    db.session.flush()
    world |= {"group": rows[0].id, "part_value": found[0].id}
    note = mark_chart(scope, series, kind=MarkingKind.NOTE, starts_on=week, label="snow week")
    db.session.flush()
    world["marking"] = note.id
    first = DefinitionEdition(
        definition_id=series.definition_id,
        number=1,
        operational_definition=series.definition.operational_definition,
        starts_on=week - timedelta(weeks=30),
    )
    add(world, "edition", first)


def _entry(world: World) -> None:
    """A link that the lead of Elm sent, a file that the teacher sent, and one that the hub sent."""
    team = load_team(scope_of(world, "teacher"), world["elm_team"])
    network = db.session.get_one(Network, world["network"])
    series = load_series(scope_of(world, "lead"), world["series"])
    this_week = clock.week_start(clock.today("America/New_York"))
    link, _ = links.send_link(scope_of(world, "lead"), series, for_whom="Room 12", start=this_week, days=7)
    world["value_link"] = link.id
    for name, who, owner in (("value_file", "teacher", team), ("network_value_file", "hub", network)):
        sent = files.take_file(
            scope_of(world, who), owner, name="values.csv", sha256="0" * 64, how="CSV", rows=1, mark=uuid4()
        )
        world[name] = sent.id


def _skips(world: World) -> None:
    """A week long ago in which the Elm team measured nothing, and a parcel that came in from a device."""
    day = clock.week_start(clock.today()) - timedelta(weeks=40)
    skip = SkippedPeriod(series_id=world["team_series"], period_start=day, reason=SkipReason.HOLIDAY)
    add(world, "skipped_period", skip)
    db.session.add(
        ReceivedParcel(mark=UUID(int=7), person_id=world["person_teacher"], kind="week", edition=1)
    )
    db.session.flush()


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
    _rows(world, planned)
    with clock.frozen(clock.now() - timedelta(days=10)):
        doing = _cycle(world, "elm_cycle_doing", "teacher", "elm_team", "network_idea", series=series, **plan)
        cycles.start_do(scope_of(world, "teacher"), doing)
        world["cycle_data"] = doing.data[0].id
        of_oak = _cycle(world, "oak_cycle_doing", "peer", "oak_team", "network_idea", **plan)
        cycles.start_do(scope_of(world, "peer"), of_oak)
        for key, decision in (("elm_cycle_closed", Decision.ADAPT), ("elm_cycle_shared", Decision.ADOPT)):
            watched = {"series": series} if key == "elm_cycle_shared" else {}
            cycle = _cycle(world, key, "teacher", "elm_team", "network_shared_idea", **watched, **plan)
            _close(world, cycle, decision)
    entry = cycles.log_week(
        scope_of(world, "teacher"),
        doing,
        week_start=clock.today() - timedelta(days=7),
        what_happened="Twelve pairs used the cards.",
        what_surprised="The quiet tables asked for more.",
    )
    world["elm_log_entry"] = entry.id
    _comment(world, "comment_before", "coach", "elm_cycle_shared", "The circle alone: two cards were lost.")
    cycles.share_cycle(scope_of(world, "lead"), db.session.get_one(Cycle, world["elm_cycle_shared"]))
    _comment(world, "comment", "peer", "elm_cycle_shared", "All tables had cards.")
    on = load_talked(scope_of(world, "teacher"), "cycle", doing.id)
    question = comments.ask_coach(scope_of(world, "teacher"), on, words="Is one class enough?")
    world["comment_question"] = question.id
    _attachments(world)
    db.session.flush()
    db.session.execute(delete(OutgoingMail))  # tests begin with an empty outbox


def _learning(world: World) -> None:
    """The network has a published synthesis and a draft, both resting on Elm's shared cycle."""
    hub = scope_of(world, "hub")
    network = load_network(hub, world["network"])
    for key in ("synthesis", "synthesis_draft"):
        made = learning.draft_synthesis(
            hub,
            network,
            topic=f"starters ({key.replace('_', ' ')})",
            claim="Quiet students speak where they wrote the starters themselves.",
            contexts="Grade 6.",
            not_for="Newcomers: two classes saw no difference.",
            cycle_ids=[world["elm_cycle_shared"]],
        )
        world[key] = made.id
        if key == "synthesis":
            learning.publish_synthesis(hub, made)


def _attachments(world: World) -> None:
    """A file and a link of the shared cycle, one of them for the circle alone, and a link of a running one."""
    teacher = scope_of(world, "teacher")
    for key, cycle, circle_only in (
        ("attachment", "elm_cycle_shared", False),
        ("attachment_of_circle", "elm_cycle_shared", True),
        ("attachment_unshared", "elm_cycle_doing", False),
    ):
        file = KeptFile(f"{key}.pdf", f"{len(world):032x}", "application/pdf", 5)
        on = load_talked(teacher, "cycle", world[cycle])
        world[key] = attachments.add_file(teacher, on, file, circle_only=circle_only).id
    on = load_talked(teacher, "cycle", world["elm_cycle_shared"])
    world["attachment_link"] = attachments.add_link(teacher, on, link="https://example.org/tally").id


def _comment(world: World, key: str, person: str, cycle: str, notice: str) -> None:
    on = load_talked(scope_of(world, person), "cycle", world[cycle])
    world[key] = comments.say(scope_of(world, person), on, notice=notice, wonder="What came next?").id


def _rows(world: World, planned: Cycle) -> None:
    """A task and a learning question of a plan."""
    rows = (
        RowChange("task", None, {"task": "Print the cards", "who": "Ana", "due": "Monday"}),
        RowChange(
            "question", None, {"question": "Do quiet students use them?", "prediction": "Three of five do."}
        ),
    )
    cycles.edit_plan(scope_of(world, "teacher"), planned, planned.version, rows=rows)
    world["cycle_task"], world["cycle_question"] = planned.tasks[0].id, planned.questions[0].id


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
