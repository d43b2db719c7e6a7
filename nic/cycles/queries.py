"""Every read of cycles."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from nic.cycles.models import Cycle, CycleData, CycleState, Decision, LogEntry
from nic.cycles.moves import OPEN, RUNNING
from nic.kernel.database import db
from nic.kernel.errors import NotFoundInScope
from nic.kernel.scope import Person, Scope, System
from nic.kernel.statements import per_scope
from nic.measures.models import Series
from nic.organizations import queries as organizations
from nic.organizations.models import NetworkTeam, Organization, Team
from nic.theory.models import Node, NodeKind, Theory
from nic.theory.queries import with_owner
from nic.web.pager import Page, paginate


def in_circle(scope: Scope) -> ColumnElement[bool]:
    """A filter on Cycle: those of the teams whose circle the person belongs to."""
    return Cycle.team.has(organizations.team_in_circle(scope))


def visible(scope: Scope) -> ColumnElement[bool]:
    """A filter on Cycle: those of the circle, and those shared with a network that the person sees."""
    match scope:
        case Person(identity):
            networks = identity.network_ids | identity.led_network_ids
            shared_with = or_(
                Cycle.agency_id.in_(identity.agency_ids),
                Cycle.team.has(Team.network_links.any(NetworkTeam.network_id.in_(networks))),
            )
            return or_(in_circle(scope), and_(Cycle.shared_at.is_not(None), shared_with))
        case _:
            return in_circle(scope)


def _cycles() -> Select[Any]:
    """Cycles with what lists and permissions read of them."""
    return select(Cycle).options(
        joinedload(Cycle.team).options(
            joinedload(Team.school).joinedload(Organization.parent),
            selectinload(Team.network_links).joinedload(NetworkTeam.network),
        )
    )


def _whole_cycles() -> Select[Any]:
    """Cycles with everything that their page reads."""
    return _cycles().options(
        joinedload(Cycle.previous),
        joinedload(Cycle.change_idea).joinedload(Node.theory).options(*with_owner(Theory)),
        selectinload(Cycle.tasks),
        selectinload(Cycle.data).joinedload(CycleData.series).joinedload(Series.definition),
    )


def load_cycle(scope: Scope, team_id: int, cycle_id: int) -> Cycle:
    """A cycle that the person may read: of their circle, or shared with a network they see. Raises NotFoundInScope."""
    statement = _whole_cycles().where(Cycle.id == cycle_id, Cycle.team_id == team_id, visible(scope))
    cycle: Cycle = organizations.one(statement)
    return cycle


def load_cycle_in_circle(scope: Scope, cycle_id: int) -> Cycle:
    """A cycle whose notes and history the person may read. Raises NotFoundInScope."""
    cycle: Cycle = organizations.one(_whole_cycles().where(Cycle.id == cycle_id, in_circle(scope)))
    return cycle


def load_log_entry(scope: Scope, entry_id: int) -> LogEntry:
    """A weekly note of a cycle of the circle. Raises NotFoundInScope."""
    entry: LogEntry = organizations.one(
        select(LogEntry)
        .join(LogEntry.cycle)
        .options(joinedload(LogEntry.cycle).joinedload(Cycle.team).selectinload(Team.network_links))
        .where(LogEntry.id == entry_id, in_circle(scope))
    )
    return entry


def log_entries(scope: Scope, cycle_ids: Collection[int]) -> dict[int, list[LogEntry]]:
    """The weekly notes of cycles of the circle, by cycle, in the order of the weeks."""
    statement = (
        select(LogEntry)
        .join(LogEntry.cycle)
        .where(LogEntry.cycle_id.in_(cycle_ids), in_circle(scope))
        .order_by(LogEntry.week_start, LogEntry.id)
    )
    entries: dict[int, list[LogEntry]] = {cycle_id: [] for cycle_id in cycle_ids}
    for entry in db.session.scalars(statement):
        entries[entry.cycle_id].append(entry)
    return entries


def log_entry_sent_before(scope: Scope, client_uuid: UUID) -> LogEntry | None:
    """The note that was saved under a UUID, where the person may see it."""
    found: LogEntry | None = db.session.scalar(_note_by_mark(scope), {"client_uuid": client_uuid})
    return found


@per_scope
def _note_by_mark(scope: Scope) -> Select[Any]:
    return (
        select(LogEntry)
        .join(LogEntry.cycle)
        .where(LogEntry.client_uuid == bindparam("client_uuid"), in_circle(scope))
    )


def cycle_sent_before(scope: Scope, client_uuid: UUID) -> Cycle | None:
    """The cycle that was planned under a UUID, where the person may see it."""
    return _one_or_none(_whole_cycles().where(Cycle.client_uuid == client_uuid, in_circle(scope)))


def _one_or_none(statement: Select[Any]) -> Cycle | None:
    cycle: Cycle | None = db.session.scalars(statement).unique().one_or_none()
    return cycle


def next_number(_scope: Scope, team: Team) -> int:
    """The number of a team's next cycle. The team's row is held until the commit, so that no two get the same."""
    db.session.execute(select(Team.id).where(Team.id == team.id).with_for_update())
    return (db.session.scalar(select(func.max(Cycle.number)).where(Cycle.team_id == team.id)) or 0) + 1


def next_cycles(scope: Scope, cycle: Cycle) -> Sequence[Cycle]:
    """The cycles that continue a cycle, as far as the person may see them, oldest first."""
    statement = (
        _cycles().where(Cycle.previous_id == cycle.id, visible(scope)).order_by(Cycle.number, Cycle.id)
    )
    return db.session.scalars(statement).unique().all()


def planned_next(scope: Scope, cycle: Cycle) -> Cycle | None:
    """The planned cycle that continues a cycle already, where there is one."""
    statement = _whole_cycles().where(
        Cycle.previous_id == cycle.id, Cycle.state == CycleState.PLANNED, in_circle(scope)
    )
    return _one_or_none(statement.order_by(Cycle.number).limit(1))


def _in_states(scope: Scope, team_ids: Collection[int], states: Sequence[CycleState]) -> Sequence[Cycle]:
    values = {"team_ids": list(team_ids), "states": list(states)}
    return db.session.scalars(_of_circle_in_states(scope), values).unique().all()


@per_scope
def _of_circle_in_states(scope: Scope) -> Select[Any]:
    return (
        _cycles()
        .where(
            Cycle.team_id.in_(bindparam("team_ids", expanding=True)),
            Cycle.state.in_(bindparam("states", expanding=True)),
            in_circle(scope),
        )
        .order_by(Cycle.team_id, Cycle.number, Cycle.id)
    )


def running_cycles(scope: Scope, team_ids: Collection[int]) -> Sequence[Cycle]:
    """The cycles of teams of the circle that are in Do, Study or Act, by team and number."""
    return _in_states(scope, team_ids, RUNNING)


def open_cycles(scope: Scope, team_ids: Collection[int]) -> Sequence[Cycle]:
    """The cycles of teams of the circle with something left to do: planned, running and paused, by team and number."""
    return db.session.scalars(_open_of_circle(scope), {"team_ids": list(team_ids)}).all()


@per_scope
def _open_of_circle(scope: Scope) -> Select[Any]:
    """Without the teams, which the page of a team has loaded."""
    return (
        select(Cycle)
        .where(
            Cycle.team_id.in_(bindparam("team_ids", expanding=True)), Cycle.state.in_(OPEN), in_circle(scope)
        )
        .order_by(Cycle.team_id, Cycle.number, Cycle.id)
    )


def cycles_of_team(scope: Scope, team_id: int) -> Sequence[Cycle]:
    """Every cycle of a team that the person may read, newest first."""
    statement = (
        _cycles().where(Cycle.team_id == team_id, visible(scope)).order_by(Cycle.number.desc(), Cycle.id)
    )
    return db.session.scalars(statement).unique().all()


def page_of_cycles(scope: Scope, team_id: int, number: int) -> Page[Cycle]:
    """One page of a team's cycles that the person may read, newest first."""
    statement = (
        _cycles().where(Cycle.team_id == team_id, visible(scope)).order_by(Cycle.number.desc(), Cycle.id)
    )
    return paginate(statement, number)


def latest_learned(scope: Scope, team_id: int, limit: int = 3) -> Sequence[Cycle]:
    """The cycles of a team that were closed last, as far as the person may read them, newest first."""
    return db.session.scalars(_closed_last(scope, limit), {"team_id": team_id}).all()


@per_scope
def _closed_last(scope: Scope, limit: int) -> Select[Any]:
    return (
        select(Cycle)
        .where(Cycle.team_id == bindparam("team_id"), Cycle.state == CycleState.CLOSED, visible(scope))
        .order_by(Cycle.closed_on.desc(), Cycle.number.desc(), Cycle.id)
        .limit(limit)
    )


def shared_cycles_of_team(scope: Scope, team_id: int, limit: int = 10) -> Sequence[Cycle]:
    """The cycles that a team shared, shared last first."""
    return _shared(scope, Cycle.team_id == team_id, limit)


def shared_cycles(scope: Scope, network_id: int, limit: int = 50) -> Sequence[Cycle]:
    """The cycles shared by the teams of a network, shared last first."""
    in_network = Cycle.team.has(Team.network_links.any(NetworkTeam.network_id == network_id))
    return _shared(scope, in_network, limit)


def _shared(scope: Scope, where: ColumnElement[bool], limit: int) -> Sequence[Cycle]:
    statement = (
        _cycles()
        .where(where, Cycle.shared_at.is_not(None), visible(scope))
        .order_by(Cycle.shared_at.desc(), Cycle.id)
        .limit(limit)
    )
    return db.session.scalars(statement).unique().all()


def ideas_among(node_ids: Collection[int]) -> Sequence[tuple[int, int | None, int | None]]:
    """(change idea, its theory's team, its theory's network) of those nodes that are change ideas."""
    statement = (
        select(Node.id, Theory.team_id, Theory.network_id)
        .join(Theory, Theory.id == Node.theory_id)
        .where(Node.id.in_(node_ids), Node.kind == NodeKind.CHANGE_IDEA)
        .order_by(Node.id)
    )
    return list(db.session.execute(statement))


def cycles_on_ideas(scope: Scope, node_ids: Collection[int]) -> dict[int, list[Cycle]]:
    """The cycles on change ideas, as far as the person may read them, by idea, in the order of team and number.

    On an idea of a network stand also those that its teams run on an idea of their own with the same words.
    """
    values = {"node_ids": list(node_ids)}
    found: dict[int, list[Cycle]] = {node_id: [] for node_id in node_ids}
    for statement in (_on_ideas(scope), _on_the_same_words(scope)):
        for cycle, node_id in db.session.execute(statement, values).unique():
            found[node_id].append(cycle)
    for cycles in found.values():
        cycles.sort(key=lambda cycle: (cycle.team_id, cycle.number, cycle.id))
    return found


@per_scope
def _on_ideas(scope: Scope) -> Select[Any]:
    return (
        _cycles()
        .add_columns(Cycle.change_idea_id)
        .where(Cycle.change_idea_id.in_(bindparam("node_ids", expanding=True)), visible(scope))
    )


@per_scope
def _on_the_same_words(scope: Scope) -> Select[Any]:
    now_in = NetworkTeam.left_on.is_(None) & (NetworkTeam.network_id == Theory.network_id)
    same_words = func.lower(Cycle.idea_text) == func.lower(Node.text)
    return (
        _cycles()
        .add_columns(Node.id)
        .select_from(Node)
        .join(Theory, Theory.id == Node.theory_id)
        .join(NetworkTeam, now_in)
        .join(Cycle, (Cycle.team_id == NetworkTeam.team_id) & same_words)
        .where(
            Node.id.in_(bindparam("node_ids", expanding=True)),
            or_(Cycle.change_idea_id.is_(None), Cycle.change_idea_id != Node.id),
            visible(scope),
        )
    )


def dots_on_ideas(
    scope: Scope, node_ids: Collection[int]
) -> Sequence[tuple[int, int, CycleState, Decision | None]]:
    """(idea, number, state, decision) of the cycles on change ideas, as ``cycles_on_ideas``, as plain data."""
    return list(db.session.execute(_dots(scope), {"node_ids": list(node_ids)}))


@per_scope
def _dots(scope: Scope) -> Select[int | None, int, CycleState, Decision | None]:
    return (
        select(Cycle.change_idea_id, Cycle.number, Cycle.state, Cycle.decision)
        .where(Cycle.change_idea_id.in_(bindparam("node_ids", expanding=True)), visible(scope))
        .order_by(Cycle.team_id, Cycle.number, Cycle.id)
    )


def cycles_on_series(scope: Scope, series_ids: Collection[int]) -> Sequence[tuple[int, Cycle]]:
    """(series, cycle) of the started cycles that collect data in series, as far as the person may read them."""
    found = db.session.execute(_on_series(scope), {"series_ids": list(series_ids)})
    return [(series_id, cycle) for cycle, series_id in found.unique()]


@per_scope
def _on_series(scope: Scope) -> Select[Any]:
    pairs = (
        select(CycleData.series_id, CycleData.cycle_id)
        .where(CycleData.series_id.in_(bindparam("series_ids", expanding=True)))
        .distinct()
        .subquery()
    )
    return (
        select(Cycle)
        .join(pairs, pairs.c.cycle_id == Cycle.id)
        .add_columns(pairs.c.series_id)
        .where(Cycle.started_on.is_not(None), visible(scope))
        .order_by(pairs.c.series_id, Cycle.started_on, Cycle.id)
    )


@dataclass(frozen=True, slots=True)
class CycleCounts:
    """How many cycles are in each state, and how many closed ones ended in each decision."""

    by_state: dict[CycleState, int]
    by_decision: dict[Decision, int]

    @property
    def total(self) -> int:
        """All cycles."""
        return sum(self.by_state.values())

    @property
    def running(self) -> int:
        """Those in Do, Study or Act."""
        return sum(self.by_state[state] for state in RUNNING)

    @property
    def closed(self) -> int:
        """Those that were closed with a decision."""
        return self.by_state[CycleState.CLOSED]


_OF_NETWORK = (
    select(NetworkTeam.team_id)
    .where(NetworkTeam.network_id == bindparam("network_id"), NetworkTeam.left_on.is_(None))
    .scalar_subquery()
)
_COUNTS = select(Cycle.state, Cycle.decision, func.count()).group_by(Cycle.state, Cycle.decision)
_NETWORK_COUNTS = _COUNTS.where(Cycle.team_id.in_(_OF_NETWORK))
_AGENCY_COUNTS = _COUNTS.where(Cycle.agency_id == bindparam("agency_id"))


def _counts(statement: Select[CycleState, Decision | None, int], **values: int) -> CycleCounts:
    rows = db.session.execute(statement, values)
    by_state, by_decision = dict.fromkeys(CycleState, 0), dict.fromkeys(Decision, 0)
    for state, decision, count in rows:
        by_state[state] += count
        if decision is not None:
            by_decision[decision] += count
    return CycleCounts(by_state, by_decision)


def counts_for_network(scope: Scope, network_id: int) -> CycleCounts:
    """Cycles of a network's present teams, shared or not, as numbers only. Raises NotFoundInScope."""
    organizations.require_network(scope, network_id)
    return _counts(_NETWORK_COUNTS, network_id=network_id)


def counts_for_agency(scope: Scope, agency_id: int) -> CycleCounts:
    """Cycles of an agency's teams, as numbers only; for its staff. Raises NotFoundInScope."""
    is_staff = isinstance(scope, Person) and agency_id in scope.identity.agency_ids
    if not (is_staff or isinstance(scope, System)):
        raise NotFoundInScope
    return _counts(_AGENCY_COUNTS, agency_id=agency_id)


@dataclass(slots=True)
class TeamTests:
    """What one team tested of an idea: its shared cycles, and how many more it has that are not shared."""

    team: Team
    cycles: list[Cycle] = field(default_factory=list)
    unshared: int = 0


@dataclass(frozen=True, slots=True)
class TestedIdea:
    """A change idea (of the network's theory, or in a team's own words) with the teams that test it."""

    __test__ = False

    text: str
    node: Node | None
    tests: list[TeamTests]


_TESTED_IN_NETWORK = (
    select(Cycle)
    .options(
        joinedload(Cycle.team).joinedload(Team.school),
        joinedload(Cycle.change_idea).joinedload(Node.theory),
    )
    .where(Cycle.team_id.in_(_OF_NETWORK), Cycle.started_on.is_not(None))
    .order_by(Cycle.number, Cycle.id)
)


def ideas_tested(scope: Scope, network_id: int) -> Sequence[TestedIdea]:
    """What a network's teams are testing: change ideas x teams, each by name.

    Shared cycles stand with their decision. Of the others only their number is told, and only on ideas of the
    network's own theory: a team's own idea appears once a cycle on it is shared, and with the network's where both
    have the same words. Raises NotFoundInScope.
    """
    organizations.require_network(scope, network_id)
    cycles = db.session.scalars(_TESTED_IN_NETWORK, {"network_id": network_id}).unique()
    ideas: dict[str, TestedIdea] = {}

    def common_idea(cycle: Cycle) -> Node | None:
        node = cycle.change_idea
        return node if node is not None and node.theory.network_id == network_id else None

    for cycle in sorted(cycles, key=lambda cycle: common_idea(cycle) is None):
        node = common_idea(cycle)
        if node is not None or cycle.is_shared:
            text = node.text if node is not None else cycle.idea_text
            idea = ideas.setdefault(text.casefold(), TestedIdea(text, node, []))
            _add(idea.tests, cycle)
    for idea in ideas.values():
        idea.tests.sort(key=lambda tests: (tests.team.school.name, tests.team.name, tests.team.id))
    return sorted(ideas.values(), key=lambda idea: (idea.text.lower(), idea.node is None))


def _add(tests: list[TeamTests], cycle: Cycle) -> None:
    of_team = next((each for each in tests if each.team.id == cycle.team_id), None)
    if of_team is None:
        of_team = TeamTests(cycle.team)
        tests.append(of_team)
    if cycle.is_shared:
        of_team.cycles.append(cycle)
    else:
        of_team.unshared += 1


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A running cycle as the busiest page needs it: plain data, no row of the session."""

    id: int
    team_id: int
    number: int
    state: CycleState
    idea_text: str
    scale: str
    study_due_on: date | None
    act_due_on: date | None


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A weekly note of a cycle as plain data."""

    cycle_id: int
    week_start: date
    what_happened: str
    what_surprised: str
    author_id: int | None
    created_at: datetime
    client_uuid: UUID | None


_CYCLES, _NOTES = Cycle.__table__, LogEntry.__table__
_CYCLE_ROWS = (
    select(*(_CYCLES.c[name] for name in CycleRow.__slots__))
    .where(_CYCLES.c.team_id.in_(bindparam("team_ids", expanding=True)), _CYCLES.c.state.in_(RUNNING))
    .order_by(_CYCLES.c.team_id, _CYCLES.c.number)
)
_NOTE_ROWS = (
    select(*(_NOTES.c[name] for name in NoteRow.__slots__))
    .where(
        _NOTES.c.cycle_id.in_(bindparam("cycle_ids", expanding=True)),
        _NOTES.c.week_start >= bindparam("since"),
    )
    .order_by(_NOTES.c.week_start, _NOTES.c.id)
)


def own_running_rows(scope: Person) -> list[CycleRow]:
    """The running cycles of the teams in which the person works, by team and number."""
    found = db.session.connection().execute(_CYCLE_ROWS, {"team_ids": sorted(scope.identity.own_team_ids)})
    return [CycleRow(*row) for row in found]


def note_rows(scope: Person, cycles: Collection[CycleRow], since: date) -> dict[int, list[NoteRow]]:
    """The notes of cycles (as ``own_running_rows`` gives them) from a week on, by cycle and in their order."""
    notes: dict[int, list[NoteRow]] = {cycle.id: [] for cycle in cycles}
    if notes:
        parameters = {"cycle_ids": list(notes), "since": since}
        for row in db.session.connection().execute(_NOTE_ROWS, parameters):
            notes[row.cycle_id].append(NoteRow(*row))
    return notes
