"""Which passwords are good enough."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nic.accounts.passwords import COMMON_PARTS, LEAST, MOST, complaint, is_common


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password1234!",
        "P@ssw0rd2024",
        "iloveyou1234",
        "welcome2school",
        "123456789012",
        "987654321098",
        "qwertyuiop12",
        "qwertyuiopasdf",
        "abcdefghijkl",
        "aaaaaaaaaaaaaa",
        "abcabcabcabc",
        "Summer2026Summer",
        "letmeinletmein",
        "teacher12345",
        "footballdragon",
    ],
)
def test_passwords_that_everybody_uses_are_refused(password: str) -> None:
    assert complaint(password)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "seven quiet foxes run",
        "maple-window-harbor-tin",
        "kX9#vTq2mLw7",
        "Ünïcode passphräse ok",
        "my blue teapot sings low",
    ],
)
def test_long_and_unlikely_ones_are_taken(password: str) -> None:
    assert complaint(password) is None


def test_ones_own_name_and_little_else_is_refused() -> None:
    about = ("rosa.delgado@maple.example", "Rosa Delgado")
    assert complaint("rosadelgado12", about)
    assert complaint("rosa walks under seven elms", about) is None


@given(st.text(max_size=LEAST - 1))
def test_short_ones_are_refused(password: str) -> None:
    assert complaint(password)


@given(st.text(min_size=MOST + 1, max_size=MOST + 50))
def test_endless_ones_are_refused(password: str) -> None:
    assert complaint(password)


@given(st.lists(st.sampled_from(sorted(COMMON_PARTS)), min_size=1, max_size=3), st.integers(0, 9999))
def test_up_to_three_common_words_with_a_number_are_common(words: list[str], number: int) -> None:
    assert is_common("".join(words) + str(number))


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(password: str) -> None:
    assert complaint(password, ("a@b.example", "A")) is None or str(complaint(password))
