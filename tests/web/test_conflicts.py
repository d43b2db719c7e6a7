"""The page that answers when two save at once: nothing typed is lost, and nothing is overwritten unseen."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.test import TestResponse

from nic.cycles import operations as cycles
from nic.kernel.clock import today
from nic.measures import operations as measures
from nic.theory.problems import operations as problems
from tests.filling import press
from tests.pages import hidden, words
from tests.world import World

ClientFor = Callable[[str], FlaskClient]


def collide(monkeypatch: pytest.MonkeyPatch, room: object, name: str) -> None:
    """Lets an operation meet a colleague who saves the same row at the same instant, once."""
    real = getattr(room, name)

    def refused(*_: object, **__: object) -> None:
        monkeypatch.setattr(room, name, real)
        raise StaleDataError

    monkeypatch.setattr(room, name, refused)


def test_sent_again_a_form_still_names_the_version_it_was_opened_with(
    client_for: ClientFor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher, lead = client_for("teacher"), client_for("lead")
    address = f"/problems/{world['elm_problem']}/edit"
    mine, theirs = teacher.get(address), lead.get(address)
    collide(monkeypatch, problems, "edit_problem")
    busy = press(teacher, mine, "Save", {"What is the problem?": "My words"})
    assert busy.status_code == 409
    press(lead, theirs, "Save", {"What is the problem?": "Their words"})
    both = press(teacher, busy, "Send again")
    assert both.status_code == 409
    assert "Their words" in words(both)
    assert "My words" in words(both)


def test_sent_again_a_form_goes_to_the_whole_address(
    client_for: ClientFor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher = client_for("teacher")
    address = f"/teams/{world['elm_team']}/measures/{world['series']}/values/new?percent=1"
    collide(monkeypatch, measures, "record_observation")
    typed = {"value": "46", "n": "24", "day": today().isoformat(), "client_uuid": str(uuid4())}
    busy = teacher.post(address, data=typed)
    assert busy.status_code == 409
    assert "46" in words(press(teacher, busy, "Send again"))


def test_keep_what_is_saved_leads_to_a_page_that_opens(
    client_for: ClientFor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher = client_for("teacher")
    page = f"/teams/{world['elm_team']}/cycles/{world['elm_cycle']}"
    version = hidden(teacher.get(page), "version")
    collide(monkeypatch, cycles, "start_do")
    busy: TestResponse = teacher.post(
        f"{page}/start-do", data={"version": version}, headers={"Referer": f"http://localhost{page}"}
    )
    assert busy.status_code == 409
    assert f'href="{page}"' in busy.get_data(as_text=True)


def test_what_was_left_untouched_is_kept_as_it_stands_now(client_for: ClientFor, world: World) -> None:
    teacher, lead = client_for("teacher"), client_for("lead")
    address = f"/teams/{world['elm_team']}/cycles/{world['elm_cycle']}/edit"
    mine, theirs = teacher.get(address), lead.get(address)
    press(lead, theirs, "Save the plan", {"Who takes part?": "Grade 6", "Who?": "Sam"})
    both = press(teacher, mine, "Save the plan", {"Where?": "In the library"})
    assert both.status_code == 409
    assert "To keep : Who takes part?" in words(both)
    saved = words(press(teacher, both, "Save"))
    for told in ("Grade 6", "Sam", "In the library"):
        assert told in saved


def test_a_form_on_a_row_does_not_pass_without_its_version(client_for: ClientFor, world: World) -> None:
    teacher = client_for("teacher")
    page = f"/teams/{world['elm_team']}/cycles/{world['elm_cycle']}"
    for where in (f"{page}/start-do", f"{page}/edit", f"{page}/edit/quick"):
        answer = teacher.post(
            where, data={"idea_text": "something else", "prediction": "x", "scale": "one class"}
        )
        assert answer.status_code == 422
        assert "sent without its mark" in words(answer)
