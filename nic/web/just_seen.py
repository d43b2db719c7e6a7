"""What a page has just shown to somebody, so that its pictures are not looked up a second time.

A page that shows a picture has found out that this person may see it, and of which data it is. As long as the
database is in the very same state, the answer to the picture's own request is the same; it is then given without
asking again. Anything that is committed, by anybody, ends that. So does the next quarter of an hour: dates change only
then, wherever the school is, and a sign-in that ends by time is refused within it.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response, current_app, g, session

from nic.kernel import clock
from nic.kernel.identity import SESSION_KEY
from nic.kernel.same_state import present_mark

MOST = 2_000
"""Sign-ins whose last page is remembered at a time, those that came last: a few megabytes."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """The pictures that were shown to one sign-in in one state of the database, within a quarter of an hour."""

    mark: str
    quarter: int
    addresses: frozenset[str]


class JustSeen:
    """What was shown last to each sign-in."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shown: OrderedDict[str, _Shown] = OrderedDict()

    def remember(self, secret: str, mark: str, addresses: Iterable[str]) -> None:
        """Keeps that whoever holds the secret of this sign-in may see the addresses in a state."""
        quarter, new = _quarter(), frozenset(addresses)
        with self._lock:
            before = self._shown.pop(secret, None)
            if before is not None and (before.mark, before.quarter) == (mark, quarter):
                new |= before.addresses
            self._shown[secret] = _Shown(mark, quarter, new)
            if len(self._shown) > MOST:
                self._shown.popitem(last=False)

    def knows(self, secret: str, address: str) -> bool:
        """Whether the address may be seen now, as far as that is known; otherwise it is to be found out."""
        shown = self._shown.get(secret)
        return (
            shown is not None
            and address in shown.addresses
            and shown.quarter == _quarter()
            and shown.mark == present_mark()
        )


def _quarter() -> int:
    return int(clock.now().timestamp()) // 900


def note(address: str) -> None:
    """Called for each picture that a page shows."""
    g.setdefault("pictures_shown", []).append(address)


def remember_page(response: Response) -> Response:
    """After a page: what it has shown to a signed-in person."""
    shown, mark, secret = g.get("pictures_shown"), g.get("database_mark"), session.get(SESSION_KEY)
    if shown and mark and secret and response.status_code == 200:
        _kept().remember(secret, mark, shown)
    return response


def knows(address: str) -> bool:
    """Whether this request's person was just shown the picture at an address."""
    secret = session.get(SESSION_KEY)
    return secret is not None and _kept().knows(secret, address)


def _kept() -> JustSeen:
    kept: JustSeen = current_app.extensions.setdefault("just_seen", JustSeen())
    return kept
