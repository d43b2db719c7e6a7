"""Agencies, districts, schools, calendars, teams and networks: made and changed by those who may."""

from datetime import date, timedelta

import pytest

from nic.accounts.models import Membership
from nic.kernel import clock
from nic.kernel.database import db
from nic.organizations.models import Holiday, Network, NetworkTeam, Organization, SchoolYear, Team
from tests.filling import follow, press
from tests.pages import hidden, words

ZONE = {"time_zone": "America/Denver"}


def one(app, model, **by):
    with app.app_context():
        return db.session.query(model).filter_by(**by).one()


class TestOrganizations:
    """The tree."""

    def test_an_administrator_makes_a_district_and_a_school(self, app, client_for, world):
        admin = client_for("admin")
        data = {"name": "East", "district_kind": "supervisory union", **ZONE}
        district = admin.post(f"/organizations/{world['agency']}/districts/new", data=data).location
        assert "Supervisory union" in words(admin.get(district))
        school = admin.post(f"{district}/schools/new", data={"name": "Birch", **ZONE}).location
        birch = one(app, Organization, name="Birch")
        assert school == f"/organizations/{birch.id}"
        assert birch.path.startswith(f"/{world['agency']}/")
        assert birch.path.endswith(f"/{birch.parent_id}/{birch.id}/")
        assert birch.agency_id == world["agency"]

    def test_from_an_agency_to_a_network_by_the_forms_as_they_stand_on_the_pages(self, client_for, world):
        admin = client_for("admin")
        page = follow(admin, admin.get(f"/organizations/{world['agency']}"), "Add a district")
        page = press(admin, page, "Save", {"Name": "East"})
        page = press(admin, follow(admin, page, "Add a school"), "Save", {"Name": "Birch"})
        page = press(
            admin, follow(admin, page, "Make a team"), "Save", {"What do you call the team?": "Grade 4 team"}
        )
        assert "Grade 4 team" in words(page)
        page = press(
            admin, admin.get("/networks/new"), "Save", {"What do you call the network?": "Reading together"}
        )
        assert "Reading together" in words(page)
        assert "There is a problem" not in words(page)

    def test_a_name_is_used_once_in_a_place(self, client_for, world):
        data = {"name": "Elm", **ZONE}
        answer = client_for("admin").post(f"/organizations/{world['north']}/schools/new", data=data)
        assert "There is one of this name here already." in words(answer)

    def test_a_school_has_no_schools(self, client_for, world):
        assert client_for("admin").get(f"/organizations/{world['elm']}/schools/new").status_code == 404

    @pytest.mark.parametrize("name", ["agency", "district", "school"])
    def test_nobody_else_makes_them(self, client_for, world, name):
        status = client_for(name).get(f"/organizations/{world['agency']}/districts/new").status_code
        assert status == (403 if name == "agency" else 404)

    def test_a_district_lead_sees_the_district_and_what_is_below(self, client_for, world):
        client = client_for("district")
        page = client.get(f"/organizations/{world['north']}")
        assert "Elm" in words(page)
        assert f'href="/organizations/{world["agency"]}"'.encode() not in page.data, (
            "no link to a closed door"
        )
        assert client.get(f"/organizations/{world['south']}").status_code == 404
        assert client.get(f"/organizations/{world['elm']}").status_code == 200

    def test_an_organization_is_renamed(self, app, client_for, world):
        admin, address = client_for("admin"), f"/organizations/{world['elm']}/edit"
        version = hidden(admin.get(address), "version")
        admin.post(address, data={"version": version, "name": "Elm Street", **ZONE})
        assert one(app, Organization, id=world["elm"]).name == "Elm Street"
        stale = admin.post(address, data={"version": version, "name": "Elm Road", **ZONE})
        assert stale.status_code == 409
        assert "Elm Street" in words(stale)


class TestCalendar:
    """School years and holidays."""

    def days(self, first: date, last: date, name="Winter break") -> dict[str, str]:
        return {"name": name, "starts_on": first.isoformat(), "ends_on": last.isoformat()}

    def test_a_holiday_of_the_district_is_shown_at_its_schools(self, client_for, world):
        assert "Fair day" in words(client_for("school").get(f"/organizations/{world['elm']}/calendar"))
        assert "Fair day" not in words(client_for("admin").get(f"/organizations/{world['pine']}/calendar"))

    def test_a_school_adds_its_own_and_cannot_touch_its_districts(self, app, client_for, world):
        school, day = client_for("school"), clock.today()
        school.post(f"/organizations/{world['elm']}/holidays/new", data=self.days(day, day, "Planning day"))
        assert one(app, Holiday, name="Planning day").organization_id == world["elm"]
        assert school.post(f"/holidays/{world['holiday']}/remove").status_code == 404
        assert school.get(f"/organizations/{world['agency']}/school-years/new").status_code == 404

    def test_a_holiday_that_was_removed_can_be_put_back(self, app, client_for, world):
        client = client_for("district")
        client.post(f"/holidays/{world['holiday']}/remove")
        assert one(app, Holiday, id=world["holiday"]).is_archived
        assert "Taken off the calendar" in words(client.get(f"/organizations/{world['north']}/calendar"))
        client.post(f"/holidays/{world['holiday']}/restore")
        assert not one(app, Holiday, id=world["holiday"]).is_archived

    def test_days_run_forward(self, client_for, world):
        day = clock.today()
        data = self.days(day, day - timedelta(days=1))
        answer = client_for("district").post(f"/organizations/{world['north']}/holidays/new", data=data)
        assert "The last day comes after the first." in words(answer)

    def test_school_years_do_not_overlap(self, app, client_for, world):
        year, admin = one(app, SchoolYear, id=world["agency_year"]), client_for("admin")
        address = f"/organizations/{world['agency']}/school-years/new"
        overlapping = self.days(year.ends_on, year.ends_on + timedelta(days=200), "next year")
        assert "overlap" in words(admin.post(address, data=overlapping))
        after = self.days(year.ends_on + timedelta(days=30), year.ends_on + timedelta(days=200), "next year")
        assert admin.post(address, data=after).status_code == 302

    def test_a_school_year_is_edited(self, app, client_for, world):
        admin, address = client_for("admin"), f"/school-years/{world['agency_year']}/edit"
        page = admin.get(address)
        year = one(app, SchoolYear, id=world["agency_year"])
        data = self.days(year.starts_on, year.ends_on + timedelta(days=5), "2026-27")
        admin.post(address, data={"version": hidden(page, "version"), **data})
        assert one(app, SchoolYear, id=world["agency_year"]).name == "2026-27"


class TestTeams:
    """Teams of schools."""

    def test_a_school_lead_makes_a_team(self, app, client_for, world):
        school = client_for("school")
        answer = school.post(f"/organizations/{world['elm']}/teams/new", data={"name": "Grade 6 team"})
        team = one(app, Team, name="Grade 6 team")
        assert answer.location == f"/teams/{team.id}/people"
        assert team.path == one(app, Organization, id=world["elm"]).path
        assert "Grade 6 team" in words(school.get(f"/organizations/{world['elm']}"))

    def test_a_team_is_put_away_and_brought_back(self, app, client_for, world):
        lead = client_for("lead")
        lead.post(f"/teams/{world['elm_team']}/archive")
        assert one(app, Team, id=world["elm_team"]).is_archived
        assert "Bring it back" in words(lead.get(f"/teams/{world['elm_team']}/edit"))
        lead.post(f"/teams/{world['elm_team']}/restore")
        assert not one(app, Team, id=world["elm_team"]).is_archived

    def test_the_change_is_in_the_history(self, client_for, world):
        lead, address = client_for("lead"), f"/teams/{world['elm_team']}/edit"
        lead.post(address, data={"version": hidden(lead.get(address), "version"), "name": "Elm readers"})
        told = words(lead.get(f"/history/team/{world['elm_team']}"))
        assert "Elm team" in told
        assert "Elm readers" in told


class TestNetworks:
    """Networks and the teams in them."""

    def make(self, client, world, name="Writing network", agency="agency"):
        data = {"name": name, "purpose": "Writing in every class.", "agency_id": world[agency]}
        return client.post("/networks/new", data=data)

    def test_a_hub_makes_a_network_and_is_its_hub(self, app, client_for, world):
        hub = client_for("hub")
        network = self.make(hub, world).location
        made = one(app, Network, name="Writing network")
        assert network == f"/networks/{made.id}/teams"
        hub.post(f"{network}/{world['pine_team']}/add")
        assert "Pine team" in words(hub.get(network))
        assert one(app, Membership, network_id=made.id).person_id == world["person_hub"]

    def test_an_administrator_makes_one_without_joining_it(self, app, client_for, world):
        self.make(client_for("admin"), world)
        made = one(app, Network, name="Writing network")
        with app.app_context():
            assert db.session.query(Membership).filter_by(network_id=made.id).count() == 0

    def test_nobody_makes_one_elsewhere(self, app, client_for, world):
        assert self.make(client_for("hub"), world, agency="elsewhere").status_code == 422
        assert self.make(client_for("lead"), world).status_code == 403

    def test_a_team_leaves_and_comes_back(self, app, client_for, world):
        hub, address = client_for("hub"), f"/networks/{world['network']}/teams/{world['elm_team']}"
        hub.post(f"{address}/remove")
        link = one(app, NetworkTeam, network_id=world["network"], team_id=world["elm_team"])
        assert link.left_on == clock.today()
        assert client_for("peer").get(f"/teams/{world['elm_team']}").status_code == 404
        hub.post(f"{address}/add")
        assert client_for("peer").get(f"/teams/{world['elm_team']}").status_code == 200

    def test_a_team_of_another_agency_is_not_found(self, client_for, world):
        hub = client_for("hub")
        assert hub.post(f"/networks/{world['network']}/teams/{world['lake_team']}/add").status_code == 404
        assert "Lake" not in words(hub.get(f"/networks/{world['network']}/teams?search=lake"))

    def test_teams_to_add_are_found_by_words(self, client_for, world):
        hub = client_for("hub")
        assert "Pine team" in words(hub.get(f"/networks/{world['network']}/teams?search=pin"))
        assert "Pine team" not in words(hub.get(f"/networks/{world['network']}/teams?search=100%25"))

    def test_the_list_teaches_when_it_is_empty(self, client_for):
        assert "A network joins teams of several schools" in words(client_for("neighbor").get("/networks"))

    def test_the_list_counts_teams(self, client_for):
        assert "Agency · 2 teams" in words(client_for("teacher").get("/networks"))

    def test_a_network_is_described(self, client_for, world):
        hub, address = client_for("hub"), f"/networks/{world['network']}/edit"
        version = hidden(hub.get(address), "version")
        hub.post(address, data={"version": version, "name": "Reading", "purpose": "Reading aloud."})
        assert "Reading aloud." in words(hub.get("/networks"))
