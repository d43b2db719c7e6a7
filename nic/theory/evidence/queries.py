"""Every read of evidence for problems and causes."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from nic.kernel.scope import Scope
from nic.organizations import queries as organizations
from nic.theory.evidence.models import EvidenceNote
from nic.theory.fishbones.models import Cause, Fishbone
from nic.theory.problems.models import Problem
from nic.theory.queries import with_owner


def load_evidence(scope: Scope, evidence_note_id: int) -> EvidenceNote:
    """A piece of evidence, archived or not, with what it backs. Raises NotFoundInScope."""
    of_problem = (
        select(Problem.id)
        .where(Problem.id == EvidenceNote.problem_id, organizations.in_circle(scope, Problem))
        .exists()
    )
    of_cause = (
        select(Cause.id)
        .join(Fishbone, Fishbone.id == Cause.fishbone_id)
        .join(Problem, Problem.id == Fishbone.problem_id)
        .where(Cause.id == EvidenceNote.cause_id, organizations.in_circle(scope, Problem))
        .exists()
    )
    note: EvidenceNote = organizations.one(
        select(EvidenceNote)
        .options(
            joinedload(EvidenceNote.problem).options(*with_owner(Problem)),
            joinedload(EvidenceNote.cause)
            .joinedload(Cause.fishbone)
            .joinedload(Fishbone.problem)
            .options(*with_owner(Problem)),
        )
        .where(EvidenceNote.id == evidence_note_id, of_problem | of_cause)
    )
    return note
