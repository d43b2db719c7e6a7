"""What is said and added beside the cycles of the story, and what the networks' hub says was learned over them."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from nic.attachments import operations as attachments
from nic.attachments import store
from nic.attachments.operations import KeptFile
from nic.comments import operations as comments
from nic.comments.models import Comment
from nic.cycles.models import Cycle, CycleState
from nic.demo.places import ATTENDANCE, MAPLE, REASONING
from nic.demo.stage import Stage
from nic.demo.texts import read_text
from nic.kernel.house import current_house
from nic.kernel.scope import Person
from nic.learning import operations as learning
from nic.web.talk import Talked, talked

STARTERS = "sentence starters on every table"
NETWORKS = {"reasoning": REASONING, "attendance": ATTENDANCE}


def draw_tally() -> bytes:
    """A tally sheet as a picture: the story brings no file of its own."""
    picture = Image.new("RGB", (900, 620), "#fdfcf8")
    pen = ImageDraw.Draw(picture)
    for line in range(7):
        pen.line((60, 80 + 80 * line, 840, 80 + 80 * line), fill="#b9b3a4", width=2)
    for table, strokes in enumerate((7, 4, 9, 3, 6, 8)):
        for stroke in range(strokes):
            x, y = 120 + 34 * stroke + 14 * (stroke // 5), 96 + 80 * table
            if stroke % 5 == 4:
                pen.line((x - 150, y + 44, x - 10, y + 4), fill="#22262a", width=4)
            else:
                pen.line((x, y, x - 4, y + 48), fill="#22262a", width=4)
    target = BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def build_talk(stage: Stage, tally: bytes) -> None:
    """Comments, a question that waits and one that was answered, a picture and a link; then two syntheses."""
    running = _cycle(stage, MAPLE, STARTERS, CycleState.DOING)
    _comments(stage, running)
    _added(stage, running, tally)
    _learned(stage)


def _cycle(stage: Stage, team: str, idea: str, state: CycleState) -> Cycle:
    """The last cycle of a team on an idea that is in a state."""
    found = [
        cycle
        for cycle in stage.cycles
        if cycle.team is stage.teams[team] and cycle.idea_text == idea and cycle.state is state
    ]
    return found[-1]


def _on(scope: Person, cycle: Cycle) -> Talked:
    on = talked(scope, current_house().subjects["cycle"], cycle)
    if on is None:
        raise LookupError(f"cycle {cycle.id} is not theirs to read")
    return on


def _comments(stage: Stage, running: Cycle) -> None:
    for number, row in enumerate(read_text("talk.toml")["comment"]):
        cycle = (
            running
            if row["state"] == "doing"
            else _cycle(stage, row["team"], row["idea"], CycleState(row["state"]))
        )
        said: Comment | None = None
        for part in row["said"]:
            scope, week = stage.scope(part["who"]), -part["weeks_ago"]
            with stage.at(week, weekday=part.get("weekday", 2), hour=15, minute=number):
                said = _say(stage, scope, _on(scope, cycle), part, said)


def _say(stage: Stage, scope: Person, on: Talked, part: dict[str, Any], before: Comment | None) -> Comment:
    mark = stage.mark(f"comment {part}")
    if "asks" in part:
        return comments.ask_coach(scope, on, words=part["asks"], client_uuid=mark)
    if "answers" in part and before is not None:
        comments.answer(scope, before, on, words=part["answers"], client_uuid=mark)
        return before
    return comments.say(
        scope, on, notice=part.get("notice", ""), wonder=part.get("wonder", ""), client_uuid=mark
    )


def _added(stage: Stage, running: Cycle, tally: bytes) -> None:
    scope = stage.scope("Sam Delgado")
    mark = stage.mark("the tally sheet")
    with stage.at(-1, weekday=3, hour=16):
        file = KeptFile("tally of starters.png", store.keep(tally, mark.hex), "image/png", len(tally))
        attachments.add_file(scope, _on(scope, running), file, client_uuid=mark)
        attachments.add_link(
            scope,
            _on(scope, running),
            link="https://docs.example.org/starters",
            name="The starters that students wrote",
            client_uuid=stage.mark("the list of starters"),
        )


def _learned(stage: Stage) -> None:
    for row in read_text("talk.toml")["synthesis"]:
        network = NETWORKS[row["network"]]
        scope = stage.hub(network)
        wanted = set(row["ideas"])
        cited = [
            cycle.id
            for cycle in stage.cycles
            if cycle.is_shared
            and cycle.idea_text in wanted
            and stage.networks[network].id in cycle.team.network_ids
        ]
        with stage.at(-2, weekday=4, hour=11):
            made = learning.draft_synthesis(
                scope,
                stage.networks[network],
                topic=row["topic"],
                claim=row["claim"],
                contexts=row["contexts"],
                not_for=row["not_for"],
                cycle_ids=cited,
            )
        if row["published"]:
            with stage.at(-1, weekday=0, hour=9):
                learning.publish_synthesis(scope, made)
