"""A text that is removed everywhere is removed from the steps of its theory too."""

from typing import Any

from nic.kernel.audit import REDACTED
from nic.kernel.scope import Scope
from nic.theory.diagrams import queries
from nic.theory.models import Node, Theory


def blank_in_steps(scope: Scope, subject: Any, text_name: str) -> None:
    """Blanks a text of a node or of an aim in every step that holds it."""
    if isinstance(subject, Node):
        theory_id = subject.theory_id
        path: tuple[str, ...] = ("nodes", str(subject.id))
    elif isinstance(subject, Theory):
        theory_id, path = subject.id, ("aim",)
    else:
        return
    for step in queries.every_step_of(scope, theory_id):
        step.changes = _blanked(step.changes, (*path, text_name))


def _blanked(values: Any, path: tuple[str, ...]) -> Any:
    """The same values, with every text at the end of the path blanked; what is not there stays so."""
    if not path:
        return [REDACTED if value else value for value in values]
    if path[0] not in values:
        return values
    return {**values, path[0]: _blanked(values[path[0]], path[1:])}
