"""Findings: full sentences about the district that rest on evidence, shown to more people step by step."""

import pytest

from nic.kernel.errors import DomainError, MoveNotAllowed, NotFoundInScope, StaleVersion
from nic.reviews import operations, queries
from nic.reviews.models import FindingKind, ReviewStatus


def drafted(people, world, review, text="North should consider longer lunches.", **given):
    fields = {"domain_id": world["domain_2"], "kind": FindingKind.RECOMMENDATION, "evidence_ids": []}
    return operations.draft_finding(people("neighbor"), review, text=text, **(fields | given))


@pytest.mark.parametrize(
    "text",
    [
        "Longer lunches are needed.",
        "North",
        "North should consider",
        "Northern schools should consider x.",
        "North …",
    ],
)
def test_a_finding_is_a_sentence_about_the_district(people, world, review, text):
    with pytest.raises(DomainError, match="begins with the district's name") as refused:
        drafted(people, world, review, text)
    assert refused.value.field == "text"


def test_a_finding_opens_with_words_of_its_kind(people, world, review):
    assert drafted(people, world, review).parts == ("North should consider", " longer lunches.")
    assert drafted(people, world, review, "North schools open late.").parts == (
        "",
        "North schools open late.",
    )


def test_what_a_finding_rests_on_is_said_with_its_weakness(people, world):
    chair = people("chair")
    strong = queries.support_of(chair, queries.load_finding(chair, world["finding"]))
    assert strong.sentence == "cites 2 items · 2 kinds · 1 school · 2 observers"
    assert strong.flags == []
    thin = queries.support_of(chair, queries.load_finding(chair, world["finding_thin"]))
    assert thin.sentence == "cites 1 item · 1 kind · 1 school · 1 observer"
    assert thin.flags == ["one observer", "one kind of source"]


def test_citing_twice_counts_once_and_taking_out_works(people, world):
    chair = people("chair")
    finding = queries.load_finding(chair, world["finding"])
    operations.cite_evidence(chair, finding, [world["evidence_1"], world["evidence_3"]])
    assert queries.support_of(chair, finding).items == 3
    operations.drop_citation(chair, finding, world["evidence_1"])
    assert queries.cited_ids(chair, finding) == {world["evidence_2"], world["evidence_3"]}
    with pytest.raises(DomainError, match="does not cite"):
        operations.drop_citation(chair, finding, world["evidence_1"])


def test_only_standing_evidence_of_the_same_review_is_cited(people, world, review):
    item = queries.load_evidence(people("neighbor"), world["evidence_3"])
    operations.archive_evidence(people("neighbor"), item)
    for evidence_id in (world["evidence_3"], 10_000):
        with pytest.raises(DomainError, match="its own review"):
            drafted(people, world, review, evidence_ids=[evidence_id])


def test_the_usual_number_is_a_note_and_no_limit(people, world, review):
    for number in range(2):
        drafted(people, world, review, f"North should consider idea {number}.")
    domains = queries.criteria_of(people("chair"), review)
    found = queries.findings_by_domain(people("chair"), review, domains)[1]
    assert found.quota == "1 of 2 commendations · 3 of 2 recommendations"
    assert found.over == ["More than 2 recommendations: which could be joined?"]
    assert [line.number for line in found.lines] == [1, 2, 3, 4]
    assert found.lines[0].finding.kind is FindingKind.COMMENDATION


SEES = {
    ReviewStatus.VISITING: {"chair", "neighbor"},
    ReviewStatus.DRAFT: {"chair", "neighbor"},
    ReviewStatus.DRAFT_FINAL: {"chair", "neighbor", "host"},
    ReviewStatus.PUBLISHED: {"chair", "neighbor", "host", "agency", "district", "teacher", "peer", "hub"},
}


@pytest.mark.parametrize("status", list(SEES))
@pytest.mark.parametrize(
    "name",
    ["chair", "neighbor", "host", "agency", "district", "teacher", "peer", "hub", "outsider", "foreign"],
)
def test_who_reads_findings_when(people, world, review, status, name):
    review.status = status
    if name in SEES[status]:
        assert queries.load_review_with_findings(people(name), review.id) is review
        assert queries.load_finding(people(name), world["finding"])
    else:
        with pytest.raises(NotFoundInScope):
            queries.load_review_with_findings(people(name), review.id)
        with pytest.raises(NotFoundInScope):
            queries.load_finding(people(name), world["finding"])


def test_a_finding_that_was_put_away_is_the_teams(people, world, review):
    review.status = ReviewStatus.DRAFT_FINAL
    finding = queries.load_finding(people("chair"), world["finding"])
    operations.archive_finding(people("chair"), finding)
    assert queries.load_finding(people("neighbor"), finding.id)
    with pytest.raises(NotFoundInScope):
        queries.load_finding(people("host"), finding.id)
    operations.restore_finding(people("chair"), finding)
    assert queries.load_finding(people("host"), finding.id)


def test_published_findings_no_longer_change(people, world, review):
    finding = queries.load_finding(people("chair"), world["finding"])
    review.status = ReviewStatus.PUBLISHED
    fields = {"domain_id": finding.domain_id, "kind": finding.kind, "text": finding.text}
    for change in (
        lambda: operations.edit_finding(people("chair"), finding, finding.version, **fields),
        lambda: operations.cite_evidence(people("chair"), finding, [world["evidence_3"]]),
        lambda: operations.archive_finding(people("chair"), finding),
        lambda: drafted(people, world, review),
    ):
        with pytest.raises(MoveNotAllowed, match="published"):
            change()


def test_two_who_reword_a_finding(people, world):
    finding = queries.load_finding(people("chair"), world["finding"])
    stale = finding.version
    fields = {"domain_id": finding.domain_id, "kind": finding.kind}
    operations.edit_finding(
        people("chair"), finding, stale, text="North should be commended for tea.", **fields
    )
    with pytest.raises(StaleVersion):
        operations.edit_finding(people("neighbor"), finding, stale, text="North should be heard.", **fields)
