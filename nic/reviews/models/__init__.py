"""Frameworks and instruments as versioned data; reviews with their schools, people, evidence and findings."""

from nic.reviews.models.evidence import EvidenceCriterion, EvidenceItem, Finding, FindingEvidence, FindingKind
from nic.reviews.models.frameworks import (
    RATING_WORDS,
    Criterion,
    Domain,
    Framework,
    Instrument,
    Question,
    SourceKind,
)
from nic.reviews.models.reviews import MOVES, Move, Review, ReviewMember, ReviewSchool, ReviewStatus

__all__ = [
    "MOVES",
    "RATING_WORDS",
    "Criterion",
    "Domain",
    "EvidenceCriterion",
    "EvidenceItem",
    "Finding",
    "FindingEvidence",
    "FindingKind",
    "Framework",
    "Instrument",
    "Move",
    "Question",
    "Review",
    "ReviewMember",
    "ReviewSchool",
    "ReviewStatus",
    "SourceKind",
]
