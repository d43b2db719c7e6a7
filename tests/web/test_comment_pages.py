"""Comments, questions and answers as people meet them, by the words on the pages."""

from tests.filling import follow, press
from tests.pages import words


def doing(world, step=""):
    return f"/teams/{world['elm_team']}/cycles/{world['elm_cycle_doing']}{step}"


def shared(world):
    return f"/teams/{world['elm_team']}/cycles/{world['elm_cycle_shared']}"


def test_a_coach_comments_as_a_critical_friend_and_the_team_answers(client_for, world):
    coach, teacher = client_for("coach"), client_for("teacher")
    page = coach.get(doing(world))
    assert "it stays with them, also once this is shared" in words(page)
    refused = press(coach, page, "Send the comment")
    assert refused.status_code == 422
    assert "Write what you notice, or what you wonder." in words(refused)
    fields = {"I notice …": "Four pairs wrote nothing.", "I wonder …": "What would they need?"}
    page = press(coach, refused, "Send the comment", fields)
    assert "I notice Four pairs wrote nothing. I wonder What would they need?" in words(page)
    page = teacher.get(doing(world))
    form = follow(teacher, page, "Answer Coach Person")
    refused = press(teacher, form, "Send the answer")
    assert "Write your answer." in words(refused)
    page = press(teacher, refused, "Send the answer", {"Your answer": "A first word each."})
    assert "A first word each." in words(page)


def test_a_question_waits_until_the_coach_answers(client_for, world):
    lead, coach = client_for("lead"), client_for("coach")
    form = follow(lead, lead.get(doing(world)), "Ask your coach")
    assert "Write what you would like to ask." in words(press(lead, form, "Ask"))
    page = press(lead, form, "Ask", {"What would you like to ask?": "Shall we add a class?"})
    assert "Shall we add a class?" in words(page)
    assert words(page).count("waiting for an answer") == 2
    page = coach.get(doing(world))
    assert "Ask your coach" not in words(page)
    page = press(
        coach, follow(coach, page, "Answer Lead Person"), "Send the answer", {"Your answer": "Yes, one."}
    )
    assert words(page).count("waiting for an answer") == 1


def test_the_network_reads_and_writes_on_a_shared_cycle_but_not_what_was_said_before(client_for, world):
    peer, district, teacher = client_for("peer"), client_for("district"), client_for("teacher")
    page = words(peer.get(shared(world)))
    assert "All tables had cards." in page
    assert "two cards were lost" not in page
    assert "Only for the circle" not in page
    page = press(peer, peer.get(shared(world)), "Send the comment", {"I notice …": "Ours did the same."})
    assert "Ours did the same." in words(page)
    assert "Send the comment" not in words(district.get(shared(world)))
    page = teacher.get(shared(world))
    assert "two cards were lost" in words(page)
    fields = {"I notice …": "Among ourselves.", "Only for the circle": "yes"}
    assert "circle only" in words(press(teacher, page, "Send the comment", fields))
    assert "Among ourselves." not in words(peer.get(shared(world)))
    assert "Ours did the same." in words(peer.get(shared(world)))


def test_who_may_only_read_cannot_send(client_for, world):
    sent = {"notice": "x", "client_uuid": "7b0c7f2e-7d5d-4f0c-9a3c-0d6a1c0a3f11"}
    assert (
        client_for("agency").post(f"/comments/cycle/{world['elm_cycle_shared']}", data=sent).status_code
        == 403
    )
    assert (
        client_for("peer").post(f"/comments/cycle/{world['elm_cycle_doing']}", data=sent).status_code == 404
    )


def test_what_was_taken_back_only_its_author_sees(client_for, world):
    peer, teacher = client_for("peer"), client_for("teacher")
    page = press(peer, peer.get(shared(world)), "Take back")
    assert "You took this back. Nobody else sees it." in words(page)
    assert "All tables had cards." not in words(teacher.get(shared(world)))
    press(peer, page, "Put back")
    assert "All tables had cards." in words(teacher.get(shared(world)))


def test_an_administrator_removes_words_without_reading_them(client_for, world):
    admin, coach = client_for("admin"), client_for("coach")
    address = f"/comments/{world['comment_before']}/remove"
    page = admin.get(address)
    assert "two cards were lost" not in words(page)
    assert "Only the circle reads them." in words(page)
    assert "Say why it has to go." in words(press(admin, page, "Remove for good"))
    page = press(admin, page, "Remove for good", {"Why does it have to go?": "It names a child."})
    assert "The words are removed." in words(page)
    assert "two cards were lost" not in words(coach.get(shared(world)))
    told = words(coach.get(f"/comments/{world['comment_question']}/remove"))
    assert "send the address of this page to an administrator" in told


def test_ideas_and_problems_are_talked_about_too(client_for, world):
    peer, coach = client_for("peer"), client_for("coach")
    page = peer.get(f"/theory/nodes/{world['network_idea']}")
    page = press(peer, page, "Send the comment", {"I wonder …": "Does it work in writing?"})
    assert "Does it work in writing?" in words(page)
    page = press(
        coach,
        coach.get(f"/problems/{world['elm_problem']}"),
        "Send the comment",
        {"I notice …": "A tally in three lessons."},
    )
    assert "I notice A tally in three lessons." in words(page)
