"""What teams and networks share of a theory: parts adopted, parts added, and the hub's answers."""

from typing import Any

from flask import Flask, url_for

from nic.kernel.audit import REDACTED, REDACTIONS
from nic.kernel.house import SubjectKind, current_house
from nic.kernel.scope import Scope


def register(app: Flask) -> None:
    """Registers the sub-room."""
    from nic.theory.adoption.panel import panels_on_nodes
    from nic.theory.adoption.routes import blueprint
    from nic.theory.panels import SLOT

    house = current_house(app)
    for kind in _subject_kinds():
        house.add_subject(kind)
    house.add_provider(REDACTIONS, _blank_seen_words)
    house.add_provider(SLOT, panels_on_nodes)
    app.register_blueprint(blueprint)


def _subject_kinds() -> tuple[SubjectKind, ...]:
    from nic.theory.adoption import models, queries
    from nic.theory.policy import TheoryPermission as Can

    return (
        SubjectKind(
            key="adopted_node",
            name="part adopted from the network",
            model=models.AdoptedNode,
            load=queries.load_adopted,
            view=Can.VIEW_THEORY,
            title=lambda adopted: adopted.node.text,
            address=lambda adopted: url_for("theory.node", node_id=adopted.node_id),
            texts=("seen_text",),
            labels={"seen_text": "The network's words"},
        ),
        SubjectKind(
            key="hub_answer",
            name="answer of the hub",
            model=models.HubAnswer,
            load=queries.load_answer,
            view=Can.VIEW_THEORY,
            title=lambda answer: f"Answer to: {answer.node.text}",
            address=lambda answer: url_for("theory.node", node_id=answer.node_id),
            texts=("word",),
            labels={"word": "In a word"},
        ),
    )


def _blank_seen_words(scope: Scope, subject: Any, text_name: str) -> None:
    """A text that is taken out of a node of a network is taken out of what teams keep of it."""
    from nic.theory.adoption import queries
    from nic.theory.models import Node

    if isinstance(subject, Node) and text_name == "text":
        for adopted in queries.adopted_from(scope, subject.id):
            adopted.seen_text = REDACTED
