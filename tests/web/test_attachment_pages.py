"""Links and files as people meet them, by the words on the pages; and what is sent by people who mean no good."""

import io

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from nic.attachments import store
from nic.attachments.models import Attachment
from nic.kernel.database import db
from tests.filling import press
from tests.pages import words
from tests.unit.attachments.test_receiving import picture, with_place


def doing(world):
    return f"/teams/{world['elm_team']}/cycles/{world['elm_cycle_doing']}"


def shared(world):
    return f"/teams/{world['elm_team']}/cycles/{world['elm_cycle_shared']}"


def upload(client, world, content, name, cycle="elm_cycle_doing", **fields):
    data = {
        "file": FileStorage(io.BytesIO(content), name),
        "client_uuid": fields.pop("mark", f"{len(content):032x}"),
    } | fields
    # Encoded here: the client would leave the file open in which it keeps a large body.
    boundary, body = encode_multipart(data)
    kind = f'multipart/form-data; boundary="{boundary}"'
    address = f"/attachments/cycle/{world[cycle]}/upload"
    return client.post(address, data=body, content_type=kind, follow_redirects=True)


def files_in(app):
    with app.app_context():
        return {path.name for path in store.folder().rglob("*") if path.is_file()}


def test_a_photo_is_added_and_comes_back_without_its_place(app, client_for, world):
    teacher, coach = client_for("teacher"), client_for("coach")
    assert "No student names: not in the file" in words(teacher.get(doing(world)))
    assert "“wall 6b.jpg” stands here now." in words(
        upload(teacher, world, with_place(), "..\\..\\wall 6b.jpeg")
    )
    with app.app_context():
        row = db.session.query(Attachment).order_by(Attachment.id.desc()).first()
    assert "wall 6b.jpg" in words(coach.get(doing(world)))
    answer = coach.get(f"/attachments/{row.id}/download", buffered=True)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="wall 6b.jpg"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.mimetype == "image/jpeg"
    with Image.open(io.BytesIO(answer.data)) as again:
        assert not dict(again.getexif())


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (
            b"<script>alert(1)</script>",
            "photo.png",
            "is not a picture (PNG, JPEG, GIF, WebP), a PDF or an office file",
        ),
        (b"<svg onload='alert(1)'/>", "logo.svg", "SVG pictures can carry programs, so they are not taken."),
        (picture("PNG"), "report.pdf", "is named .pdf but holds a picture."),
        (b"%PDF-" + b"x" * 10 * 1024 * 1024, "long.pdf", "has more than 10 MB."),
        (picture()[:300], "photo.jpg", "This picture cannot be read."),
        (picture("PNG", size=(9000, 9000), mode="1"), "bomb.png", "which is too many."),
    ],
)
def test_a_file_that_is_not_taken_is_refused_with_a_sentence(app, client_for, world, content, name, why):
    before = files_in(app)
    answer = upload(client_for("teacher"), world, content, name)
    assert answer.status_code == 422
    assert why in words(answer)
    assert "There is a problem" in words(answer)
    assert files_in(app) == before


def test_the_same_upload_sent_twice_is_one_file(client_for, world):
    teacher = client_for("teacher")
    for _ in range(2):
        answer = upload(teacher, world, b"%PDF-1.7", "plan.pdf", mark="f" * 32)
    assert words(answer).count("plan.pdf 8 Bytes") == 1


class Unread(io.BytesIO):
    """A body that must not be read."""

    def read(self, *_):
        raise AssertionError("the body was read")

    readline = readinto = read


def test_a_body_of_two_gigabytes_is_refused_without_reading_it(client_for, world):
    answer = client_for("teacher").post(
        f"/attachments/cycle/{world['elm_cycle_doing']}/upload",
        input_stream=Unread(),
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(2 * 1024**3)},
    )
    assert answer.status_code == 413
    assert "too large" in words(answer).lower()


def test_who_may_not_add_is_refused_before_the_file_is_looked_at(app, client_for, world):
    before = files_in(app)
    assert upload(client_for("coach"), world, b"%PDF-1.7", "plan.pdf").status_code == 403
    assert upload(client_for("peer"), world, b"%PDF-1.7", "plan.pdf").status_code == 404
    assert upload(client_for("peer"), world, b"%PDF-1.7", "plan.pdf", "elm_cycle_shared").status_code == 403
    assert "Sign in" in upload(app.test_client(), world, b"%PDF-1.7", "plan.pdf").text
    assert files_in(app) == before


def test_links_are_added_taken_away_and_put_back(client_for, world):
    lead, peer = client_for("lead"), client_for("peer")
    refused = press(lead, lead.get(shared(world)), "Add the link", {"Address": "javascript:alert(1)"})
    assert "Write the whole address, beginning with https://." in words(refused)
    page = press(lead, refused, "Add the link", {"Address": "https://example.org/x", "Title": "Our tally"})
    assert 'href="https://example.org/x" rel="noopener noreferrer external"' in page.text
    assert "Our tally" in words(peer.get(shared(world)))
    page = press(lead, page, "Take away Our tally")
    assert "Our tally" not in words(peer.get(shared(world)))
    press(lead, page, "Put back Our tally")
    assert "Our tally" in words(peer.get(shared(world)))


def test_files_for_the_circle_are_not_even_named_to_others(client_for, world):
    assert "attachment_of_circle.pdf" in words(client_for("coach").get(shared(world)))
    page = words(client_for("peer").get(shared(world)))
    assert "attachment.pdf" in page
    assert "attachment_of_circle.pdf" not in page
    assert "Add a file" not in page


def test_an_administrator_removes_a_file_without_opening_it(client_for, world):
    admin, coach = client_for("admin"), client_for("coach")
    address = f"/attachments/{world['attachment_of_circle']}/remove"
    page = admin.get(address)
    assert "attachment_of_circle.pdf" not in words(page)
    assert "Say why it has to go." in words(press(admin, page, "Remove for good"))
    page = press(admin, page, "Remove for good", {"Why does it have to go?": "It names a child."})
    assert "It is removed." in words(page)
    page = words(coach.get(shared(world)))
    assert "attachment_of_circle.pdf" not in page
    assert "Removed for good" in page
    assert coach.get(f"/attachments/{world['attachment_of_circle']}/download").status_code == 404
    assert client_for("coach").post(address, data={"reason": "x"}).status_code == 403
