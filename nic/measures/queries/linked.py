"""Measures that something in a lower room links to, as far as the reader may see them."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from nic.kernel.database import db
from nic.kernel.scope import Scope
from nic.measures.models import MeasureDefinition, Series
from nic.measures.queries.loaders import chart_visible
from nic.organizations.models import Team
from nic.organizations.queries import in_circle


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


def definitions_of_nodes(scope: Scope, node_ids: Collection[int]) -> Sequence[MeasureDefinition]:
    """The measures in use that show parts of a theory, as far as the reader may see them, by name."""
    if not node_ids:
        return []
    shown = MeasureDefinition.node_id.in_(list(node_ids)) & MeasureDefinition.archived_at.is_(None)
    statement = select(MeasureDefinition).where(shown, in_circle(scope, MeasureDefinition))
    return db.session.scalars(statement.order_by(MeasureDefinition.name, MeasureDefinition.id)).all()
