"""What every room's pages share: forms, tables, pictures, file readers, error pages."""

from flask import Flask

from nic.kernel.house import current_house


def register(app: Flask) -> None:
    """Registers the picture route and the history page."""
    from nic.web import health, history, just_seen, pictures, style

    house = current_house(app)
    house.permissions.make_public("static", "styles, scripts and images belong to every page")
    house.recurring_jobs["old pictures"] = (pictures.SECONDS_BETWEEN, pictures.forget_old_pictures)
    app.jinja_env.globals["picture_url"] = pictures.picture_url
    app.before_request(pictures.answer_if_just_seen)
    app.after_request(just_seen.remember_page)
    app.register_blueprint(pictures.blueprint)
    app.register_blueprint(history.blueprint)
    app.register_blueprint(health.blueprint)
    if app.config["NIC_SETTINGS"].environment != "production":
        app.register_blueprint(style.blueprint)
