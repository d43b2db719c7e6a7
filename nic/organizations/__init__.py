"""Agency > district > school > team; networks; school years and calendars."""

from flask import Flask, url_for

from nic.kernel.house import NavigationPlace, SubjectKind, current_house


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
    house.add_place(
        NavigationPlace("Networks", "organizations.networks", 30, lambda who: bool(who.memberships), ("/networks",))
    )
    app.register_blueprint(blueprint)
