"""Habits that the source itself must keep; each message says what to write instead."""

import ast
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.rules.source import ROOT, calls, is_part, modules

MAY_BE_SYSTEM = (
    "/cli.py",
    "/cli/",
    "/jobs.py",
    "nic/accounts/",
    "nic/kernel/",
    "nic/demo/",
    "nic/measures/import",
)
OPERATIONS_WITHOUT_AUDIT: dict[str, str] = {
    "device.take_in": "the room that a parcel is for audits what it made",
}
ARCHIVING = ("archive", "restore")
"""What nic/kernel/archiving.py offers; it writes the audit."""
OWN_WORK = "the room's own work on series and totals: its operations and jobs have looked at the scope"
READS_WITHOUT_SCOPE = {
    "accounts.names_of_people": "names beside things that the reader was allowed to see",
    "cycles.ideas_among": "which of the nodes that were loaded in a scope are change ideas",
    "cycles.tested_in_loaded": "what a network tests that was loaded in a scope; what is not shared only as a number",
    "measures.with_values_before": "which series that were loaded in a scope have more",
    "theory.published_words": "the published words of a network that was loaded in a scope",
    "organizations.one": "runs a statement that its caller has put inside a scope",
    "reviews.memberships_of": "makes the identity, from which scopes are made",
    **{
        f"measures.{name}": OWN_WORK
        for name in (
            "all_definition_ids",
            "definition_by_id",
            "definition_named",
            "definitions_to_recount",
            "has_values",
            "kept_markings",
            "kept_states",
            "kept_sums",
            "kept_weeks",
            "known_part_values",
            "known_readings",
            "live_baselines",
            "live_markings",
            "live_parts",
            "lock_stale_weeks",
            "lock_states",
            "part_values_by_id",
            "parts_by_id",
            "parts_to_add",
            "readings_by_id",
            "readings_of_part",
            "readings_of_period",
            "series_by_team",
            "series_without_state",
            "stale_definitions",
            "stale_series",
            "values_left_out",
            "standing_parts",
            "team_values",
            "values_beside_sums",
        )
    },
}
"""Reads that take no scope, each with the reason why nobody can reach another's things by it."""


def test_commits_stand_in_one_place() -> None:
    found = [
        f"{path}:{line}"
        for path, tree in modules()
        for name, line in calls(tree)
        if name.endswith(".commit") and path != "nic/kernel/transactions.py"
    ]
    assert not found, (
        f"flush instead; requests commit in nic/kernel/transactions.py, commands in unit_of_work(): {found}"
    )


def test_statements_stand_in_queries() -> None:
    allowed = ("nic/kernel/", "nic/web/pager.py", "nic/accounts/identity.py", "nic/accounts/security.py")
    found = [
        f"{path}:{line}"
        for path, tree in modules()
        for name, line in calls(tree)
        if name in ("select", "sqlalchemy.select")
        and not is_part(path, "queries")
        and not path.startswith(allowed)
    ]
    assert not found, (
        f"move the statement to the room's queries.py, with the scope as its first argument: {found}"
    )


def test_queries_take_the_scope_first() -> None:
    found = {}
    for path, tree in modules():
        if is_part(path, "queries"):
            for function in _public_functions(tree):
                names = [argument.arg.lstrip("_") for argument in function.args.args]
                if names[:1] != ["scope"] and "db.session" in ast.unparse(function):
                    found[f"{path.split('/')[1]}.{function.name}"] = f"{path}:{function.lineno}"
    new = {name: where for name, where in found.items() if name not in READS_WITHOUT_SCOPE}
    assert not new, (
        f"make scope the first, required argument, or name the read with a reason in this file: {new}"
    )
    gone = READS_WITHOUT_SCOPE.keys() - found.keys()
    assert not gone, f"these take a scope now, or are gone; take them off the list: {gone}"


def test_operations_take_the_scope_first() -> None:
    found = []
    for path, tree in modules():
        if not is_part(path, "operations"):
            continue
        for function in _public_functions(tree):
            names = [argument.arg for argument in function.args.args]
            if names[:1] != ["scope"]:
                found.append(f"{path}:{function.lineno} {function.name}")
    assert not found, f"make scope the first, required argument: {found}"


def test_every_operation_writes_audit() -> None:
    found = []
    for path, tree in modules():
        if not is_part(path, "operations"):
            continue
        bodies = {f.name: f for f in ast.walk(tree) if isinstance(f, ast.FunctionDef)}
        for function in _public_functions(tree):
            key = f"{path.split('/')[1]}.{function.name}"
            if not _reaches_audit(function, bodies, set()) and key not in OPERATIONS_WITHOUT_AUDIT:
                found.append(key)
    assert not found, f"call audit.record(scope, verb, row), or name it with a reason in this file: {found}"


def _public_functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [f for f in tree.body if isinstance(f, ast.FunctionDef) and not f.name.startswith("_")]


def _reaches_audit(function: ast.FunctionDef, bodies: dict[str, ast.FunctionDef], seen: set[str]) -> bool:
    """Whether a function calls the audit, itself or through a function of its own file or an operation of a room."""
    seen.add(function.name)
    for name, _ in calls(function):
        if name.startswith("audit.") or "operations." in name or name in ARCHIVING:
            return True
        if name in bodies and name not in seen and _reaches_audit(bodies[name], bodies, seen):
            return True
    return False


def test_the_program_acts_for_itself_only_where_allowed() -> None:
    found = [
        f"{path}:{line}"
        for path, tree in modules()
        for name, line in calls(tree)
        if name in ("System", "scope.System") and not any(part in path for part in MAY_BE_SYSTEM)
    ]
    assert not found, f"take the scope of the person as an argument: {found}"


@pytest.mark.parametrize(
    ("forbidden", "instead"),
    [
        ("pyplot", "draw on a Figure of your own"),
        ("datetime.now", "use nic.kernel.clock"),
        ("date.today", "use nic.kernel.clock"),
        ("utcnow", "use nic.kernel.clock"),
    ],
)
def test_forbidden_words(forbidden: str, instead: str) -> None:
    found = [
        path
        for path, tree in modules()
        if path != "nic/kernel/clock.py"
        and any(forbidden in name for name, _ in [*calls(tree), *((n, 0) for n in _imported(tree))])
    ]
    assert not found, f"{instead}: {found}"


def _imported(tree: ast.Module) -> list[str]:
    return [
        f"{getattr(node, 'module', '')}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    ]


def test_no_catch_all_except() -> None:
    allowed = {"nic/kernel/jobs.py": 1, "nic/kernel/worker.py": 1}
    found: dict[str, int] = {}
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler):
                names = ast.unparse(node.type) if node.type else "everything"
                if names in ("everything", "Exception", "BaseException"):
                    found[path] = found.get(path, 0) + 1
    assert all(count <= allowed.get(path, 0) for path, count in found.items()), (
        f"catch the error by its name: {found}"
    )


def test_templates_neither_trust_text_nor_carry_styles_or_scripts() -> None:
    found = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = path.read_text()
        for word in ("|safe", "| safe", " style=", "autoescape false"):
            if word in text:
                found.append(f"{path.relative_to(ROOT)}: {word}")
    assert not found, f"use Markup from Python with escaping, or a class: {found}"


def test_templates_import_only_what_they_use() -> None:
    environment = Environment(autoescape=True)
    found = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        tree = environment.parse(path.read_text())
        used = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
        for statement in tree.find_all(nodes.FromImport):
            names = {name[1] if isinstance(name, tuple) else name for name in statement.names}
            found += [f"{path.relative_to(ROOT)}: {name}" for name in sorted(names - used)]
    assert not found, f"take the import away: {found}"


def test_files_stay_small() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {length} lines"
        for path in Path(ROOT / "nic").rglob("*.py")
        if (length := len(path.read_text().splitlines())) > 450
    ]
    assert not found, f"make it a folder of the same name with named parts: {found}"
