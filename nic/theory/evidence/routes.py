"""Taking evidence away and back; it is added on the page of what it backs."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from nic.kernel.permissions import requires
from nic.kernel.scope import current_scope
from nic.theory.evidence import operations, queries
from nic.theory.evidence.models import EvidenceNote
from nic.theory.problems.policy import ProblemPermission as Can

blueprint = Blueprint("evidence_notes", __name__)


def address_of_evidence(note: EvidenceNote) -> str:
    """The page of the problem or cause that it backs."""
    if note.cause_id is not None:
        return url_for("fishbones.cause", cause_id=note.cause_id, _anchor="evidence")
    return url_for("problems.problem", problem_id=note.problem_id, _anchor="evidence")


@blueprint.post("/evidence-notes/<int:evidence_note_id>/archive")
@requires(Can.EDIT_PROBLEM, load=queries.load_evidence)
def archive_evidence(note: EvidenceNote) -> ResponseReturnValue:
    """Takes a piece of evidence away; the page offers the way back."""
    operations.archive_evidence(current_scope(), note)
    return redirect(address_of_evidence(note))


@blueprint.post("/evidence-notes/<int:evidence_note_id>/restore")
@requires(Can.EDIT_PROBLEM, load=queries.load_evidence)
def restore_evidence(note: EvidenceNote) -> ResponseReturnValue:
    """Takes a piece of evidence back out of the archive."""
    operations.restore_evidence(current_scope(), note)
    flash("Restored.")
    return redirect(address_of_evidence(note))
