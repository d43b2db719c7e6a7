"""Builds the ground of the story: agency, districts, schools, the calendar, people, networks and teams."""

from nic.accounts.operations.accounts import make_person
from nic.accounts.operations.memberships import begin_membership
from nic.demo.calendar import TIME_ZONE
from nic.demo.places import AGENCY, COLLEAGUES, DISTRICTS, PEOPLE, PURPOSES, TEAMS, TeamPlan
from nic.demo.stage import DEMO, Stage
from nic.organizations import operations

MAIL_DOMAIN = "demo.example"
STAFF_DAYS = (("Staff learning day", -5), ("Staff learning day", 3))
"""Fridays without school in one district."""
STAFF_DAYS_OF = "Greenfield Supervisory Union"


def build_ground(stage: Stage, password_hash: str) -> None:
    """Everything that was there before the first value; teams that began later join at their time."""
    with stage.before_school():
        _organizations(stage)
        _calendar(stage)
        _people(stage, password_hash)
        for name, purpose in PURPOSES.items():
            agency = stage.organizations[AGENCY]
            stage.networks[name] = operations.make_network(DEMO, agency, name=name, purpose=purpose)
        for plan in TEAMS:
            if plan.since is None:
                _team(stage, plan)
        _memberships(stage)


def _organizations(stage: Stage) -> None:
    agency = operations.make_agency(DEMO, name=AGENCY, time_zone=TIME_ZONE)
    stage.organizations[AGENCY] = agency
    for name, (kind, schools) in DISTRICTS.items():
        district = operations.make_district(DEMO, agency, name=name, time_zone=TIME_ZONE, district_kind=kind)
        stage.organizations[name] = district
        for school in schools:
            stage.organizations[school] = operations.make_school(
                DEMO, district, name=school, time_zone=TIME_ZONE
            )


def _calendar(stage: Stage) -> None:
    agency, calendar = stage.organizations[AGENCY], stage.calendar
    for year in calendar.years:
        operations.add_school_year(
            DEMO, agency, name=year.name, starts_on=year.starts_on, ends_on=year.ends_on
        )
        for found in year.breaks:
            operations.add_holiday(
                DEMO, agency, name=found.name, starts_on=found.starts_on, ends_on=found.ends_on
            )
    for name, week in STAFF_DAYS:
        friday = calendar.friday(week)
        operations.add_holiday(
            DEMO, stage.organizations[STAFF_DAYS_OF], name=name, starts_on=friday, ends_on=friday
        )


def _people(stage: Stage, password_hash: str) -> None:
    for plan in PEOPLE:
        _person(stage, plan.name, plan.account, password_hash)
    for name, _, _ in COLLEAGUES:
        _person(stage, name, name.lower().replace(" ", "."), None)


def _person(stage: Stage, name: str, account: str, password_hash: str | None) -> None:
    stage.people[name] = make_person(
        DEMO, email=f"{account}@{MAIL_DOMAIN}", name=name, password=password_hash, time_zone=TIME_ZONE
    )
    stage.people[name].fs_uniquifier = stage.mark(account).hex


def _team(stage: Stage, plan: TeamPlan) -> None:
    team = operations.make_team(DEMO, stage.organizations[plan.school], name=plan.name)
    operations.add_team(DEMO, stage.networks[plan.network], team)
    stage.teams[plan.key] = team


def _memberships(stage: Stage) -> None:
    """Every membership in a place that is there by now and that the person does not hold yet."""
    wanted = [(plan.name, where, role) for plan in PEOPLE for role, where in plan.roles]
    known = {*stage.organizations, *stage.networks, *stage.teams} - stage.staffed
    for name, where, role in (*wanted, *COLLEAGUES):
        if where in known:
            begin_membership(DEMO, stage.people[name], stage.place(where), role)
    stage.staffed |= known
    stage.forget_scopes()


def build_late_teams(stage: Stage) -> None:
    """Teams that joined a network after it had begun."""
    for plan in TEAMS:
        if plan.since is not None:
            with stage.at(plan.since):
                _team(stage, plan)
                _memberships(stage)
