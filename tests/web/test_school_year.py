"""A new school year: people, measures and cycles are taken along or put away, after a preview, in one step."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from lxml import html

from nic.accounts.models import Membership
from nic.cycles.models import Cycle, CycleState
from nic.home.models import TeamYear
from nic.kernel import clock
from nic.kernel.audit import AuditEntry
from nic.kernel.database import db
from nic.kernel.transactions import unit_of_work
from nic.measures.models import MarkingKind, MeasureDefinition, SeriesMarking
from nic.organizations.models import SchoolYear
from tests.filling import press
from tests.web.test_this_week import text_of


@pytest.fixture
def address(world):
    return f"/teams/{world['elm_team']}/school-year"


@pytest.fixture
def lead(client_for):
    return client_for("lead")


@pytest.fixture
def year(app, world):
    """A school year that began three weeks ago."""
    starts_on = clock.week_start(clock.today()) - timedelta(weeks=1)
    with app.app_context(), unit_of_work():
        db.session.get_one(SchoolYear, world["agency_year"]).ends_on = starts_on - timedelta(days=1)
        year = SchoolYear(
            agency_id=world["agency"],
            name="the new one",
            starts_on=starts_on,
            ends_on=starts_on + timedelta(days=280),
        )
        db.session.add(year)
    return starts_on


def ticks(page):
    document = html.document_fromstring(page.get_data(as_text=True))
    return [
        (box.get("name"), box.get("value"))
        for box in document.xpath("//main//input[@type='checkbox'][@checked]")
    ]


def preview(client, address, left_out=()):
    kept = [pair for pair in ticks(client.get(address)) if pair not in left_out]
    return client.get(address, query_string=[*kept, ("preview", "1"), ("because", "The year is over.")])


def test_as_it_stands_everything_goes_on(app, lead, address, year, world):
    page = preview(lead, address)
    words = text_of(page)
    assert "What will happen" in words
    assert "stay in the team." in words
    assert "A new phase begins on 1 chart, with a median of its own." in words
    with app.app_context():
        assert db.session.query(SeriesMarking).filter_by(kind=MarkingKind.PHASE).count() == 0
    done = press(lead, page, "Begin the school year")
    assert "The school year the new one has begun for Elm team." in text_of(done)
    with app.app_context():
        phase = db.session.query(SeriesMarking).filter_by(kind=MarkingKind.PHASE).one()
        assert (phase.starts_on, phase.label, phase.series_id) == (year, "the new one", world["series"])
        assert db.session.get_one(Membership, world["membership_teacher"]).ended_on is None
        assert db.session.get_one(Cycle, world["elm_cycle_doing"]).state is CycleState.DOING


def test_what_has_no_tick_is_put_away(app, lead, address, year, world):
    gone = {
        ("stay", str(world["membership_teacher"])),
        ("keep", str(world["team_series"])),
        ("carry", str(world["elm_cycle_doing"])),
        ("phase", "1"),
    }
    page = preview(lead, address, gone)
    words = text_of(page)
    assert "Leave the team: Teacher Person. What they wrote stays." in words
    assert "Put away with their values: Exit tickets." in words
    assert "Closed, because “The year is over.”: cycle" in words
    assert "A new phase" not in words
    done = press(lead, page, "Begin the school year")
    told = text_of(done)
    assert "Leave the team: Teacher Person." in told
    with app.app_context():
        assert db.session.get_one(Membership, world["membership_teacher"]).ended_on is not None
        assert db.session.get_one(MeasureDefinition, world["team_definition"]).is_archived
        cycle = db.session.get_one(Cycle, world["elm_cycle_doing"])
        assert (cycle.state, cycle.stopped_because) == (CycleState.STOPPED, "The year is over.")
        assert db.session.query(SeriesMarking).filter_by(kind=MarkingKind.PHASE).count() == 0
        entry = db.session.query(AuditEntry).filter_by(subject_kind="team_year").one()
        assert "Leave the team: Teacher Person." in entry.after["done"]
    history = re.search(r'href="(/history/team_year/\d+)"', done.get_data(as_text=True))[1]
    assert "began a school year for" in text_of(lead.get(history))


def test_it_is_begun_once(app, lead, address, year):
    page = preview(lead, address)
    press(lead, page, "Begin the school year")
    again = press(lead, page, "Begin the school year")
    assert "begun" in text_of(again)
    other = lead.post(address, data={"phase": "1"})
    assert "This school year has begun for the team already." in text_of(other)
    with app.app_context():
        assert db.session.query(TeamYear).filter_by(starts_on=year).count() == 1
        assert db.session.query(SeriesMarking).filter_by(kind=MarkingKind.PHASE).count() == 1


def test_cycles_are_not_closed_without_a_reason_and_nothing_is_half_done(app, lead, address, year, world):
    refused = lead.post(address, data={"because": "", "phase": "1"})
    assert refused.status_code == 422
    assert "Write why the cycles are closed." in text_of(refused)
    with app.app_context():
        assert db.session.query(TeamYear).filter_by(starts_on=year).count() == 0
        assert db.session.get_one(Membership, world["membership_teacher"]).ended_on is None


def test_what_came_in_after_the_preview_is_told_before_it_is_done(app, lead, address, year, world):
    page = preview(lead, address, {("carry", str(world["elm_cycle_doing"]))})
    with app.app_context(), unit_of_work():
        opened = db.session.get_one(Cycle, world["elm_cycle_closed"])
        opened.state, opened.decision = CycleState.ACTING, None
    again = press(lead, page, "Begin the school year")
    assert again.status_code == 422
    assert "Something has changed since you looked. This is what would happen now." in text_of(again)
    with app.app_context():
        assert db.session.get_one(Cycle, world["elm_cycle_closed"]).state is CycleState.ACTING
        assert db.session.query(TeamYear).filter_by(starts_on=year).count() == 0
        number = db.session.get_one(Cycle, world["elm_cycle_closed"]).number
    assert f"cycle {number}" in text_of(again)
    press(lead, again, "Begin the school year")
    with app.app_context():
        assert db.session.get_one(Cycle, world["elm_cycle_closed"]).state is CycleState.STOPPED


def test_changing_something_leads_back_to_the_choices(lead, address, year):
    page = preview(lead, address)
    link = html.document_fromstring(page.get_data(as_text=True)).xpath("//a[.='Change something']")[0]
    assert urlsplit(link.get("href")).path == address
    assert "Who stays in the team?" in text_of(lead.get(link.get("href")))


@pytest.mark.parametrize(("who", "status"), [("teacher", 403), ("coach", 403), ("hub", 403), ("peer", 404)])
def test_it_is_the_lead_s(client_for, address, who, status):
    assert client_for(who).get(address).status_code == status


def test_where_no_year_has_begun_the_page_says_so(app, lead, address, world):
    with app.app_context(), unit_of_work():
        db.session.delete(db.session.get_one(SchoolYear, world["agency_year"]))
    assert "No school year has begun yet." in text_of(lead.get(address))
