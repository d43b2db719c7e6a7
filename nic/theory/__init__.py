"""Problems of practice and theories of improvement."""

from collections.abc import Callable
from typing import Any

from flask import Flask, url_for

from nic.kernel.audit import REDACTIONS
from nic.kernel.house import SubjectKind, Talk, current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.theory import adoption, exchange, roots, versions
    from nic.theory.diagrams import routes  # noqa: F401  adds the editor's
    from nic.theory.diagrams.picture import picture_kind
    from nic.theory.diagrams.redaction import blank_in_steps
    from nic.theory.policy import register_policy
    from nic.theory.routes import blueprint
    from nic.theory.trail import readers_of, trail_of

    house = current_house(app)
    register_policy(house.permissions)
    for kind in _subject_kinds():
        house.add_subject(kind)
    already = "There is a theory already. Open it and change its aim there."
    house.add_picture(picture_kind())
    house.add_provider(REDACTIONS, blank_in_steps)
    house.add_constraint("uq_theory_team_id", "what", already)
    house.add_constraint("uq_theory_network_id", "what", already)
    app.jinja_env.globals.update(trail_of=trail_of, readers_of=readers_of)
    app.register_blueprint(blueprint)
    versions.register(app)
    adoption.register(app)
    roots.register(app)
    exchange.register(app)


def _subject_kinds() -> tuple[SubjectKind, ...]:
    from nic.theory import models, queries
    from nic.theory.policy import TheoryPermission as Can
    from nic.theory.routes import address_of_theory
    from nic.theory.versions.queries import readable_nodes

    return (
        SubjectKind(
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
        ),
        SubjectKind(
            key="node",
            name="part of the theory",
            model=models.Node,
            load=queries.load_node,
            view=Can.VIEW_THEORY,
            title=lambda node: node.text,
            address=lambda node: url_for("theory.node", node_id=node.id),
            texts=("text", "note", "evidence"),
            labels={"text": "Words", "archived_at": "Archived", "kind": "Level"},
            talk=talk_about(
                Can.VIEW_PUBLISHED, readable_nodes, lambda node: node.theory.owner, Can.VIEW_THEORY
            ),
        ),
    )


def talk_about(
    view: Any, load_all: Callable[..., Any], owner_of: Callable[[Any], Any], circle: Any = None
) -> Talk:
    """What a team has is its circle's; what a network has all its readers talk about."""
    from nic.theory.policy import TheoryPermission as Can
    from nic.theory.trail import readers_of

    return Talk(
        load_all=load_all,
        read=view,
        circle=circle or view,
        write=Can.COMMENT_ON_THEORY,
        attach=Can.ADD_FILES,
        readers=lambda thing: readers_of(owner_of(thing)),
        is_open=lambda thing: thing.place.team_id is None,
    )
