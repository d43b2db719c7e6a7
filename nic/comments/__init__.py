"""Comments, questions and answers on any thing that its room lets people talk about."""

from flask import Flask, url_for

from nic.kernel.house import SubjectKind, current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.comments import models, queries
    from nic.comments.panels import panels
    from nic.comments.policy import CommentPermission as Can
    from nic.comments.policy import register_policy
    from nic.comments.routes import blueprint
    from nic.web.panels import SLOT

    house = current_house(app)
    register_policy(house.permissions)
    house.add_subject(
        SubjectKind(
            key="comment",
            name="comment",
            model=models.Comment,
            load=queries.load_comment,
            view=Can.READ,
            title=lambda said: f"A comment on {said.on.title}",
            address=lambda said: url_for(
                "comments.comments", kind=said.comment.subject_kind, subject_id=said.comment.subject_id
            ),
            texts=("notice", "wonder", "words"),
            labels={
                "notice": "I notice",
                "wonder": "I wonder",
                "circle_only": "Only for the circle",
                "archived_at": "Taken back",
                "answered_at": "Answered",
                "subject_kind": "Said on a",
            },
        )
    )
    house.add_provider(SLOT, panels)
    house.add_constraint("uq_comment_client_uuid", "notice", "This comment was saved before.")
    app.register_blueprint(blueprint)
