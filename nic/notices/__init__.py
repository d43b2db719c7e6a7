"""Mail that comes by itself: a weekly reminder, and a weekly digest for leads and coaches."""

from flask import Flask

from nic.kernel.house import SubjectKind, current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from flask import url_for

    from nic.notices import jobs, queries
    from nic.notices.models import NoticeSetting
    from nic.notices.policy import NoticePermission, register_policy
    from nic.notices.routes import blueprint

    house = current_house(app)
    register_policy(house.permissions)
    house.add_subject(
        SubjectKind(
            key="notice_setting",
            name="setting of your mail",
            model=NoticeSetting,
            load=queries.load_setting,
            view=NoticePermission.VIEW_OWN_MAIL,
            title=lambda setting: setting.kind.label.capitalize(),
            address=lambda _setting: url_for("notices.settings"),
            labels={"is_on": "Sent", "weekday": "Day (0 is Monday)", "hour": "Hour"},
        )
    )
    house.recurring_jobs["notices that are due"] = (jobs.SECONDS_BETWEEN, jobs.find_due_notices)
    house.add_job(jobs.SEND, jobs.send_notice)
    app.register_blueprint(blueprint)
    # A mail program sends the one-click form of RFC 8058 without a session: the sealed link is what allows it.
    app.extensions["csrf"].exempt("nic.notices.routes.stop_mail")
