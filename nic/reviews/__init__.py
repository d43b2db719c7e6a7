"""Field reviews: frameworks, instruments, evidence, the pooled board and findings."""

from flask import Flask

from nic.kernel.house import NavigationPlace, current_house
from nic.kernel.identity import Identity


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.reviews import queries
    from nic.reviews.policy import register_policy
    from nic.reviews.routes import blueprint
    from nic.reviews.subjects import SUBJECTS

    house = current_house(app)
    register_policy(house.permissions)
    house.add_subject(*SUBJECTS)
    house.add_constraint(
        "uq_evidence_item_client_uuid", "client_uuid", "This page was sent already. What it said is kept."
    )
    house.add_constraint(
        "uq_review_member_review_id_person_id", "email", "This person has a part in the review already."
    )
    house.add_constraint("pk_finding_evidence", "evidence_ids", "This finding cites that item already.")
    house.add_provider("memberships", queries.memberships_of)
    house.add_place(NavigationPlace("Reviews", "reviews.reviews", 40, _has_reviews, ("/reviews",)))
    app.register_blueprint(blueprint)


def _has_reviews(who: Identity) -> bool:
    return bool(who.review_ids or who.led_paths or who.agency_ids)
