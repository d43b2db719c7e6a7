"""The grid: values saved, mended, emptied and undone; a pasted block; a colleague at the same time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from lxml import html

from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.transactions import unit_of_work
from nic.measures import totals
from nic.measures.models import Observation, Origin, PartPurpose, PartsBy
from nic.measures.operations import choose_parts, correct_observation, record_part
from nic.measures.queries import load_series
from nic.measures.queries.parts import live_parts
from tests.pages import words


def this_monday():
    return clock.week_start(clock.today("America/New_York"))


def weeks_ago(count):
    return this_monday() - timedelta(weeks=count)


def name(series, start):
    return f"v-{series}-{start:%Y%m%d}"


def sent(page, cells=None, **more):
    """What the browser would send: every field of the form, with some cells typed."""
    form = html.document_fromstring(page.text).get_element_by_id("grid")
    return {**dict(form.form_values()), **(cells or {}), **more}


def cell(page, series, start):
    form = html.document_fromstring(page.text).get_element_by_id("grid")
    return form.inputs[name(series, start)].value or ""


def values(app, series):
    with app.app_context():
        found = db.session.query(Observation).filter_by(series_id=series).all()
        return {(each.period_start, each.standing): each for each in found}


@pytest.fixture
def grid(world):
    return f"/teams/{world['elm_team']}/grid"


@pytest.fixture
def teacher(client_for):
    return client_for("teacher")


def test_the_grid_shows_what_is_there_and_saves_what_is_new(app, world, teacher, grid):
    page = teacher.get(grid)
    assert cell(page, world["series"], weeks_ago(1)) == "11/24"
    assert cell(page, world["team_series"], weeks_ago(1)) == ""
    typed = {
        name(world["series"], this_monday()): "14 of 24",
        name(world["team_series"], weeks_ago(2)): "1,234",
    }
    saved = teacher.post(grid, data=sent(page, typed), follow_redirects=True)
    assert "Saved: 2 new." in words(saved)
    assert cell(saved, world["series"], this_monday()) == "14/24"
    found = values(app, world["series"])[this_monday(), True]
    assert (found.numerator, found.denominator, found.n, found.origin) == (14, 24, 24, Origin.GRID)
    assert found.recorded_by_id == world["person_teacher"]
    assert values(app, world["team_series"])[weeks_ago(2), True].value == 1234
    with app.app_context():
        assert totals.differences(world["definition"]) == []


def test_with_one_cell_that_cannot_be_read_nothing_is_saved_and_everything_stays(app, world, teacher, grid):
    page = teacher.get(grid)
    typed = {name(world["series"], this_monday()): "30/24", name(world["team_series"], this_monday()): "7"}
    answer = teacher.post(grid, data=sent(page, typed))
    assert answer.status_code == 422
    assert "This lies between 0 and 24." in words(answer)
    assert cell(answer, world["series"], this_monday()) == "30/24"
    assert cell(answer, world["team_series"], this_monday()) == "7"
    assert values(app, world["team_series"]) == {}
    mended = {name(world["series"], this_monday()): "20/24"}
    assert "Saved: 2 new." in words(teacher.post(grid, data=sent(answer, mended), follow_redirects=True))


def test_a_value_is_corrected_or_taken_off_with_its_note_kept_and_both_are_undone(app, world, teacher, grid):
    page = teacher.get(grid)
    typed = {name(world["series"], weeks_ago(1)): "20/24", name(world["series"], weeks_ago(2)): ""}
    saved = teacher.post(grid, data=sent(page, typed), follow_redirects=True)
    assert "Saved: 1 corrected, 1 taken off." in words(saved)
    found = values(app, world["series"])
    assert found[weeks_ago(1), True].numerator == 20
    assert found[weeks_ago(2), False].set_aside_at is not None
    undone = teacher.post(f"{grid}/undo", follow_redirects=True)
    assert "Undone: 2 cells are as before." in words(undone)
    assert cell(undone, world["series"], weeks_ago(1)) == "11/24"
    assert cell(undone, world["series"], weeks_ago(2)) == "10/24"
    assert "nothing to undo" in words(teacher.post(f"{grid}/undo", follow_redirects=True))
    with app.app_context():
        assert totals.differences(world["definition"]) == []


def test_what_a_colleague_changed_meanwhile_is_kept_beside_and_shown(app, world, client_for, teacher, grid):
    both = [weeks_ago(1), this_monday()]
    page, of_lead = teacher.get(grid), client_for("lead")
    theirs = {name(world["series"], both[0]): "18/24", name(world["series"], both[1]): "19/24"}
    of_lead.post(grid, data=sent(of_lead.get(grid), theirs))
    mine = {name(world["series"], both[0]): "5/24", name(world["series"], both[1]): "6/24"}
    mine[name(world["team_series"], both[1])] = "3"
    saved = teacher.post(grid, data=sent(page, mine), follow_redirects=True)
    assert "Saved: 1 new. A colleague changed 2 of these cells meanwhile." in words(saved)
    found = values(app, world["series"])
    assert [found[start, True].numerator for start in both] == [18, 19]
    assert [found[start, False].numerator for start in both] == [5, 6]
    assert "Which value counts? Explain their reasoning" in words(saved)
    assert "Lead Person" in words(saved)
    assert cell(saved, world["series"], both[0]) == "18/24"
    undone = teacher.post(f"{grid}/undo", follow_redirects=True)
    assert "Which value counts?" not in words(undone)


def test_undo_leaves_what_was_changed_since(app, world, teacher, grid, scope_for):
    typed = {name(world["series"], this_monday()): "14/24", name(world["team_series"], this_monday()): "7"}
    teacher.post(grid, data=sent(teacher.get(grid), typed))
    with app.app_context(), unit_of_work():
        found = db.session.query(Observation).filter_by(series_id=world["team_series"]).one()
        correct_observation(scope_for("lead"), found, None, value=9)
    undone = words(teacher.post(f"{grid}/undo", follow_redirects=True))
    assert "Undone: 1 cell is as before." in undone
    assert "1 cell was changed since and stay" in undone
    assert values(app, world["team_series"])[this_monday(), True].value == 9


def test_a_grid_sent_twice_saves_once(app, world, teacher, grid):
    page = teacher.get(grid)
    of_lead = {name(world["series"], this_monday()): "14/24"}
    for _ in range(2):
        teacher.post(grid, data=sent(page, of_lead))
    assert len(values(app, world["series"])) == 21


def test_a_pasted_block_is_shown_before_it_is_saved(app, world, teacher, grid):
    page = teacher.get(grid)
    block = "4\t11/24\r\nn/a\t46,5 %\r\n2.000\tmany\r\n"
    first = f"{weeks_ago(2):%Y%m%d}"
    more = {"block": block, "first_row": first, "first_column": str(world["team_series"]), "paste": "1"}
    shown = teacher.post(grid, data=sent(page, **more))
    assert shown.status_code == 200
    assert "4 cells are in the grid. Nothing is saved yet. 1 cell cannot be read: see the grid." in words(
        shown
    )
    assert cell(shown, world["series"], weeks_ago(1)) == "46.5"
    assert cell(shown, world["team_series"], weeks_ago(1)) == ""
    assert "“many” is not a number." in words(shown)
    assert values(app, world["team_series"]) == {}
    mended = {name(world["series"], this_monday()): "30"}
    saved = teacher.post(grid, data=sent(shown, mended), follow_redirects=True)
    assert "Saved: 3 new, 2 corrected." in words(saved)
    assert values(app, world["team_series"])[this_monday(), True].value == 2000


def test_a_block_larger_than_the_grid_says_what_is_left_out(world, teacher, grid):
    page = teacher.get(grid)
    more = {"block": "1\t2\n3\t4", "first_row": f"{this_monday():%Y%m%d}", "paste": "1"}
    more["first_column"] = str(world["series"])
    shown = words(teacher.post(grid, data=sent(page, **more)))
    assert "1 cell is in the grid." in shown
    assert "Left out, since outside the grid: 3 cells." in shown


def test_the_script_asks_how_cells_are_read(world, teacher, grid):
    series, other = name(world["series"], this_monday()), name(world["team_series"], this_monday())
    answer = teacher.post(
        f"{grid}/check", data={series: "12 of 24", other: "1.5", "v-x": "1", "csrf_token": "x"}
    )
    assert answer.json == {"texts": {series: "12/24"}, "errors": {other: "A count is a whole number."}}


def test_a_value_that_is_added_up_from_parts_is_not_written_over(app, world, teacher, grid, scope_for):
    with app.app_context(), unit_of_work():
        scope = scope_for("lead")
        series = load_series(scope, world["team_series"])
        choose_parts(scope, series, None, parts_by=PartsBy.CLASS, classes=["6a", "6b"])
        parts = live_parts(series.id, PartPurpose.SUM)
        for part in parts:
            record_part(scope, series, part.id, period_start=this_monday(), client_uuid=uuid4(), value=4)
    page = teacher.get(grid)
    key = name(world["team_series"], this_monday())
    field = html.document_fromstring(page.text).get_element_by_id(key)
    assert (field.value, field.get("readonly")) == ("8", "readonly")
    saved = teacher.post(grid, data=sent(page, {key: "9"}), follow_redirects=True)
    assert "Both values are kept" in words(saved)
    assert values(app, world["team_series"])[this_monday(), True].value == 8


def test_earlier_weeks_and_only_weeks_that_have_begun(world, teacher, grid):
    page = teacher.get(f"{grid}?rows=3&until={weeks_ago(10)}")
    assert cell(page, world["series"], weeks_ago(12)) == "8/24"
    assert name(world["series"], weeks_ago(9)) not in page.text
    far = teacher.get(f"{grid}?rows=100000&until=2999-01-01&every=hourly")
    assert name(world["series"], this_monday()) in far.text
    assert far.text.count('name="v-') == 120


def test_a_team_without_measures_is_told_what_belongs_here(client_for, world):
    page = client_for("neighbor").get(f"/teams/{world['pine_team']}/grid")
    assert "Define a measure" in words(page)


def test_a_skipped_cell_says_so_and_takes_a_value_all_the_same(app, world, teacher, grid):
    address, series = "/this-week/skip", world["team_series"]
    teacher.post(address, data={"period": f"{series}.{weeks_ago(1)}.holiday"})
    page = teacher.get(grid)
    told = html.document_fromstring(page.text).get_element_by_id(f"e-{name(series, weeks_ago(1))}")
    assert told.text == "Skipped"
    teacher.post(grid, data=sent(page, {name(series, weeks_ago(1)): "6"}))
    page = teacher.get(grid)
    assert cell(page, series, weeks_ago(1)) == "6"
    assert "Skipped" not in words(page)
