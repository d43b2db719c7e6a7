"""Reads of the editor: the head of a theory for polling, its steps, and which of them a person may undo or redo."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from nic.kernel.database import db
from nic.kernel.scope import Scope, actor_of
from nic.organizations import queries as organizations
from nic.theory.models import Theory, TheoryStep
from nic.theory.queries import drafts_readable, with_owner

SHOWN_STEPS = 12


def load_head(scope: Scope, theory_id: int) -> Theory:
    """A theory without its nodes: who may read it, and how often it has changed. Raises NotFoundInScope."""
    theory: Theory = organizations.one(
        select(Theory).options(*with_owner(Theory)).where(Theory.id == theory_id, drafts_readable(scope))
    )
    return theory


def load_step(scope: Scope, step_id: int) -> TheoryStep:
    """One step with the head of its theory. Raises NotFoundInScope."""
    step: TheoryStep = organizations.one(
        select(TheoryStep)
        .join(TheoryStep.theory)
        .options(joinedload(TheoryStep.theory).options(*with_owner(Theory)))
        .where(TheoryStep.id == step_id, drafts_readable(scope))
    )
    return step


def _of(scope: Scope, theory: Theory) -> Select[TheoryStep]:
    return (
        select(TheoryStep)
        .join(TheoryStep.theory)
        .where(TheoryStep.theory_id == theory.id, drafts_readable(scope))
    )


def latest_steps(scope: Scope, theory: Theory, after: int | None = None) -> Sequence[TheoryStep]:
    """The newest steps first, with the nodes that they are about; or only those ``after`` a revision."""
    statement = _of(scope, theory).options(joinedload(TheoryStep.node)).order_by(TheoryStep.id.desc())
    if after is not None:
        statement = statement.where(TheoryStep.revision > after)
    return db.session.scalars(statement.limit(SHOWN_STEPS)).all()


def step_sent_before(scope: Scope, theory: Theory, client_uuid: UUID) -> TheoryStep | None:
    """The step that a device has sent already under this mark."""
    return db.session.scalars(_of(scope, theory).where(TheoryStep.client_uuid == client_uuid)).first()


def step_to_undo(scope: Scope, theory: Theory) -> TheoryStep | None:
    """The last step of this person that stands."""
    own = _own(scope, theory).where(TheoryStep.undone_at.is_(None))
    return db.session.scalars(own.order_by(TheoryStep.id.desc()).limit(1)).first()


def step_to_redo(scope: Scope, theory: Theory) -> TheoryStep | None:
    """The first step of this person that was undone, later than all of theirs that stand."""
    actor_id, actor_label = actor_of(scope)
    last = (
        select(func.max(TheoryStep.id))
        .where(
            TheoryStep.theory_id == theory.id,
            TheoryStep.actor_id.is_not_distinct_from(actor_id),
            TheoryStep.actor_label.is_not_distinct_from(actor_label),
            TheoryStep.undone_at.is_(None),
        )
        .scalar_subquery()
    )
    undone = _own(scope, theory).where(
        TheoryStep.undone_at.is_not(None), TheoryStep.id > func.coalesce(last, 0)
    )
    return db.session.scalars(undone.order_by(TheoryStep.id).limit(1)).first()


def _own(scope: Scope, theory: Theory) -> Select[TheoryStep]:
    actor_id, actor_label = actor_of(scope)
    return _of(scope, theory).where(
        TheoryStep.actor_id.is_not_distinct_from(actor_id),
        TheoryStep.actor_label.is_not_distinct_from(actor_label),
    )


def every_step_of(scope: Scope, theory_id: int) -> Sequence[TheoryStep]:
    """Every step of a theory, for blanking a text wherever it stands."""
    statement = select(TheoryStep).join(TheoryStep.theory)
    return db.session.scalars(
        statement.where(TheoryStep.theory_id == theory_id, drafts_readable(scope))
    ).all()
