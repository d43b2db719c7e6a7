"""Readable specifications kept as text beside the tests. ``NIC_TEST_REWRITE=1`` writes them anew, for the diff."""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "specifications"


def matches(name: str, text: str, meaning: str) -> None:
    """Fails where ``text`` is not what the specification says."""
    path = FOLDER / name
    if os.environ.get("NIC_TEST_REWRITE"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text)
    expected = path.read_text() if path.exists() else ""
    assert text == expected, (
        f"{meaning} If it is meant, run the test with NIC_TEST_REWRITE=1, read the difference of "
        f"tests/rules/specifications/{name} and commit it."
    )
