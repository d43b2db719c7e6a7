"""The kind of thing that the sub-room owns."""

from typing import Any

from nic.kernel.house import SubjectKind
from nic.theory.evidence import queries
from nic.theory.evidence.models import EvidenceNote
from nic.theory.evidence.routes import address_of_evidence
from nic.theory.problems.policy import ProblemPermission as Can


def _words_of(about: Any) -> str:
    return str(getattr(about, "statement", "") or about.text)


EVIDENCE_NOTE = SubjectKind(
    key="evidence_note",
    name="evidence",
    model=EvidenceNote,
    load=queries.load_evidence,
    view=Can.VIEW_PROBLEM,
    title=lambda note: note.text or f"Evidence for “{_words_of(note.about)}”",
    address=address_of_evidence,
    texts=("text",),
    labels={"text": "Words", "archived_at": "Taken away", "source_kind": "Links to a"},
)
