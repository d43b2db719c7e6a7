"""What ``nic work`` does for this room: finds the notices whose hour has come, and sends each once."""

from datetime import timedelta
from typing import Any

from nic.accounts.identity import identity_of
from nic.kernel import clock
from nic.kernel.jobs import enqueue
from nic.kernel.outbox import queue_mail
from nic.kernel.scope import Person, System
from nic.kernel.transactions import reading, unit_of_work
from nic.notices import letters, queries
from nic.notices.models import NoticeSetting, Outcome
from nic.notices.timing import due_day

SECONDS_BETWEEN = 300
WEEK = timedelta(weeks=1)
SEND = "send a notice"
SCOPE = System("weekly mail")


def find_due_notices() -> None:
    """Takes the turn of every notice whose hour has come: one transaction each, which also queues what sends it."""
    now = clock.now()
    with reading():
        begun = queries.turns_since(SCOPE, now.date() - 2 * WEEK)
        wanted = queries.wanted(SCOPE)
    for each in wanted:
        day = due_day(each.weekday, each.hour, each.time_zone, each.since, now)
        if day is None or (each.setting_id, clock.week_start(day)) in begun:
            continue
        with unit_of_work():
            values = {"due_on": day, "outcome": Outcome.WAITING, "created_at": now}
            turn_id = queries.begin_turn(SCOPE, each.setting_id, clock.week_start(day), values)
            if turn_id is not None:
                enqueue(SEND, {"turn": turn_id})


def send_notice(payload: dict[str, Any]) -> None:
    """Queues the mail of a turn, unless that was done, nobody wants it any more, or there is nothing to say."""
    turn = queries.load_turn(SCOPE, payload["turn"])
    if turn.outcome is not Outcome.WAITING:
        return
    setting = turn.setting
    if not (setting.is_on and setting.person.active):
        turn.outcome = Outcome.STOPPED
        return
    scope = Person(identity_of(setting.person))
    today = clock.today(setting.person.time_zone)
    if any(letters.is_quiet(scope, day) for day in {turn.due_on, today}):
        turn.outcome = Outcome.QUIET
        return
    turn.outcome = _send(scope, setting)


def _send(scope: Person, setting: NoticeSetting) -> Outcome:
    letter = letters.letter_for(scope, setting)
    if letter is None:
        return Outcome.NOTHING
    queue_mail(
        setting.person.email,
        letter.title,
        letter.text,
        subject_kind="notice_setting",
        subject_id=setting.id,
        stop_address=letter.stop_address,
    )
    return Outcome.SENT
