"""The rooms of the house, from the ground up."""

from flask import Flask

from nic import (
    accounts,
    attachments,
    comments,
    cycles,
    device,
    home,
    huddles,
    learning,
    measures,
    notices,
    organizations,
    reviews,
    summaries,
    theory,
    votes,
    web,
)

ROOMS = (
    web,
    organizations,
    accounts,
    attachments,
    comments,
    device,
    notices,
    votes,
    theory,
    measures,
    cycles,
    reviews,
    huddles,
    learning,
    summaries,
    home,
)


def register_rooms(app: Flask) -> None:
    """Lets each room register what it has."""
    for room in ROOMS:
        room.register(app)
