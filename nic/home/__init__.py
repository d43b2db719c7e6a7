"""Pages that span rooms: This week, team, network, and who can see what."""

from flask import Flask


def register(app: Flask) -> None:
    """Registers the room."""
