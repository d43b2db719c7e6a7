"""Choosing one's weekly mail."""

from tests.filling import press


def test_a_member_chooses_a_reminder_and_ends_it(client_for):
    teacher = client_for("coach")
    page = teacher.get("/account/weekly-mail")
    assert "At most one mail a week" in page.get_data(as_text=True)
    fields = {"Remind me of what is due": "yes", "Day": "Thursday", "Hour": "8:00"}
    saved = press(teacher, page, "Save", fields)
    assert "You get a weekly reminder on Thursdays at 8:00." in saved.get_data(as_text=True)
    form = {"reminder_weekday": "3", "reminder_hour": "8", "digest_weekday": "0", "digest_hour": "7"}
    again = teacher.post("/account/weekly-mail", data=form, follow_redirects=True)
    assert "You get no weekly mail." in again.get_data(as_text=True)


def test_the_digest_is_for_leads_and_coaches(client_for):
    words = "Tell me about the teams I lead or coach"
    assert words in client_for("coach").get("/account/weekly-mail").get_data(as_text=True)
    assert words not in client_for("teacher").get("/account/weekly-mail").get_data(as_text=True)
    form = {
        "digest": "y",
        "reminder_weekday": "3",
        "reminder_hour": "8",
        "digest_weekday": "0",
        "digest_hour": "7",
    }
    assert client_for("teacher").post("/account/weekly-mail", data=form).status_code == 302
    assert words not in client_for("teacher").get("/account/weekly-mail").get_data(as_text=True)
