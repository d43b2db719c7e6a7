"""A theory as text, as rows of a spreadsheet and as JSON: pasted, taken away, and begun from an example."""

from flask import Flask


def register(app: Flask) -> None:
    """Registers the sub-room."""
    from nic.theory.exchange.routes import blueprint

    app.register_blueprint(blueprint)
