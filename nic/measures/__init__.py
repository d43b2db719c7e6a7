"""Measure definitions, series, observations and the state of each run chart."""

from flask import Flask


def register(app: Flask) -> None:
    """Registers the room."""
