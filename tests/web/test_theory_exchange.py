"""Pasting, taking away and examples as people meet them."""

import io

import pytest

from nic.theory.exchange import json_form
from nic.theory.exchange.examples import all_examples
from tests.filling import follow, press
from tests.pages import words
from tests.unit.theory.test_exchange import said

LIST = """    Students read
      Books are near
        Boxes stand open
          to test a box for each table
      Time
"""
TEXT = "Your list, rows or JSON"


def paste(client, page, text, button="Look at it first", **more):
    return press(client, page, button, {TEXT: text, **more})


def test_a_team_without_a_theory_pastes_one_and_looks_first(client_for, world):
    peer = client_for("peer")
    theory = peer.get(f"/teams/{world['oak_team']}/theory")
    looked = paste(peer, follow(peer, theory, "Paste a list or rows"), LIST)
    assert "Read as: indented list. 3 drivers, 1 change idea." in words(looked)
    assert "There is no theory here yet" not in words(peer.get(f"/teams/{world['oak_team']}/theory"))
    made = press(peer, looked, "Make this theory")
    assert "The theory is made. You can undo it as one step." in words(made)
    assert "a box for each table" in words(made)


def test_the_preview_says_which_new_ideas_read_like_tasks(client_for, world):
    peer = client_for("peer")
    page = peer.get(f"/teams/{world['oak_team']}/theory/paste")
    looked = words(paste(peer, page, LIST + "        to test train staff\n"))
    assert "“To test train staff” reads like a task." in looked
    assert looked.count("reads like a task") == 1
    assert "Nothing is made yet." in looked


def test_what_is_wrong_stands_beside_the_text_which_stays(client_for, world):
    peer = client_for("peer")
    page = peer.get(f"/teams/{world['oak_team']}/theory/paste")
    refused = paste(peer, page, "Aim\n  by when: soon\n  Driver")
    assert refused.status_code == 422
    assert "Line 2: “soon” is not a day. Write it as 2027-06-12." in words(refused)
    assert "  by when: soon\n  Driver" in refused.get_data(as_text=True)
    assert "Make this theory" not in words(refused)


def test_what_was_looked_at_is_what_is_made(client_for, world):
    teacher = client_for("teacher")
    page = teacher.get(f"/teams/{world['elm_team']}/theory/paste")
    looked = paste(teacher, page, "Time is kept\n\tto test ten minutes")
    assert "added" in words(looked)
    form = teacher.get(f"/theory/nodes/{world['elm_idea']}/edit")
    press(teacher, form, "Save", {"To test …": "meanwhile changed"})
    again = press(teacher, looked, "Make this theory")
    assert "Look once more, then make it." in words(again)
    made = words(press(teacher, again, "Make this theory"))
    assert "Time is kept" in made
    assert "meanwhile changed" in made


def test_replacing_archives_the_rest_and_keeps_what_has_the_same_words(client_for, world):
    teacher = client_for("teacher")
    page = teacher.get(f"/teams/{world['elm_team']}/theory/paste")
    text = "Another aim\n  It is safe to be wrong\n    to test talk partners chosen by card"
    looked = paste(teacher, page, text, **{"Make the theory say exactly this": "yes"})
    made = words(press(teacher, looked, "Make this theory"))
    assert "Another aim" in made
    node = words(teacher.get(f"/theory/nodes/{world['elm_shared_idea']}"))
    assert "Archived" not in node
    assert "It is not in the outline" in words(teacher.get(f"/theory/nodes/{world['elm_idea']}"))
    undone = press(teacher, teacher.get(f"/teams/{world['elm_team']}/theory"), "Undo")
    assert "Language is visible in the room" in words(undone)
    assert "Another aim" not in words(undone).split("Changed lately")[0]


@pytest.mark.parametrize(("form", "ending"), [("text", "txt"), ("csv", "csv"), ("json", "json")])
def test_what_is_taken_away_and_pasted_elsewhere_is_the_same(client_for, world, form, ending):
    teacher, peer = client_for("teacher"), client_for("peer")
    taken = teacher.get(f"/theories/{world['elm_theory']}/export?form={form}")
    assert taken.headers["Content-Disposition"] == f"attachment; filename=theory.{ending}"
    page = peer.get(f"/teams/{world['oak_team']}/theory/paste")
    looked = paste(peer, page, taken.get_data(as_text=True))
    made = press(peer, looked, "Make this theory")
    assert "The theory is made." in words(made), words(made)
    theory = made.get_data(as_text=True)
    address = theory.split("/export?form=json", 1)[0].rsplit('"', 1)[1]
    again = peer.get(f"{address}/export?form=json").get_data(as_text=True)
    before = teacher.get(f"/theories/{world['elm_theory']}/export?form=json").get_data(as_text=True)
    assert said(json_form.read(again).theory) == said(json_form.read(before).theory)


def test_json_of_the_same_theory_changes_nothing(client_for, world):
    teacher = client_for("teacher")
    taken = teacher.get(f"/theories/{world['elm_theory']}/export?form=json").get_data(as_text=True)
    page = teacher.get(f"/teams/{world['elm_team']}/theory/paste")
    looked = paste(teacher, page, taken, **{"Make the theory say exactly this": "yes"})
    assert "Nothing changed." in words(looked)


def test_a_file_is_read(client_for, world):
    peer = client_for("peer")
    rows = "\ufeffAim;Primary driver;Change idea\nStudents read;Books are near;=a box\n".encode()
    data = {"how": "replace", "act": "look", "text": "", "file": (io.BytesIO(rows), "theory.csv")}
    looked = peer.post(
        f"/teams/{world['oak_team']}/theory/paste", data=data, content_type="multipart/form-data"
    )
    assert "Read as: rows of a spreadsheet. 1 driver, 1 change idea." in words(looked)


def test_an_example_is_marked_until_it_is_theirs(client_for, world):
    peer = client_for("peer")
    theory = peer.get(f"/teams/{world['oak_team']}/theory")
    begun = press(peer, follow(peer, theory, "Begin from an example"), "Begin with this example: Attendance")
    assert "This began as an example, written for practice." in words(begun)
    ours = words(press(peer, begun, "It is ours now"))
    assert "This began as an example" not in ours
    assert "Students are in school every day" in ours


def test_every_example_reads_and_has_shared_parts():
    assert [example.key for example in all_examples()] == [
        "attendance",
        "early_literacy",
        "ninth_grade_on_track",
    ]
    for example in all_examples():
        assert 20 <= len(example.theory.nodes) <= 30
        assert example.theory.by_when is not None


@pytest.mark.parametrize("name", ["coach", "hub", "agency", "neighbor"])
def test_who_does_not_write_does_not_paste(client_for, world, name):
    client = client_for(name)
    for page in ("paste", "examples"):
        assert client.get(f"/teams/{world['elm_team']}/theory/{page}").status_code in (403, 404)


def test_a_draft_is_taken_away_by_its_circle_alone(client_for, world):
    address = f"/theories/{world['network_theory']}/export?form=json"
    assert "A thought of the hub alone" in client_for("hub").get(address).get_data(as_text=True)
    assert client_for("peer").get(address).status_code == 404
    published = client_for("peer").get(f"/theory/versions/{world['version_2']}/export?form=csv")
    assert "A thought of the hub alone" not in published.get_data(as_text=True)
