"""The kinds of thing that the sub-room owns."""

from flask import url_for

from nic.kernel.house import SubjectKind
from nic.theory.adoption import models, queries
from nic.theory.policy import TheoryPermission as Can

ADOPTED_NODE = SubjectKind(
    key="adopted_node",
    name="part adopted from the network",
    model=models.AdoptedNode,
    load=queries.load_adopted,
    view=Can.VIEW_THEORY,
    title=lambda adopted: adopted.node.text,
    address=lambda adopted: url_for("theory.node", node_id=adopted.node_id),
    texts=("seen_text",),
    labels={"seen_text": "The network's words"},
)
HUB_ANSWER = SubjectKind(
    key="hub_answer",
    name="answer of the hub",
    model=models.HubAnswer,
    load=queries.load_answer,
    view=Can.VIEW_THEORY,
    title=lambda answer: f"Answer to: {answer.node.text}",
    address=lambda answer: url_for("theory.node", node_id=answer.node_id),
    texts=("word",),
    labels={"word": "In a word"},
)
