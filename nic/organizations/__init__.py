"""Agency > district > school > team; networks; school years and calendars."""

from flask import Flask, url_for

from nic.kernel.house import House, NavigationPlace, SubjectKind, current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.organizations import models, queries
    from nic.organizations.policy import OrganizationPermission, register_policy
    from nic.organizations.routes import blueprint

    house = current_house(app)
    register_policy(house.permissions)
    house.add_subject(
        SubjectKind(
            key="team",
            name="team",
            model=models.Team,
            load=queries.load_team,
            view=OrganizationPermission.VIEW_TEAM,
            title=lambda team: team.name,
            address=lambda team: url_for("home.team", team_id=team.id),
        )
    )
    house.add_subject(
        SubjectKind(
            key="network",
            name="network",
            model=models.Network,
            load=queries.load_network,
            view=OrganizationPermission.VIEW_NETWORK,
            title=lambda network: network.name,
            address=lambda network: url_for("home.network", network_id=network.id),
            texts=("purpose",),
        )
    )
    _register_calendar(house)
    house.add_constraint("uq_organization_parent_id_name", "name", "There is one of this name here already.")
    house.add_constraint("uq_organization_agency_name", "name", "There is an agency of this name already.")
    house.add_constraint(
        "uq_school_year_agency_id_name", "name", "There is a school year of this name already."
    )
    house.add_constraint("uq_team_school_id_name", "name", "The school has a team of this name already.")
    house.add_constraint(
        "uq_network_agency_id_name", "name", "The agency has a network of this name already."
    )
    house.add_place(
        NavigationPlace(
            "Networks", "organizations.networks", 30, lambda who: bool(who.memberships), ("/networks",)
        )
    )
    app.register_blueprint(blueprint)


def _register_calendar(house: House) -> None:
    from nic.organizations import models, queries
    from nic.organizations.policy import OrganizationPermission as Can

    house.add_subject(
        SubjectKind(
            key="organization",
            name="organization",
            model=models.Organization,
            load=queries.load_organization,
            view=Can.VIEW_ORGANIZATION,
            title=lambda row: row.name,
            address=lambda row: url_for("organizations.organization", organization_id=row.id),
        )
    )
    house.add_subject(
        SubjectKind(
            key="school_year",
            name="school year",
            model=models.SchoolYear,
            load=queries.load_school_year,
            view=Can.EDIT_CALENDAR,
            title=lambda row: row.name,
            address=lambda row: url_for("organizations.calendar", organization_id=row.agency_id),
        )
    )
    house.add_subject(
        SubjectKind(
            key="holiday",
            name="days without school",
            model=models.Holiday,
            load=queries.load_holiday,
            view=Can.VIEW_ORGANIZATION,
            title=lambda row: row.name,
            address=lambda row: url_for("organizations.calendar", organization_id=row.organization_id),
        )
    )
