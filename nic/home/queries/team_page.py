"""The page of a team: its aim and theory, its charts, its running cycles and what it learned lately."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nic.cycles.models import Cycle, CycleState
from nic.cycles.queries import latest_learned, open_cycles, shared_cycles_of_team
from nic.kernel.permissions import can
from nic.kernel.scope import Scope
from nic.measures.queries import RunChartView, chart_views, series_of_loaded_team
from nic.organizations.models import Team
from nic.theory.models import NodeKind
from nic.theory.panels import Mark, marks_of
from nic.theory.plain import PlainRow, PlainTheory, outline_of
from nic.theory.policy import TheoryPermission
from nic.theory.queries import plain_theory_of_team
from nic.theory.versions.models import TheoryVersion
from nic.theory.versions.queries import content_of, latest_of_networks

COLUMNS: dict[str, tuple[CycleState, ...]] = {
    "Plan": (CycleState.PLANNED,),
    "Do": (CycleState.DOING, CycleState.PAUSED),
    "Study": (CycleState.STUDYING,),
    "Act": (CycleState.ACTING,),
}
SHOWN_CHARTS = 12


@dataclass(frozen=True, slots=True)
class TheoryInSmall:
    """A theory as the team page shows it: its aim as a sentence, its rows, and the marks of its change ideas."""

    aim: str
    rows: Sequence[PlainRow]
    marks: Mapping[int, Sequence[Mark]]
    network_id: int | None


@dataclass(frozen=True, slots=True)
class TeamPage:
    """All that the page shows to one person. ``columns`` is None outside the circle."""

    in_circle: bool
    theory: TheoryInSmall | None
    charts: Sequence[RunChartView]
    more_charts: int
    columns: Mapping[str, Sequence[Cycle]] | None
    learned: Sequence[Cycle]


def team_page(scope: Scope, team: Team) -> TeamPage:
    """What a person who may open the team's page sees of it."""
    in_circle = can(TheoryPermission.VIEW_THEORY, team)
    series = series_of_loaded_team(scope, team)
    shown = series[:SHOWN_CHARTS]
    views = chart_views(scope, shown)
    return TeamPage(
        in_circle=in_circle,
        theory=_theory(scope, team),
        charts=[views[each.id] for each in shown],
        more_charts=len(series) - len(shown),
        columns=_columns(open_cycles(scope, [team.id])) if in_circle else None,
        learned=latest_learned(scope, team.id) if in_circle else shared_cycles_of_team(scope, team.id),
    )


def _theory(scope: Scope, team: Team) -> TheoryInSmall | None:
    """The team's own theory; where it has none (or it is not for this person), that of a network of the team."""
    own = plain_theory_of_team(scope, team.id)
    if own is not None:
        return _in_small(scope, own, None)
    for version in latest_of_networks(scope, team.network_ids):
        return published_in_small(scope, version)
    return None


def published_in_small(scope: Scope, version: TheoryVersion) -> TheoryInSmall:
    """Prepares a published version for a page."""
    return _in_small(scope, content_of(version), version.theory.network_id)


def _in_small(scope: Scope, theory: PlainTheory, network_id: int | None) -> TheoryInSmall:
    ideas = [int(key) for key, node in theory.nodes.items() if node.kind is NodeKind.CHANGE_IDEA]
    return TheoryInSmall(
        aim=theory.sentence, rows=outline_of(theory), marks=marks_of(scope, ideas), network_id=network_id
    )


def _columns(cycles: Sequence[Cycle]) -> Mapping[str, Sequence[Cycle]]:
    return {name: [cycle for cycle in cycles if cycle.state in states] for name, states in COLUMNS.items()}
