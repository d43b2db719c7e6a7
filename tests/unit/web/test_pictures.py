"""The pictures kept on disk: bounded, whole or not there, looked after by the worker."""

import os
from pathlib import Path

import pytest
from flask import Flask

from nic.kernel.house import current_house
from nic.web import pictures


@pytest.fixture
def folder(app: Flask, context: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setitem(app.config, "PICTURE_FOLDER", str(tmp_path))
    return tmp_path


def test_the_pictures_drawn_last_are_kept(folder: Path) -> None:
    for number in range(5):
        path = folder / f"{number}0" / f"{number}-light.svg"
        pictures._keep(path, lambda: b"<svg/>")
        for file in path.parent.iterdir():
            os.utime(file, (number, number))
    pictures.forget_old_pictures(most=4)
    kept = sorted(path.name for path in folder.glob("*/*.*"))
    assert kept == ["3-light.svg", "3-light.svg.gz", "4-light.svg", "4-light.svg.gz"]


def test_a_drawing_that_fails_leaves_nothing(folder: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        pictures._keep(folder / "00" / "a.svg", lambda: bytes(1 // 0))
    assert not any(path.is_file() for path in folder.rglob("*"))


def test_the_worker_looks_after_pictures_and_limits(context: None) -> None:
    assert {"old pictures", "full limits"} <= current_house().recurring_jobs.keys()
