"""Builds what the networks and teams think: problems of practice, theories and measures."""

from nic.demo.places import MAPLE
from nic.demo.roots import vote_on_problems
from nic.demo.stage import DEMO, Stage
from nic.demo.theories import MEASURES, PARKED_BECAUSE, PROBLEMS, THEORIES, TheoryPlan
from nic.measures import operations as measures
from nic.measures.queries import loaders
from nic.theory import operations as theory
from nic.theory.models import NodeKind, Theory
from nic.theory.problems import operations as problems
from nic.theory.problems.models import ProblemStatus

STATUS_PATHS: dict[str, tuple[ProblemStatus, ...]] = {
    "proposed": (),
    "chosen": (ProblemStatus.CHOSEN,),
    "in_work": (ProblemStatus.CHOSEN, ProblemStatus.IN_WORK),
    "parked": (ProblemStatus.PARKED,),
}
WEEKS_TO_PROPOSE = {"proposed": -3, "chosen": -8, "parked": -12}
"""School weeks; what is in work was proposed when the story began."""


def build_thinking(stage: Stage) -> None:
    """Problems, theories and measures of the networks and the teams."""
    _problems(stage)
    for owner, plan in THEORIES.items():
        with stage.at(stage.first_week, weekday=2):
            _theory(stage, owner, plan)
    _measures(stage)


def _problems(stage: Stage) -> None:
    for owner, statement, how_we_know, whom_it_affects, status in PROBLEMS:
        began = WEEKS_TO_PROPOSE.get(status, stage.first_week)
        head = stage.head(owner)
        with stage.at(began, weekday=1):
            problem = problems.propose_problem(
                head,
                stage.networks.get(owner) or stage.teams[owner],
                statement=statement,
                how_we_know=how_we_know,
                whom_it_affects=whom_it_affects,
            )
        if owner == MAPLE and status == "in_work":
            vote_on_problems(stage, problem)
        for number, target in enumerate(STATUS_PATHS[status], start=1):
            reason = PARKED_BECAUSE if target is ProblemStatus.PARKED else ""
            with stage.at(began + number, weekday=1):
                problems.set_problem_status(head, problem, target, reason)


def _theory(stage: Stage, owner: str, plan: TheoryPlan) -> None:
    head = stage.head(owner)
    made = theory.begin_theory(
        head,
        stage.networks.get(owner) or stage.teams[owner],
        what=plan.what,
        for_whom=plan.for_whom,
        how_much=plan.how_much,
        by_when=stage.calendar.years[-1].ends_on,
        baseline=plan.baseline,
    )
    stage.nodes[owner, plan.what] = made.aim
    for primary, secondaries in plan.drivers.items():
        _node(stage, owner, made, NodeKind.PRIMARY_DRIVER, primary, plan.what)
        for secondary, ideas in secondaries.items():
            _node(stage, owner, made, NodeKind.SECONDARY_DRIVER, secondary, primary)
            for idea in ideas:
                _node(stage, owner, made, NodeKind.CHANGE_IDEA, idea, secondary)
    for idea, parent in plan.also_serves:
        theory.link_nodes(head, stage.nodes[owner, parent], stage.nodes[owner, idea])


def _node(stage: Stage, owner: str, made: Theory, kind: NodeKind, text: str, parent: str) -> None:
    plan = THEORIES[owner]
    stage.nodes[owner, text] = theory.add_node(
        stage.head(owner),
        made,
        kind=kind,
        text=text,
        parent_ids=[stage.nodes[owner, parent].id],
        note=plan.notes.get(text, ""),
        evidence=plan.evidence.get(text, ""),
    )


def _measures(stage: Stage) -> None:
    for plan in MEASURES:
        with stage.at(stage.first_week, weekday=3):
            stage.definitions[plan.name] = measures.define_measure(
                stage.head(plan.owner),
                stage.networks.get(plan.owner) or stage.teams[plan.owner],
                name=plan.name,
                family=plan.family,
                kind=plan.kind,
                direction=plan.direction,
                operational_definition=plan.definition,
                unit=plan.unit,
                goal_value=plan.goal,
                goal_by=stage.calendar.years[-1].ends_on if plan.goal is not None else None,
                node_id=stage.node(plan.owner, plan.node).id if plan.node else None,
            )


def find_series(stage: Stage) -> None:
    """Puts every series on the stage, once all teams have joined."""
    names = {team.id: key for key, team in stage.teams.items()}
    for series in loaders.series_of_teams(DEMO, sorted(names)):
        stage.series[series.definition.name, names[series.team_id]] = series
