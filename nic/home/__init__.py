"""Pages that span rooms: This week, team, network, and who can see what."""

from flask import Flask

from nic.kernel.house import NavigationPlace, current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.home.policy import register_policy
    from nic.home.routes import blueprint

    house = current_house(app)
    register_policy(house.permissions)
    house.add_place(NavigationPlace("This week", "home.this_week", 10, lambda who: bool(who.own_team_ids)))
    house.add_place(
        NavigationPlace(
            "My teams",
            "home.teams",
            20,
            lambda who: bool(who.own_team_ids | who.coached_team_ids),
            ("/teams",),
        )
    )
    app.register_blueprint(blueprint)
