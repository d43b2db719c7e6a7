"""Colors that everybody can read."""

from itertools import combinations

import pytest

from nic.drawing.heat_map import mixed
from nic.drawing.palette import PALETTES, Palette, contrast, palette_named

EACH = pytest.mark.parametrize("palette", list(PALETTES.values()), ids=list(PALETTES))


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


@EACH
def test_text_has_four_and_a_half_to_one(palette: Palette) -> None:
    for ink in (palette.ink, palette.muted, palette.accent, palette.wait, palette.worse, palette.better):
        assert contrast(ink, palette.surface) >= 4.5
    assert contrast(palette.ink, palette.sunken) >= 4.5
    assert contrast(palette.muted, palette.sunken) >= 4.5
    assert contrast(palette.accent_ink, palette.accent) >= 4.5


@EACH
def test_letters_on_badges_can_be_read(palette: Palette) -> None:
    for fill in (
        palette.plan,
        palette.do,
        palette.study,
        palette.act,
        palette.better,
        palette.worse,
        palette.muted,
    ):
        assert contrast(palette.surface, fill) >= 4.5


@EACH
def test_words_on_the_darkest_cell_of_a_heat_map_can_be_read(palette: Palette) -> None:
    tint = mixed(palette.surface, palette.accent, 0.32)
    assert contrast(palette.ink, tint) >= 4.5
    assert contrast(palette.accent, tint) >= 3


@EACH
def test_marks_and_lines_stand_out(palette: Palette) -> None:
    for color in (palette.accent, palette.better, palette.worse, palette.plan, palette.act, palette.wait):
        assert contrast(color, palette.surface) >= 3


@pytest.mark.parametrize("name", ["light", "dark"])
def test_better_and_worse_differ_for_the_color_blind(name: str) -> None:
    palette = palette_named(name)
    for first, second in combinations((palette.better, palette.worse), 2):
        assert abs(_yellow_blue(first) - _yellow_blue(second)) > 60


def _yellow_blue(color: str) -> float:
    """What people without red or green cones still tell apart: blue against the mean of red and green."""
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return blue - (red + green) / 2


def test_an_unknown_palette_is_refused() -> None:
    with pytest.raises(ValueError, match="choose light, dark or print"):
        palette_named("sepia")
