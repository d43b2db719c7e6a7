"""Published versions of theories: publish with a reason, list, read, compare. Drafts stay in the circle."""

from flask import Flask, url_for

from nic.kernel.house import SubjectKind, current_house


def register(app: Flask) -> None:
    """Registers the sub-room."""
    from nic.theory.policy import TheoryPermission
    from nic.theory.versions import models, queries, redaction
    from nic.theory.versions.pictures import register_pictures
    from nic.theory.versions.routes import blueprint

    house = current_house(app)
    house.add_subject(
        SubjectKind(
            key="theory_version",
            name="version of a theory",
            model=models.TheoryVersion,
            load=queries.load_version,
            view=TheoryPermission.VIEW_PUBLISHED,
            title=lambda version: f"Version {version.number}",
            address=lambda version: url_for("versions.version", version_id=version.id),
            texts=("reason",),
            labels={"number": "Number", "reason": "Revised because"},
        )
    )
    house.add_constraint(
        "uq_theory_version_theory_id_number",
        "reason",
        "Somebody else published just now. Look at theirs first.",
    )
    redaction.register(house)
    register_pictures(house)
    app.register_blueprint(blueprint)
