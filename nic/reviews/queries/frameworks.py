"""Frameworks: what reviewers look for. They belong to no agency."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from nic.kernel.database import db
from nic.kernel.scope import Scope
from nic.organizations.queries import one
from nic.reviews.models import Domain, Framework


def frameworks(scope: Scope) -> Sequence[Framework]:
    """Every framework, by name, the newest edition first."""
    return db.session.scalars(select(Framework).order_by(Framework.name, Framework.edition.desc())).all()


def framework_named(scope: Scope, name: str, edition: str) -> Framework | None:
    """A framework by its name and edition."""
    return db.session.scalar(select(Framework).where(Framework.name == name, Framework.edition == edition))


def load_framework(scope: Scope, framework_id: int) -> Framework:
    """A framework with its domains, criteria and forms. Raises NotFoundInScope."""
    framework: Framework = one(
        select(Framework)
        .options(
            selectinload(Framework.domains).selectinload(Domain.criteria), selectinload(Framework.instruments)
        )
        .where(Framework.id == framework_id)
    )
    return framework
