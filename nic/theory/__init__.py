"""Problems of practice and theories of improvement."""

from flask import Flask, url_for

from nic.kernel.house import SubjectKind, current_house


def register(app: Flask) -> None:
    """Registers the room."""
    from nic.theory import problem_routes  # noqa: F401  adds its views to the blueprint
    from nic.theory.policy import register_policy
    from nic.theory.routes import blueprint
    from nic.theory.trail import readers_of, trail_of

    house = current_house(app)
    register_policy(house.permissions)
    for kind in _subject_kinds():
        house.add_subject(kind)
    already = "There is a theory already. Open it and change its aim there."
    house.add_constraint("uq_theory_team_id", "what", already)
    house.add_constraint("uq_theory_network_id", "what", already)
    app.jinja_env.globals.update(trail_of=trail_of, readers_of=readers_of)
    app.register_blueprint(blueprint)


def _subject_kinds() -> tuple[SubjectKind, ...]:
    from nic.theory import models, queries
    from nic.theory.policy import TheoryPermission as Can
    from nic.theory.routes import address_of_theory

    return (
        SubjectKind(
            key="problem",
            name="problem of practice",
            model=models.Problem,
            load=queries.load_problem,
            view=Can.VIEW_PROBLEM,
            title=lambda problem: problem.statement,
            address=lambda problem: url_for("theory.problem", problem_id=problem.id),
            texts=("statement", "how_we_know", "whom_it_affects", "parked_because"),
            labels={"how_we_know": "How we know", "archived_at": "Archived"},
        ),
        SubjectKind(
            key="theory",
            name="theory",
            model=models.Theory,
            load=queries.load_theory,
            view=Can.VIEW_THEORY,
            title=lambda theory: f"Theory of {theory.owner.name}",
            address=address_of_theory,
            texts=("aim_for_whom", "aim_how_much"),
            labels={"aim_for_whom": "For whom", "aim_how_much": "How much", "aim_by_when": "By when"},
        ),
        SubjectKind(
            key="node",
            name="part of the theory",
            model=models.Node,
            load=queries.load_node,
            view=Can.VIEW_THEORY,
            title=lambda node: node.text,
            address=lambda node: url_for("theory.node", node_id=node.id),
            texts=("text", "note"),
            labels={"text": "Words", "archived_at": "Archived"},
        ),
    )
