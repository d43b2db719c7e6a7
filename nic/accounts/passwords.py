"""Passwords: argon2id, hashed outside every write transaction; long ones, and none that is easily guessed."""

import re
from typing import Any

from flask_security import PasswordUtil

from nic.accounts.models import Person
from nic.kernel.transactions import refuse_slow_work

LEAST, MOST = 12, 128
_WORDS = """
abc abcd abcde abcdef access account admin administrator alpha amanda andrew angel animal anthony apple april
asdf asdfgh asdfghjkl ashley august autumn baby bailey banana baseball basketball batman bear beach blue brown
buster butterfly cat changeme charlie cheese chelsea chicken chocolate class classroom coffee computer cookie
cool daniel december default diamond district dog dolphin dragon eagle elementary fall family february flower
football freedom friday friend friends george ginger google grade green guest guitar happy harley heart hello
hockey home hunter iloveyou improvement internet january jasmine jennifer jessica jesus jordan joshua july
june justin kids killer kindergarten learn learning letmein liverpool local login london lord love lovely
lover maggie magic march master math matthew may mercedes merlin michael michelle mickey monday money monkey
monster mother mustang my name network new nicole nothing november october office orange pass password
passwort pepper phoenix please pokemon princess principal private purple qazwsx qwer qwert qwerty qwertyuiop
rainbow ranger reading red robert rock root samantha saturday school secret september server shadow silver
slipknot snoopy soccer spring star starwars steelers student students summer sunday sunshine super superman
taylor teach teacher teachers team temp test testing thomas thursday tiger tigger trustno tuesday user vermont
victoria wednesday welcome whatever william winter work yankees yellow you your zxcv zxcvbn zxcvbnm
"""
COMMON_PARTS = frozenset(re.findall("[a-z]+", _WORDS))
_ROWS = (
    "1234567890" * 3,
    "0987654321" * 3,
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertyuiop" * 2,
)
_LOOKALIKES = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
)


def complaint(password: str, about: tuple[str, ...] = ()) -> str | None:
    """What is wrong with a new password, as a sentence; None where nothing is.

    ``about`` holds words that others know of the person: mail address and name.
    """
    if len(password) < LEAST:
        return f"A password has at least {LEAST} characters. Three or four words in a row make a good one."
    if len(password) > MOST:
        return f"A password has at most {MOST} characters."
    if is_common(password):
        return "This password is easily guessed. Three or four words that do not belong together make a good one."
    plain = _letters(password)
    known = (part for word in about for part in re.split(r"[\W_]+", word.lower()) if len(part) > 3)
    if any(part in plain and len(plain) - len(part) < 6 for part in known):
        return "This password is your name or address and little else. Choose another one."
    return None


def is_common(password: str) -> bool:
    """Whether a password is made of few signs, of a row of keys, or of nothing but words that everybody uses."""
    plain = password.lower()
    if len(set(plain)) < 5 or any(plain in row for row in _ROWS) or _repeats(plain):
        return True
    return any(_made_of_common_parts(letters) for letters in (_letters(plain), re.sub("[^a-z]", "", plain)))


def _letters(text: str) -> str:
    return re.sub("[^a-z]", "", text.lower().translate(_LOOKALIKES))


def _repeats(text: str) -> bool:
    """Whether a text is one short piece again and again."""
    return any(
        text == (text[:size] * len(text))[: len(text)] for size in range(1, len(text) // 2 + 1) if size < 9
    )


def _made_of_common_parts(letters: str) -> bool:
    """Whether the letters fall into at most four of the common parts, with nothing or next to nothing left over."""
    fewest = {0: 0}
    for end in range(1, len(letters) + 1):
        counts = [fewest[at] + 1 for at in range(end) if at in fewest and letters[at:end] in COMMON_PARTS]
        if counts:
            fewest[end] = min(counts)
    return bool(letters) and any(
        fewest.get(end, 9) <= 3 for end in range(max(1, len(letters) - 2), len(letters) + 1)
    )


class PasswordRules(PasswordUtil):
    """Tells Flask-Security what a good password is."""

    def validate(self, password: str, is_register: bool, **kwargs: Any) -> tuple[list[str] | None, str]:
        """The complaints, or None, and the password as it will be hashed."""
        normal = self.normalize(password)
        person = kwargs.get("user")
        about = (str(person.email), str(person.name)) if isinstance(person, Person) else ()
        found = complaint(normal, about)
        return ([found] if found else None), normal


class GuardedHashing:
    """A hashing context that refuses to work while a write transaction holds the database."""

    def __init__(self, context: Any) -> None:
        self._context = context

    def hash(self, *arguments: Any, **options: Any) -> str:
        """Hashes a password. Raises SlowWorkInTransaction."""
        refuse_slow_work("hashing a password")
        return str(self._context.hash(*arguments, **options))

    def verify(self, *arguments: Any, **options: Any) -> bool:
        """Checks a password. Raises SlowWorkInTransaction."""
        refuse_slow_work("checking a password")
        return bool(self._context.verify(*arguments, **options))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)
