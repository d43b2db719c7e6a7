"""Ways to enter values other than the weekly log: a grid, a file, a link for one value."""

from flask import Flask, url_for

from nic.kernel.house import SubjectKind, current_house


def register(app: Flask) -> None:
    """Registers the sub-room."""
    from nic.measures.entry.jobs import (
        SECONDS_BETWEEN,
        forget_old_files,
        load_waiting_file,
        take_waiting_file_back,
    )
    from nic.measures.entry.operations.files import BACK_JOB, JOB
    from nic.measures.entry.policy import register_policy
    from nic.measures.entry.routes import blueprint

    house = current_house(app)
    register_policy(house.permissions)
    for kind in _subjects():
        house.add_subject(kind)
    house.add_job(JOB, load_waiting_file)
    house.add_job(BACK_JOB, take_waiting_file_back)
    house.recurring_jobs["old files of values"] = (SECONDS_BETWEEN, forget_old_files)
    app.register_blueprint(blueprint)


def _subjects() -> list[SubjectKind]:
    from nic.measures.entry import models
    from nic.measures.entry.policy import EntryPermission as Can
    from nic.measures.entry.queries import files, links
    from nic.measures.periods import label

    return [
        SubjectKind(
            key="value_file",
            name="file of values",
            model=models.ValueFile,
            load=files.load_file,
            view=Can.HANDLE_FILE,
            title=lambda file: file.name,
            address=lambda file: url_for("entry.value_file", value_file_id=file.id),
            labels={"sha256": "SHA-256", "how": "Read as", "new": "New values", "known": "There already"},
        ),
        SubjectKind(
            key="value_link",
            name="link for a value",
            model=models.ValueLink,
            load=links.link_in_scope,
            view=Can.SEND_LINK,
            title=lambda link: f"{link.label}, {label(link.series.definition.cadence, link.period_start)}",
            address=lambda link: url_for(
                "entry.links", team_id=link.series.team_id, series_id=link.series_id
            ),
            labels={"label": "For", "period_start": "Period", "expires_at": "Works until"},
        ),
    ]
