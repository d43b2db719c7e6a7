"""Choosing which mail one gets."""

from nic.kernel import audit, clock
from nic.kernel.scope import Person, Scope
from nic.notices import queries
from nic.notices.models import NoticeKind, NoticeSetting


def choose_mail(
    scope: Person, kind: NoticeKind, *, is_on: bool, weekday: int, hour: int
) -> NoticeSetting | None:
    """Chooses whether one gets a kind of mail, and when. Returns None where nothing was chosen before, nor is now."""
    setting = queries.own_settings(scope).get(kind)
    if setting is None:
        if not is_on:
            return None
        setting = NoticeSetting(
            person_id=scope.person_id, kind=kind, is_on=True, weekday=weekday, hour=hour, since=clock.now()
        )
        audit.record(scope, "asked for", setting)
        return setting
    if (setting.is_on, setting.weekday, setting.hour) == (is_on, weekday, hour):
        return setting
    setting.is_on, setting.weekday, setting.hour, setting.since = is_on, weekday, hour, clock.now()
    audit.record(scope, "chose another time for" if is_on else "stopped", setting)
    return setting


def stop_mail(scope: Scope, setting: NoticeSetting) -> NoticeSetting:
    """Ends a kind of mail; one that has ended stays so."""
    if setting.is_on:
        setting.is_on = False
        audit.record(scope, "stopped by the link in a mail", setting)
    return setting
