"""Reads of the cycles on change ideas and on the data that they collect."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from nic.cycles.models import Cycle, CycleData, CycleState, Decision
from nic.cycles.queries.sight import cycles_with_team, visible
from nic.kernel.database import db
from nic.kernel.scope import Scope
from nic.kernel.statements import per_scope
from nic.organizations.models import NetworkTeam, Organization, Team
from nic.theory.models import Node, NodeKind, Theory


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
        cycles_with_team()
        .add_columns(Cycle.change_idea_id)
        .where(Cycle.change_idea_id.in_(bindparam("node_ids", expanding=True)), visible(scope))
    )


@per_scope
def _on_the_same_words(scope: Scope) -> Select[Any]:
    now_in = NetworkTeam.left_on.is_(None) & (NetworkTeam.network_id == Theory.network_id)
    same_words = func.lower(Cycle.idea_text) == func.lower(Node.text)
    return (
        cycles_with_team()
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


class StartedCycle(NamedTuple):
    """A started cycle that collects data in a series, as a chart shows it: plain data, no row of the session."""

    series_id: int
    number: int
    idea_text: str
    decision: Decision | None
    started_on: date
    closed_on: date | None
    time_zone: str


def cycles_on_series(scope: Scope, series_ids: Collection[int]) -> Sequence[StartedCycle]:
    """The started cycles that collect data in series, as far as the person may read them, in the order of time."""
    found = db.session.execute(_on_series(scope), {"series_ids": list(series_ids)})
    return [StartedCycle(*row) for row in found]


@per_scope
def _on_series(scope: Scope) -> Select[Any]:
    pairs = (
        select(CycleData.series_id, CycleData.cycle_id)
        .where(
            CycleData.series_id.in_(bindparam("series_ids", expanding=True)), CycleData.removed_at.is_(None)
        )
        .distinct()
        .subquery()
    )
    team, school = aliased(Team), aliased(Organization)
    return (
        select(
            pairs.c.series_id,
            Cycle.number,
            Cycle.idea_text,
            Cycle.decision,
            Cycle.started_on,
            Cycle.closed_on,
            school.time_zone,
        )
        .join(pairs, pairs.c.cycle_id == Cycle.id)
        .join(team, team.id == Cycle.team_id)
        .join(school, school.id == team.school_id)
        .where(Cycle.started_on.is_not(None), visible(scope))
        .order_by(pairs.c.series_id, Cycle.started_on, Cycle.id)
    )
