"""Links for one value."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from nic.kernel.database import db
from nic.kernel.errors import NotFoundInScope
from nic.kernel.scope import Public, Scope, Token
from nic.measures.entry.models import ValueLink
from nic.measures.models import Series
from nic.measures.queries import load_series, load_series_of_team
from nic.organizations.models import Organization, Team
from nic.organizations.queries import one

KIND = "value link"
SHOWN = 50


def links_of(scope: Scope, series: Series) -> Sequence[ValueLink]:
    """The links of a series, that was loaded in this scope, newest first."""
    statement = (
        select(ValueLink)
        .options(joinedload(ValueLink.part))
        .where(ValueLink.series_id == series.id)
        .order_by(ValueLink.id.desc())
        .limit(SHOWN)
    )
    return db.session.scalars(statement).all()


def load_link(scope: Scope, team_id: int, series_id: int, link_id: int) -> ValueLink:
    """A link of a series that the person may see. Raises NotFoundInScope."""
    series = load_series_of_team(scope, team_id, series_id)
    found: ValueLink = one(
        select(ValueLink)
        .options(joinedload(ValueLink.series), joinedload(ValueLink.part))
        .where(ValueLink.id == link_id, ValueLink.series_id == series.id)
    )
    return found


def link_in_scope(scope: Scope, link_id: int) -> ValueLink:
    """A link by its key alone, for its history. Raises NotFoundInScope."""
    found: ValueLink = one(select(ValueLink).where(ValueLink.id == link_id))
    load_series(scope, found.series_id)
    return found


def link_of_secret(scope: Public, secret_hash: str) -> ValueLink | None:
    """The link with a secret, open or not; whoever holds it may see this one thing."""
    statement = (
        select(ValueLink)
        .options(
            joinedload(ValueLink.part),
            joinedload(ValueLink.series).options(
                joinedload(Series.definition),
                joinedload(Series.state),
                joinedload(Series.team).options(
                    joinedload(Team.school).joinedload(Organization.parent), selectinload(Team.network_links)
                ),
            ),
        )
        .where(ValueLink.secret_hash == secret_hash)
    )
    return db.session.scalars(statement).one_or_none()


def lock_link(scope: Token, link: ValueLink) -> ValueLink:
    """The link as it stands now, held until the transaction ends. Raises NotFoundInScope for another one's."""
    if (scope.kind, scope.subject) != (KIND, link.id):
        raise NotFoundInScope
    statement = select(ValueLink).where(ValueLink.id == link.id).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def labels_of_readings(scope: Scope, observation_ids: Collection[int]) -> dict[int, str]:
    """Whose link brought each of some readings, that were loaded in this scope; asks nothing where there are none."""
    if not observation_ids:
        return {}
    statement = select(ValueLink.observation_id, ValueLink.label).where(
        ValueLink.observation_id.in_(observation_ids)
    )
    found = db.session.execute(statement)
    return {
        observation_id: f"{label} (link)" for observation_id, label in found if observation_id is not None
    }
