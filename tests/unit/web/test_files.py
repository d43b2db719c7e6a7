"""Files that people send: looked at before they are opened, parsed by a child that takes no more than it was given."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest

from nic.kernel.database import db
from nic.kernel.errors import SlowWorkInTransaction
from nic.kernel.intent import Intent, declare
from nic.web.files import LIMITS, UnreadableFile, read_table, rows_of
from nic.web.files.child import as_text


@pytest.fixture
def read(tmp_path):
    """Reads some bytes as a file."""

    def reader(content, limits=LIMITS):
        source = tmp_path / "sent"
        source.write_bytes(content)
        table = read_table(source, tmp_path / "rows.csv", limits)
        return table, list(rows_of(tmp_path / "rows.csv"))

    return reader


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def archive(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as found:
        for name, content in members.items():
            found.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def test_a_text_file_with_its_lines(read):
    table, rows = read('\ufeffdate;note\r\n\r\n2027-03-01;"two\nlines"\r\n2027-03-08; x \r\n;\r\n'.encode())
    assert (table.columns, table.rows, table.how) == (["date", "note"], 2, "CSV with semicolons, UTF-8")
    assert rows == [(3, ["2027-03-01", "two\nlines"]), (5, ["2027-03-08", "x"])]


def test_text_as_windows_writes_it(read):
    table, rows = read("Ort\tWert\nKöln\t3\n".encode("cp1252"))
    assert (table.how, rows) == ("CSV with tabs, Windows text", [(2, ["Köln", "3"])])


def test_a_workbook_with_its_rows(read):
    table, rows = read(workbook(["date", "value"], [], [date(2027, 3, 1), 0.5], ["=1+1", True]))
    assert (table.columns, table.how) == (["date", "value"], "XLSX, sheet “Sheet”")
    assert rows == [(3, ["2027-03-01", "0.5"]), (4, ["", "TRUE"])]


def test_what_cells_of_a_workbook_show():
    shown = [
        as_text(0.465, "0.0%"),
        as_text(3.0),
        as_text(1e-7),
        as_text(datetime.fromisoformat("2027-03-01 08:30")),
        as_text(None),
    ]
    assert shown == ["46.5%", "3", "1e-07", "2027-03-01 08:30:00", ""]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"\n\n", "This file is empty."),
        (b"\x89PNG\r\n\0\0", "This is not a table."),
        (b"\xd0\xcf\x11\xe0" + b"x" * 99, "This is an old or a locked workbook."),
        (b"PK\x03\x04" + b"x" * 99, "This workbook is damaged."),
        (archive(word__document_xml="<x/>"), "This is an archive, not a workbook."),
        (archive(xl__workbook_xml="<x/>", big=b"0" * 30_000_000), "This workbook unpacks to far more"),
        (archive(xl__workbook_xml="<x/>"), "This file cannot be read."),
    ],
)
def test_what_is_refused(read, content, words):
    with pytest.raises(UnreadableFile, match=f"^{words}"):
        read(content)


def test_more_than_is_taken_is_refused(read):
    for limits, words in (
        (replace(LIMITS, bytes=5), "larger than"),
        (replace(LIMITS, rows=1), "more than 1 rows"),
        (replace(LIMITS, columns=1), "Line 1 has more than 1 columns"),
        (replace(LIMITS, cell=2), "."),
    ):
        with pytest.raises(UnreadableFile, match=words):
            read(b"a,b\n1,2\n3,4444\n", limits)


def test_entities_that_multiply_are_not_followed(read):
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["a"], [1]))) as source, zipfile.ZipFile(content, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                data = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + data.partition(b"?>")[2]
            target.writestr(name, data)
    with pytest.raises(UnreadableFile, match=r"^This file cannot be read\."):
        read(content.getvalue())


def test_the_child_takes_no_more_memory_than_it_was_given(read):
    rows = [[f"word {row} {column}" for column in range(20)] for row in range(2_000)]
    with pytest.raises(UnreadableFile):
        read(workbook(*rows), replace(LIMITS, memory=40 * 1024 * 1024))


@pytest.mark.usefixtures("context")
def test_no_file_is_read_while_a_transaction_writes(read):
    with declare(Intent.WRITE):
        db.session.connection()
        with pytest.raises(SlowWorkInTransaction):
            read(b"a,b\n1,2\n")
        db.session.rollback()
