"""What other rooms put on the page of a thing: comments, files, whatever belongs to any kind of thing.

A provider for the slot ``subject_panels`` is called once per page as ``provider(scope, kind, thing)``; ``kind`` is
the key of its subject kind, and returns the panels that this person sees there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nic.kernel.house import current_house
from nic.kernel.scope import Scope

SLOT = "subject_panels"


@dataclass(frozen=True, slots=True)
class SubjectPanel:
    """A panel: the template that shows it, which reads ``content``; smaller ``order`` stands higher.

    ``key`` is the panel's anchor on the page.
    """

    key: str
    title: str
    template: str
    content: Mapping[str, Any] = field(default_factory=dict)
    order: int = 50


def panels_on(scope: Scope, kind: str, thing: Any) -> list[SubjectPanel]:
    """The panels on the page of a thing that was loaded in the scope, from every room that registered some."""
    found = [panel for provider in current_house().provided(SLOT) for panel in provider(scope, kind, thing)]
    return sorted(found, key=lambda panel: panel.order)
