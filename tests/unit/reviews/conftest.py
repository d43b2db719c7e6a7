"""What tests of field reviews share: people's scopes, the review, and a way to file evidence."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from nic.kernel.intent import Intent, declare
from nic.reviews import operations, queries
from nic.reviews.models import EvidenceItem, SourceKind


@pytest.fixture
def people(scope_for):
    """Scopes by name, in a transaction that may write."""
    with declare(Intent.WRITE):
        yield scope_for


@pytest.fixture
def review(people, world):
    """The review of north, while its visit is under way."""
    return queries.load_review(people("chair"), world["review"])


@pytest.fixture
def file(people, world, review) -> Callable[..., EvidenceItem]:
    """Files an item of student voice at Elm, unless told otherwise."""

    def filing(who="neighbor", **given):
        fields = {
            "school_id": world["elm"],
            "source_kind": SourceKind.INTERVIEW,
            "narrative": "They choose their project.",
            "criterion_ids": [world["Student voice and agency"]],
            "client_uuid": uuid4(),
        }
        return operations.file_evidence(people(who), review, **(fields | given))

    return filing
