"""What networks and agencies see of cycles: numbers, and the ideas that are tested."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, and_, bindparam, exists, func, select
from sqlalchemy.orm import joinedload

from nic.cycles.models import Cycle, CycleState, Decision
from nic.cycles.moves import RUNNING
from nic.kernel.database import db
from nic.kernel.errors import NotFoundInScope
from nic.kernel.scope import Person, Scope, System
from nic.organizations import queries as organizations
from nic.organizations.models import Network, NetworkTeam, Team
from nic.theory.models import Node
from nic.theory.versions.queries import published_words


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
    def begun(self) -> bool:
        """Whether any is beyond its plan."""
        return self.total > self.by_state[CycleState.PLANNED]

    @property
    def closed(self) -> int:
        """Those that were closed with a decision."""
        return self.by_state[CycleState.CLOSED]


# By way of the agency's cycles: a network may have a thousand teams that have not planned any.
_OF_NETWORK = and_(
    Cycle.agency_id
    == select(Network.agency_id).where(Network.id == bindparam("network_id")).scalar_subquery(),
    exists().where(
        NetworkTeam.network_id == bindparam("network_id"),
        NetworkTeam.team_id == Cycle.team_id,
        NetworkTeam.left_on.is_(None),
    ),
)
_COUNTS = select(Cycle.state, Cycle.decision, func.count()).group_by(Cycle.state, Cycle.decision)
_NETWORK_COUNTS = _COUNTS.where(_OF_NETWORK)
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
    return counts_of_loaded(network_id)


def counts_of_loaded(network_id: int) -> CycleCounts:
    """As ``counts_for_network``, of a network that was loaded in the person's scope."""
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
    .where(_OF_NETWORK, Cycle.started_on.is_not(None))
    .order_by(Cycle.number, Cycle.id)
)


def ideas_tested(scope: Scope, network_id: int) -> Sequence[TestedIdea]:
    """What a network's teams are testing: change ideas x teams, each by name.

    Shared cycles stand with their decision. Of the others only their number is told, and only on ideas that the
    network has published: a team's own idea appears once a cycle on it is shared, and with the network's where both
    have the same words. Raises NotFoundInScope.
    """
    organizations.require_network(scope, network_id)
    return tested_in_loaded(network_id)


def tested_in_loaded(network_id: int) -> Sequence[TestedIdea]:
    """As ``ideas_tested``, in a network that was loaded in the person's scope."""
    cycles = db.session.scalars(_TESTED_IN_NETWORK, {"network_id": network_id}).unique().all()
    words = published_words(network_id)
    ideas: dict[str, TestedIdea] = {}

    def published_idea(cycle: Cycle) -> Node | None:
        return cycle.change_idea if cycle.change_idea_id in words else None

    for cycle in sorted(cycles, key=lambda cycle: published_idea(cycle) is None):
        node = published_idea(cycle)
        if node is not None or cycle.is_shared:
            text = words[node.id] if node is not None else cycle.idea_text
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
