"""Who opens which link and file; what is removed for good is gone from the disk, the page and the history."""

import os

import pytest

from nic.attachments import jobs, operations, queries, store
from nic.attachments.models import Attachment
from nic.attachments.operations import KeptFile
from nic.cycles import operations as cycles
from nic.cycles.models import Cycle
from nic.kernel.audit import REDACTED, entries_for
from nic.kernel.database import db
from nic.kernel.errors import DomainError, NotFoundInScope
from nic.kernel.intent import Intent, declare
from nic.kernel.jobs import run_due_jobs
from nic.kernel.transactions import unit_of_work
from nic.web.talk import load_talked
from tests.world import CAST, scope_of

CIRCLE = {"hub", "coach", "lead", "teacher"}
READERS = CIRCLE | {"admin", "agency", "district", "school", "peer", "host"}


@pytest.fixture(autouse=True)
def _writing(context):
    with declare(Intent.WRITE):
        yield


def opened_by(scope, world, *names):
    found = set()
    for name in names:
        try:
            queries.load_attachment(scope, world[name])
        except NotFoundInScope:
            continue
        found.add(name)
    return found


def test_who_opens_what(scope_for, world):
    names = ("attachment", "attachment_link", "attachment_of_circle", "attachment_unshared")
    for who in CAST:
        expected = set(names) if who in CIRCLE else set(names[:2]) if who in READERS else set()
        assert opened_by(scope_for(who), world, *names) == expected, who


def test_files_are_shared_with_their_cycle_unless_they_are_for_the_circle(scope_for, world):
    teacher = scope_for("teacher")
    on = load_talked(teacher, "cycle", world["elm_cycle_closed"])
    file = KeptFile("tally.pdf", "a" * 32, "application/pdf", 5)
    world["open"] = operations.add_file(teacher, on, file).id
    world["kept"] = operations.add_link(teacher, on, link="https://example.org", circle_only=True).id
    assert opened_by(scope_for("peer"), world, "open", "kept") == set()
    cycles.share_cycle(scope_for("lead"), db.session.get_one(Cycle, world["elm_cycle_closed"]))
    assert opened_by(scope_for("peer"), world, "open", "kept") == {"open"}
    operations.take_away(teacher, db.session.get_one(Attachment, world["open"]))
    assert opened_by(scope_for("peer"), world, "open") == set()
    assert opened_by(scope_for("coach"), world, "open") == set()
    assert opened_by(scope_for("lead"), world, "open") == {"open"}


@pytest.mark.parametrize(
    "link",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "//x.org",
        "file:///etc/passwd",
        "ftp://x.org",
        "example.org",
        "https://ana:secret@example.org",
        "https://exa mple.org",
        "https://[",
        "https://x.org/\u202e",
    ],
)
def test_only_addresses_of_pages_are_links(scope_for, world, link):
    teacher = scope_for("teacher")
    on = load_talked(teacher, "cycle", world["elm_cycle_doing"])
    with pytest.raises(DomainError, match="beginning with https"):
        operations.add_link(teacher, on, link=link)


def test_there_is_a_most(scope_for, world):
    teacher = scope_for("teacher")
    on = load_talked(teacher, "cycle", world["elm_cycle_closed"])
    for number in range(operations.MOST_ON_A_THING):
        operations.add_link(teacher, on, link=f"https://example.org/{number}")
    with pytest.raises(DomainError, match="which is the most"):
        operations.add_link(teacher, on, link="https://example.org/more")


def kept_file(world):
    with unit_of_work():
        token = store.keep(b"%PDF-1.7 Maya")
        teacher = scope_of(world, "teacher")
        on = load_talked(teacher, "cycle", world["elm_cycle_doing"])
        return operations.add_file(teacher, on, KeptFile("Maya.pdf", token, "application/pdf", 13)), token


def test_a_removed_file_is_gone_from_disk_page_and_history(scope_for, world):
    row, token = kept_file(world)
    admin = scope_for("admin")
    with unit_of_work():
        assert queries.load_attachment_to_remove(admin, row.id) is row
        assert not queries.is_open_to(admin, row)
        with pytest.raises(DomainError):
            operations.remove_attachment(admin, row, " ")
        operations.remove_attachment(admin, row, "It names a child.")
        assert store.path_of(token).exists()
    run_due_jobs()
    assert not store.path_of(token).exists()
    assert (row.name, row.stored, row.is_removed) == (REDACTED, None, True)
    assert "Maya" not in str([(entry.before, entry.after) for entry in entries_for("attachment", row.id)])
    with pytest.raises(NotFoundInScope):
        queries.load_attachment_to_remove(scope_for("foreign"), row.id)


def test_a_removed_link_is_gone(scope_for, world):
    row = db.session.get_one(Attachment, world["attachment_link"])
    operations.remove_attachment(scope_for("admin"), row, "It names a child.")
    assert row.is_removed
    assert "example.org" not in str(
        [(entry.before, entry.after) for entry in entries_for("attachment", row.id)]
    )


def test_a_file_whose_removal_failed_is_kept(scope_for, world):
    row, token = kept_file(world)
    with pytest.raises(RuntimeError), unit_of_work():
        operations.remove_attachment(scope_for("admin"), row, "It names a child.")
        raise RuntimeError
    run_due_jobs()
    assert store.path_of(token).exists()


def test_files_that_no_row_names_are_forgotten(world):
    _, token = kept_file(world)
    lost, young = store.keep(b"%PDF- lost"), store.keep(b"%PDF- young")
    for each in (token, lost):
        os.utime(store.path_of(each), (0, 0))
    db.session.rollback()
    jobs.remove_forgotten_files()
    assert store.path_of(token).exists()
    assert store.path_of(young).exists()
    assert not store.path_of(lost).exists()
