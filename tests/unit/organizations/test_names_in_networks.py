"""The names by which a network lists its teams follow those of the teams and their schools."""

from nic.kernel.database import db
from nic.kernel.transactions import unit_of_work
from nic.organizations import operations
from nic.organizations.models import Network, NetworkTeam, Organization, Team


def _kept(world) -> tuple[str, str]:
    link = db.session.get_one(NetworkTeam, (world["network"], world["elm_team"]))
    return link.school_name, link.team_name


def test_a_renamed_school_or_team_is_listed_under_its_new_name(context, world, scope_for) -> None:
    scope = scope_for("admin")
    with unit_of_work():
        school, team = (
            db.session.get_one(Organization, world["elm"]),
            db.session.get_one(Team, world["elm_team"]),
        )
        operations.edit_organization(
            scope, school, school.version, name="Elm Street School", time_zone=school.time_zone
        )
        operations.edit_team(scope, team, team.version, name="Grade 4")
    assert _kept(world) == ("Elm Street School", "Grade 4")


def test_a_team_that_comes_back_is_listed_under_its_present_name(context, world, scope_for) -> None:
    scope = scope_for("hub")
    with unit_of_work():
        network, team = (
            db.session.get_one(Network, world["network"]),
            db.session.get_one(Team, world["elm_team"]),
        )
        operations.remove_team(scope, network, team)
        operations.edit_team(scope, team, team.version, name="Grade 5")
        operations.add_team(scope, network, team)
    assert _kept(world)[1] == "Grade 5"
