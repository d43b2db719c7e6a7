"""Problems and theories as people meet them: by the words on the pages."""

import pytest

from tests.filling import follow, press
from tests.pages import words


def test_a_teacher_proposes_a_problem_and_moves_it_on(client_for, world):
    teacher = client_for("teacher")
    listed = teacher.get(f"/teams/{world['elm_team']}/problems")
    form = follow(teacher, listed, "Propose a problem")
    assert "Write what the problem is." in words(
        press(teacher, form, "Propose", {"What is the problem?": " "})
    )
    shown = press(
        teacher,
        form,
        "Propose",
        {
            "What is the problem?": "Homework comes back copied.",
            "How do we know?": "12 of 23 papers are the same.",
        },
    )
    assert "12 of 23 papers are the same." in words(shown)
    chosen = press(teacher, shown, "Choose it")
    assert "This problem is now chosen." in words(chosen)
    parked = press(teacher, chosen, "Park it", {"Why do you park it?": ""})
    assert "Say why you park this problem." in words(parked)
    parked = press(teacher, parked, "Park it", {"Why do you park it?": "Not this year."})
    assert "Not this year." in words(parked)


def test_a_problem_is_archived_and_restored(client_for, world):
    teacher = client_for("teacher")
    archived = press(teacher, teacher.get(f"/problems/{world['elm_problem']}"), "Archive")
    assert "Archived" in words(archived)
    assert "Archived (1)" in words(teacher.get(f"/teams/{world['elm_team']}/problems"))
    assert "Restored." in words(press(teacher, archived, "Restore"))


def test_two_who_reword_a_problem_meet_the_conflict_page(client_for, world):
    teacher, lead = client_for("teacher"), client_for("lead")
    address = f"/problems/{world['elm_problem']}/edit"
    first, second = teacher.get(address), lead.get(address)
    press(teacher, first, "Save", {"What is the problem?": "Three students do the talking."})
    refused = press(lead, second, "Save", {"What is the problem?": "Two students do the talking."})
    assert refused.status_code == 409
    page = refused.get_data(as_text=True)
    assert "Three students do the talking." in page
    assert "Two students do the talking." in page


def test_a_team_without_a_theory_reads_its_networks_and_begins_its_own(client_for, world):
    peer = client_for("peer")
    shown = peer.get(f"/teams/{world['oak_team']}/theory")
    assert "The theory of Reading network" in words(shown)
    form = follow(peer, shown, "Write the aim")
    begun = press(
        peer,
        form,
        "Save the aim",
        {
            "What will be different?": "Students read every day",
            "For whom?": "all second-graders",
            "How much?": "from 20% to 80%",
            "By when?": "2030-06-12",
        },
    )
    assert "Students read every day: all second-graders, from 20% to 80%, by 12 June 2030." in words(begun)
    assert "The theory of Reading network" not in words(begun)


def test_a_driver_and_an_idea_are_added_below_one_another(client_for, world):
    teacher = client_for("teacher")
    theory = teacher.get(f"/teams/{world['elm_team']}/theory")
    form = follow(teacher, theory, "+ idea below Language is visible in the room")
    shown = press(
        teacher, form, "Add", {"To test …": "to test train staff.", "It is safe to be wrong": "yes"}
    )
    page = words(shown)
    assert "“To test train staff” reads like a task." in page
    assert "to test train staff also serves “It is safe to be wrong”" in page


def test_a_shared_idea_stands_once_with_its_other_driver(client_for, world):
    page = words(client_for("coach").get(f"/teams/{world['elm_team']}/theory"))
    assert "talk partners chosen by card also serves “It is safe to be wrong”" in page
    assert "talk partners chosen by card stands above" in page


def test_a_node_is_linked_moved_unlinked_archived_and_restored(client_for, world):
    teacher = client_for("teacher")
    node = teacher.get(f"/theory/nodes/{world['elm_idea']}")
    linked = press(teacher, node, "Link", {"It is safe to be wrong": "yes"})
    assert "Linked to: It is safe to be wrong" in words(linked)
    moved = press(teacher, linked, "Down below Language is visible in the room")
    assert "Up below Language is visible in the room" in words(moved)
    unlinked = press(teacher, moved, "Unlink from Language is visible in the room")
    assert "No longer linked to: Language is visible in the room" in words(unlinked)
    archived = press(teacher, unlinked, "Archive")
    assert "It is not in the outline" in words(archived)
    assert "Restored, with the links it had." in words(press(teacher, archived, "Restore"))


def test_the_aim_and_a_node_are_reworded(client_for, world):
    lead = client_for("lead")
    form = follow(lead, lead.get(f"/teams/{world['elm_team']}/theory"), "Reword the aim")
    assert "from 40% to 70%" in words(press(lead, form, "Save the aim", {"How much?": "from 40% to 70%"}))
    form = follow(lead, lead.get(f"/theory/nodes/{world['elm_secondary']}"), "Reword")
    shown = press(
        lead, form, "Save", {"What is the driver?": "Words hang on the wall", "Note": "Seen from each seat."}
    )
    assert "Seen from each seat." in words(shown)


def test_the_hub_writes_the_networks_theory_and_its_teams_read_it(client_for, world):
    hub, peer = client_for("hub"), client_for("peer")
    address = f"/networks/{world['network']}/theory"
    shown = press(
        hub,
        follow(hub, hub.get(address), "Add a primary driver"),
        "Add",
        {"What is the driver?": "Time is kept"},
    )
    assert "Added: Time is kept" in words(shown)
    assert "Time is kept" not in words(peer.get(address))
    form = follow(hub, shown, "Publish this version")
    press(hub, form, "Publish this version", {"Revised because": "Teams ran out of minutes."})
    read = words(peer.get(address))
    assert "Time is kept" in read
    assert "Revised because: Teams ran out of minutes." in read
    assert "Add a primary driver" not in read


@pytest.mark.parametrize(
    ("name", "team_theory", "network_theory", "node"),
    [
        ("teacher", 200, 200, 200),
        ("coach", 200, 200, 200),
        ("hub", 200, 200, 200),
        ("peer", 403, 200, 404),
        ("agency", 403, 200, 404),
        ("district", 403, 200, 404),
        ("school", 403, 200, 404),
        ("host", 404, 200, 404),
        ("neighbor", 404, 404, 404),
        ("outsider", 404, 404, 404),
    ],
)
def test_who_opens_which_page(client_for, world, name, team_theory, network_theory, node):
    client = client_for(name)
    statuses = [
        client.get(address).status_code
        for address in (
            f"/teams/{world['elm_team']}/theory",
            f"/networks/{world['network']}/theory",
            f"/theory/nodes/{world['elm_idea']}",
        )
    ]
    assert statuses == [team_theory, network_theory, node]


@pytest.mark.parametrize("name", ["coach", "hub"])
def test_who_reads_does_not_write(client_for, world, name):
    client = client_for(name)
    assert client.get(f"/theory/nodes/{world['elm_idea']}/edit").status_code == 403
    assert client.get(f"/problems/{world['elm_problem']}/edit").status_code == 403
    assert "Reword" not in words(client.get(f"/theory/nodes/{world['elm_idea']}"))


def test_the_history_of_a_node_tells_who_reworded_it(client_for, world):
    teacher = client_for("teacher")
    form = teacher.get(f"/theory/nodes/{world['elm_idea']}/edit")
    node = press(teacher, form, "Save", {"To test …": "shorter starters"})
    history = words(follow(teacher, node, "History"))
    assert "Teacher Person" in history
    assert "shorter starters" in history
