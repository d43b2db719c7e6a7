"""A text that is taken out of a node or of an aim is taken out of every version as well."""

from typing import Any

from nic.kernel.audit import REDACTED, REDACTIONS
from nic.kernel.house import House
from nic.kernel.scope import Scope
from nic.theory.models import Node, Theory
from nic.theory.versions import queries


def register(house: House) -> None:
    """Has versions follow what is redacted."""
    house.add_provider(REDACTIONS, _redact_versions)


def _redact_versions(scope: Scope, subject: Any, text_name: str) -> None:
    rows: list[Any] = []
    if isinstance(subject, Node):
        rows = [*queries.rows_with_node(scope, subject.id)]
    elif isinstance(subject, Theory):
        rows = [*queries.versions_of(scope, subject.owner)]
    for row in rows:
        setattr(row, text_name, REDACTED)
