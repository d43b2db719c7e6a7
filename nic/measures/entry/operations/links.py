"""Links for one value: sent by a lead, used once by somebody without an account, taken back."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from nic.accounts.addresses import link as address_of
from nic.accounts.tokens import hash_of, new_secret
from nic.kernel import audit, clock
from nic.kernel.errors import DomainError, MoveNotAllowed, needed
from nic.kernel.outbox import queue_mail
from nic.kernel.scope import Person, Token
from nic.measures import operations
from nic.measures.entry.models import ValueLink
from nic.measures.entry.queries.links import lock_link
from nic.measures.keeping import anchors_by_team
from nic.measures.models import Origin, Series
from nic.measures.periods import label, period_start

MOST_DAYS = 31
CLOSED = "This link was used already, is too old or was taken back. Ask for a new one."


def send_link(
    scope: Person,
    series: Series,
    *,
    for_whom: str,
    start: date,
    days: int,
    part_id: int | None = None,
    email: str = "",
) -> tuple[ValueLink, str]:
    """Makes a link for one value, and the secret that is shown this once; sends it where an address is given.

    ``series`` as for ``record_observations``. Raises DomainError.
    """
    for_whom = needed(for_whom, "for_whom", "Write for whom the link is.")
    anchors = anchors_by_team(scope, [series]).get(series.team_id, ())
    if period_start(series.definition.cadence, start, anchors) != start:
        raise DomainError("Choose one of the periods.", "start")
    if not 0 < days <= MOST_DAYS:
        raise DomainError(f"A link works for up to {MOST_DAYS} days.", "days")
    secret = new_secret()
    found = ValueLink(
        series=series,
        series_id=series.id,
        part_id=part_id,
        period_start=start,
        label=for_whom,
        made_by_id=scope.person_id,
        expires_at=clock.now() + timedelta(days=days),
        secret_hash=hash_of(secret),
        client_uuid=uuid4(),
    )
    audit.record(scope, "sent a link", found)
    if email:
        _mail(scope, found, secret, email)
    return found, secret


def _mail(scope: Person, found: ValueLink, secret: str, email: str) -> None:
    definition = found.series.definition
    period = label(definition.cadence, found.period_start)
    queue_mail(
        email,
        f"A value for {definition.name}, {period}",
        f"{scope.identity.name} asks you for one value: {definition.name}, {period}.\n\nOpen this link to enter it:\n"
        f"{address_of('entry.enter', token=secret)}\n\n"
        f"It works once, until {found.expires_at:%d %B %Y}, without an account. "
        "If you do not know what this is, do nothing.\n",
        subject_kind="value_link",
        subject_id=found.id,
    )


def revoke_link(scope: Person, found: ValueLink) -> ValueLink:
    """Takes a link back. Raises MoveNotAllowed where it was used already."""
    if found.used_at is not None:
        raise MoveNotAllowed("Somebody has entered a value with this link already.")
    found.revoked_at = found.revoked_at or clock.now()
    audit.record(scope, "took back", found)
    return found


def enter_by_link(scope: Token, found: ValueLink, **reading: Any) -> ValueLink:
    """Enters the one value of a link, and closes it. Raises DomainError for a link that is closed or a wrong value."""
    found = lock_link(scope, found)
    if not found.is_open:
        raise DomainError(CLOSED)
    about: dict[str, Any] = {
        "period_start": found.period_start,
        "client_uuid": found.client_uuid,
        "origin": Origin.LINK,
    }
    if found.part_id is None:
        entered = operations.record_observation(scope, found.series, **about, **reading)
        found.observation_id = entered.id
    else:
        operations.record_part(scope, found.series, found.part_id, **about, **reading)
    found.used_at = clock.now()
    audit.record(scope, "was used", found)
    return found
