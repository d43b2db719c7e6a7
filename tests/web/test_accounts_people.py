"""People of a team, a network, an organization: invited, joined, given roles, handed over to, gone."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from nic.accounts.models import Membership
from nic.kernel import clock
from nic.kernel.database import db
from nic.kernel.identity import Role
from nic.kernel.transactions import unit_of_work
from tests.pages import link_in, mails_to, words
from tests.world import World

NEW = "newcomer@test.example"
NEIGHBOR = "neighbor@test.example"


def invite(
    client, world: World, email: str = NEW, role: str = "team_member", place: str = "teams/{elm_team}"
):
    address = "/" + place.format(**world) + "/people/invite"
    return client.post(address, data={"role": role, "email": email, "way": "mail"})


def printed_code(client, world: World) -> str:
    page = client.post(
        f"/teams/{world['elm_team']}/people/invite", data={"role": "team_member", "way": "code"}
    )
    found = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page.get_data(as_text=True))
    assert found, words(page)
    return found.group()


def roles(app: Flask, person: str, world: World) -> list[tuple[str, bool]]:
    """(role, whether it holds now) of each membership, oldest first."""
    with app.app_context():
        rows = (
            db.session.query(Membership)
            .filter_by(person_id=world[f"person_{person}"])
            .order_by(Membership.id)
        )
        return [(row.role.value, row.ended_on is None) for row in rows]


def people_page(client, world: World) -> str:
    return words(client.get(f"/teams/{world['elm_team']}/people"))


class TestInvitationByMail:
    """A link to an address."""

    def test_a_newcomer_joins_and_is_signed_in(self, app, client, client_for, world):
        invite(client_for("lead"), world)
        address = link_in(mails_to(app, NEW)[0])
        assert f"will have the address {NEW}" in words(client.get(address))
        answer = client.post(address, data={"name": "Nia Newcomer", "time_zone": "America/Chicago"})
        assert answer.location == f"/teams/{world['elm_team']}"
        assert "Nia Newcomer" in people_page(client, world)

    def test_it_works_once(self, app, client, client_for, world):
        invite(client_for("lead"), world)
        address = link_in(mails_to(app, NEW)[0])
        client.post(address, data={"name": "Nia", "time_zone": "America/Chicago"})
        second = app.test_client().post(address, data={"name": "Eve", "time_zone": "America/Chicago"})
        assert second.location == "/join"
        assert "Eve" not in people_page(client_for("lead"), world)

    def test_it_grows_old(self, app, client, client_for, world):
        invite(client_for("lead"), world)
        address = link_in(mails_to(app, NEW)[0])
        with clock.frozen(clock.now() + timedelta(days=15)):
            assert client.get(address).location == "/join"

    def test_it_can_be_taken_back(self, app, client, client_for, world):
        lead = client_for("lead")
        lead.post(f"/invitations/{world['invitation']}/take-back")
        page = people_page(lead, world)
        assert "new@test.example" not in page

    def test_somebody_with_an_account_signs_in_and_joins(self, app, client, client_for, world):
        invite(client_for("lead"), world, NEIGHBOR)
        address = link_in(mails_to(app, NEIGHBOR)[0])
        assert "You have an account already" in words(client.get(address))
        neighbor = client_for("neighbor")
        assert neighbor.post(address).location == f"/teams/{world['elm_team']}"
        assert roles(app, "neighbor", world)[-1] == ("team_member", True)

    def test_it_is_bound_to_its_address(self, app, client_for, world):
        invite(client_for("lead"), world)
        outsider = client_for("outsider")
        answer = outsider.post(link_in(mails_to(app, NEW)[0]))
        assert "sent to another mail address" in words(answer)
        assert len(roles(app, "outsider", world)) == 1

    def test_a_link_cannot_make_an_account_for_another_address(self, app, client, client_for, world):
        invite(client_for("lead"), world)
        address = link_in(mails_to(app, NEW)[0])
        data = {
            "name": "Nia",
            "time_zone": "America/Chicago",
            "email": "victim@test.example",
            "role": "team_lead",
        }
        client.post(address, data=data)
        assert "Team member · Elm team" in words(client.get("/account"))
        assert NEW in words(client.get("/account"))

    def test_the_mail_names_the_configured_address_whatever_the_host_says(self, app, client_for, world):
        client = client_for("lead")
        address = f"/teams/{world['elm_team']}/people/invite"
        data = {"role": "team_member", "email": NEW, "way": "mail"}
        client.post(address, data=data, headers={"Host": "localhost:9999"})
        assert "http://127.0.0.1:8000/join/" in mails_to(app, NEW)[0].body

    def test_nobody_invites_to_a_role_that_is_not_of_the_place(self, app, client_for, world):
        assert invite(client_for("lead"), world, role="agency_admin").status_code == 422
        assert not mails_to(app, NEW)

    def test_a_quota_stops_a_flood(self, client_for, world):
        client = client_for("lead")
        answers = {invite(client, world, f"n{number}@test.example").status_code for number in range(61)}
        assert 429 in answers


class TestPrintedCode:
    """A code on paper."""

    def test_a_newcomer_gets_a_link_at_their_own_address(self, app, client, client_for, world):
        code = printed_code(client_for("lead"), world)
        at = client.post("/join", data={"code": code.lower().replace("-", " ")}).location
        assert "Where do we send your link?" in words(client.get(at))
        client.post(at, data={"email": NEW})
        answer = client.post(
            link_in(mails_to(app, NEW)[0]), data={"name": "Nia", "time_zone": "America/Chicago"}
        )
        assert answer.location == f"/teams/{world['elm_team']}"
        assert app.test_client().get(at).location == "/join", "the code is used up"

    def test_two_who_use_one_code_do_not_both_join(self, app, client, client_for, world):
        at = client.post("/join", data={"code": printed_code(client_for("lead"), world)}).location
        for email in (NEW, "second@test.example"):
            client.post(at, data={"email": email})
        zone = {"time_zone": "America/Chicago"}
        app.test_client().post(link_in(mails_to(app, NEW)[0]), data={"name": "Nia", **zone})
        late = app.test_client().post(
            link_in(mails_to(app, "second@test.example")[0]), data={"name": "Eve", **zone}
        )
        assert "used by somebody else" in words(late)
        assert "Eve" not in people_page(client_for("lead"), world)

    def test_a_known_and_an_unknown_address_get_the_same_answer(self, client, client_for, world):
        at = client.post("/join", data={"code": printed_code(client_for("lead"), world)}).location
        known, unknown = (words(client.post(at, data={"email": email})) for email in (NEIGHBOR, NEW))
        assert known.replace(NEIGHBOR, "") == unknown.replace(NEW, "")

    def test_somebody_who_is_signed_in_joins_at_once(self, app, client_for, world):
        code = printed_code(client_for("lead"), world)
        neighbor = client_for("neighbor")
        assert neighbor.post(f"/join/{code}").location == f"/teams/{world['elm_team']}"
        assert client_for("host").post(f"/join/{code}").location == "/join"

    def test_guessing_codes_is_stopped(self, client):
        answers = [client.post("/join", data={"code": f"AAAA-BBBB-{n:04}"}).status_code for n in range(31)]
        assert set(answers[:30]) == {422}
        assert answers[30] == 429

    def test_the_code_is_not_in_the_database(self, app, client_for, world):
        plain = printed_code(client_for("lead"), world).replace("-", "")
        with app.app_context():
            rows = [str(row) for row in db.session.execute(db.text("SELECT * FROM invitation"))]
            rows += [str(row) for row in db.session.execute(db.text("SELECT * FROM audit_entry"))]
        assert not any(plain in row.replace("-", "") for row in rows)


class TestRoles:
    """What people are."""

    def test_a_lead_gives_another_role_and_the_old_one_is_kept_as_ended(self, app, client_for, world):
        lead = client_for("lead")
        lead.post(f"/memberships/{world['membership_teacher']}/change-role", data={"role": "coach"})
        assert roles(app, "teacher", world) == [("team_member", False), ("coach", True)]

    def test_it_takes_effect_at_the_next_request(self, client_for, world):
        teacher, lead = client_for("teacher"), client_for("lead")
        assert teacher.get(f"/teams/{world['elm_team']}/edit").status_code == 403
        lead.post(f"/memberships/{world['membership_teacher']}/change-role", data={"role": "team_lead"})
        assert teacher.get(f"/teams/{world['elm_team']}/edit").status_code == 200
        lead.post(f"/memberships/{world['membership_lead']}/leave")
        assert lead.get(f"/teams/{world['elm_team']}").status_code == 404

    @pytest.mark.parametrize("name", ["lead", "admin", "district", "school", "hub"])
    def test_the_last_who_leads_cannot_leave(self, app, client_for, world, name):
        client = client_for(name)
        client.post(f"/memberships/{world[f'membership_{name}']}/leave")
        assert "is the only" in words(client.get("/account"))
        assert roles(app, name, world)[0][1]

    def test_the_last_lead_cannot_be_demoted_or_removed(self, app, client_for, world):
        client = client_for("school")
        client.post(f"/memberships/{world['membership_lead']}/change-role", data={"role": "team_member"})
        client.post(f"/memberships/{world['membership_lead']}/end")
        assert roles(app, "lead", world) == [("team_lead", True)]

    def test_the_lead_is_handed_over(self, app, client_for, world):
        lead = client_for("lead")
        lead.post(f"/memberships/{world['membership_teacher']}/hand-over")
        assert roles(app, "teacher", world) == [("team_member", False), ("team_lead", True)]
        assert roles(app, "lead", world) == [("team_lead", False), ("team_member", True)]

    def test_a_member_leaves(self, app, client_for, world):
        teacher = client_for("teacher")
        teacher.post(f"/memberships/{world['membership_teacher']}/leave")
        assert roles(app, "teacher", world) == [("team_member", False)]
        assert teacher.get(f"/teams/{world['elm_team']}").status_code == 404

    def test_nobody_leaves_for_somebody_else(self, app, client_for, world):
        assert (
            client_for("outsider").post(f"/memberships/{world['membership_teacher']}/leave").status_code
            == 404
        )
        assert client_for("lead").post(f"/memberships/{world['membership_teacher']}/leave").status_code == 403
        assert roles(app, "teacher", world) == [("team_member", True)]

    def test_a_member_manages_nobody(self, client_for, world):
        teacher = client_for("teacher")
        for address in (
            f"/memberships/{world['membership_lead']}/end",
            f"/memberships/{world['membership_lead']}/change-role",
            f"/memberships/{world['membership_teacher']}/hand-over",
            f"/invitations/{world['invitation']}/take-back",
            f"/teams/{world['elm_team']}/people/invite",
        ):
            assert teacher.post(address, data={"role": "team_member"}).status_code == 403, address

    def test_the_hub_manages_its_own_people_and_no_team(self, app, client_for, world):
        hub = client_for("hub")
        assert invite(hub, world, role="hub_facilitator", place="networks/{network}").status_code == 302
        assert invite(hub, world).status_code == 403

    def test_a_school_lead_does_not_reach_above_the_school(self, client_for, world):
        school = client_for("school")
        assert invite(school, world, role="school_lead", place="organizations/{elm}").status_code == 302
        assert invite(school, world, role="district_lead", place="organizations/{north}").status_code == 404
        assert invite(school, world, role="school_lead", place="organizations/{oak}").status_code == 404

    def test_an_administrator_invites_staff(self, app, client_for, world):
        invite(client_for("admin"), world, role="agency_staff", place="organizations/{agency}")
        assert "as agency staff" in mails_to(app, NEW)[0].body

    def test_an_ended_membership_is_told_in_the_history(self, client_for, world):
        lead = client_for("lead")
        lead.post(f"/memberships/{world['membership_teacher']}/end")
        assert "ended the membership" in words(lead.get(f"/history/membership/{world['membership_teacher']}"))


def test_the_list_of_people_takes_as_many_statements_for_30_as_for_one(app, client_for, world):
    from nic.accounts.operations.accounts import make_person
    from nic.accounts.operations.memberships import begin_membership
    from nic.kernel.scope import System
    from nic.organizations.queries import load_team
    from tests.client import counted_statements

    client, address = client_for("lead"), f"/teams/{world['elm_team']}/people"
    client.get(address)
    with counted_statements() as few:
        client.get(address)
    scope = System("test")
    with app.app_context(), unit_of_work():
        team = load_team(scope, world["elm_team"])
        for number in range(30):
            email = f"p{number}@test.example"
            person = make_person(scope, email=email, name=f"P {number}", password=None, time_zone="UTC")
            begin_membership(scope, person, team, Role.TEAM_MEMBER)
    with counted_statements() as many:
        client.get(address)
    assert len(many) == len(few)
