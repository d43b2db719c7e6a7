"""The board as the database counts it: equal to counting by hand, in a fixed number of statements."""

import random
from uuid import uuid4

from nic.kernel.database import db
from nic.reviews import queries
from nic.reviews.models import EvidenceCriterion, EvidenceItem, SourceKind
from tests.client import counted_statements


def fill(world, review, count, seed=1):
    """Files many items at random, some of them put away."""
    chance = random.Random(seed)  # noqa: S311  sample data
    criteria = [c.id for domain in review.framework.domains for c in domain.criteria]
    for _ in range(count):
        db.session.add(
            EvidenceItem(
                review_id=review.id,
                school_id=world[chance.choice(("elm", "oak"))],
                source_kind=chance.choice(list(SourceKind)),
                narrative="Seen.",
                rating=chance.choice((None, 1, 2, 3, 4)),
                observer_id=world[chance.choice(("person_chair", "person_neighbor"))],
                client_uuid=uuid4(),
                archived_at=review.created_at if chance.random() < 0.2 else None,
                criterion_links=[
                    EvidenceCriterion(criterion_id=key)
                    for key in chance.sample(criteria, chance.choice((1, 2, 3)))
                ],
            )
        )
    db.session.flush()


def test_the_board_counts_what_a_person_would_count(people, world, review):
    fill(world, review, 80)
    shown = queries.board(people("chair"), review)
    items = [
        item for item in db.session.query(EvidenceItem).filter_by(review_id=review.id) if not item.is_archived
    ]
    assert shown.items == len(items)
    assert shown.sentence == f"{len(items)} items from 2 reviewers in 2 schools."
    for part in shown.parts:
        for row in part.rows:
            for school, cell in zip(shown.schools, row.cells, strict=True):
                here = [i for i in items if i.school_id == school.id and row.criterion.id in i.criterion_ids]
                assert cell.total == len(here)
                assert cell.observers == len({item.observer_id for item in here})
                assert cell.ratings == [sum(item.rating == step for item in here) for step in (1, 2, 3, 4)]
                for kind in SourceKind:
                    assert cell.kinds.get(kind.value, 0) == sum(item.source_kind is kind for item in here)


def test_the_number_of_statements_does_not_grow(people, world, review):
    chair = people("chair")

    def statements():
        with counted_statements() as sent:
            queries.board(chair, review)
            queries.findings_by_domain(chair, review, queries.criteria_of(chair, review))
        return len(sent)

    few = statements()
    fill(world, review, 200)
    assert statements() == few <= 12


def test_schools_are_alphabetical_and_an_empty_board_says_so(people, world, review):
    assert [school.name for school in queries.board(people("chair"), review).schools] == ["Elm", "Oak"]
    for item in db.session.query(EvidenceItem).filter_by(review_id=review.id):
        item.archived_at = review.created_at
    db.session.flush()
    assert queries.board(people("chair"), review).sentence == "No evidence is filed yet."


def test_what_quotes_somebody_comes_first(people, world, review, file):
    file(narrative="Plain words.")
    file(narrative='A student: "I ask."')
    wanted = queries.EvidenceFilter(criterion_id=world["Student voice and agency"], school_id=world["elm"])
    items = db.session.scalars(queries.evidence_statement(people("chair"), review, wanted)).unique().all()
    marked = ["“" in item.narrative or '"' in item.narrative for item in items]
    assert len(items) == 4
    assert marked == sorted(marked, reverse=True)
