"""Makes the small world larger: every kind of row that a list page shows, thirty times."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import inspect

from nic.accounts.models import Membership, Person, SignIn
from nic.attachments.models import Attachment
from nic.comments.models import Comment, CommentKind
from nic.cycles.models import Cycle, CycleData, CycleQuestion, CycleTask, LogEntry
from nic.huddles.models import HuddleDecision
from nic.kernel import clock
from nic.kernel.audit import AuditEntry
from nic.kernel.database import db
from nic.kernel.identity import Role
from nic.kernel.outbox import queue_mail
from nic.learning.models import CycleText, Synthesis, SynthesisCycle
from nic.measures.entry.models import ValueFile, ValueLink
from nic.measures.models import (
    MeasureDefinition,
    Observation,
    PartValue,
    Series,
    SeriesMarking,
    SeriesPart,
    SeriesState,
)
from nic.organizations.models import Network, NetworkTeam, Organization, Team
from nic.reviews.models import EvidenceCriterion, EvidenceItem, Finding, FindingEvidence, Review, ReviewSchool
from nic.theory.evidence.models import EvidenceNote
from nic.theory.fishbones.models import Cause
from nic.theory.models import Node, NodeLink
from nic.theory.problems.models import Problem
from nic.theory.versions.models import TheoryVersion
from nic.votes.models import Ballot, Dots
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
    team = db.session.get_one(Team, world["elm_team"])
    for network in _copies(Network, world["network"], name=lambda n: f"Network {n}"):
        _join(network, team)


def _join(network: Network, team: Team) -> None:
    link = NetworkTeam(network=network, team=team, joined_on=date(2020, 1, 1))
    link.keep_names()
    db.session.add(link)


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
        _join(db.session.get_one(Network, world["network"]), other)
        _series_like(world, "series", other.id)


def own_teams(world: World) -> None:
    """More teams of the teacher."""
    team = db.session.get_one(Team, world["elm_team"])
    membership = db.session.get_one(Membership, world["membership_teacher"])
    for number in range(MORE):
        _copy(membership, team_id=_copy(team, name=f"Team {number}").id)


def coached_teams(world: World) -> None:
    """More teams of the coach, each with an overdue Study and a surprise."""
    cycle = db.session.get_one(Cycle, world["elm_cycle_doing"])
    entry = db.session.get_one(LogEntry, world["elm_log_entry"])
    membership = db.session.get_one(Membership, world["membership_coach"])
    for number in range(MORE):
        team = _copy(db.session.get_one(Team, world["elm_team"]), name=f"Coached team {number}")
        _copy(membership, team_id=team.id)
        late = _copy(cycle, team_id=team.id, client_uuid=None, study_due_on=date(2020, 1, 1))
        _copy(entry, cycle_id=late.id, client_uuid=None)


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


def chart_marks(world: World) -> None:
    """More notes on the chart of a measure, and more groups beside its values."""
    note = db.session.get_one(SeriesMarking, world["marking"])
    for number in range(MORE):
        _copy(note, starts_on=note.starts_on - timedelta(weeks=number + 1))
    group, value = (
        db.session.get_one(SeriesPart, world["group"]),
        db.session.get_one(PartValue, world["part_value"]),
    )
    for number in range(MORE):
        other = _copy(group, name=f"Group {number}")
        _copy(value, part_id=other.id, client_uuid=uuid4())


def teams_behind(world: World) -> None:
    """More teams that count by an older definition."""
    teams_of_network(world)
    for series in db.session.query(Series).filter_by(definition_id=world["definition"]):
        series.edition = 0


def cycles(world: World) -> None:
    """More running and more closed cycles of the Elm team, with log entries."""
    for name, first in (("elm_cycle_doing", 100), ("elm_cycle_shared", 200)):
        for cycle in _copies(
            Cycle, world[name], number=lambda n, first=first: first + n, client_uuid=lambda _: uuid4()
        ):
            db.session.add(
                LogEntry(cycle_id=cycle.id, week_start=clock.week_start(clock.today()), client_uuid=uuid4())
            )


def comments(world: World) -> None:
    """More of what was said on a cycle, by several people, with questions that wait and answers."""
    who = ("person_teacher", "person_coach", "person_lead")
    for number, said in enumerate(_copies(Comment, world["comment_question"], client_uuid=lambda _: None)):
        said.author_id = world[who[number % 3]]
        _copy(said, kind=CommentKind.ANSWER, answers_id=said.id, client_uuid=None)


def attachments(world: World) -> None:
    """More files of a running cycle, added by several people."""
    who = ("person_teacher", "person_lead")
    for number, row in enumerate(
        _copies(
            Attachment, world["attachment_unshared"], stored=lambda n: f"{n:x}", client_uuid=lambda _: None
        )
    ):
        row.author_id = world[who[number % 2]]


def shared_cycles(world: World) -> None:
    """More shared cycles of more teams of the network on more ideas, watching measures, found by the search."""
    cycle = db.session.get_one(Cycle, world["elm_cycle_shared"])
    kept = db.session.get_one(CycleText, cycle.id)
    row = db.session.query(CycleData).filter_by(cycle_id=world["elm_cycle_doing"]).first()
    for number in range(MORE):
        other = _copy(
            cycle, number=300 + number, change_idea_id=None, idea_text=f"idea {number}", client_uuid=None
        )
        _copy(row, cycle_id=other.id)
        db.session.add(CycleText(cycle_id=other.id, idea=other.idea_text, words=kept.words))


def syntheses(world: World) -> None:
    """More published syntheses of the network."""
    for synthesis in _copies(Synthesis, world["synthesis"]):
        db.session.add(SynthesisCycle(synthesis_id=synthesis.id, cycle_id=world["elm_cycle_shared"]))


def rows_of_a_plan(world: World) -> None:
    """More questions and tasks in a plan of the Elm team."""
    list(_copies(CycleQuestion, world["cycle_question"], question=lambda n: f"Question {n}"))
    list(_copies(CycleTask, world["cycle_task"], task=lambda n: f"Task {n}"))


def nodes(world: World) -> None:
    """More change ideas in the theory of the Elm team."""
    for node in _copies(Node, world["elm_idea"], text=lambda n: f"idea number {n}"):
        db.session.add(NodeLink(parent_id=world["elm_secondary"], child_id=node.id))


def versions(world: World) -> None:
    """More published versions of the network's theory."""
    list(_copies(TheoryVersion, world["version_1"], number=lambda n: n + 3, client_uuid=lambda _: None))


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


def causes(world: World) -> None:
    """More causes on the fishbone of the Elm team, each with evidence."""
    for cause in _copies(
        Cause, world["elm_cause"], text=lambda n: f"Cause {n}", client_uuid=lambda _: uuid4()
    ):
        _copy(db.session.get_one(EvidenceNote, world["evidence_note"]), cause_id=cause.id)


def dots(world: World) -> None:
    """More people with dots in both rounds of the Elm team."""
    for person in _copies(
        Person, world["person_teacher"], email=lambda n: f"v{n}@test.example", fs_uniquifier=lambda n: f"v{n}"
    ):
        for name in ("round", "closed_round"):
            given = [Dots(subject_id=world["elm_problem"], number=1)]
            db.session.add(Ballot(round_id=world[name], person_id=person.id, dots=given))


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


def decisions(world: World) -> None:
    """More decisions of the Elm team, of today and of earlier days."""
    list(_copies(HuddleDecision, world["elm_decision"], client_uuid=lambda _: uuid4()))
    for decision in _copies(HuddleDecision, world["elm_decision"], client_uuid=lambda _: uuid4()):
        decision.decided_on -= timedelta(days=8)


def value_files(world: World) -> None:
    """More files that the teacher sent."""
    list(_copies(ValueFile, world["value_file"], client_uuid=lambda _: uuid4()))


def value_links(world: World) -> None:
    """More links for a value of a measure."""
    list(
        _copies(
            ValueLink, world["value_link"], client_uuid=lambda _: uuid4(), secret_hash=lambda n: f"link {n}"
        )
    )


PAGES: tuple[tuple[str, str, tuple[Grow, ...]], ...] = (
    ("/this-week", "teacher", (measures, cycles)),
    ("/teams", "teacher", (own_teams,)),
    ("/teams", "coach", (comments, cycles, coached_teams)),
    ("/teams/{elm_team}", "teacher", (measures, cycles, nodes)),
    ("/teams/{elm_team}", "agency", (cycles,)),
    ("/teams/{elm_team}/grid", "teacher", (measures,)),
    ("/teams/{elm_team}/value-files", "teacher", (value_files,)),
    ("/teams/{elm_team}/measures/{series}/links", "lead", (value_links,)),
    ("/teams/{elm_team}/problems", "teacher", (problems, dots)),
    ("/problems/{elm_problem}", "teacher", (problems, dots)),
    ("/problems/{elm_problem}/fishbone", "teacher", (causes,)),
    ("/causes/{elm_cause}", "teacher", (causes,)),
    ("/votes/{round}", "teacher", (problems, dots)),
    ("/votes/{closed_round}", "teacher", (problems, dots)),
    ("/teams/{elm_team}/theory", "teacher", (nodes, cycles)),
    ("/networks/{network}/theory/versions", "peer", (versions,)),
    ("/networks/{network}/theory/additions", "hub", (nodes,)),
    ("/teams/{elm_team}/theory/shared", "teacher", (nodes,)),
    ("/teams/{elm_team}/theory/adopt/{network}", "teacher", (nodes,)),
    ("/theory/versions/{version_1}", "peer", (versions,)),
    ("/teams/{elm_team}/cycles", "teacher", (cycles,)),
    ("/teams/{elm_team}/cycles/{elm_cycle_shared}/ramp", "teacher", (cycles,)),
    ("/teams/{elm_team}/cycles/{elm_cycle}", "teacher", (rows_of_a_plan,)),
    ("/teams/{elm_team}/cycles/{elm_cycle_doing}", "teacher", (comments, attachments)),
    ("/attachments/cycle/{elm_cycle_doing}", "coach", (attachments,)),
    ("/comments/cycle/{elm_cycle_doing}", "coach", (comments,)),
    ("/teams/{elm_team}/people", "lead", (people,)),
    ("/teams/{elm_team}/huddle", "teacher", (measures, cycles, decisions)),
    ("/teams/{elm_team}/decisions", "teacher", (decisions,)),
    ("/teams/{elm_team}/school-year?preview=1&phase=1", "lead", (measures, cycles, people)),
    ("/teams/{elm_team}/measures/{series}", "teacher", (chart_marks,)),
    ("/teams/{elm_team}/measures/{series}", "peer", (chart_marks,)),
    ("/teams/{elm_team}/measures/{series}/groups", "teacher", (chart_marks,)),
    ("/measures/{definition}", "hub", (teams_behind,)),
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
    ("/networks/{network}/learned", "peer", (syntheses,)),
    ("/networks/{network}/change-package", "peer", (shared_cycles,)),
    ("/networks/{network}/change-package", "hub", (shared_cycles, cycles)),
    ("/networks/{network}/change-package?search=starter", "hub", (shared_cycles,)),
    ("/networks/{network}/showcase", "agency", (syntheses, shared_cycles)),
    ("/search?search=starter", "peer", (shared_cycles,)),
    ("/syntheses/{synthesis}", "peer", (comments,)),
    ("/account", "teacher", (devices,)),
    ("/mail", "admin", (mails,)),
    ("/history/problem/{elm_problem}", "lead", (history,)),
    ("/who-can-see-what", "teacher", ()),
)
"""(address, reader, what grows) of every page that lists something."""
