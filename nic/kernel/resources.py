"""Where templates, static files and migrations stand: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def resource_folder(name: str) -> Path:
    """The folder ``templates``, ``static`` or ``migrations``."""
    packaged = PACKAGE / "resources" / name
    return packaged if packaged.is_dir() else PACKAGE.parent / name
