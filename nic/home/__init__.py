"""Pages that span rooms: This week, team, network, and who can see what."""

from flask import Flask, url_for

from nic.kernel.house import NavigationPlace, SubjectKind, current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.accounts import carrying
    from nic.device.parcels import slot_of
    from nic.home import models, weekly_mail
    from nic.home.parcels import take_week
    from nic.home.policy import HomePermission, register_policy
    from nic.home.queries.school_year import load_team_year
    from nic.home.routes import blueprint
    from nic.home.typed import week_in_words
    from nic.notices import letters

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
    house.add_subject(
        SubjectKind(
            key="team_year",
            name="school year of a team",
            model=models.TeamYear,
            load=load_team_year,
            view=HomePermission.VIEW_SCHOOL_YEAR,
            title=lambda year: f"School year {year.name} of {year.team.name}",
            address=lambda year: url_for("home.team", team_id=year.team_id),
            labels={"told": "What was done", "starts_on": "From"},
        )
    )
    house.add_constraint(
        "uq_team_year_team_id_starts_on", "", "This school year has begun for the team already."
    )
    house.add_provider(slot_of("week"), take_week)
    house.add_provider(letters.PARAGRAPHS_SLOT, weekly_mail.paragraphs)
    house.add_provider(letters.QUIET_SLOT, weekly_mail.is_quiet)
    app.register_blueprint(blueprint)
