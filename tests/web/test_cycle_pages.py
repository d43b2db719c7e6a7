"""Cycles as people meet them: plan, run, close, share; by the words on the pages."""

import re
from datetime import timedelta

import pytest

from nic.cycles.models import Cycle
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.transactions import unit_of_work
from tests.filling import follow, press
from tests.pages import words


def address(world, key, step="", team="elm_team"):
    return f"/teams/{world[team]}/cycles/{world[key]}{step}"


def test_a_cycle_is_planned_and_begun_on_one_page(client_for, world):
    lead = client_for("lead")
    form = lead.get(f"/teams/{world['elm_team']}/cycles/new?idea={world['elm_idea']}")
    refused = press(lead, form, "Start the test")
    assert "Write what you predict before the test begins." in words(refused)
    begun = press(
        lead,
        refused,
        "Start the test",
        {
            "One group, one lesson": "yes",
            "Where, and with whom?": "My second period.",
            "What do you predict?": "Half the class uses one.",
            "How will you know?": "A tally.",
        },
    )
    page = words(begun)
    assert "To test sentence starters of Elm team" in page
    assert "The test has begun. Your prediction is locked." in page
    assert "by Lead Person" in page
    assert "Study is due" in page


def test_a_plan_in_ones_own_words_is_kept_and_started_later(client_for, world):
    teacher = client_for("teacher")
    form = follow(teacher, teacher.get(f"/teams/{world['elm_team']}/cycles"), "Plan a cycle")
    refused = press(teacher, form, "Keep as a plan")
    assert "Write what you will try, or choose a change idea." in words(refused)
    kept = press(teacher, refused, "Keep as a plan", {"Or write your own: to test …": "to test a word wall."})
    assert "To test a word wall" in words(kept)
    step = follow(teacher, kept, "Write the prediction")
    saved = press(teacher, step, "Save and leave", {"What do you predict will happen?": "More words."})
    assert "locked" in words(press(teacher, saved, "Start the test"))


def test_a_locked_prediction_is_shown_and_not_asked(client_for, world):
    page = words(client_for("teacher").get(address(world, "elm_cycle_doing", "/edit")))
    assert "You predicted" in page
    assert "locked" in page
    assert "What do you predict will happen?" not in page


def test_a_week_is_noted_once(client_for, world):
    teacher = client_for("teacher")
    cycle = teacher.get(address(world, "elm_cycle_doing"))
    assert "Twelve pairs used the cards." in words(cycle)
    note = {"What happened?": "All pairs used them.", "What surprised you?": "No one asked."}
    press(teacher, cycle, "Save the note", note)
    again = press(teacher, cycle, "Save the note", note)
    assert words(again).count("All pairs used them.") == 1
    assert "Write what happened" in words(press(teacher, again, "Save the note"))


def test_rows_of_the_worksheet_without_a_script(client_for, world):
    teacher = client_for("teacher")
    form = teacher.get(address(world, "elm_cycle", "/edit"))
    refused = press(teacher, form, "Save the plan", {"Who?": "Sam", "Which tool?": "A tally sheet."})
    assert "Print the cards" in refused.get_data(as_text=True)
    assert "Write which data you collect" in words(refused)
    assert "A tally sheet." in refused.get_data(as_text=True)
    saved = press(teacher, refused, "Save the plan", {"Which data?": "Tally of starters"})
    assert "Tally of starters" in words(saved)
    assert "Sam" in words(saved)
    step = teacher.get(address(world, "elm_cycle", "/edit/tasks"))
    emptied = press(teacher, step, "Save and leave", {"What is to be done?": "", "Who?": "", "When?": ""})
    assert "Print the cards" not in words(emptied)
    history = words(teacher.get(f"/history/cycle/{world['elm_cycle']}"))
    assert "took out a task of this cycle" in history


def test_a_row_of_data_that_is_left_open_says_what_its_measure_tells(client_for, world):
    teacher = client_for("teacher")
    step = teacher.get(address(world, "elm_cycle", "/edit/data"))
    found = re.search(rf'name="data-new0-series_id">.*?value="{world["series"]}">([^<]+)<', step.text, re.S)
    saved = press(teacher, step, "Save and leave", {"Which tool?": "a form", "A measure of ours": found[1]})
    row = words(saved).partition("Data Type Tool Tells")[2]
    assert row.startswith(f" {found[1]} proportion a form outcome")


def test_the_plan_of_a_cycle_is_used_again_in_its_own_team_unless_another_is_chosen(client_for, world):
    form = client_for("teacher").get(address(world, "elm_cycle_closed", "/clone"))
    assert f'<option selected value="{world["elm_team"]}">' in form.text


def test_step_by_step_plans_the_same_record(client_for, world):
    teacher = client_for("teacher")
    first = teacher.get(f"/teams/{world['elm_team']}/cycles/new/step-by-step")
    second = press(teacher, first, "Save and go on", {"Or write your own: to test …": "a word wall"})
    assert "How small can the first test be?" in words(second)
    third = press(
        teacher, second, "Save and go on", {"How small?": "two classes", "In which context?": "mornings"}
    )
    fourth = press(
        teacher,
        third,
        "Save and go on",
        {"What do you predict will happen?": "More words.", "What do you want to learn?": "Who uses them?"},
    )
    last = fourth
    for _ in range(2):
        last = press(teacher, last, "Save and go on")
    assert "Could it harm anyone?" in words(last)
    page = words(press(teacher, last, "Save and look it over", {"Are we ready": "Yes, any day."}))
    for told in (
        "To test a word wall",
        "two classes",
        "Several classes",
        "mornings",
        "Who uses them?",
        "any day",
    ):
        assert told in page
    assert "Write the prediction" in page


def test_four_questions_on_a_plan_that_stands(client_for, world):
    teacher = client_for("teacher")
    form = teacher.get(address(world, "elm_cycle", "/edit/quick"))
    assert "Half the class uses a starter" in words(form)
    begun = press(teacher, form, "Start the test", {"What do you predict?": "Two thirds of the class."})
    assert "Two thirds of the class." in words(begun)
    assert "locked" in words(begun)


def test_close_shows_predicted_beside_saw_and_adapt_opens_the_next(client_for, world):
    teacher = client_for("teacher")
    form = follow(teacher, teacher.get(address(world, "elm_cycle_doing")), "Study and close")
    page = words(form)
    assert "You predicted" in page
    assert "Half the class uses a starter in each lesson." in page
    assert "Twelve pairs used the cards." in page
    refused = press(teacher, form, "Close the cycle", {"What were the results?": "17 of 24"})
    assert "Choose what you will do with this idea." in words(refused)
    refused = press(
        teacher, refused, "Close the cycle", {"Adapt": "yes", "What did you learn?": "Fewer are better."}
    )
    assert "Say what you will change." in words(refused)
    following = press(teacher, refused, "Close the cycle", {"How, or why?": "Three cards, not eight."})
    page = words(following)
    assert "has the plan of the one before" in page
    assert "You learned: Fewer are better." in page
    assert "Adapt: Three cards, not eight." in page
    assert re.search(r'name="starts_on"[^>]* value="\d{4}-\d\d-\d\d"', following.get_data(as_text=True))
    again = words(teacher.get(address(world, "elm_cycle_doing")))
    assert "Open the next cycle" in again
    assert "Plan the next cycle" not in again


def test_all_that_is_missing_is_told_at_once(client_for, world):
    teacher = client_for("teacher")
    refused = words(press(teacher, teacher.get(f"/teams/{world['elm_team']}/cycles/new"), "Start the test"))
    assert "Write what you will try, or choose a change idea." in refused
    assert "Write what you predict before the test begins." in refused
    refused = words(
        press(teacher, teacher.get(address(world, "elm_cycle_doing", "/close")), "Close the cycle")
    )
    for sentence in ("Write what you saw", "Write what you learned", "Choose what you will do"):
        assert f"{sentence} " in refused


def test_the_next_cycle_is_begun_with_its_questions_among_the_four_questions(client_for, world):
    teacher = client_for("teacher")
    step = teacher.get(address(world, "elm_cycle", "/edit/prediction"))
    asked = {"What do you want to learn?": "Do the quiet ones speak?", "What do you predict?": ""}
    press(teacher, step, "Save and leave", asked)
    form = teacher.get(address(world, "elm_cycle", "/edit/quick"))
    refused = press(teacher, form, "Start the test", {"What do you predict?": "Two thirds."})
    assert "“Do the quiet ones speak?”: write what you predict before the test begins." in words(refused)
    begun = press(teacher, refused, "Start the test", {"“Do the quiet ones speak?”": "Three of five."})
    page = words(begun)
    assert "The test has begun." in page
    assert "Three of five." in page
    assert "Do the quiet ones speak?" in page


def test_the_study_is_saved_and_decided_later(client_for, world):
    teacher = client_for("teacher")
    form = teacher.get(address(world, "elm_cycle_doing", "/close"))
    saved = press(teacher, form, "Decide later", {"What were the results?": "17 of 24"})
    page = words(saved)
    assert "The decision is still open." in page
    assert "17 of 24" in page
    assert "studying" in page


def test_two_who_close_one_cycle_meet_the_conflict_page(client_for, world):
    teacher, lead = client_for("teacher"), client_for("lead")
    first, second = (each.get(address(world, "elm_cycle_doing", "/close")) for each in (teacher, lead))
    press(teacher, first, "Decide later", {"What were the results?": "17 of 24"})
    refused = press(lead, second, "Decide later", {"What were the results?": "18 of 24"})
    assert refused.status_code == 409
    assert "17 of 24" in refused.get_data(as_text=True)
    assert "18 of 24" in refused.get_data(as_text=True)


def test_pause_resume_and_stop_with_a_reason(client_for, world):
    teacher = client_for("teacher")
    paused = press(teacher, teacher.get(address(world, "elm_cycle_doing")), "Pause")
    assert "Paused." in words(paused)
    running = press(teacher, paused, "Resume")
    assert "Say why you stop early." in words(press(teacher, running, "Stop early"))
    stopped = press(teacher, running, "Stop early", {"Why do you stop early?": "The class was split."})
    assert "Stopped early because: The class was split." in words(stopped)


def test_the_lead_shares_and_the_network_reads_without_notes_and_history(client_for, world):
    lead, peer, teacher = client_for("lead"), client_for("peer"), client_for("teacher")
    where = address(world, "elm_cycle_closed")
    assert peer.get(where).status_code == 404
    assert "Share with the network" not in words(teacher.get(where))
    assert teacher.post(f"{where}/share").status_code in (400, 403)
    shared = press(lead, lead.get(where), "Share with the network")
    assert "Weekly notes and history stay with your circle." in words(shared)
    page = words(peer.get(where))
    assert "17 of 24 used one." in page
    assert "Week by week" not in page
    assert "History" not in page
    assert peer.get(f"/history/cycle/{world['elm_cycle_closed']}").status_code == 404
    assert "shared" in words(lead.get(f"/history/cycle/{world['elm_cycle_closed']}"))


def test_an_overdue_study_is_said_plainly(app, client_for, world):
    with app.app_context(), unit_of_work():
        db.session.get_one(Cycle, world["elm_cycle_doing"]).study_due_on = clock.today() - timedelta(days=3)
    assert "Study was due" in words(client_for("coach").get(address(world, "elm_cycle_doing")))


def test_an_idea_shows_its_cycles_and_plans_the_next(client_for, world):
    peer = client_for("peer")
    idea = peer.get(f"/theory/nodes/{world['network_shared_idea']}")
    assert "Adopted" in words(idea)
    form = follow(peer, idea, "Plan a cycle")
    assert "Plan a cycle" in words(form)
    chosen = f'<option selected value="{world["network_shared_idea"]}">'
    assert chosen in form.get_data(as_text=True)


@pytest.mark.parametrize(
    ("name", "doing", "shared", "edit", "new"),
    [
        ("teacher", 200, 200, 200, 200),
        ("lead", 200, 200, 200, 200),
        ("coach", 200, 200, 403, 403),
        ("hub", 200, 200, 403, 403),
        ("peer", 404, 200, 404, 403),
        ("agency", 404, 200, 404, 403),
        ("district", 404, 200, 404, 403),
        ("host", 404, 200, 404, 404),
        ("neighbor", 404, 404, 404, 404),
        ("outsider", 404, 404, 404, 404),
    ],
)
def test_who_opens_which_page(client_for, world, name, doing, shared, edit, new):
    client = client_for(name)
    addresses = (
        address(world, "elm_cycle_doing"),
        address(world, "elm_cycle_shared"),
        address(world, "elm_cycle_doing", "/edit"),
        f"/teams/{world['elm_team']}/cycles/new",
    )
    assert [client.get(each).status_code for each in addresses] == [doing, shared, edit, new]


def test_the_list_shows_outsiders_of_the_circle_only_what_is_shared(client_for, world):
    where = f"/teams/{world['elm_team']}/cycles"
    assert words(client_for("coach").get(where)).count("to test") == 4
    assert words(client_for("agency").get(where)).count("to test") == 1


@pytest.mark.parametrize(
    ("move", "cycle", "told"),
    [
        ("log", "elm_cycle", "Nothing can be logged on a cycle that is planned."),
        ("edit", "elm_cycle_closed", "so its record stands as it is"),
        ("edit/tasks", "elm_cycle_closed", "so its record stands as it is"),
        ("close", "elm_cycle_closed", "What you saw is written in Study or Act"),
        ("people", "elm_cycle_closed", "so its record stands as it is"),
        ("stop", "elm_cycle_closed", "cannot be stopped"),
    ],
)
def test_a_form_that_came_too_late_gets_the_reason_and_no_dead_link(client_for, world, move, cycle, told):
    answer = client_for("teacher").post(f"/teams/{world['elm_team']}/cycles/{world[cycle]}/{move}", data={})
    assert answer.status_code == 422
    assert told in words(answer)


def test_the_history_tells_days_and_states_in_words(client_for, world):
    page = words(client_for("teacher").get(f"/history/cycle/{world['elm_cycle_doing']}"))
    assert "Started on:" in page
    assert "planned after: doing" in page
    assert not re.search(r"\d{4}-\d\d-\d\d", page)
