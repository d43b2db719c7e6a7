"""What belongs to the weeks of the story: huddles with what was decided in them, and mail that is wanted."""

from dataclasses import dataclass

from nic.demo.places import MAPLE
from nic.demo.stage import Stage
from nic.huddles.operations import decide, set_done
from nic.notices.models import NoticeKind
from nic.notices.operations import choose_mail

FRIDAY, MONDAY = 4, 0


@dataclass(frozen=True, slots=True)
class Told:
    """A decision of the story: in which school week, what, who, and in which week it was done."""

    week: int
    what: str
    who: str
    done: int | None


DECISIONS = (
    Told(-6, "Put the sentence starters on every table, not only at the board.", "June", -5),
    Told(
        -6, "Count answers with a reason in one lesson a week, the same lesson for both classes.", "Sam", -5
    ),
    Told(-3, "Ask three students which starters they would throw away.", "Nora", -2),
    Told(-2, "Try talk partners by card in the second class as well.", "Sam", None),
    Told(-1, "Look at the two counts of last week together and choose one.", "June and Nora", None),
)
MAIL = (
    ("Sam Delgado", NoticeKind.REMINDER, FRIDAY, 14),
    ("June Okafor", NoticeKind.REMINDER, FRIDAY, 12),
    ("June Okafor", NoticeKind.DIGEST, MONDAY, 7),
    ("Martin Aubrey", NoticeKind.DIGEST, MONDAY, 8),
)


def build_weeks(stage: Stage) -> None:
    """Decisions of the Maple Street team, and reminders."""
    team, lead = stage.teams[MAPLE], stage.lead(MAPLE)
    noted = []
    for number, told in enumerate(DECISIONS):
        with stage.at(told.week, weekday=4, hour=13, minute=number):
            mark = stage.mark(f"decision {number}")
            noted.append((told, decide(lead, team, what=told.what, who=told.who, client_uuid=mark)))
    for told, decision in noted:
        if told.done is not None:
            with stage.at(told.done, weekday=4, hour=13, minute=30):
                set_done(lead, decision, is_done=True)
    with stage.before_school():
        for name, kind, weekday, hour in MAIL:
            choose_mail(stage.scope(name), kind, is_on=True, weekday=weekday, hour=hour)
