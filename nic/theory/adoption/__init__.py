"""What teams and networks share of a theory: parts adopted, parts added, and the hub's answers."""

from typing import Any

from flask import Flask

from nic.kernel.audit import REDACTED, REDACTIONS, blank_entries
from nic.kernel.house import current_house
from nic.kernel.scope import Scope


def register(app: Flask) -> None:
    """Registers the sub-room."""
    from nic.theory.adoption.panel import panels_on_nodes
    from nic.theory.adoption.routes import blueprint
    from nic.theory.adoption.subjects import ADOPTED_NODE, HUB_ANSWER
    from nic.theory.panels import SLOT

    house = current_house(app)
    house.add_subject(ADOPTED_NODE, HUB_ANSWER)
    house.add_provider(REDACTIONS, _blank_seen_words)
    house.add_provider(SLOT, panels_on_nodes)
    app.register_blueprint(blueprint)


def _blank_seen_words(scope: Scope, subject: Any, text_name: str) -> None:
    """A text that is taken out of a node of a network is taken out of what teams keep of it."""
    from nic.theory.adoption import queries
    from nic.theory.models import Node

    if isinstance(subject, Node) and text_name == "text":
        for adopted in queries.adopted_from(scope, subject.id):
            adopted.seen_text = REDACTED
            blank_entries(adopted, "seen_text")
