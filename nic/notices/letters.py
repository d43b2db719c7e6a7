"""What a notice says. Higher rooms offer paragraphs and say when there is no school; here they become one mail."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from nic.accounts.addresses import link
from nic.accounts.tokens import Sealed
from nic.kernel.house import current_house
from nic.kernel.scope import Person
from nic.notices.models import NoticeKind, NoticeSetting
from nic.notices.timing import when_in_words

PARAGRAPHS_SLOT = "notice_paragraphs"
"""Providers ``paragraphs(scope, kind) -> Sequence[Paragraph]``: what the person may see, and only that."""
QUIET_SLOT = "notice_quiet"
"""Providers ``is_quiet(scope, day) -> bool``: whether a day lies in the holidays of the person's schools."""

STOP = Sealed("stop-mail", 400 * 24 * 3600)
FIRST_WORDS = {NoticeKind.REMINDER: "This week", NoticeKind.DIGEST: "Your teams this week"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A part of a mail. ``in_short`` goes into its title; ``address`` is the full one of the page on which to go on."""

    heading: str
    lines: Sequence[str]
    in_short: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that is ready to be sent; ``stop_address`` ends mail of its kind with one click."""

    title: str
    text: str
    stop_address: str


Provider = Callable[[Person, NoticeKind], Sequence[Paragraph]]


def is_quiet(scope: Person, day: date) -> bool:
    """Whether the person's schools are closed on a day."""
    return any(quiet(scope, day) for quiet in current_house().provided(QUIET_SLOT))


def letter_for(scope: Person, setting: NoticeSetting) -> Letter | None:
    """What there is to say to a person; None where there is nothing."""
    providers: Sequence[Provider] = tuple(current_house().provided(PARAGRAPHS_SLOT))
    paragraphs = [paragraph for provide in providers for paragraph in provide(scope, setting.kind)]
    if not paragraphs:
        return None
    short = "; ".join(dict.fromkeys(each.in_short for each in paragraphs if each.in_short))
    title = f"{FIRST_WORDS[setting.kind]}: {short}" if short else FIRST_WORDS[setting.kind]
    stop = link("notices.stop_mail", token=STOP.seal(setting.id))
    foot = (
        f"You asked for this mail on {when_in_words(setting.weekday, setting.hour)}.\n"
        f"Another day or hour: {link('notices.settings')}\n"
        f"No more of these mails: {stop}\n"
    )
    return Letter(title, "\n".join([*map(_text, paragraphs), "--", foot]), stop)


def _text(paragraph: Paragraph) -> str:
    lines = [paragraph.heading, *(f"- {line}" for line in paragraph.lines)]
    return "\n".join([*lines, *([paragraph.address] if paragraph.address else []), ""])
