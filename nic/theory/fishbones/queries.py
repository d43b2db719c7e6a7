"""Every read of fishbones and causes."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from nic.kernel.database import db
from nic.kernel.errors import NotFoundInScope
from nic.kernel.scope import Scope
from nic.organizations import queries as organizations
from nic.theory.evidence.models import EvidenceNote
from nic.theory.fishbones.models import Cause, Fishbone
from nic.theory.models import Node, NodeKind
from nic.theory.problems.models import Problem
from nic.theory.queries import with_owner


def _fishbones(scope: Scope) -> Select[Fishbone]:
    return (
        select(Fishbone)
        .join(Fishbone.problem)
        .options(
            joinedload(Fishbone.problem).options(*with_owner(Problem)),
            selectinload(Fishbone.causes).options(selectinload(Cause.evidence), joinedload(Cause.driver)),
        )
        .where(organizations.in_circle(scope, Problem))
    )


def _found(statement: Select[Fishbone]) -> Fishbone | None:
    """The fishbone of a statement; each cause knows it without being asked for it again."""
    fishbone: Fishbone | None = db.session.scalars(statement).unique().one_or_none()
    for cause in fishbone.causes if fishbone is not None else ():
        set_committed_value(cause, "fishbone", fishbone)
    return fishbone


def _one(statement: Select[Fishbone]) -> Fishbone:
    fishbone = _found(statement)
    if fishbone is None:
        raise NotFoundInScope
    return fishbone


def fishbone_of(scope: Scope, problem: Problem) -> Fishbone | None:
    """The fishbone of a problem with its causes; None where there is none yet."""
    return _found(_fishbones(scope).where(Fishbone.problem_id == problem.id))


def state_of(fishbone: Fishbone) -> str:
    """A short text that changes with the fishbone, its head, its evidence and the words of its drivers.

    Rows are archived, never deleted, and versions only rise; so their sums tell.
    """
    notes = [note for cause in fishbone.causes for note in cause.evidence]
    drivers = [cause.driver for cause in fishbone.causes if cause.driver is not None]
    sums = (sum(row.version for row in rows) for rows in (fishbone.causes, notes, drivers))
    return "-".join(map(str, (fishbone.problem.version, *sums)))


def state_now(scope: Scope, problem: Problem) -> str:
    """The same in one statement, without loading a cause; empty where there is no fishbone yet."""
    causes = select(func.sum(Cause.version)).where(Cause.fishbone_id == Fishbone.id)
    notes = select(func.sum(EvidenceNote.version)).join(EvidenceNote.cause)
    drivers = select(func.sum(Node.version)).join(Cause, Cause.driver_id == Node.id)
    found = db.session.execute(
        select(
            Problem.version,
            causes.scalar_subquery(),
            notes.where(Cause.fishbone_id == Fishbone.id).scalar_subquery(),
            drivers.where(Cause.fishbone_id == Fishbone.id).scalar_subquery(),
        )
        .select_from(Fishbone)
        .join(Fishbone.problem)
        .where(Fishbone.problem_id == problem.id, organizations.in_circle(scope, Problem))
    ).one_or_none()
    return "-".join(str(each or 0) for each in found) if found else ""


def load_fishbone(scope: Scope, fishbone_id: int) -> Fishbone:
    """A fishbone with its causes. Raises NotFoundInScope."""
    return _one(_fishbones(scope).where(Fishbone.id == fishbone_id))


def load_cause(scope: Scope, cause_id: int) -> Cause:
    """A cause or category, archived or not, with the whole fishbone around it. Raises NotFoundInScope."""
    around = select(Cause.fishbone_id).where(Cause.id == cause_id).scalar_subquery()
    fishbone = _one(_fishbones(scope).where(Fishbone.id == around))
    return next(cause for cause in fishbone.causes if cause.id == cause_id)


def hold_fishbone(scope: Scope, fishbone: Fishbone) -> Fishbone:
    """A fishbone as it stands now, held until the transaction ends: one at a time changes where causes stand."""
    db.session.execute(select(Fishbone.id).where(Fishbone.id == fishbone.id).with_for_update())
    fresh = _fishbones(scope).where(Fishbone.id == fishbone.id)
    return _one(fresh.execution_options(populate_existing=True))


def cause_sent_as(scope: Scope, client_uuid: UUID) -> Cause | None:
    """The cause that a device has sent before under this UUID, inside the scope."""
    cause_id = db.session.scalar(select(Cause.id).where(Cause.client_uuid == client_uuid))
    return load_cause(scope, cause_id) if cause_id is not None else None


def drivers_among(nodes: Iterable[Node]) -> list[Node]:
    """The drivers among the nodes of a loaded theory that may answer a cause."""
    drivers = (NodeKind.PRIMARY_DRIVER, NodeKind.SECONDARY_DRIVER)
    return [node for node in nodes if node.kind in drivers and not node.is_archived]


def causes_answered_by(scope: Scope, node_ids: Collection[int]) -> Sequence[Cause]:
    """The causes that drivers answer, as far as the reader may see their fishbones."""
    statement = (
        select(Cause)
        .join(Cause.fishbone)
        .join(Fishbone.problem)
        .options(joinedload(Cause.fishbone).joinedload(Fishbone.problem))
        .where(
            Cause.driver_id.in_(list(node_ids)),
            Cause.archived_at.is_(None),
            organizations.in_circle(scope, Problem),
        )
        .order_by(Cause.id)
    )
    return db.session.scalars(statement).all()
