"""Reads of what a team decided, and of what its next huddle is about."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from nic.cycles.queries import open_cycles
from nic.huddles.agenda import Agenda, agenda_of
from nic.huddles.models import HuddleDecision
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.scope import Scope
from nic.measures.queries import calendars, chart_views, readings_beside, series_of_loaded_team
from nic.measures.skips.queries import skips_since
from nic.organizations.models import Organization, Team
from nic.organizations.queries import one, team_in_circle

SKIPS_LOOK_BACK = timedelta(days=70)


def agenda(scope: Scope, team: Team) -> Agenda:
    """What the next huddle of a team (loaded in this scope) is about."""
    series = series_of_loaded_team(scope, team)
    today = clock.today(team.school.time_zone)
    beside = readings_beside(scope, [each.id for each in series])
    return agenda_of(
        series,
        open_cycles(scope, [team.id]),
        calendar=calendars(scope, [team])[team.id],
        today=today,
        skipped=skips_since(scope, series, today - SKIPS_LOOK_BACK),
        to_choose={series_id for series_id, readings in beside.items() if readings},
        views=chart_views(scope, [each for each in series if each.state and each.state.signal.is_telling]),
    )


def _noted(scope: Scope) -> Select[Any]:
    """Every decision of the teams of the circle, also what was taken back."""
    return (
        select(HuddleDecision)
        .join(HuddleDecision.team)
        .options(
            contains_eager(HuddleDecision.team).joinedload(Team.school).joinedload(Organization.parent),
            contains_eager(HuddleDecision.team).selectinload(Team.network_links),
        )
        .where(team_in_circle(scope))
    )


def _decisions(scope: Scope) -> Select[Any]:
    return _noted(scope).where(HuddleDecision.archived_at.is_(None))


def open_decisions(scope: Scope, team_ids: Collection[int]) -> Sequence[HuddleDecision]:
    """What teams of the circle decided and have not done yet, what is due first before the others."""
    statement = _decisions(scope).where(
        HuddleDecision.team_id.in_(team_ids), HuddleDecision.done_on.is_(None)
    )
    found = db.session.scalars(statement.order_by(HuddleDecision.decided_on, HuddleDecision.id)).all()
    return sorted(found, key=lambda decision: decision.due_on or date.max)


def decisions_of_day(scope: Scope, team: Team, day: date) -> Sequence[HuddleDecision]:
    """What a team decided on a day, in its order."""
    statement = _decisions(scope).where(HuddleDecision.team_id == team.id, HuddleDecision.decided_on == day)
    return db.session.scalars(statement.order_by(HuddleDecision.id)).all()


def decisions_statement(scope: Scope, team: Team) -> Select[Any]:
    """A statement of all that a team decided, latest first."""
    statement = _decisions(scope).where(HuddleDecision.team_id == team.id)
    return statement.order_by(HuddleDecision.decided_on.desc(), HuddleDecision.id)


def taken_back(scope: Scope, team: Team, limit: int = 30) -> Sequence[HuddleDecision]:
    """The decisions of a team that were taken back last, the latest first."""
    statement = _noted(scope).where(
        HuddleDecision.team_id == team.id, HuddleDecision.archived_at.is_not(None)
    )
    return db.session.scalars(statement.order_by(HuddleDecision.id.desc()).limit(limit)).all()


def load_decision(scope: Scope, team_id: int, decision_id: int) -> HuddleDecision:
    """A decision of a team of the circle. Raises NotFoundInScope."""
    statement = _decisions(scope).where(HuddleDecision.id == decision_id, HuddleDecision.team_id == team_id)
    decision: HuddleDecision = one(statement)
    return decision


def load_taken_back(scope: Scope, team_id: int, decision_id: int) -> HuddleDecision:
    """A decision of a team of the circle that may have been taken back. Raises NotFoundInScope."""
    statement = _noted(scope).where(HuddleDecision.id == decision_id, HuddleDecision.team_id == team_id)
    decision: HuddleDecision = one(statement)
    return decision


def load_decision_in_scope(scope: Scope, decision_id: int) -> HuddleDecision:
    """A decision by its key alone, for its history, which stays when it is taken back. Raises NotFoundInScope."""
    decision: HuddleDecision = one(_noted(scope).where(HuddleDecision.id == decision_id))
    return decision


def decision_sent_before(scope: Scope, client_uuid: UUID) -> HuddleDecision | None:
    """The decision that was saved under a mark, where the person may see it."""
    return db.session.scalars(_decisions(scope).where(HuddleDecision.client_uuid == client_uuid)).first()
