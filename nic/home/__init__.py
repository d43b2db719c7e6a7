"""Pages that span rooms: This week, team, network, and who can see what."""

from flask import Flask

from nic.kernel.house import NavigationPlace, current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.accounts import carrying
    from nic.home.policy import register_policy
    from nic.home.routes import blueprint
    from nic.home.typed import week_in_words

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
    house.add_provider(carrying.WORDS_SLOT, week_in_words)
    app.register_blueprint(blueprint)
