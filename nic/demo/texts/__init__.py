"""The words of the demo story, as data."""

import tomllib
from pathlib import Path
from typing import Any


def read_text(name: str) -> dict[str, Any]:
    """The content of one of the files beside this one."""
    with (Path(__file__).parent / name).open("rb") as file:
        return tomllib.load(file)
