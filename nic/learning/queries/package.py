"""The change package: every change idea with its shared cycles by context and decision, and what the measures did."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import func, select

from nic.cycles.models import Cycle, CycleData, CycleState, Decision
from nic.cycles.queries.sight import cycles_with_team
from nic.kernel.database import db
from nic.kernel.scope import Scope
from nic.learning.queries.searching import found_ids, now_in, shared_and_seen
from nic.measures.queries import RunChartView, chart_views, series_of_teams
from nic.organizations.models import Network, Organization, Team
from nic.theory.models import NodeKind
from nic.theory.versions.queries import latest_version
from nic.web.pager import Page

IDEAS_ON_A_PAGE = 8


@dataclass(frozen=True, slots=True)
class PackageFilter:
    """What a reader looks for in the package; each part may be empty."""

    words: str = ""
    decision: Decision | None = None
    school_id: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether everything is shown."""
        return not (self.words or self.decision or self.school_id)


@dataclass(slots=True)
class TriedBy:
    """One team that tried an idea: its shared cycles, and what the network's measures did that they watched."""

    team: Team
    cycles: list[Cycle] = field(default_factory=list)
    movements: list[RunChartView] = field(default_factory=list)


@dataclass(slots=True)
class IdeaEvidence:
    """A change idea with who tried it. ``node_id`` is None for one that is not in the published theory.

    ``decisions`` counts over all its shared cycles; ``unshared`` is how many more tests there are.
    """

    text: str
    node_id: int | None
    decisions: Mapping[Decision, int]
    tried: list[TriedBy] = field(default_factory=list)
    unshared: int = 0


@dataclass(frozen=True, slots=True)
class Package:
    """One page of the change package. ``untried`` are the published ideas that nobody has shared a cycle on."""

    ideas: Page[IdeaEvidence]
    untried: Sequence[tuple[int, str]]
    schools: Sequence[tuple[int, str]]


class _Row(NamedTuple):
    cycle_id: int
    node_id: int | None
    idea_text: str
    decision: Decision | None
    school_id: int
    school_name: str


def change_package(
    scope: Scope, network: Network, wanted: PackageFilter, number: int = 1, size: int = IDEAS_ON_A_PAGE
) -> Package:
    """A page of the ideas of a network that was loaded in the scope, by name; successes and failures alike."""
    published, rows = _published(scope, network), _rows(scope, network)
    groups = _grouped(rows, published)
    found = found_ids(scope, wanted.words, network.id) if wanted.words else None
    chosen = {key: group for key, group in groups.items() if _fits(group, wanted, found)}
    keys = sorted(chosen)
    number = min(max(1, number), max(1, -(-len(keys) // size)))
    shown = keys[(number - 1) * size : number * size]
    ideas = _evidence(scope, network, [chosen[key] for key in shown], published)
    tried = {published[row.node_id].casefold() for row in rows if row.node_id in published} | groups.keys()
    untried = [(key, text) for key, text in published.items() if text.casefold() not in tried]
    schools = sorted({(row.school_id, row.school_name) for row in rows}, key=lambda school: school[1].lower())
    return Package(
        Page(ideas, number, size, len(keys)),
        sorted(untried, key=lambda idea: idea[1].lower()) if wanted.is_empty else [],
        schools,
    )


def evidence_on(scope: Scope, network: Network, idea: str) -> IdeaEvidence | None:
    """Who tried an idea, by its words; None where the network knows no such idea."""
    published = _published(scope, network)
    group = _grouped(_rows(scope, network), published).get(idea.casefold())
    if group is not None:
        return _evidence(scope, network, [group], published)[0]
    node_id = next((key for key, text in published.items() if text.casefold() == idea.casefold()), None)
    if node_id is None:
        return None
    unshared = _unshared(scope, network.id, [node_id]).get(node_id, 0)
    return IdeaEvidence(published[node_id], node_id, Counter(), [], unshared)


def _published(scope: Scope, network: Network) -> dict[int, str]:
    """The change ideas of the network's published theory, by node."""
    version = latest_version(scope, network)
    rows = version.nodes if version is not None else []
    return {row.node_id: row.text for row in rows if row.kind is NodeKind.CHANGE_IDEA}


def _rows(scope: Scope, network: Network) -> list[_Row]:
    """What grouping needs of the shared cycles of a network, no more."""
    statement = (
        select(
            Cycle.id,
            Cycle.change_idea_id,
            Cycle.idea_text,
            Cycle.decision,
            Organization.id,
            Organization.name,
        )
        .join(Team, Team.id == Cycle.team_id)
        .join(Organization, Organization.id == Team.school_id)
        .where(
            Cycle.agency_id == network.agency_id,
            Cycle.state == CycleState.CLOSED,
            shared_and_seen(scope),
            now_in(network.id),
        )
        .order_by(Cycle.id)
    )
    return [_Row(*row) for row in db.session.execute(statement)]


def _grouped(rows: Iterable[_Row], published: Mapping[int, str]) -> dict[str, list[_Row]]:
    """The cycles of each idea: in the words of the published theory, else in the team's own."""
    groups: dict[str, list[_Row]] = {}
    for row in rows:
        text = published.get(row.node_id or 0, row.idea_text)
        groups.setdefault(text.casefold(), []).append(row)
    return groups


def _fits(group: Sequence[_Row], wanted: PackageFilter, found: Collection[int] | None) -> bool:
    """Whether one cycle of an idea has all that is looked for; ``found`` are the cycles that have the words."""
    return any(
        (wanted.decision is None or row.decision is wanted.decision)
        and (wanted.school_id is None or row.school_id == wanted.school_id)
        and (found is None or row.cycle_id in found)
        for row in group
    )


def _evidence(
    scope: Scope, network: Network, groups: Sequence[Sequence[_Row]], published: Mapping[int, str]
) -> list[IdeaEvidence]:
    cycles = _cycles(scope, [row.cycle_id for group in groups for row in group])
    movements = _movements(scope, network.id, cycles)
    nodes = [_node_of(group, published) for group in groups]
    unshared = _unshared(scope, network.id, [node for node in nodes if node is not None])
    ideas = []
    for group, node_id in zip(groups, nodes, strict=True):
        text = published[node_id] if node_id is not None else group[0].idea_text
        decisions = Counter(row.decision for row in group if row.decision is not None)
        idea = IdeaEvidence(text, node_id, decisions, unshared=unshared.get(node_id or 0, 0))
        by_team: dict[int, TriedBy] = {}
        for cycle in (cycles[row.cycle_id] for row in group if row.cycle_id in cycles):
            tried = by_team.setdefault(cycle.team_id, TriedBy(cycle.team))
            tried.cycles.append(cycle)
            known = {view.series.id for view in tried.movements}
            tried.movements += [view for view in movements.get(cycle.id, ()) if view.series.id not in known]
        idea.tried = sorted(
            by_team.values(), key=lambda each: (each.team.school.name, each.team.name, each.team.id)
        )
        ideas.append(idea)
    return ideas


def _node_of(group: Sequence[_Row], published: Mapping[int, str]) -> int | None:
    return next((row.node_id for row in group if row.node_id in published), None)


def _cycles(scope: Scope, cycle_ids: Collection[int]) -> dict[int, Cycle]:
    statement = (
        cycles_with_team()
        .where(Cycle.id.in_(cycle_ids), shared_and_seen(scope))
        .order_by(Cycle.team_id, Cycle.number)
    )
    return {cycle.id: cycle for cycle in db.session.scalars(statement).unique()}


def _movements(scope: Scope, network_id: int, cycles: Mapping[int, Cycle]) -> dict[int, list[RunChartView]]:
    """The charts of the network's measures that cycles watched, as the person may see them, by cycle."""
    pairs = db.session.execute(
        select(CycleData.cycle_id, CycleData.series_id)
        .where(
            CycleData.cycle_id.in_(cycles), CycleData.series_id.is_not(None), CycleData.removed_at.is_(None)
        )
        .distinct()
        .order_by(CycleData.cycle_id, CycleData.series_id)
    ).all()
    watched = {series_id for _, series_id in pairs}
    teams = {cycle.team_id for cycle in cycles.values()}
    series = [
        each
        for each in series_of_teams(scope, teams if watched else ())
        if each.id in watched and each.definition.network_id == network_id
    ]
    views = chart_views(scope, series)
    found: dict[int, list[RunChartView]] = {}
    for cycle_id, series_id in pairs:
        if series_id in views:
            found.setdefault(cycle_id, []).append(views[series_id])
    return found


def _unshared(scope: Scope, network_id: int, node_ids: Collection[int]) -> dict[int, int]:
    """How many begun cycles on ideas of the network's theory are not shared: a number, nothing else."""
    statement = (
        select(Cycle.change_idea_id, func.count())
        .where(
            Cycle.change_idea_id.in_(node_ids),
            Cycle.started_on.is_not(None),
            Cycle.shared_at.is_(None),
            now_in(network_id),
        )
        .group_by(Cycle.change_idea_id)
    )
    return {node_id: count for node_id, count in db.session.execute(statement) if node_id is not None}
