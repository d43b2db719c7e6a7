"""District and agency views: counts and pooled figures, never a draft's content."""

from flask import Flask


def register(app: Flask) -> None:
    """Registers the room."""
