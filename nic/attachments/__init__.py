"""Links and files beside any thing whose room lets people add them."""

from flask import Flask, url_for

from nic.kernel.house import SubjectKind, current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.attachments import jobs, models, queries, redaction
    from nic.attachments.panels import panels
    from nic.attachments.policy import AttachmentPermission as Can
    from nic.attachments.policy import register_policy
    from nic.attachments.routes import blueprint
    from nic.kernel.audit import REDACTIONS
    from nic.web.panels import SLOT

    house = current_house(app)
    register_policy(house.permissions)
    house.add_subject(
        SubjectKind(
            key="attachment",
            name="link or file",
            model=models.Attachment,
            load=queries.load_attachment,
            view=Can.READ,
            title=lambda found: found.attachment.name,
            address=lambda found: url_for(
                "attachments.attachments",
                kind=found.attachment.subject_kind,
                subject_id=found.attachment.subject_id,
            ),
            texts=("name", "link"),
            labels={
                "circle_only": "Only for the circle",
                "archived_at": "Taken away",
                "media_type": "Kind of file",
                "size": "Bytes",
                "subject_kind": "Belongs to a",
            },
        )
    )
    house.add_provider(SLOT, panels)
    house.add_provider(REDACTIONS, redaction.drop_content)
    house.add_job(redaction.REMOVE_FILE, jobs.remove_file)
    house.recurring_jobs["files that nothing names"] = (jobs.SECONDS_BETWEEN, jobs.remove_forgotten_files)
    house.add_constraint("uq_attachment_client_uuid", "file", "This was saved before.")
    app.register_blueprint(blueprint)
