"""Every read of the mail that people want."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from nic.accounts.models import Person as PersonRow
from nic.kernel.database import db
from nic.kernel.errors import NotFoundInScope
from nic.kernel.scope import Person, Scope, System, Token
from nic.kernel.statements import insert_unless_there
from nic.notices.models import NoticeKind, NoticeSetting, NoticeTurn

STOP_MAIL = "stop mail"
"""The kind of token that a mail's link carries; its subject is a setting."""


def own_settings(scope: Person) -> dict[NoticeKind, NoticeSetting]:
    """What the person has chosen, by kind."""
    found = db.session.scalars(select(NoticeSetting).where(NoticeSetting.person_id == scope.person_id))
    return {setting.kind: setting for setting in found}


def load_setting(scope: Scope, setting_id: int) -> NoticeSetting:
    """A setting of one's own, or the one that a mail's link names. Raises NotFoundInScope."""
    statement = (
        select(NoticeSetting).options(joinedload(NoticeSetting.person)).where(NoticeSetting.id == setting_id)
    )
    match scope:
        case System():
            pass
        case Person():
            statement = statement.where(NoticeSetting.person_id == scope.person_id)
        case Token(kind, subject) if kind == STOP_MAIL and subject == setting_id:
            pass
        case _:
            raise NotFoundInScope
    setting = db.session.scalar(statement)
    if setting is None:
        raise NotFoundInScope
    return setting


@dataclass(frozen=True, slots=True)
class Wanted:
    """A mail that somebody wants each week."""

    setting_id: int
    weekday: int
    hour: int
    since: datetime
    time_zone: str


def wanted(scope: System) -> list[Wanted]:
    """Every mail that is wanted by somebody who is active."""
    statement = (
        select(
            NoticeSetting.id,
            NoticeSetting.weekday,
            NoticeSetting.hour,
            NoticeSetting.since,
            PersonRow.time_zone,
        )
        .join(PersonRow, PersonRow.id == NoticeSetting.person_id)
        .where(NoticeSetting.is_on, PersonRow.active)
        .order_by(NoticeSetting.id)
    )
    return [Wanted(*row) for row in db.session.execute(statement)]


def turns_since(scope: System, day: date) -> set[tuple[int, date]]:
    """The turns that have begun, as (setting, Monday), of weeks from a day on."""
    statement = select(NoticeTurn.setting_id, NoticeTurn.week_start).where(NoticeTurn.week_start >= day)
    return {(setting_id, week) for setting_id, week in db.session.execute(statement)}


def begin_turn(scope: System, setting_id: int, week_start: date, values: dict[str, object]) -> int | None:
    """Takes the turn of a setting in a week; None where somebody has it already."""
    turn = NoticeTurn.__table__
    statement = insert_unless_there(turn).values(setting_id=setting_id, week_start=week_start, **values)
    taken: int | None = db.session.scalar(statement.returning(turn.c.id))
    return taken


def load_turn(scope: System, turn_id: int) -> NoticeTurn:
    """A turn with its setting and person, locked until it is over."""
    options = joinedload(NoticeTurn.setting, innerjoin=True).joinedload(NoticeSetting.person, innerjoin=True)
    statement = select(NoticeTurn).options(options).where(NoticeTurn.id == turn_id).with_for_update()
    return db.session.scalars(statement).one()
