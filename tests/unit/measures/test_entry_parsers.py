"""What is typed, pasted or read from a file: one figure in every country's writing, never an unnamed failure."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nic.kernel.errors import DomainError
from nic.measures.entry.blocks import MOST_COLUMNS, MOST_ROWS, split_block
from nic.measures.entry.cells import Cell, decimal_sign, read_cell
from nic.measures.entry.dates import is_day_first, read_date
from nic.measures.entry.grid import opened_cells, opened_line
from nic.measures.entry.matching import Matching, Role, guess, matched, matching_from
from nic.measures.models import MeasureKind
from nic.web.files.child import delimiter_of, encoding_of
from nic.web.typed_numbers import OTHER, TwoMeanings, decimal_sign_of, read_number

CENTS = st.integers(-(10**11), 10**11)


def written(cents: int, decimal: str, between: str) -> str:
    """A figure with two decimals as a country writes it."""
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}".replace(",", between) + f"{decimal}{part:02d}"


def outcome(read, *arguments):
    """What a parser gives and None, or None and what it says is wrong."""
    try:
        return read(*arguments), None
    except ValueError as error:
        return None, str(error)
    except DomainError as error:
        return None, error.message


@given(CENTS, st.sampled_from(".,"), st.sampled_from(["", " ", "\u00a0", "\u202f", "'", "other"]))
def test_a_figure_is_the_same_in_every_writing(cents, decimal, between):
    text = written(cents, decimal, OTHER[decimal] if between == "other" else between)
    assert read_number(text) == pytest.approx(cents / 100)
    assert read_number(f" {text} ", decimal) == pytest.approx(cents / 100)


@given(st.lists(CENTS, min_size=1), st.sampled_from(".,"))
def test_the_figures_of_a_block_tell_its_decimal_sign(cents, decimal):
    assert decimal_sign_of(written(each, decimal, "") for each in cents) == decimal


@given(st.text(max_size=30))
def test_any_text_is_a_figure_or_is_said_to_be_none(text):
    figure, said = outcome(read_number, text)
    assert abs(figure) <= 1e12 if said is None else said.startswith("“")


def test_a_text_that_could_be_two_figures_is_not_guessed():
    with pytest.raises(TwoMeanings):
        read_number("1,234")
    assert read_number("1,234", ".") == 1234
    assert read_number("1,234", ",") == 1.234
    assert read_number("1.234", ",") == 1234
    assert read_number("(12.5)") == read_number("\u221212,5") == -12.5
    for text in ("1,23,4", "1.2.3", "1.234,567,8", "--1", "1e9999", "½", "NaN", "inf", ""):
        with pytest.raises(ValueError):
            read_number(text)


@given(st.integers(1, 10**6), st.data())
def test_so_many_out_of_so_many(whole, data):
    part = data.draw(st.integers(0, whole))
    for text in (f"{part}/{whole}", f"{part} of {whole}", f" {part} out of {whole} "):
        assert read_cell(text, MeasureKind.PROPORTION, "%") == Cell(numerator=part, denominator=whole)


@given(st.sampled_from(MeasureKind), st.sampled_from(["", "%", "min"]), st.text(max_size=70))
def test_any_cell_is_read_or_named(kind, unit, text):
    cell, said = outcome(read_cell, text, kind, unit)
    if said is not None:
        assert said.endswith(".")
    else:
        again = read_cell(cell.text if cell else "", kind, unit)
        assert (again is None) == (cell is None)


@given(
    st.sampled_from([MeasureKind.AVERAGE, MeasureKind.MINUTES]),
    st.integers(0, 10**8),
    st.none() | st.integers(0, 10**9),
)
def test_a_cell_that_was_read_reads_the_same_again(kind, tenths, n):
    cell = Cell(value=tenths / 10, n=n)
    assert read_cell(cell.text, kind) == cell


@pytest.mark.parametrize(
    ("text", "kind", "unit", "words"),
    [
        ("12.5", MeasureKind.COUNT, "", "A count is a whole number."),
        ("11/24", MeasureKind.MINUTES, "min", "This measure takes one figure, not so many out of so many."),
        ("46%", MeasureKind.COUNT, "", "This measure is not in percent."),
        ("101", MeasureKind.PROPORTION, "%", "A percentage lies between 0 and 100."),
        ("5/0", MeasureKind.PROPORTION, "%", "Write how many there are in all, from 1 to 1,000,000,000."),
        (
            "24-Nov",
            MeasureKind.PROPORTION,
            "%",
            "“24-Nov” is not a number. Write a figure such as 46 or 46.5.",
        ),
    ],
)
def test_what_a_cell_does_not_take_is_said(text, kind, unit, words):
    with pytest.raises(DomainError) as raised:
        read_cell(text, kind, unit)
    assert raised.value.message == words


def test_cells_as_spreadsheets_write_them():
    assert read_cell("46,5 %", MeasureKind.PROPORTION, "%") == Cell(value=46.5)
    assert read_cell("12 min", MeasureKind.MINUTES, "min") == Cell(value=12)
    assert read_cell("1.234", MeasureKind.COUNT) == read_cell("1,234", MeasureKind.COUNT) == Cell(value=1234)
    assert read_cell("3.4 (n=22)", MeasureKind.AVERAGE) == Cell(value=3.4, n=22)
    assert read_cell("-3,5", MeasureKind.AVERAGE) == Cell(value=-3.5)
    assert [read_cell(text, MeasureKind.COUNT) for text in ("", " ", "–", "n/a", "#N/A")] == [None] * 5
    assert decimal_sign(["46,5 %", "n/a", "7"]) == ","


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=8))
def test_a_block_comes_apart_as_it_was_put_together(rows):
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="\r\n").writerows(rows)
    found = split_block(written.getvalue())
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    assert found == rows


@given(st.text())
def test_any_text_is_a_block_or_is_said_to_be_none(text):
    block, said = outcome(split_block, text)
    if said is None:
        assert len(block) <= MOST_ROWS
        assert all(1 <= len(row) <= MOST_COLUMNS for row in block)


KEYS = st.tuples(st.integers(1, 10**6), st.dates(date(1990, 1, 1), date(2100, 1, 1)))


@given(st.dictionaries(KEYS, st.sampled_from(["11/24", "46.5", "3.4 (22)", "-2"])))
def test_the_cells_of_an_opened_page_come_back(opened):
    assert opened_cells(opened_line(opened)) == opened


@given(st.text())
def test_any_line_of_opened_cells_is_read(line):
    opened_cells(line)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_dates_as_files_write_them(day):
    texts = [
        day.isoformat(),
        f"{day} 00:00:00",
        f"{day.month}/{day.day}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
    ]
    assert {read_date(text) for text in texts} == {day}
    other = f"{day.day}/{day.month}/{day.year}"
    assert read_date(other, day_first=True) == day
    assert is_day_first([other]) == (day.day > 12)
    year, week, _ = day.isocalendar()
    assert read_date(f"{year}-W{week:02d}") == date.fromisocalendar(year, week, 1)


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_is_said_to_be_none(text):
    _, said = outcome(read_date, text)
    assert said in (None, f"“{text}” is not a date such as 2027-03-08")


@given(
    st.sampled_from(",;\t|"),
    st.lists(st.lists(st.integers(0, 999).map(str), min_size=3, max_size=3), min_size=2, max_size=9),
)
def test_the_sign_between_cells_is_found(sign, rows):
    assert delimiter_of("\n".join(sign.join(row) for row in rows)) == sign


def test_decimal_commas_do_not_cut_cells():
    assert delimiter_of("date;value\n2027-03-01;46,5\n2027-03-08;47,5\n") == ";"
    assert delimiter_of('date,note\n2027-03-01,"a; b; c"\n2027-03-08,"d; e; f"\n') == ","


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found(encoding):
    whole = "Schüler;Wert\n".encode(encoding)
    assert whole.decode(encoding_of(whole[:4], whole)) == "Schüler;Wert\n"


def test_columns_are_guessed_by_their_headings_and_checked():
    measures = {7: "Exit tickets", 9: "Minutes"}
    assert guess(["Week of", "exit  tickets", "Who", "Minutes"], measures, has_teams=False) == [
        "date",
        "of-7",
        "",
        "of-9",
    ]
    assert guess(["School", "Date", "Value", "Result", "N"], measures, has_teams=True) == [
        "team",
        "date",
        "value",
        "",
        "n",
    ]
    wide = matched(["date", "of-7", "", "of-9"], None, needs_team=False)
    assert wide == Matching({Role.DATE: 0}, {1: 7, 3: 9})
    assert matching_from(wide.as_plain()) == wide
    for choices, needs_team in (
        (["value"], False),
        (["date", "date", "value"], False),
        (["date", "value"], True),
        (["date", "numerator"], False),
        (["date", "value", "of-7"], False),
        (["date", "of-7", "of-7"], False),
        (["date"], False),
    ):
        with pytest.raises(DomainError):
            matched(choices, 7, needs_team)
