"""The measure page grown up: marks on the chart, other charts, files, parts, groups, a new definition."""

import re
import uuid
from datetime import timedelta

import pytest

from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.scope import System
from nic.kernel.transactions import unit_of_work
from nic.measures.operations import record_observations
from nic.measures.queries import load_series
from nic.measures.readings import Reading
from nic.measures.skips.models import SkippedPeriod, SkipReason
from nic.organizations.models import Holiday
from tests.filling import follow, press


def monday(weeks_ago=0):
    return clock.week_start(clock.today("America/New_York")) - timedelta(weeks=weeks_ago)


def words(day):
    return f"Week of {day.day} {day:%B %Y}"


@pytest.fixture
def address(world):
    return f"/teams/{world['elm_team']}/measures/{world['series']}"


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def test_a_phase_is_set_undone_at_once_and_set_again(client_for, address):
    teacher = client_for("teacher")
    form = follow(teacher, teacher.get(address), "Mark the chart")
    page = press(
        teacher,
        form,
        "Set it",
        {"A new phase": "yes", "At which value?": words(monday(5)), "Why?": "a new timetable"},
    )
    assert "Not enough data yet in this phase: 5 of 10 points" in text_of(page)
    assert "a new timetable" in text_of(page)
    page = press(teacher, page, "Undo")
    assert "Undone. The chart is as it was." in text_of(page)
    assert "Ordinary ups and downs" in text_of(page)
    page = press(teacher, page, "Set again")
    assert "Not enough data yet in this phase" in text_of(page)


def test_undo_asks_for_the_reason_once_it_is_an_hour_ago(client_for, address):
    teacher = client_for("teacher")
    form = follow(teacher, teacher.get(address), "Mark the chart")
    page = press(
        teacher,
        form,
        "Set it",
        {"A note": "yes", "At which value?": words(monday(5)), "Words on the chart": "Fire drill"},
    )
    with clock.frozen(clock.now() + timedelta(hours=2)):
        later = press(teacher, page, "Undo")
    assert later.status_code == 422
    assert "Write why you take it back." in text_of(later)
    assert "Fire drill" in text_of(teacher.get(address))


def test_what_is_taken_back_needs_a_reason(client_for, address):
    teacher = client_for("teacher")
    page = teacher.get(address)
    assert "snow week" in text_of(page)
    form = follow(teacher, page, "Take back note")
    refused = press(teacher, form, "Take it back")
    assert refused.status_code == 422
    assert "Write why you take it back." in text_of(refused)
    page = press(teacher, refused, "Take it back", {"Why do you take it back?": "it was another week"})
    assert "Taken back. You can set it again below." in text_of(page)


def test_a_value_is_marked_from_the_table_and_what_is_wrong_is_told(client_for, address):
    teacher = client_for("teacher")
    form = follow(teacher, teacher.get(address), "Mark the value of")
    refused = press(teacher, form, "Set it", {"Leave this value out": "yes", "Words on the chart": "kept"})
    assert refused.status_code == 422
    assert "Write why the value is left out." in text_of(refused)
    assert 'value="kept"' in refused.get_data(as_text=True)
    page = press(teacher, refused, "Set it", {"Why?": "half of the class was away"})
    assert "left out" in text_of(page)
    rows = teacher.get(f"{address}/values.csv").get_data(as_text=True)
    assert "left out" in rows


def test_a_baseline_is_set_and_changed(client_for, address):
    teacher = client_for("teacher")
    form = teacher.get(f"{address}/marks/new?kind=baseline&at={monday(20)}")
    page = press(
        teacher, form, "Set it", {"Up to which value?": words(monday(12)), "Why?": "before we began"}
    )
    assert "Baseline" in text_of(page)
    form = follow(teacher, page, "Change baseline")
    page = press(teacher, form, "Save", {"Up to which value?": words(monday(9))})
    assert f"to week of {monday(9).day} {monday(9):%B %Y}" in text_of(page)


def test_only_the_team_and_its_coach_mark_a_chart(client_for, address):
    for who, status in (("coach", 200), ("hub", 403), ("peer", 404)):
        assert client_for(who).get(f"{address}/marks/new").status_code == status
    assert "Mark the chart" not in text_of(client_for("hub").get(address))


def test_outside_the_circle_notes_and_reasons_are_not_told(client_for, address):
    teacher = client_for("teacher")
    form = teacher.get(f"{address}/marks/new?kind=phase&at={monday(8)}")
    press(teacher, form, "Set it", {"Words on the chart": "after Jo left", "Why?": "private"})
    peer = client_for("peer")
    page = peer.get(address)
    for hidden in ("snow week", "after Jo left", "private"):
        assert hidden not in text_of(page)
        assert hidden not in peer.get(f"{address}/values.csv").get_data(as_text=True)
    with peer.get(f"{address}/chart") as picture:
        drawn = picture.get_data(as_text=True)
    assert "new phase" in drawn
    assert "after Jo left" not in drawn


def test_other_charts_are_chosen_and_taken_away(client_for, address):
    teacher = client_for("teacher")
    page = teacher.get(f"{address}?chart=p")
    assert "P chart" in text_of(page)
    assert "chart=p" in page.get_data(as_text=True)
    for kind, start in (("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")):
        with teacher.get(f"{address}/chart?as={kind}&chart=i") as answer:
            assert answer.get_data().lstrip()[: len(start)] == start or start in answer.get_data()[:200]
            assert "attachment" in answer.headers["Content-Disposition"]
    assert teacher.get(f"{address}/chart?chart=c").status_code == 404
    assert client_for("neighbor").get(f"{address}/chart").status_code == 404


@pytest.mark.parametrize("chart", ["ihi", "bestbox", "cutbox", "i", "mr", "spc", "p", "pp"])
def test_every_chart_that_is_offered_can_be_drawn(client_for, address, chart):
    with client_for("teacher").get(f"{address}/chart?chart={chart}&palette=dark&size=phone") as answer:
        assert answer.status_code == 200
        assert "</svg>" in answer.get_data(as_text=True)


def test_holidays_are_shaded_and_nothing_is_missing_in_them(app, client_for, address, world):
    with app.app_context(), unit_of_work():
        found = load_series(System("test"), world["series"])
        weeks = [30, 28]
        readings = [
            Reading(found.id, monday(week), uuid.uuid4(), numerator=5, denominator=20) for week in weeks
        ]
        record_observations(System("test"), [found], readings)
    teacher = client_for("teacher")
    assert "No value for 8 periods with school" in text_of(teacher.get(address))
    with app.app_context(), unit_of_work():
        skipped = SkippedPeriod(
            series_id=world["series"], period_start=monday(29), reason=SkipReason.NOT_MEASURED
        )
        db.session.add(skipped)
    before = text_of(teacher.get(address))
    assert "No value for 7 periods with school" in before
    assert "School holidays are shaded." not in before
    with app.app_context(), unit_of_work():
        db.session.add(
            Holiday(
                organization_id=world["north"],
                name="Break",
                starts_on=monday(27),
                ends_on=monday(25) + timedelta(days=6),
            )
        )
    after = teacher.get(address)
    assert "No value for 4 periods with school" in text_of(after)
    assert "School holidays are shaded." in text_of(after)
    picture = re.search(r'src="(/pictures/measure-chart[^"]+)"', after.get_data(as_text=True)).group(1)
    with teacher.get(picture) as answer:
        assert "school holidays" in answer.get_data(as_text=True)


def test_a_skipped_period_stands_in_the_table_with_its_reason_for_the_circle_alone(
    app, client_for, address, world
):
    teacher = client_for("teacher")
    plain = text_of(teacher.get(address))
    assert "skipped" not in plain
    with app.app_context(), unit_of_work():
        for weeks, reason in ((0, SkipReason.HOLIDAY), (3, SkipReason.NOT_MEASURED)):
            db.session.add(
                SkippedPeriod(
                    series_id=world["series"],
                    period_start=monday(weeks),
                    reason=reason,
                    skipped_by_id=world["person_teacher"],
                )
            )
    page = teacher.get(address)
    assert "1 period was skipped and is not missing." in text_of(page)
    assert re.search(rf"Week of {monday().day} {monday():%B} skipped: holiday", text_of(page))
    assert "not measured" not in text_of(page)
    rows = teacher.get(f"{address}/values.csv").get_data(as_text=True).splitlines()
    assert rows[-1].startswith(f"{monday()},,,,")
    assert rows[-1].endswith("skipped: holiday")
    form = follow(teacher, page, "Add the value of")
    assert f'value="{monday()}"' in form.get_data(as_text=True)
    assert "skipped" not in text_of(client_for("peer").get(address))


def test_a_long_run_is_proposed_as_a_phase_until_the_team_answers(app, client_for, address, world):
    with app.app_context(), unit_of_work():
        found = load_series(System("test"), world["series"])
        readings = [
            Reading(found.id, monday(40 - week), uuid.uuid4(), numerator=3, denominator=24)
            for week in range(18)
        ]
        record_observations(System("test"), [found], readings)
    teacher = client_for("teacher")
    page = teacher.get(address)
    assert "Begin a new phase there, with a median of" in text_of(page)
    form = follow(teacher, page, "Keep the median")
    page = press(teacher, form, "Set it", {"Why?": "we know of nothing"})
    assert "Begin a new phase there" not in text_of(page)


# fmt: off
ORDINARY = (
    12, 16, 9, 15, 12, 9, 8, 12, 8, 8, 9, 14, 9, 8, 11, 11, 14, 10, 9, 15,
    10, 11, 10, 9, 14, 14, 16, 12, 16, 12, 15, 13, 9, 11, 13, 8, 8, 8, 12, 13,
)
# fmt: on


def test_no_phase_is_proposed_where_the_chart_says_that_nothing_changed(app, client_for, world):
    with app.app_context(), unit_of_work():
        found = load_series(System("test"), world["team_series"])
        readings = [
            Reading(found.id, monday(40 - week), uuid.uuid4(), value=value)
            for week, value in enumerate(ORDINARY)
        ]
        record_observations(System("test"), [found], readings)
    page = client_for("teacher").get(f"/teams/{world['elm_team']}/measures/{world['team_series']}")
    assert "Ordinary ups and downs" in text_of(page)
    assert "A new phase?" not in text_of(page)


def test_parts_are_chosen_logged_and_corrected(client_for, address, world):
    lead = client_for("lead")
    form = follow(lead, lead.get(address), "Whose parts")
    page = press(
        lead, form, "Save", {"One part for each class": "yes", "Which classes?": "Period 2\nPeriod 4"}
    )
    assert "0 of 2 are in. Still missing: Period 2, Period 4." in text_of(page)
    form = follow(lead, page, "Log the parts")
    refused = press(lead, form, "Save", {"Period 2": "12", "Period 2: out of": "10"})
    assert refused.status_code == 422
    assert "This lies between 0 and 10." in text_of(refused)
    page = press(lead, refused, "Save", {"Period 2": "6", "Period 2: out of": "10"})
    assert "1 of 2 is in. Still missing: Period 4." in text_of(page)
    form = follow(client_for("teacher"), page, "Log the parts")
    page = press(client_for("teacher"), form, "Save", {"Period 4": "12", "Period 4: out of": "14"})
    assert "All parts of this period are in" in text_of(page)
    assert "75 %" in text_of(page)
    form = follow(lead, follow(lead, page, "Correct a part"), "Change Period 2")
    page = press(lead, form, "Save", {"How many": "0"})
    assert "50 %" in text_of(page)
    assert "added up" in text_of(page)


def test_each_member_counts_a_part(client_for, address):
    lead = client_for("lead")
    form = lead.get(f"{address}/parts/choose")
    page = press(lead, form, "Save", {"Each member their part": "yes"})
    assert "Still missing: Lead Person, Teacher Person." in text_of(page)
    assert "Teacher Person (you)" in text_of(client_for("teacher").get(f"{address}/parts"))


def test_small_groups_are_hidden_outside_the_circle_with_those_that_would_tell_them(client_for, address):
    lead = client_for("lead")
    form = lead.get(f"{address}/groups/choose")
    press(
        lead, form, "Save", {"By student group": "yes", "Which groups?": "Multilingual\nIEP\nEveryone else"}
    )
    form = lead.get(f"{address}/groups")
    fields = {
        "Multilingual": "1",
        "Multilingual: out of": "8",
        "IEP": "5",
        "IEP: out of": "11",
        "Everyone else": "9",
        "Everyone else: out of": "30",
    }
    page = press(lead, form, "Save", fields)
    assert "12.5 %" in text_of(page)
    shown = text_of(client_for("peer").get(address))
    assert "Groups of 10 or fewer people are not shown" in shown
    assert "12.5" not in shown
    assert shown.count("small group") == 2
    assert "30 %" in shown


def test_a_hub_changes_the_definition_and_a_team_takes_it_up(client_for, address, world):
    hub, teacher = client_for("hub"), client_for("teacher")
    definition = f"/measures/{world['definition']}"
    form = follow(hub, hub.get(definition), "Change the definition")
    page = press(
        hub,
        form,
        "Change it for every team",
        {
            "How is it counted from now on?": "Two steps aloud.",
            "From which day?": str(monday(4)),
            "Why does it change?": "one was too easy",
        },
    )
    assert "Still on an older definition: 2 teams" in text_of(page)
    assert "Definition 1" in text_of(page)
    form = follow(teacher, teacher.get(address), "Read what changed")
    assert "one was too easy" in text_of(form)
    page = press(
        teacher, form, "We count this way", {"From which day does your team count this way?": str(monday(3))}
    )
    assert "Your team counts by the new definition." in text_of(page)
    assert "Still on an older definition: 1 team" in text_of(hub.get(definition))
    assert client_for("lead").get(f"{definition}/change").status_code == 403


def test_a_stale_mark_keeps_both_texts(client_for, address):
    teacher = client_for("teacher")
    form = follow(teacher, teacher.get(address), "Change note")
    press(client_for("lead"), form, "Save", {"Words on the chart": "no buses"})
    answer = press(teacher, form, "Save", {"Words on the chart": "snow and ice"})
    assert answer.status_code == 409
    assert "no buses" in text_of(answer)
    assert "snow and ice" in text_of(answer)
