"""Field reviews as people meet them: by the words on the pages."""

from uuid import uuid4

import pytest

from nic.kernel.audit import AuditEntry
from nic.kernel.database import db
from nic.kernel.transactions import unit_of_work
from nic.reviews.models import EvidenceItem
from tests.client import counted_statements
from tests.filling import follow, press
from tests.pages import hidden, words

VOICE = "Student voice and agency"


def test_a_reviewer_files_an_observation_and_sees_it_pooled(client_for, world):
    neighbor = client_for("neighbor")
    listed = neighbor.get("/reviews")
    assert "North review" in words(listed)
    review = follow(neighbor, listed, "North review")
    form = follow(neighbor, review, "Classroom observation")
    assert "Exact words in quotation marks. No names of students or teachers." in words(form)
    filed = press(
        neighbor,
        form,
        "File this evidence",
        {
            "Oak": "yes",
            "Where were you?": "Grade 4, mathematics",
            "Small groups": "yes",
            "What else did you see, hear or read?": "“We choose who explains.”",
            VOICE: "yes",
            "Established": "yes",
        },
    )
    assert "It stands on the board under Oak." in words(filed)
    assert "Grade 4, mathematics" in words(filed)
    board = follow(neighbor, filed, "Evidence board")
    assert "4 items from 2 reviewers in 2 schools." in words(board)
    cell = follow(neighbor, board, f"Read the evidence: {VOICE} at Oak")
    assert f"{VOICE} at Oak" in words(cell)
    text = words(cell)
    assert text.index("We choose who explains.") < text.index("The handbook names one adult")


def test_sending_twice_files_once(client_for, world, app):
    neighbor = client_for("neighbor")
    address = f"/reviews/{world['review']}/evidence/new"
    sent = {
        "client_uuid": str(uuid4()),
        "school_id": world["elm"],
        "source_kind": "tour",
        "narrative": "The library is full at noon.",
        "criterion_ids": [world[VOICE]],
        "rating": "",
    }
    first, second = neighbor.post(address, data=sent), neighbor.post(address, data=sent)
    assert first.status_code == second.status_code == 302
    assert first.location == second.location
    with app.app_context():
        assert db.session.query(EvidenceItem).filter_by(narrative=sent["narrative"]).count() == 1


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client_for, world):
    neighbor = client_for("neighbor")
    form = neighbor.get(f"/reviews/{world['review']}/evidence/new")
    again = press(
        neighbor,
        form,
        "File this evidence",
        {"Elm": "yes", "Interview": "yes", "What did you see, hear or read?": "Half the class is out."},
    )
    assert again.status_code == 422
    assert "Choose at least one criterion" in words(again)
    assert "Half the class is out." in words(again)
    assert hidden(again, "client_uuid") == hidden(form, "client_uuid")
    nothing = press(neighbor, form, "File this evidence")
    assert "Choose the school." in words(nothing)
    assert "Choose the kind of source." in words(nothing)


def test_an_item_is_changed_put_away_and_brought_back(client_for, world):
    neighbor = client_for("neighbor")
    item = neighbor.get(f"/reviews/{world['review']}/evidence/{world['evidence']}")
    form = follow(neighbor, item, "Change")
    saved = press(
        neighbor,
        form,
        "Save the changes",
        {"What did you see, hear or read?": "Threes plan.", "No rating": "yes"},
    )
    assert "Threes plan." in words(saved)
    assert "No rating" in words(saved)
    stale = press(neighbor, form, "Save the changes", {"What did you see, hear or read?": "Fours plan."})
    assert stale.status_code == 409
    assert "Threes plan." in words(stale)
    assert "Fours plan." in words(stale)
    away = press(neighbor, saved, "Put away")
    assert "It no longer counts on the board." in words(away)
    assert "2 items from 2 reviewers" in words(neighbor.get(f"/reviews/{world['review']}/board"))
    listed = neighbor.get(f"/reviews/{world['review']}/evidence?archived=y&mine=y")
    assert "1 item, put away" in words(listed)
    assert "It counts on the board again." in words(press(neighbor, away, "Bring back"))


def test_the_lead_removes_a_text_for_good(client_for, world):
    chair = client_for("chair")
    form = follow(
        chair, chair.get(f"/reviews/{world['review']}/evidence/{world['evidence']}"), "Remove a text for good"
    )
    asked = press(chair, form, "Remove for good", {"Why": "A name."})
    assert "Choose what to remove." in words(asked)
    removed = press(chair, form, "Remove for good", {"What was seen, heard or read": "yes", "Why": "A name."})
    assert "[removed]" in words(removed)
    history = follow(chair, removed, "History")
    assert "Pairs plan" not in words(history)
    assert "A name." in words(history)


def test_evidence_is_cited_in_a_finding(client_for, world):
    chair = client_for("chair")
    cell = chair.get(f"/reviews/{world['review']}/evidence?criterion={world[VOICE]}&school={world['elm']}")
    chosen = {"evidence_ids": [world["evidence_1"], world["evidence_2"]], "finding_id": "0"}
    form = chair.post(f"/reviews/{world['review']}/cite", data=chosen, follow_redirects=True)
    assert "New finding" in words(form)
    text = "The finding, as one full sentence"
    refused = press(
        chair, form, "Draft the finding", {"Commendation": "yes", text: "Students choose their tasks."}
    )
    assert "Write a full sentence that begins with the district" in words(refused)
    drafted = press(
        chair,
        refused,
        "Draft the finding",
        {text: "North should be commended for students who choose their tasks."},
    )
    assert "cites 2 items · 2 kinds · 1 school · 2 observers" in words(drafted)
    assert "2 of 2 commendations" in words(chair.get(f"/reviews/{world['review']}/board"))
    nothing = press(chair, cell, "Cite the chosen")
    assert "Choose the evidence to cite first." in words(nothing)
    less = press(chair, drafted, "Take out")
    assert "cites 1 item" in words(less)


def test_thin_support_is_said_on_the_board(client_for, world):
    text = words(client_for("chair").get(f"/reviews/{world['review']}/board?domain={world['domain_2']}"))
    for flag in ("views differ", "one observer", "one kind of source"):
        assert flag in text
    assert "middle: beginning" in text
    assert "cites 1 item · 1 kind · 1 school · 1 observer" in text
    assert "1 of 2 commendations" in text
    assert "Proficiency-based learning" not in text


def test_agency_staff_set_up_a_review_with_reviewers_from_other_districts(client_for, world):
    agency = client_for("agency")
    form = follow(agency, agency.get("/reviews"), "Set up a review")
    schools = press(
        agency, form, "Set up the review", {"District": "North", "Day of the visit": "2031-03-12"}
    )
    assert "Choose its schools." in words(schools)
    review = press(agency, schools, "Save", {"Elm": "yes"})
    assert "12 March 2031" in words(review)
    people = follow(agency, review, "People")
    unknown = press(agency, people, "Add to the review", {"Mail address": "nobody@test.example"})
    assert "Nobody has an account with this address." in words(unknown)
    own = press(agency, people, "Add to the review", {"Mail address": "teacher@test.example"})
    assert "cannot review it" in words(own)
    lead = press(
        agency, people, "Add to the review", {"Mail address": "Chair@test.example", "Review lead": "yes"}
    )
    assert "Chair Person takes part." in words(lead)
    last = press(agency, lead, "End the part")
    assert last.status_code == 400
    assert "A review needs a lead." in words(last)


def test_the_lead_moves_the_review_on_until_everyone_reads_the_findings(client_for, world):
    address = f"/reviews/{world['review']}"
    chair, host, teacher = client_for("chair"), client_for("host"), client_for("teacher")
    assert host.get(f"{address}/findings").status_code == 404
    moved = press(chair, chair.get(address), "End the visit")
    moved = press(chair, moved, "Send to the host")
    assert "The host checks the findings." in words(moved)
    read = host.get(f"{address}/findings")
    assert "Seen by: the review’s team and the host" in words(read)
    assert host.get(f"{address}/board").status_code == 404
    assert chair.get(f"{address}/evidence/new").status_code == 403
    assert teacher.get(address).status_code == 404
    press(chair, moved, "Publish the findings")
    published = teacher.get(f"{address}/findings")
    assert "North should consider one way to ask for help." in words(published)
    assert "Seen by: everyone in the agency" in words(published)
    finding = teacher.get(f"{address}/findings/{world['finding']}")
    assert "Pairs plan" not in words(finding)
    assert teacher.get(f"/history/finding/{world['finding']}").status_code in (403, 404)


@pytest.mark.parametrize("name", ["host", "agency", "district"])
def test_those_outside_the_team_see_how_far_it_is_and_no_evidence(client_for, world, name):
    text = words(client_for(name).get(f"/reviews/{world['review']}"))
    assert "3 items of evidence so far." in text
    assert "Your evidence" not in text
    assert "Pairs plan" not in text


def test_reviews_stand_in_the_top_bar_of_those_who_have_one(client_for):
    assert ">Reviews</a>" in client_for("neighbor").get("/networks").get_data(as_text=True)
    assert ">Reviews</a>" not in client_for("teacher").get("/networks").get_data(as_text=True)


def test_a_page_of_evidence_takes_as_many_statements_with_many_items(client_for, world, app):
    chair = client_for("chair")
    address = f"/reviews/{world['review']}/evidence"

    def statements():
        with counted_statements() as sent:
            assert chair.get(address).status_code == 200
        return len(sent)

    few = statements()
    for number in range(30):
        chair.post(
            f"{address}/new",
            data={
                "client_uuid": str(uuid4()),
                "school_id": world["oak"],
                "source_kind": "tour",
                "narrative": f"Room {number}.",
                "criterion_ids": [world[VOICE]],
            },
        )
    assert statements() == few


def test_the_history_of_evidence_tells_its_answers_in_words(app, client_for, world):
    with app.app_context(), unit_of_work():
        db.session.add(
            AuditEntry(
                verb="changed",
                subject_kind="evidence",
                subject_id=world["evidence"],
                before={"answers": {"setting": "Grade 5"}},
                after={"answers": {"setting": "Grade 6", "people": 4}},
            )
        )
    page = words(client_for("chair").get(f"/history/evidence/{world['evidence']}"))
    assert "Setting: Grade 6; People: 4" in page
    assert "{" not in page
