"""Versions as people meet them: publish with a reason, read, compare."""

import re

import pytest

from nic.web import pictures as kept_pictures
from tests.filling import follow, press
from tests.pages import words


def test_a_team_publishes_a_revision_and_reads_what_changed(client_for, world):
    teacher = client_for("teacher")
    theory = teacher.get(f"/teams/{world['elm_team']}/theory")
    assert "Version 1 was published" in words(theory)
    assert "Publish this version" not in words(theory)
    form = teacher.get(f"/theory/nodes/{world['elm_idea']}/edit")
    press(teacher, form, "Save", {"To test …": "sentence starters on every table"})
    form = follow(teacher, teacher.get(f"/teams/{world['elm_team']}/theory"), "Publish this version")
    assert "1 reworded." in words(form)
    refused = press(teacher, form, "Publish this version", {"Revised because": " "})
    assert "Say why you revised it." in words(refused)
    version = press(teacher, refused, "Publish this version", {"Revised because": "One set was not enough."})
    assert "Version 2 is published." in words(version)
    assert "Revised because: One set was not enough." in words(version)
    compared = words(follow(teacher, version, "What changed since version 1"))
    assert "What changed from version 1 to 2" in compared
    assert "Change idea: sentence starters before: of Elm team now: on every table" in compared
    listed = words(teacher.get(f"/teams/{world['elm_team']}/theory/versions"))
    assert "Version 2 newest" in listed
    assert "Compare with version 1" in listed


def test_nothing_new_is_not_published(client_for, world):
    page = words(client_for("teacher").get(f"/theories/{world['elm_theory']}/publish"))
    assert "Nothing has changed since version 1" in page


def test_an_earlier_version_says_so_and_leads_to_the_newest(client_for, world):
    peer = client_for("peer")
    earlier = peer.get(f"/theory/versions/{world['version_1']}")
    assert "This is an earlier version." in words(earlier)
    newest = words(follow(peer, earlier, "Read version 2"))
    assert "Students have words and pictures to reason with" in newest
    assert "Pictures helped where words were missing." in newest


def test_a_network_without_a_published_theory_says_so(client_for, world, app):
    from nic.kernel.database import db
    from nic.kernel.transactions import unit_of_work
    from nic.theory.versions.models import TheoryVersion, VersionLink, VersionNode

    with app.app_context(), unit_of_work():
        from nic.cycles.models import Cycle

        db.session.query(Cycle).update({"theory_version_id": None})
        for model in (VersionLink, VersionNode, TheoryVersion):
            db.session.query(model).delete()
    page = words(client_for("peer").get(f"/networks/{world['network']}/theory"))
    assert "The hub has not published a theory yet." in page


@pytest.mark.parametrize(
    "name", ["admin", "agency", "district", "school", "coach", "teacher", "peer", "host"]
)
def test_no_page_of_a_reader_shows_a_draft(client_for, world, name):
    client = client_for(name)
    for address in (
        "/networks/{network}",
        "/networks/{network}/theory",
        "/networks/{network}/theory/versions",
    ):
        page = client.get(address.format(**world))
        assert page.status_code == 200
        assert "A thought of the hub alone" not in page.get_data(as_text=True)
    assert client.get(f"/theory/nodes/{world['network_draft']}").status_code == 404
    assert client.get(f"/history/node/{world['network_idea']}").status_code == 404
    part = client.get(f"/theory/nodes/{world['network_primary']}")
    assert "as in version 2 of the theory" in words(part)


def test_a_cycle_names_the_version_it_was_planned_on(client_for, world):
    teacher = client_for("teacher")
    page = teacher.get(f"/teams/{world['elm_team']}/cycles/{world['elm_cycle_doing']}")
    assert "Planned on version 2 of the network’s theory." in words(page)
    assert "Version 2" in words(follow(teacher, page, "version 2"))


def test_the_picture_of_what_changed_has_the_words(client_for, world):
    peer = client_for("peer")
    page = peer.get(f"/theory/versions/{world['version_2']}/compare/1").get_data(as_text=True)
    source = page.split('<img src="', 1)[1].split('"', 1)[0]
    drawn = peer.get(source)
    assert drawn.status_code == 200
    assert "~ reworded" in drawn.get_data(as_text=True)
    drawn.close()
    assert client_for("outsider").get(source).status_code == 404


@pytest.mark.parametrize(("kind", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_a_version_is_taken_away_and_drawn_once(client_for, world, monkeypatch, kind, begins):
    drawn = []
    keep = kept_pictures._keep
    monkeypatch.setattr(kept_pictures, "_keep", lambda path, draw: (drawn.append(path), keep(path, draw)))
    address = f"/theory/versions/{world['version_1']}/diagram?format="
    for _ in range(2):
        answer = client_for("peer").get(address + kind)
        assert answer.status_code == 200
        assert begins in answer.get_data()[:200]
        assert f"driver-diagram-version-1.{kind}" in answer.headers["Content-Disposition"]
    assert len(drawn) == 1
    if kind == "pdf":
        assert len(re.findall(rb"/Type\s*/Page\b", answer.get_data())) == 1
    assert client_for("peer").get(address + "exe").status_code == 404
    assert client_for("foreign").get(address + kind).status_code == 404
