"""Reading the project's own source for rules."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "nic"


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """Every module of the package as (path from the checkout, parsed source)."""
    files = sorted(path for path in PACKAGE.rglob("*.py") if "resources" not in path.parts)
    return tuple((str(path.relative_to(ROOT)), ast.parse(path.read_text())) for path in files)


def calls(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every call in a tree as (dotted name, line)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


def is_part(path: str, name: str) -> bool:
    """Whether a file is the furniture ``name`` of a room: ``name.py`` or a file in the folder ``name/``."""
    return path.endswith(f"/{name}.py") or f"/{name}/" in path
