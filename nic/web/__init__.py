"""What every room's pages share: forms, tables, pictures, file readers, error pages."""

from flask import Flask

from nic.kernel.house import current_house


def register(app: Flask) -> None:
    """Registers the picture route, the history page and the page on which words are removed for good."""
    from nic.kernel.audit import REDACTIONS
    from nic.web import health, history, just_seen, pictures, removal, style

    house = current_house(app)
    house.permissions.make_public("static", "styles, scripts and images belong to every page")
    house.recurring_jobs["old pictures"] = (pictures.SECONDS_BETWEEN, pictures.forget_old_pictures)
    house.add_provider(REDACTIONS, pictures.forget_after_redaction)
    house.add_job(pictures.FORGET_ALL, pictures.forget_all_pictures)
    app.jinja_env.globals["picture_url"] = pictures.picture_url
    app.before_request(pictures.answer_if_just_seen)
    app.after_request(just_seen.remember_page)
    app.register_blueprint(pictures.blueprint)
    app.register_blueprint(history.blueprint)
    app.register_blueprint(removal.blueprint)
    app.register_blueprint(health.blueprint)
    if app.config["NIC_SETTINGS"].environment != "production":
        app.register_blueprint(style.blueprint)
