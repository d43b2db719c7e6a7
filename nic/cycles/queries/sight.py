"""Which cycles a person may read, and what is loaded with them."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from nic.cycles.models import Cycle, CycleData
from nic.kernel.scope import Person, Scope
from nic.measures.models import Series
from nic.organizations import queries as organizations
from nic.organizations.models import NetworkTeam, Organization, Team
from nic.theory.models import Node, Theory
from nic.theory.queries import with_owner


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


def cycles_with_team() -> Select[Any]:
    """Cycles with what lists and permissions read of them."""
    return select(Cycle).options(
        joinedload(Cycle.team).options(
            joinedload(Team.school).joinedload(Organization.parent),
            selectinload(Team.network_links).joinedload(NetworkTeam.network),
        )
    )


def whole_cycles() -> Select[Any]:
    """Cycles with everything that their page reads."""
    return cycles_with_team().options(
        joinedload(Cycle.previous),
        joinedload(Cycle.cloned_from)
        .joinedload(Cycle.team)
        .options(joinedload(Team.school), selectinload(Team.network_links)),
        joinedload(Cycle.change_idea).joinedload(Node.theory).options(*with_owner(Theory)),
        selectinload(Cycle.authors),
        selectinload(Cycle.all_questions),
        selectinload(Cycle.all_tasks),
        selectinload(Cycle.all_data).joinedload(CycleData.series).joinedload(Series.definition),
    )
