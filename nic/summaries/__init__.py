"""District and agency views: counts and pooled figures, never a draft's content."""

from flask import Flask

from nic.kernel.house import NavigationPlace, current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.measures.totals import COUNTED_ANEW
    from nic.summaries.jobs import SECONDS_BETWEEN, refresh_totals
    from nic.summaries.policy import register_policy
    from nic.summaries.routes import blueprint

    house = current_house(app)
    register_policy(house.permissions)
    house.recurring_jobs["totals of agencies and networks"] = (SECONDS_BETWEEN, refresh_totals)
    house.add_provider(COUNTED_ANEW, refresh_totals)
    house.add_place(
        NavigationPlace(
            "Agency",
            "summaries.agencies",
            50,
            lambda who: bool(who.agency_ids),
            ("/agencies", "/districts", "/organizations"),
        )
    )
    house.add_place(
        NavigationPlace(
            "My schools",
            "summaries.districts",
            50,
            lambda who: bool(who.led_paths) and not who.agency_ids,
            ("/districts", "/organizations"),
        )
    )
    app.register_blueprint(blueprint)
