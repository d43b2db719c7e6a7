"""Problems, rounds of dot voting and fishbones as people meet them: by the words on the pages."""

import re

import pytest

from tests.filling import follow, press
from tests.pages import words
from tests.world import CAST

READERS = ("teacher", "lead", "coach", "hub")


def propose(client, world, statement, place="teams/{elm_team}"):
    form = client.get(f"/{place.format(**world)}/problems/new")
    return press(client, form, "Propose", {"What is the problem?": statement})


def test_results_are_hidden_from_everybody_until_the_round_is_closed(client_for, world):
    propose(client_for("teacher"), world, "Homework comes back copied.")
    lead = client_for("lead")
    page = lead.get(f"/votes/{world['round']}")
    press(lead, page, "Save my dots", {"Homework comes back copied.": "3"})
    told = ("3 dots from", "5 dots from", "2 dots from", "●")
    for name in CAST:
        client = client_for(name)
        for address in (
            f"/votes/{world['round']}",
            f"/history/vote_round/{world['round']}",
            f"/history/ballot/{world['ballot']}",
        ):
            seen = client.get(address)
            assert seen.status_code == 404 or not any(sign in words(seen) for sign in told), (name, address)
            assert "Teacher Person" not in words(seen) or (name, "ballot" in address) == ("teacher", True)
        listed = client.get(f"/teams/{world['elm_team']}/problems")
        assert listed.status_code in (403, 404) or "3 dots" not in words(listed).replace(
            "3 dots for each", ""
        )
    closed = words(press(lead, lead.get(f"/votes/{world['round']}"), "Close the round"))
    assert "Homework comes back copied. 3 dots from 1 person" in closed
    for name in READERS:
        assert "3 dots from 1 person" in words(client_for(name).get(f"/votes/{world['round']}"))
        assert "Lead Person placed" not in words(
            client_for(name).get(f"/history/vote_round/{world['round']}")
        )


def test_what_was_typed_stays_where_it_is_too_much(client_for, world):
    teacher = client_for("teacher")
    page = teacher.get(f"/votes/{world['round']}")
    refused = press(teacher, page, "Save my dots", {"In Elm team the same five": "4"})
    assert refused.status_code == 422
    assert "You have 3 dots and placed 4. Take 1 back." in words(refused)
    assert 'value="4"' in refused.get_data(as_text=True)
    refused = press(teacher, page, "Save my dots", {"In Elm team the same five": "many"})
    assert "“many” is not a number of dots." in words(refused)


def test_a_lead_opens_a_round_and_a_teacher_does_not(client_for, world):
    hub = client_for("hub")
    propose(hub, world, "Explanations stop after one line.", "networks/{network}")
    listed = hub.get(f"/networks/{world['network']}/problems")
    opened = press(hub, follow(hub, listed, "Open a round"), "Open the round")
    assert "3 dots for each person." in words(opened)
    peer = client_for("peer")
    voted = press(
        peer, peer.get(opened.request.path), "Save my dots", {"Explanations stop after one line.": "1"}
    )
    assert "Your dots are saved." in words(voted)
    assert "Close the round" not in words(voted)
    again = press(hub, hub.get(f"/votes/network-problems/{world['network']}/open"), "Open the round")
    assert "A round is open already. Close it first." in words(again)


def test_a_proposal_is_merged_and_the_merge_undone(client_for, world):
    lead = client_for("lead")
    shown = propose(lead, world, "Few students speak.")
    merged = press(
        lead,
        follow(lead, shown, "Merge into another"),
        "Merge",
        {"In Elm team the same five students do the talking.": "yes"},
    )
    assert "Merged into it Few students speak." in words(merged)
    assert "Few students speak." not in words(lead.get(f"/teams/{world['elm_team']}/problems"))
    undone = press(lead, merged, "Undo")
    assert "It stands for itself again." in words(undone)
    history = words(follow(lead, undone, "History"))
    assert "undid the merging of" in history
    assert "merged" in history


def test_who_proposed_rewords_until_it_is_chosen(client_for, world):
    peer, hub = client_for("peer"), client_for("hub")
    shown = propose(peer, world, "Answers come without a why.", "networks/{network}")
    form = follow(peer, shown, "Reword")
    saved = press(
        peer,
        form,
        "Save",
        {"What belongs to it": "Grades 5 to 8.", "What is the problem?": "Answers come without reasons."},
    )
    assert "Grades 5 to 8." in words(saved)
    press(hub, hub.get(saved.request.path), "Choose it")
    assert peer.get(f"{saved.request.path}/edit").status_code == 403


def test_the_right_size_is_asked_and_told(client_for, world):
    teacher = client_for("teacher")
    form = teacher.get(f"/problems/{world['elm_problem']}/edit")
    assert "Can you change it yourselves?" in words(form)
    document = form.get_data(as_text=True)
    assert 'name="ours"' in document
    version = teacher.get(f"/problems/{world['elm_problem']}/edit").get_data(as_text=True)
    saved = teacher.post(
        f"/problems/{world['elm_problem']}/edit",
        data={
            "statement": "The same five talk.",
            "ours": "no",
            "version": version.split('name="version"')[1].split('value="')[1].split('"')[0],
        },
        follow_redirects=True,
    )
    assert "Look for the part of it that is in your hands." in words(saved)


def test_evidence_is_added_taken_away_and_restored(client_for, world):
    teacher = client_for("teacher")
    page = teacher.get(f"/problems/{world['elm_problem']}")
    assert "Explain their reasoning" in words(page)
    refused = press(teacher, page, "Add evidence", {"What did you count": " "})
    assert "Write what you counted, saw or heard, or choose a measure." in words(refused)
    added = press(
        teacher, page, "Add evidence", {"What did you count": "Nine of 24.", "A measure": "Exit tickets"}
    )
    assert "Nine of 24. Exit tickets" in words(added)
    away = press(teacher, added, "Remove")
    assert "Removed (1)" in words(away)
    assert "Restored." in words(press(teacher, away, "Restore"))


@pytest.mark.parametrize("name", ["agency", "peer", "district"])
def test_a_network_reads_its_fishbone_and_changes_nothing(client_for, world, name):
    page = client_for(name).get(f"/problems/{world['network_problem']}/fishbone")
    assert "Students lack words to begin" in words(page)
    assert "+ why?" not in words(page)
    assert "Make it a driver" not in words(page)


def test_causes_are_asked_for_moved_marked_and_answered(client_for, world):
    teacher = client_for("teacher")
    shown = teacher.get(f"/problems/{world['elm_problem']}/fishbone")
    form = follow(teacher, shown, "+ why?: Students lack words to begin")
    assert "Write a few words." in words(press(teacher, form, "Add", {"Why does it happen?": " "}))
    added = press(teacher, form, "Add", {"Why does it happen?": "Nobody shows them a start"})
    page = follow(teacher, added, "Nobody shows them a start")
    marked = press(teacher, press(teacher, page, "It is a root cause"), "It is in our control")
    assert "root cause in our control" in words(marked)
    moved = press(teacher, marked, "Out beside “Students lack words to begin”")
    assert "Instruction → Nobody shows them a start" in words(moved)
    driver = press(
        teacher,
        follow(teacher, moved, "Make it a driver"),
        "Make it a driver",
        {"What must change?": "Each task shows a start", "Where in the theory?": "Below “It is safe"},
    )
    assert "The root cause it answers Nobody shows them a start" in words(driver)
    back = follow(teacher, driver, "Nobody shows them a start")
    assert "The driver that answers it Each task shows a start" in words(back)


def test_a_page_that_asks_gets_the_fishbone_only_where_it_has_changed(client_for, world):
    def state(page):
        return re.search(r'data-state="([^"]+)"', page.get_data(as_text=True))[1]

    reader, teacher = client_for("coach"), client_for("teacher")
    address = f"/problems/{world['elm_problem']}/fishbone"
    first = state(reader.get(address))
    assert reader.get(f"{address}?since={first}").status_code == 204

    def has_changed():
        nonlocal first
        changed = reader.get(f"{address}?since={first}")
        assert changed.status_code == 200
        first, before = state(changed), first
        assert reader.get(f"{address}?since={first}").status_code == 204
        return first != before

    form = follow(teacher, teacher.get(address), "+ why?: Students lack words to begin")
    added = press(teacher, form, "Add", {"Why does it happen?": "Nobody shows them a start"})
    assert has_changed()
    page = follow(teacher, added, "Nobody shows them a start")
    for act, typed in (
        ("Up", {}),
        ("It is in our control", {}),
        ("Out beside “Students lack words to begin”", {}),
        ("Add evidence", {"What did you count, see or hear?": "We counted it."}),
        ("Archive", {}),
        ("Restore", {}),
    ):
        page = press(teacher, page, act, typed)
        assert has_changed(), act


def test_the_picture_is_taken_away(client_for, world):
    coach = client_for("coach")
    for file_format, start in (("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")):
        answer = coach.get(f"/fishbones/{world['elm_fishbone']}/picture/{file_format}")
        assert answer.data.startswith((start, b"<svg")), file_format
        assert f"fishbone.{file_format}" in answer.headers["Content-Disposition"]
    assert coach.get(f"/fishbones/{world['elm_fishbone']}/picture/gif").status_code == 404
