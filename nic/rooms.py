"""The rooms of the house, from the ground up."""

from flask import Flask

from nic import accounts, cycles, home, measures, organizations, reviews, summaries, theory, web

ROOMS = (web, organizations, accounts, theory, measures, cycles, reviews, summaries, home)


def register_rooms(app: Flask) -> None:
    """Lets each room register what it has."""
    for room in ROOMS:
        room.register(app)
