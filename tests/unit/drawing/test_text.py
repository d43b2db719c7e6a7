"""Measuring and wrapping."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import font_manager

from nic.drawing.text import ELLIPSIS, balanced, clean, shorten, text_width, wrap

TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=80)
PLAIN = st.text(alphabet="abcdefghij klmnop ABC éñ", max_size=120)
FACES = st.sampled_from(["regular", "bold", "heading"])


@pytest.mark.parametrize(
    ("family", "face", "weight"),
    [("DejaVu Sans", "regular", 400), ("DejaVu Sans", "bold", 700), ("DejaVu Serif", "heading", 700)],
)
@given(
    text=st.text(
        alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=["Cc", "Cf"]),
        min_size=1,
        max_size=30,
    )
)
def test_no_text_is_wider_than_its_measure(family: str, face: str, weight: int, text: str) -> None:
    path = font_manager.findfont(font_manager.FontProperties(family=[family], weight=weight))
    font = font_manager.get_font(path)
    font.set_size(100, 72)
    width = sum(font.load_char(ord(letter)).linearHoriAdvance / 65536 for letter in text)
    assert width <= text_width(text, 100, face) * 1.001


@given(PLAIN, st.floats(30, 400), FACES)
def test_lines_fit_and_keep_every_word(text: str, width: float, face: str) -> None:
    lines = wrap(text, width, 12, face)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_width(line, 12, face) <= width for line in lines)


@given(PLAIN, st.floats(30, 400), st.integers(1, 4))
def test_no_more_lines_than_asked_for(text: str, width: float, most: int) -> None:
    for lines in (wrap(text, width, 12, max_lines=most), balanced(text, width, 12, max_lines=most)):
        assert len(lines) <= most
        assert all(text_width(line, 12) <= width for line in lines)


@given(PLAIN, st.floats(60, 400))
def test_balanced_lines_are_as_many_and_hold_the_same(text: str, width: float) -> None:
    assert len(balanced(text, width, 12)) == len(wrap(text, width, 12))
    assert " ".join(balanced(text, width, 12)).split() == " ".join(wrap(text, width, 12)).split()


@given(TEXTS, st.floats(0, 300))
def test_a_shortened_text_fits_and_is_a_beginning(text: str, width: float) -> None:
    short = shorten(text, width, 12)
    assert text_width(short, 12) <= width or not text
    assert text.startswith(short.removesuffix(ELLIPSIS))


@given(TEXTS)
def test_what_xml_forbids_is_left_out(text: str) -> None:
    cleaned = clean(text)
    assert not any(ord(letter) < 32 or letter in "\ufffe\uffff" for letter in cleaned)
    assert clean(cleaned) == cleaned


def test_a_percent_sign_stays_with_its_number() -> None:
    assert wrap("by June 60 % of all", text_width("by June 60", 12), 12)[0] == "by June"


def test_marks_above_letters_take_no_room_and_wide_letters_a_whole_em() -> None:
    assert text_width("e\u0301", 10) == text_width("e", 10)
    assert text_width("学校", 10) > 20
