"""Field reviews: frameworks, instruments, evidence, the pooled board and findings."""

from flask import Flask


def register(app: Flask) -> None:
    """Registers the room."""
