"""Whatever an address or a field holds, the answer is a page that helps, never a failure of the database."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from nic.kernel import clock
from nic.kernel.transactions import unit_of_work
from tests.rules.growth import cycles
from tests.world import World

ClientFor = Callable[[str], FlaskClient]
NO_KEYS = (2**31, 10**30)


@pytest.mark.parametrize("number", NO_KEYS)
def test_a_number_that_is_no_key_finds_nothing(client_for: ClientFor, number: int) -> None:
    for address in (f"/teams/{number}", f"/history/problem/{number}", f"/networks/{number}"):
        assert client_for("teacher").get(address).status_code == 404


@pytest.mark.parametrize("number", NO_KEYS)
def test_a_number_that_is_no_key_is_not_asked_for(client_for: ClientFor, world: World, number: int) -> None:
    chair, teacher = client_for("chair"), client_for("teacher")
    review = f"/reviews/{world['review']}"
    for page in (
        f"evidence?school={number}&criterion={number}",
        f"evidence/new?form={number}",
        "board?domain=x",
    ):
        assert chair.get(f"{review}/{page}").status_code == 200
    assert chair.get(f"{review}/findings/new?cite={number}&cite=x").status_code == 200
    assert teacher.get(f"/this-week?logged={number}.x.{'9' * 5000}").status_code == 200
    dropped = chair.post(f"{review}/findings/{world['finding']}/drop-citation", data={"evidence_id": number})
    assert dropped.status_code == 400
    cited = {"evidence_ids": str(number), "finding_id": world["finding"]}
    assert chair.post(f"{review}/cite", data=cited).status_code == 302


@pytest.mark.parametrize(
    "asked", ["endpoint=x", "_external=1&_scheme=javascript", "_method=POST", "team_id=7"]
)
def test_the_way_to_the_next_page_says_only_what_was_asked(
    app: Flask, client_for: ClientFor, world: World, asked: str
) -> None:
    with app.app_context(), unit_of_work():
        cycles(world)
    here = f"/teams/{world['elm_team']}/cycles"
    page = client_for("teacher").get(f"{here}?{asked}").get_data(as_text=True)
    assert f'href="{here}?{asked.replace("&", "&amp;")}&amp;page=2"' in page


def test_the_sign_zero_is_neither_kept_nor_searched_for(client_for: ClientFor, world: World) -> None:
    teacher = client_for("teacher")
    assert teacher.get(f"/networks/{world['network']}?search=elm%00school").status_code == 200
    made = teacher.post(
        f"/teams/{world['elm_team']}/problems/new", data={"statement": "One\0 problem"}, follow_redirects=True
    )
    assert "One problem" in made.get_data(as_text=True)


@pytest.mark.parametrize("people", ["2.5", "-3", "90000000000"])
def test_people_are_counted_in_whole_numbers(client_for: ClientFor, world: World, people: str) -> None:
    page = f"/teams/{world['elm_team']}/measures/{world['team_series']}/values/new"
    typed = {"value": "3", "n": people, "day": clock.today().isoformat(), "client_uuid": str(uuid4())}
    assert client_for("teacher").post(page, data=typed).status_code == 422
