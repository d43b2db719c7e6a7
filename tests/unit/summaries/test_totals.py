"""Totals that are kept are those that are counted; until the job has run, the page counts."""

from collections.abc import Callable
from dataclasses import replace

from flask.testing import FlaskClient

from nic.kernel.database import db
from nic.kernel.scope import Person, System
from nic.kernel.transactions import unit_of_work
from nic.organizations.models import Network, Organization
from nic.summaries import queries
from nic.summaries.jobs import refresh_totals
from tests.pages import words
from tests.world import World


def test_kept_totals_are_those_that_are_counted(
    context: None, world: World, scope_for: Callable[[str], Person]
) -> None:
    scope = scope_for("agency")
    agency = queries.load_agency(scope, world["agency"])
    before = queries.kept_totals(scope, agency)
    refresh_totals()
    counted, kept = queries.totals(scope, agency), queries.kept_totals(scope, agency)
    assert replace(kept, refreshed_at=counted.refreshed_at) == counted
    assert replace(before, refreshed_at=counted.refreshed_at) == counted
    assert (kept.networks, kept.teams, kept.schools) == (1, 3, 3)
    assert queries.kept_network_lines(scope, agency) == queries.network_lines(scope, agency)


def test_totals_are_counted_again_by_the_job_and_not_by_the_page(
    context: None, world: World, client_for: Callable[[str], FlaskClient]
) -> None:
    refresh_totals()
    with unit_of_work():
        db.session.add(Network(name="New network", agency_id=world["agency"]))
        db.session.get_one(Organization, world["agency"]).name = "The agency"
    refresh_totals()
    refresh_totals()
    page = words(client_for("agency").get(f"/agencies/{world['agency']}"))
    assert "as of" in page
    assert "New network 0 teams" in page


def test_another_agency_is_counted_by_itself(context: None, world: World) -> None:
    scope = System("test")
    elsewhere = db.session.get_one(Organization, world["elsewhere"])
    counted = queries.totals(scope, elsewhere)
    assert (counted.networks, counted.teams, counted.schools) == (0, 1, 1)
    assert [line.name for line in queries.network_lines(scope, elsewhere)] == ["Far network"]


def test_help_is_wanted_where_one_team_in_five_is_silent() -> None:
    def line(teams: int, active: int) -> queries.NetworkLine:
        return queries.NetworkLine(1, "Reading", teams, active, 0, 0)

    assert line(5, 4).quiet
    assert not line(6, 5).quiet
    assert not line(0, 0).quiet


def test_a_school_lists_its_teams_and_not_itself(
    world: World, client_for: Callable[[str], FlaskClient]
) -> None:
    page = words(client_for("agency").get(f"/districts/{world['elm']}"))
    assert "Teams Elm team" in page
    assert "Schools Elm" not in page
    assert "Schools Elm" in words(client_for("agency").get(f"/districts/{world['north']}"))
