"""Words are removed for good, wherever they stand, by somebody who need not read them."""

from pathlib import Path

from sqlalchemy import select

from nic.cycles import operations as cycles
from nic.cycles.facts import today_of
from nic.cycles.models import Cycle
from nic.cycles.queries import load_cycle_in_circle
from nic.kernel import clock
from nic.kernel.audit import AuditEntry
from nic.kernel.database import db
from nic.kernel.outbox import OutgoingMail, queue_mail
from nic.kernel.transactions import unit_of_work
from nic.kernel.worker import Worker
from nic.learning.models import CycleText
from nic.web.words import short_day
from tests.filling import press
from tests.pages import words
from tests.world import scope_of

NAME = "Robin Fictional"


def of_cycle(world, key):
    return f"/removal/cycle/{world[key]}"


def everything_kept():
    """Every word that the database keeps of cycles, their history, the search and mail."""
    kept = [str(row) for model in (AuditEntry, OutgoingMail, CycleText) for row in map(vars, rows_of(model))]
    for cycle in rows_of(Cycle):
        kept += [str(vars(row)) for row in (cycle, *cycle.all_questions, *cycle.all_tasks, *cycle.all_data)]
    return "\n".join(kept)


def rows_of(model):
    return db.session.scalars(select(model)).unique().all()


def tell_of_a_student(world):
    """A name in a plan, in a note of this week, which is given, in the Study that repeats it, and in mail."""
    teacher = scope_of(world, "teacher")
    cycle = load_cycle_in_circle(teacher, world["elm_cycle_doing"])
    cycles.edit_plan(teacher, cycle, cycle.version, idea_text=f"cards for {NAME}", context=f"{NAME}’s table")
    cycles.edit_plan(teacher, cycle, cycle.version, context="the tables at the window")
    told = f"{NAME} read aloud."
    this_week = clock.week_start(today_of(cycle))
    cycles.log_week(teacher, cycle, week_start=this_week, what_happened=told, what_surprised="")
    cycles.finish_study(teacher, cycle, None, what_happened=f"This week: {told}", results="17 of 24")
    queue_mail("coach@test.example", f"On cards for {NAME}", f"To test cards for {NAME}: what happened?")
    return this_week


def test_an_administrator_removes_a_name_everywhere_without_reading_it(app, client_for, world):
    with app.app_context(), unit_of_work():
        noted = f"Note, week of {short_day(tell_of_a_student(world))}: what happened"
    admin = client_for("admin")
    page = admin.get(of_cycle(world, "elm_cycle_doing"))
    assert NAME not in page.text
    assert "of Elm team, Elm" in words(page)
    assert "They can be removed without being read" in words(page)
    refused = words(press(admin, page, "Remove for good"))
    assert "Choose what to remove." in refused
    chosen = {"Change idea": "yes", "In which context": "yes", noted: "yes"}
    assert "Say why it has to go." in words(press(admin, page, "Remove for good", chosen))
    done = press(admin, page, "Remove for good", chosen | {"Why": "It names a student."})
    assert "Removed for good." in words(done)
    with app.app_context():
        kept = everything_kept()
        assert NAME not in kept
        assert "It names a student." in kept
        assert "the tables at the window" not in kept
        assert "17 of 24" in kept
    teacher = client_for("teacher")
    cycle = words(teacher.get(f"/teams/{world['elm_team']}/cycles/{world['elm_cycle_doing']}"))
    assert "To test [removed]" in cycle
    history = words(teacher.get(f"/history/cycle/{world['elm_cycle_doing']}"))
    assert "removed a text of this cycle" in history
    assert NAME not in history


def test_words_go_from_the_plans_that_took_them_over_and_from_the_search(app, client_for, world):
    with app.app_context(), unit_of_work():
        teacher = scope_of(world, "teacher")
        source = load_cycle_in_circle(teacher, world["elm_cycle_shared"])
        team = source.team
        copy = cycles.clone_cycle(teacher, source, team)
        told = source.test_description or source.idea_text
        key, found = copy.id, source.test_description == copy.test_description
    assert told
    assert found
    admin = client_for("admin")
    page = admin.get(of_cycle(world, "elm_cycle_shared"))
    done = press(admin, page, "Remove for good", {"The test": "yes", "Why": "It names a student."})
    assert "Removed for good." in words(done)
    with app.app_context():
        assert db.session.get_one(Cycle, key).test_description == "[removed]"
        assert told not in db.session.get_one(CycleText, world["elm_cycle_shared"]).words
    found = client_for("peer").get("/search", query_string={"search": told})
    assert "No cycle that was shared with you" in words(found)


def test_pictures_that_were_drawn_before_are_forgotten(app, client_for, world):
    folder = Path(app.config["PICTURE_FOLDER"])
    (folder / "ab").mkdir(parents=True, exist_ok=True)
    (folder / "ab" / "ab12-light-wide.svg").write_text("words", encoding="utf-8")
    admin = client_for("admin")
    page = admin.get(of_cycle(world, "elm_cycle_doing"))
    press(admin, page, "Remove for good", {"How small": "yes", "Why": "It names a student."})
    with app.app_context():
        Worker().turn()
    assert not list(folder.glob("*/*.svg"))


def test_whoever_reads_a_cycle_learns_whom_to_tell_and_removes_nothing(client_for, world):
    teacher = client_for("teacher")
    page = teacher.get(of_cycle(world, "elm_cycle_doing"))
    assert "send the address of this page to an administrator" in words(page)
    sent = teacher.post(of_cycle(world, "elm_cycle_doing"), data={"texts": "cycle-1-goal", "reason": "x"})
    assert sent.status_code in (400, 403)
    assert client_for("peer").get(of_cycle(world, "elm_cycle_doing")).status_code == 404
    assert client_for("peer").get(of_cycle(world, "elm_cycle_shared")).status_code == 200
    assert client_for("outsider").get(of_cycle(world, "elm_cycle_shared")).status_code == 404
    assert teacher.get(f"/removal/nothing/{world['elm_cycle']}").status_code == 404
