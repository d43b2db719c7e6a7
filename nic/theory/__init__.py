"""Problems of practice and theories of improvement."""

from flask import Flask


def register(app: Flask) -> None:
    """Registers the room."""
