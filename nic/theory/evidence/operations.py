"""Every write to evidence for problems and causes."""

from nic.kernel import audit
from nic.kernel.archiving import archive, restore
from nic.kernel.errors import DomainError
from nic.kernel.scope import Scope
from nic.theory.evidence.models import EvidenceNote
from nic.theory.evidence.sources import Key, sources_offered
from nic.theory.fishbones.models import Cause
from nic.theory.problems.models import Problem


def add_evidence(
    scope: Scope, about: Problem | Cause, *, text: str = "", source: Key | None = None
) -> EvidenceNote:
    """Backs a problem or a cause with a note, a link, or both. Raises DomainError for neither, or a foreign link."""
    text = text.strip()
    if not text and source is None:
        raise DomainError("Write what you counted, saw or heard, or choose a measure.", "text")
    owner = about.problem.owner if isinstance(about, Cause) else about.owner
    if source is not None and source not in {offer.key for offer in sources_offered(scope, owner)}:
        raise DomainError("This is not there to link to any more. Choose another.", "source")
    note = EvidenceNote(text=text)
    if source is not None:
        note.source_kind, note.source_id = source
    if isinstance(about, Cause):
        note.cause = about
    else:
        note.problem = about
    audit.record(scope, "added", note)
    return note


def archive_evidence(scope: Scope, note: EvidenceNote) -> EvidenceNote:
    """Takes a piece of evidence away; it can be restored."""
    return archive(scope, note)


def restore_evidence(scope: Scope, note: EvidenceNote) -> EvidenceNote:
    """Takes a piece of evidence back out of the archive."""
    return restore(scope, note)
