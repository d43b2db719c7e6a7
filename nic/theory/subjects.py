"""The kinds of thing that the room owns; its sub-rooms have theirs."""

from flask import url_for

from nic.kernel.house import SubjectKind
from nic.theory import models, queries
from nic.theory.policy import TheoryPermission as Can
from nic.theory.routes import address_of_theory
from nic.theory.talk import talk_about
from nic.theory.versions.queries import readable_nodes

THEORY = SubjectKind(
    key="theory",
    name="theory",
    model=models.Theory,
    load=queries.load_theory,
    view=Can.VIEW_THEORY,
    title=lambda theory: f"Theory of {theory.owner.name}",
    address=address_of_theory,
    texts=("aim_for_whom", "aim_how_much", "aim_baseline"),
    labels={
        "aim_for_whom": "For whom",
        "aim_how_much": "How much",
        "aim_by_when": "By when",
        "aim_baseline": "Where we started",
    },
)
NODE = SubjectKind(
    key="node",
    name="part of the theory",
    model=models.Node,
    load=queries.load_node,
    view=Can.VIEW_THEORY,
    title=lambda node: node.text,
    address=lambda node: url_for("theory.node", node_id=node.id),
    texts=("text", "note", "evidence"),
    labels={"text": "Words", "archived_at": "Archived", "kind": "Level"},
    talk=talk_about(Can.VIEW_PUBLISHED, readable_nodes, lambda node: node.theory.owner, Can.VIEW_THEORY),
)
SUBJECTS = (THEORY, NODE)
