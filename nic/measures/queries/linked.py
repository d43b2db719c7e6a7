"""Measures that something in a lower room links to, as far as the reader may see them."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, select, union
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from nic.kernel.database import db
from nic.kernel.scope import Scope
from nic.measures.models import MeasureDefinition, Series
from nic.measures.queries.loaders import chart_visible
from nic.organizations.models import NetworkTeam, Team
from nic.organizations.queries import in_circle
from nic.theory.adoption.models import AdoptedNode
from nic.theory.models import Node, NodeKind, Theory


def charts_among(scope: Scope, series_ids: Collection[int]) -> Sequence[Series]:
    """Some series whose charts the reader may see, in use or archived."""
    if not series_ids:
        return []
    statement = (
        select(Series)
        .join(Series.team)
        .join(Series.definition)
        .options(
            contains_eager(Series.team).options(joinedload(Team.school), selectinload(Team.network_links)),
            contains_eager(Series.definition),
            joinedload(Series.state),
        )
        .where(Series.id.in_(list(series_ids)), chart_visible(scope))
    )
    return db.session.scalars(statement).unique().all()


def definitions_among(scope: Scope, definition_ids: Collection[int]) -> Sequence[MeasureDefinition]:
    """Some measures that the reader may see, in use or archived."""
    if not definition_ids:
        return []
    found = MeasureDefinition.id.in_(list(definition_ids)) & in_circle(scope, MeasureDefinition)
    return db.session.scalars(select(MeasureDefinition).where(found)).all()


def definitions_of_nodes(scope: Scope, node_ids: Collection[int]) -> Sequence[tuple[int, MeasureDefinition]]:
    """The measures in use that show parts of a theory, each with the part, as far as the reader may see them, by name.

    What a team adopted is shown by the measures of the part it stands for; a team's aim by those of its networks' aims.
    """
    if not node_ids:
        return []
    own = select(Node.id.label("node_id"), Node.id.label("shown_id")).where(Node.id.in_(list(node_ids)))
    adopted = select(AdoptedNode.node_id, AdoptedNode.shared_node_id).where(
        AdoptedNode.node_id.in_(list(node_ids))
    )
    shown = union(own, adopted, _aims_of_networks(node_ids)).subquery()
    statement = (
        select(shown.c.node_id, MeasureDefinition)
        .join(MeasureDefinition, MeasureDefinition.node_id == shown.c.shown_id)
        .where(MeasureDefinition.archived_at.is_(None), in_circle(scope, MeasureDefinition))
        .order_by(MeasureDefinition.name, MeasureDefinition.id, shown.c.node_id)
    )
    return [(node_id, definition) for node_id, definition in db.session.execute(statement)]


def _aims_of_networks(node_ids: Collection[int]) -> Select[int, int]:
    """The aims of teams among some nodes, each with the aims of the networks that the team is in."""
    team_aim, team_theory = aliased(Node), aliased(Theory)
    return (
        select(team_aim.id, Node.id)
        .join(team_theory, team_aim.theory_id == team_theory.id)
        .join(NetworkTeam, NetworkTeam.team_id == team_theory.team_id)
        .join(Theory, Theory.network_id == NetworkTeam.network_id)
        .join(Node, (Node.theory_id == Theory.id) & (Node.kind == NodeKind.AIM))
        .where(team_aim.id.in_(list(node_ids)), team_aim.kind == NodeKind.AIM, NetworkTeam.left_on.is_(None))
    )
