"""Reads of the cycles of teams: running, open, closed, shared."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import contains_eager

from nic.cycles.models import Cycle, CycleState, LogEntry
from nic.cycles.moves import OPEN, RUNNING
from nic.cycles.queries.sight import cycles_with_team, in_circle, visible
from nic.kernel.database import db
from nic.kernel.scope import Scope
from nic.kernel.statements import per_scope
from nic.organizations.models import NetworkTeam, Team
from nic.web.pager import Page, paginate


def _in_states(scope: Scope, team_ids: Collection[int], states: Sequence[CycleState]) -> Sequence[Cycle]:
    values = {"team_ids": list(team_ids), "states": list(states)}
    return db.session.scalars(_of_circle_in_states(scope), values).unique().all()


@per_scope
def _of_circle_in_states(scope: Scope) -> Select[Any]:
    return (
        cycles_with_team()
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


def running_cycles_of_loaded(scope: Scope, team_ids: Collection[int]) -> Sequence[Cycle]:
    """As ``running_cycles``, where the teams were loaded with their schools and networks."""
    return db.session.scalars(_running_of_circle(scope), {"team_ids": list(team_ids)}).all()


@per_scope
def _running_of_circle(scope: Scope) -> Select[Any]:
    return _without_teams(scope, RUNNING)


def open_cycles(scope: Scope, team_ids: Collection[int]) -> Sequence[Cycle]:
    """The cycles of teams of the circle with something left to do: planned, running and paused, by team and number."""
    return db.session.scalars(_open_of_circle(scope), {"team_ids": list(team_ids)}).all()


@per_scope
def _open_of_circle(scope: Scope) -> Select[Any]:
    """Without the teams, which the page of a team has loaded."""
    return _without_teams(scope, OPEN)


def _without_teams(scope: Scope, states: Collection[CycleState]) -> Select[Any]:
    return (
        select(Cycle)
        .where(
            Cycle.team_id.in_(bindparam("team_ids", expanding=True)),
            Cycle.state.in_(states),
            in_circle(scope),
        )
        .order_by(Cycle.team_id, Cycle.number, Cycle.id)
    )


def cycles_of_team(scope: Scope, team_id: int) -> Sequence[Cycle]:
    """Every cycle of a team that the person may read, newest first."""
    statement = (
        cycles_with_team()
        .where(Cycle.team_id == team_id, visible(scope))
        .order_by(Cycle.number.desc(), Cycle.id)
    )
    return db.session.scalars(statement).unique().all()


def page_of_cycles(scope: Scope, team_id: int, number: int) -> Page[Cycle]:
    """One page of a team's cycles that the person may read, newest first."""
    statement = (
        cycles_with_team()
        .where(Cycle.team_id == team_id, visible(scope))
        .order_by(Cycle.number.desc(), Cycle.id)
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
        cycles_with_team()
        .where(where, Cycle.shared_at.is_not(None), visible(scope))
        .order_by(Cycle.shared_at.desc(), Cycle.id)
        .limit(limit)
    )
    return db.session.scalars(statement).unique().all()


def latest_surprises(scope: Scope, team_ids: Collection[int], limit: int = 8) -> Sequence[LogEntry]:
    """The weekly notes of teams of the circle that tell a surprise, newest first, with cycle and team."""
    statement = (
        select(LogEntry)
        .join(LogEntry.cycle)
        .options(contains_eager(LogEntry.cycle).joinedload(Cycle.team).joinedload(Team.school))
        .where(Cycle.team_id.in_(team_ids), LogEntry.what_surprised != "", in_circle(scope))
        .order_by(LogEntry.created_at.desc(), LogEntry.id.desc())
        .limit(limit)
    )
    return db.session.scalars(statement).all()
