"""What is taken in, and what is not: told by the content, whatever a name says."""

from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from PIL import Image
from werkzeug.datastructures import FileStorage

from nic.attachments import pictures, store
from nic.attachments.kinds import OFFICE, OPEN_DOCUMENT, kind_of
from nic.attachments.names import LONGEST, clean_name
from nic.attachments.office import without_authors
from nic.attachments.receiving import MOST_BYTES, receive
from nic.kernel.database import db
from nic.kernel.errors import DomainError, SlowWorkInTransaction
from nic.kernel.intent import Intent, declare

PLACE = {
    0x8825: {1: "N", 2: (44.0, 15.0, 36.0), 3: "W", 4: (72.0, 34.0, 48.0)},
    0x010F: "A camera",
    0x0112: 6,
}
"""Latitude and longitude, the camera, and "turned on its side"."""


def picture(kind="JPEG", size=(60, 40), mode="RGB", **options):
    target = BytesIO()
    Image.new(mode, size, 120).save(target, kind, **options)
    return target.getvalue()


def with_place(kind="JPEG"):
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = PLACE[0x010F], PLACE[0x0112]
    exif.get_ifd(0x8825).update(PLACE[0x8825])
    return picture(kind, exif=exif)


def archive(parts, first=None):
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as made:
        for name, content in ([first] if first else []) + list(parts.items()):
            made.writestr(name, content)
    return target.getvalue()


def office(kind="wordprocessingml.document", more=None):
    types = f'<Types><Override ContentType="{OFFICE}{kind}.main+xml"/></Types>'
    return archive({"[Content_Types].xml": types, "word/document.xml": "<w/>"} | (more or {}))


def sent(content, name):
    return FileStorage(BytesIO(content), filename=name)


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (b"%PDF-1.7\n%", "plan.PDF", "application/pdf"),
        (office(), "plan.docx", f"{OFFICE}wordprocessingml.document"),
        (office("spreadsheetml.sheet"), "tally.xlsx", f"{OFFICE}spreadsheetml.sheet"),
        (office("presentationml.presentation"), "wall.pptx", f"{OFFICE}presentationml.presentation"),
        (archive({}, ("mimetype", f"{OPEN_DOCUMENT}text")), "plan.odt", f"{OPEN_DOCUMENT}text"),
        (picture("PNG"), "wall.png", "image/png"),
        (picture(), "wall.jpg", "image/jpeg"),
        (picture("GIF", mode="L"), "wall.gif", "image/gif"),
        (picture("WEBP"), "wall.webp", "image/webp"),
        (picture("PNG"), "wall.jpg", "image/png"),
        (picture(), "wall", "image/jpeg"),
    ],
)
def test_what_is_taken(content, name, media_type):
    assert kind_of(content, name).media_type == media_type


BIG = b"\0" * 30_000_000


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "empty.pdf", "is empty"),
        (b"<html><script>alert(1)</script>", "photo.png", "is not a picture"),
        (b"<?xml version='1.0'?><svg onload='alert(1)'/>", "photo.svg", "SVG pictures can carry programs"),
        (b"<?xml version='1.0'?><svg onload='alert(1)'/>", "photo.png", "SVG pictures can carry programs"),
        (b"MZ\x90\0 program", "plan.docx", "is not a picture"),
        (picture("PNG"), "report.pdf", "is named .pdf but holds a picture"),
        (picture("PNG"), "page.html", "is named .html but holds a picture"),
        (b"%PDF-1.7", "photo.png", "is named .png but holds a PDF"),
        (office(), "tally.xlsx", "is named .xlsx but holds a text document"),
        (archive({"a.txt": "x"}), "plan.docx", "is not a picture"),
        (archive({"META-INF/MANIFEST.MF": "x"}), "plan.jar", "is not a picture"),
        (office(more={"word/vbaProject.bin": "x"}), "plan.docx", "macros"),
        (office(more={"word/media/bomb": BIG}), "plan.docx", "unpacks to far more"),
        (archive({"Basic/x": "y"}, ("mimetype", f"{OPEN_DOCUMENT}text")), "plan.odt", "macros"),
        (b"PK\x03\x04 broken", "plan.docx", "is not a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "plan.doc", "old office program"),
        (b"\0\0\0\x18ftypheic", "photo.heic", "Save it as JPEG"),
    ],
)
def test_what_is_refused_with_a_sentence(content, name, why):
    with pytest.raises(DomainError, match=why) as refused:
        kind_of(content, name)
    assert refused.value.field == "file"
    assert refused.value.message.endswith(".")


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a"]),
)
def test_no_content_upsets_the_reader(content, beginning):
    with suppress(DomainError):
        if kind_of(beginning + content, "a").is_picture:
            pictures.redrawn(beginning + content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_leaves_place_time_and_camera_behind_and_stands_upright(kind):
    content = with_place(kind)
    assert Image.open(BytesIO(content)).getexif().get_ifd(0x8825)[1] == "N"
    drawn, media_type, _ = pictures.redrawn(content)
    with Image.open(BytesIO(drawn)) as again:
        assert not dict(again.getexif())
        assert not {"exif", "comment", "xmp", "icc_profile"} & set(again.info)
        assert again.size == (40, 60)
        assert media_type == Image.MIME[again.format]
    assert b"A camera" not in drawn


def test_remarks_in_a_picture_are_left_behind():
    from PIL.PngImagePlugin import PngInfo

    remarks = PngInfo()
    remarks.add_text("Author", "Maya in grade 6")
    assert b"Maya" not in pictures.redrawn(picture("PNG", pnginfo=remarks))[0]
    assert b"Maya" not in pictures.redrawn(picture(comment=b"Maya in grade 6"))[0]


def test_a_large_picture_is_made_smaller_and_a_bomb_is_refused():
    drawn, _, _ = pictures.redrawn(picture(size=(4000, 1000), mode="L"))
    assert Image.open(BytesIO(drawn)).size == (2560, 640)
    for size in ((9000, 9000), (20000, 10000)):
        target = BytesIO()
        Image.new("1", size).save(target, "PNG")
        assert len(target.getvalue()) < 100_000
        with pytest.raises(DomainError, match=r"too many|far too large"):
            pictures.redrawn(target.getvalue())


def test_see_through_pictures_stay_so():
    drawn, media_type, ending = pictures.redrawn(picture("WEBP", mode="RGBA"))
    assert (media_type, ending) == ("image/png", ".png")
    assert Image.open(BytesIO(drawn)).mode == "RGBA"


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\Users\\Ana\\tally.xlsx", "tally.xlsx"),
        ("..", "file"),
        ("/", "file"),
        ("\u202egnp.exe.pdf", "gnp.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie- x.pdf"),
        ('wall "6".png', "wall -6-.png"),
    ],
)
def test_names_lose_paths_and_signs_that_cannot_be_seen(given_name, kept):
    assert clean_name(given_name) == kept


@given(st.text())
def test_any_name_is_harmless(given_name):
    name = clean_name(given_name)
    assert 0 < len(name) <= LONGEST
    assert not set('/\\<>:"|?*\r\n\0') & set(name)
    assert name not in (".", "..")


def test_what_is_kept_stands_in_the_data_directory_under_another_name(app, context):
    kept = receive(sent(with_place(), "../../wall 6b.jpeg"))
    path = store.path_of(kept.stored)
    assert path.is_relative_to(store.folder())
    assert store.folder().is_relative_to(app.instance_path)
    assert not store.folder().is_relative_to(app.static_folder)
    assert (kept.name, kept.media_type, kept.size) == ("wall 6b.jpg", "image/jpeg", path.stat().st_size)


def test_too_much_is_refused_and_nothing_is_kept(context):
    before = sorted(store.folder().rglob("*"))
    for file, why in (
        (sent(b"%PDF-" + b"x" * MOST_BYTES, "long.pdf"), "more than 10 MB"),
        (sent(b"%PDF-", ""), "Choose a file"),
        (None, "Choose a file"),
        (sent(picture()[:200], "half.jpg"), "cannot be read"),
    ):
        with pytest.raises(DomainError, match=why):
            receive(file)
    assert sorted(store.folder().rglob("*")) == before


def test_no_file_is_looked_at_inside_a_write_transaction(context):
    with declare(Intent.WRITE):
        db.session.rollback()
        db.session.execute(db.text("SELECT 1"))
        with pytest.raises(SlowWorkInTransaction):
            receive(sent(picture(), "wall.jpg"))


@pytest.mark.parametrize("token", ["", "..", "../../nic.sqlite3", "A" * 32, "0" * 31])
def test_no_other_file_is_reached_by_a_name(context, token):
    with pytest.raises(ValueError, match="no name of a kept file"):
        store.path_of(token)


def test_office_files_are_kept_without_who_wrote_them(app):
    made = Workbook()
    made.properties.creator = made.properties.lastModifiedBy = "Jane Author"
    made.active["A1"] = "tally"
    target = BytesIO()
    made.save(target)
    with app.app_context():
        kept = store.path_of(receive(sent(target.getvalue(), "tally.xlsx")).stored).read_bytes()
    opened = load_workbook(BytesIO(kept))
    assert opened.active["A1"].value == "tally"
    assert opened.properties.creator != "Jane Author"
    with ZipFile(BytesIO(kept)) as packed:
        assert not any(b"Jane Author" in packed.read(name) for name in packed.namelist())


def test_an_open_document_keeps_its_text_and_loses_its_author():
    told = b"<office:meta><dc:creator>Jane Author</dc:creator></office:meta>"
    parts = {"content.xml": b"<text/>", "meta.xml": told, "Pictures/": b""}
    packed = without_authors(archive(parts, ("mimetype", f"{OPEN_DOCUMENT}text")))
    with ZipFile(BytesIO(packed)) as opened:
        assert opened.namelist()[0] == "mimetype"
        assert opened.infolist()[0].compress_type == ZIP_STORED
        assert opened.read("content.xml") == b"<text/>"
        assert b"Jane Author" not in opened.read("meta.xml")
    assert kind_of(packed, "tally.odt").words == "a text document"


def test_a_broken_office_file_is_refused_with_a_sentence():
    whole = office(more={"word/media/image1.png": picture("PNG", size=(300, 300))})
    broken = whole[: len(whole) // 3] + b"0" * 50 + whole[len(whole) // 3 + 50 :]
    with pytest.raises(DomainError, match="cannot be read"):
        without_authors(broken)
