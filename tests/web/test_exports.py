"""What is taken away: formulas stay text, negative figures stay figures."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import openpyxl
import pytest

from nic.kernel import clock
from nic.kernel.transactions import unit_of_work
from nic.measures.models import Direction, Family, MarkingKind, MeasureKind
from nic.measures.operations import define_measure, mark_chart, record_observation
from nic.measures.queries import load_series, series_of_teams
from nic.organizations.queries import load_team
from tests.world import scope_of

NOTE = '=HYPERLINK("http://example.org","open")'
NAME = "+1 minutes"


@pytest.fixture
def series(app, world):
    """A measure with a hostile name, a negative value and a hostile note."""
    with app.app_context(), unit_of_work():
        teacher = scope_of(world, "teacher")
        team = load_team(teacher, world["elm_team"])
        definition = define_measure(
            teacher,
            team,
            name=NAME,
            family=Family.PROCESS,
            kind=MeasureKind.AVERAGE,
            direction=Direction.HIGHER,
        )
        series = next(
            each for each in series_of_teams(teacher, [team.id]) if each.definition_id == definition.id
        )
        monday = clock.week_start(clock.today("America/New_York"))
        for weeks, value in ((1, -3.5), (2, 2)):
            start = monday - timedelta(weeks=weeks)
            record_observation(
                teacher, series, period_start=start, client_uuid=uuid4(), value=value, note=NOTE
            )
        return series.id


def cells_of(answer):
    assert answer.status_code == 200, answer.text[-3000:]
    return list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.iter_rows())


def test_the_workbook_of_a_measure(client_for, world, series):
    answer = client_for("teacher").get(f"/teams/{world['elm_team']}/measures/{series}/values.xlsx")
    head, *rows = cells_of(answer)
    column = {cell.value: place for place, cell in enumerate(head)}
    value, note = rows[-1][column["Value"]], rows[-1][column["Note"]]
    assert (value.value, value.data_type) == (-3.5, "n")
    assert (note.value, note.data_type) == (NOTE, "s")


def test_the_csv_of_a_measure(client_for, world, series):
    answer = client_for("teacher").get(f"/teams/{world['elm_team']}/measures/{series}/values.csv")
    head, *rows = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    found = dict(zip(head, rows[-1], strict=True))
    assert (found["Value"], found["Note"]) == ("-3.5", f"'{NOTE}")


def test_csv_and_workbook_tell_the_same_of_what_is_left_out(app, client_for, world, series):
    week = clock.week_start(clock.today("America/New_York")) - timedelta(weeks=1)
    with app.app_context(), unit_of_work():
        lead = scope_of(world, "lead")
        found = load_series(lead, series)
        mark_chart(lead, found, kind=MarkingKind.EXCLUSION, starts_on=week, reason="A fire drill.")
    address = f"/teams/{world['elm_team']}/measures/{series}/values"
    teacher = client_for("teacher")
    written = list(csv.reader(io.StringIO(teacher.get(f"{address}.csv").text.removeprefix("\ufeff"))))
    head, *rows = cells_of(teacher.get(f"{address}.xlsx"))
    assert [cell.value for cell in head] == written[0]
    assert "left out" in written[-1]
    assert "left out" in [cell.value for cell in rows[-1]]


def test_the_grid_as_csv_and_as_a_workbook(client_for, world, series):
    teacher = client_for("teacher")
    text = teacher.get(f"/teams/{world['elm_team']}/grid.csv?rows=3").text.removeprefix("\ufeff")
    head, *rows = csv.reader(io.StringIO(text))
    assert f"'{NAME}" in head
    assert rows[1][head.index(f"'{NAME}")] == "-3.5"
    assert float(rows[1][head.index("Explain their reasoning: out of how many")]) == 24
    cells = cells_of(teacher.get(f"/teams/{world['elm_team']}/grid.xlsx?rows=3"))
    place = [cell.value for cell in cells[0]].index(NAME)
    assert cells[0][place].data_type == "s"
    assert cells[2][place].value == -3.5


def test_outside_the_circle_a_workbook_holds_no_small_groups_and_no_notes(client_for, world):
    address = f"/teams/{world['elm_team']}/measures/{world['series']}/values.xlsx"
    head, *_ = cells_of(client_for("peer").get(address))
    assert [cell.value for cell in head] == ["Period", "Value", "n"]
    assert client_for("peer").get(f"/teams/{world['elm_team']}/grid.xlsx").status_code == 404
