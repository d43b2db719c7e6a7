"""Where things stand: templates, static files and migrations (in the wheel or the checkout), and kept files."""

from pathlib import Path

from flask import current_app

PACKAGE = Path(__file__).resolve().parent.parent


def resource_folder(name: str) -> Path:
    """The folder ``templates``, ``static`` or ``migrations``: inside the package in a wheel, else beside it."""
    packaged = PACKAGE / "resources" / name
    return packaged if packaged.is_dir() else PACKAGE.parent / name


def files_folder() -> Path:
    """The folder of the files that people gave us: part of every backup, made where the first file is kept."""
    return Path(current_app.instance_path) / "files"
