"""Builds what networks publish and teams share: versions with a revision, adopted parts, a team's own ideas."""

from nic.demo.places import ATTENDANCE, MAPLE, REASONING
from nic.demo.stage import Stage
from nic.theory import operations as theory
from nic.theory.adoption import operations as adoption
from nic.theory.adoption import queries as shared
from nic.theory.models import NodeKind
from nic.theory.plain import plain_of
from nic.theory.queries import load_theory
from nic.theory.versions.operations import publish_version

REVISED_IN = -9
"""The school week, counted from this one, in which the hub revised the theory."""
POSTER = "a poster with rules for talk"
NEW_WORDS = "Words to reason with are within every student's reach"
OWN_STARTERS = "students write two starters of their own"
REVISED_BECAUSE = (
    "Posters were not looked at after the second week. Starters that lay on the table were used, most of all "
    "those that students had written. Open tasks brought voices that we had not heard before."
)
OWN_IDEAS = {
    "a question jar by the door": "Students drop a question in on their way out; two are read the next day.",
    "two minutes to write before talk": "The quiet half asked for it.",
}
LEFT_WITH_TEAM = "We like it. Let two more cycles show whether talk grows, then bring it again."


def build_sharing(stage: Stage) -> None:
    """The networks publish, Maple Street adopts and adds, the hub revises and answers."""
    with stage.at(stage.first_week, weekday=2, hour=15):
        driver = stage.nodes[REASONING, "Every voice is asked for"]
        stage.nodes[REASONING, POSTER] = theory.add_node(
            stage.hub(REASONING),
            driver.theory,
            kind=NodeKind.CHANGE_IDEA,
            text=POSTER,
            parent_ids=[driver.id],
        )
    for network in (REASONING, ATTENDANCE):
        with stage.at(stage.first_week, weekday=3, hour=9):
            _publish(stage, network)
    _adopt(stage)
    with stage.at(REVISED_IN, weekday=2, hour=14):
        _revise(stage)
    with stage.at(REVISED_IN, weekday=3, hour=9):
        _publish(stage, REASONING, REVISED_BECAUSE)
    _answer(stage)


def _publish(stage: Stage, network: str, reason: str = "") -> None:
    hub = stage.hub(network)
    aim = next(node for (owner, _), node in stage.nodes.items() if owner == network)
    publish_version(hub, load_theory(hub, aim.theory_id), reason, stage.mark(f"version {network} {reason}"))


def _adopt(stage: Stage) -> None:
    """Maple Street takes over what it works on, in its own words, and adds two ideas later."""
    lead = stage.lead(MAPLE)
    with stage.at(stage.first_week, weekday=4, hour=14):
        own = load_theory(lead, stage.nodes[MAPLE, "Students have words to reason with"].theory_id)
        words = {node.text for node in plain_of(own).nodes.values()}
        offer = shared.offer_of(lead, stage.teams[MAPLE].id, stage.networks[REASONING].id)
        same = [row.node_id for row in offer.version.nodes if row.text in words]
        adoption.adopt_parts(lead, offer, same)
    for number, (idea, note) in enumerate(OWN_IDEAS.items()):
        with stage.at(REVISED_IN - 4 + number, weekday=1, hour=15):
            driver = stage.nodes[MAPLE, "Every voice is asked for"]
            stage.nodes[MAPLE, idea] = theory.add_node(
                lead,
                driver.theory,
                kind=NodeKind.CHANGE_IDEA,
                text=idea,
                parent_ids=[driver.id],
                note=note,
            )
    with stage.at(REVISED_IN - 2, weekday=1, hour=15):
        publish_version(lead, load_theory(lead, own.id), client_uuid=stage.mark(f"version {MAPLE}"))


def _revise(stage: Stage) -> None:
    """What the hub changed after half a year of cycles."""
    hub = stage.hub(REASONING)
    visible = stage.nodes[REASONING, "Language is visible in the room"]
    theory.reword_node(hub, visible, None, NEW_WORDS)
    stage.nodes[REASONING, OWN_STARTERS] = theory.add_node(
        hub, visible.theory, kind=NodeKind.CHANGE_IDEA, text=OWN_STARTERS, parent_ids=[visible.id]
    )
    voices = stage.nodes[REASONING, "Every voice is asked for"]
    theory.link_nodes(hub, voices, stage.nodes[REASONING, "one open task a week"])
    theory.archive_node(hub, stage.nodes[REASONING, POSTER])


def _answer(stage: Stage) -> None:
    hub, network = stage.hub(REASONING), stage.networks[REASONING]
    idea = stage.nodes[MAPLE, "two minutes to write before talk"]
    with stage.at(REVISED_IN, weekday=3, hour=11):
        adoption.decline_addition(hub, shared.load_addition(hub, network.id, idea.id), LEFT_WITH_TEAM)
