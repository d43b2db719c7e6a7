"""Every write of reviews, their evidence and their findings."""

from nic.reviews.operations.evidence import (
    archive_evidence,
    edit_evidence,
    file_evidence,
    redact_evidence,
    restore_evidence,
)
from nic.reviews.operations.findings import (
    archive_finding,
    cite_evidence,
    draft_finding,
    drop_citation,
    edit_finding,
    restore_finding,
)
from nic.reviews.operations.frameworks import seed_example_framework
from nic.reviews.operations.reviews import (
    add_review_member,
    add_review_school,
    choose_schools,
    edit_review,
    end_review_member,
    move_review,
    start_review,
)

__all__ = [
    "add_review_member",
    "add_review_school",
    "archive_evidence",
    "archive_finding",
    "choose_schools",
    "cite_evidence",
    "draft_finding",
    "drop_citation",
    "edit_evidence",
    "edit_finding",
    "edit_review",
    "end_review_member",
    "file_evidence",
    "move_review",
    "redact_evidence",
    "restore_evidence",
    "restore_finding",
    "seed_example_framework",
    "start_review",
]
