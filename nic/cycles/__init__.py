"""Plan-Do-Study-Act cycles and the weekly log of each."""

from flask import Flask


def register(app: Flask) -> None:
    """Registers the room."""
