"""Reads of syntheses: drafts for the hub, published ones for all who read what the network learned."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from nic.cycles.models import Cycle
from nic.cycles.queries import shared_cycles
from nic.cycles.queries.sight import cycles_with_team
from nic.kernel.database import db
from nic.kernel.house import Talk
from nic.kernel.scope import Person, Scope, System
from nic.learning.models import Synthesis
from nic.learning.policy import LearningPermission as Can
from nic.learning.queries.searching import shared_and_seen
from nic.organizations.models import Network
from nic.organizations.queries import network_visible, one
from nic.theory.trail import SHARED_READERS

MOST_CITABLE = 100


def _readable(scope: Scope) -> ColumnElement[bool]:
    """A filter on Synthesis: all of one's hub; elsewhere what is published and not put away."""
    match scope:
        case System():
            return true()
        case Person(identity):
            of_hub = Synthesis.network_id.in_(identity.hub_network_ids)
            told = Synthesis.published_at.is_not(None) & Synthesis.archived_at.is_(None)
            return or_(of_hub, told) & Synthesis.network.has(network_visible(scope))
        case _:
            return false()


def load_synthesis(scope: Scope, synthesis_id: int) -> Synthesis:
    """A synthesis that the person may read. Raises NotFoundInScope."""
    statement = select(Synthesis).options(
        joinedload(Synthesis.network).joinedload(Network.agency), selectinload(Synthesis.cited)
    )
    synthesis: Synthesis = one(statement.where(Synthesis.id == synthesis_id, _readable(scope)))
    return synthesis


def readable_syntheses(scope: Scope, synthesis_ids: Collection[int]) -> dict[int, Synthesis]:
    """Those of some syntheses that the person may read, by key."""
    statement = (
        select(Synthesis)
        .options(joinedload(Synthesis.network))
        .where(Synthesis.id.in_(synthesis_ids), _readable(scope))
    )
    return {each.id: each for each in db.session.scalars(statement)}


@dataclass(frozen=True, slots=True)
class Learned:
    """A synthesis with the shared cycles on which it rests, as far as the person may read them."""

    synthesis: Synthesis
    cycles: Sequence[Cycle]


def learned_in(scope: Scope, network_id: int, limit: int = 100) -> list[Learned]:
    """The syntheses of a network that the person may read: drafts first, then those published last."""
    statement = (
        select(Synthesis)
        .options(joinedload(Synthesis.network), selectinload(Synthesis.cited))
        .where(Synthesis.network_id == network_id, _readable(scope))
        .order_by(
            Synthesis.archived_at.is_not(None),
            Synthesis.published_at.is_not(None),
            Synthesis.published_at.desc(),
            Synthesis.id,
        )
        .limit(limit)
    )
    found = db.session.scalars(statement).all()
    cycles = _cycles(scope, {key for each in found for key in each.cycle_ids})
    return [Learned(each, [cycles[key] for key in each.cycle_ids if key in cycles]) for each in found]


def cited_cycles(scope: Scope, synthesis: Synthesis) -> list[Cycle]:
    """The shared cycles on which a synthesis rests, as far as the person may read them, by school and number."""
    found = _cycles(scope, set(synthesis.cycle_ids)).values()
    return sorted(
        found, key=lambda cycle: (cycle.team.school.name, cycle.team.name, cycle.team_id, cycle.number)
    )


def _cycles(scope: Scope, cycle_ids: Collection[int]) -> dict[int, Cycle]:
    if not cycle_ids:
        return {}
    statement = cycles_with_team().where(Cycle.id.in_(cycle_ids), shared_and_seen(scope))
    return {cycle.id: cycle for cycle in db.session.scalars(statement).unique()}


def citable_cycles(scope: Scope, network: Network, also: Collection[int] = ()) -> list[Cycle]:
    """The cycles that a synthesis of a network may rest on: shared last, or cited already; by idea."""
    latest = list(shared_cycles(scope, network.id, MOST_CITABLE))
    missing = set(also) - {cycle.id for cycle in latest}
    if missing:
        statement = cycles_with_team().where(Cycle.id.in_(missing), shared_and_seen(scope))
        latest += db.session.scalars(statement).unique()
    return sorted(
        latest,
        key=lambda cycle: (cycle.idea_text.casefold(), cycle.team.school.name, cycle.team_id, cycle.number),
    )


def talk_of_syntheses() -> Talk:
    """A synthesis is talked about by the network's teams and its hub once it is published."""
    return Talk(
        load_all=readable_syntheses,
        read=Can.VIEW_SYNTHESIS,
        circle=Can.WRITE_SYNTHESIS,
        write=Can.COMMENT,
        attach=Can.WRITE_SYNTHESIS,
        readers=lambda synthesis: SHARED_READERS if synthesis.is_published else "the network's hub",
        is_open=lambda synthesis: synthesis.is_published,
        opens=True,
    )
