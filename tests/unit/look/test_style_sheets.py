"""The style sheets: readable in light and dark, allowed by the content policy, light to load."""

import gzip
import re
from pathlib import Path

import pytest

from nic.drawing.palette import contrast

FOLDER = Path(__file__).parents[3] / "static" / "css"
ON_EVERY_PAGE = ("nic.css", "screens.css", "print.css")
SHEETS = tuple(sorted(path.name for path in FOLDER.glob("*.css")))
TEXT = ("ink", "muted", "accent", "better", "worse", "wait", "p", "d", "s", "a")
GROUNDS = ("paper", "surface", "sunken")
SOFT = ("accent", "better", "worse", "wait")
LONG = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])$")


def _tokens(block: str) -> dict[str, str]:
    found = re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block)
    return {name: LONG.sub(r"#\1\1\2\2\3\3", color) for name, color in found}


def _schemes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root \{(.*?)\}", (FOLDER / "nic.css").read_text(), flags=re.DOTALL)
    return {"light": _tokens(blocks[0]), "dark": _tokens(blocks[1])}


def test_dark_gives_each_color_of_light_a_value_of_its_own() -> None:
    schemes = _schemes()
    assert set(schemes["dark"]) == set(schemes["light"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_every_ground(scheme: str) -> None:
    colors = _schemes()[scheme]
    pairs = [(text, ground) for text in TEXT for ground in GROUNDS]
    pairs += [(text, f"{text}-soft") for text in SOFT] + [
        ("accent-ink", "accent"),
        ("accent-ink", "accent-deep"),
    ]
    pairs += [("ink", f"{ground}-soft") for ground in SOFT]
    weak = [f"{text} on {ground}" for text, ground in pairs if contrast(colors[text], colors[ground]) < 4.5]
    assert not weak, f"below 4.5:1 in {scheme}: {weak}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_controls_can_be_seen(scheme: str) -> None:
    colors = _schemes()[scheme]
    assert all(contrast(colors["edge"], colors[ground]) >= 3 for ground in ("paper", "surface"))


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_fetches_nothing_and_forces_nothing(sheet: str) -> None:
    text = re.sub(r"/\*.*?\*/", "", (FOLDER / sheet).read_text(), flags=re.DOTALL)
    assert not re.search(r"url\(|@import|!important|data:", text)


def test_every_custom_property_in_use_is_defined() -> None:
    text = "".join((FOLDER / sheet).read_text() for sheet in SHEETS)
    assert set(re.findall(r"var\(--([\w-]+)", text)) <= set(re.findall(r"--([\w-]+):", text))


def test_styles_and_script_are_light() -> None:
    files = [*(FOLDER / sheet for sheet in ON_EVERY_PAGE), FOLDER.parent / "js" / "nic.js"]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) <= 15_000
