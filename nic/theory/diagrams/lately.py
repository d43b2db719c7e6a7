"""What happened to a theory lately, in words: who did what to which node, and whether it can be taken back."""

from dataclasses import dataclass
from datetime import datetime

from nic.kernel.house import current_house
from nic.kernel.scope import Scope
from nic.theory.diagrams import queries
from nic.theory.models import NodeKind, Theory, TheoryStep


@dataclass(frozen=True, slots=True)
class ToldStep:
    """One step in words: "Ana Ruiz reworded “Time is kept for talk”"."""

    id: int
    who: str
    verb: str
    what: str
    at: datetime
    undone: bool

    @property
    def words(self) -> str:
        """The whole sentence, without a full stop."""
        return f"{self.who} {self.verb} {self.what}"


def told_steps(scope: Scope, theory: Theory, after: int | None = None) -> list[ToldStep]:
    """The latest steps, newest first; only those ``after`` a revision where one is given."""
    steps = queries.latest_steps(scope, theory, after)
    names = current_house().names_of_people({step.actor_id for step in steps if step.actor_id is not None})
    return [
        ToldStep(
            id=step.id,
            who=names.get(step.actor_id or 0, "") or "Somebody",
            verb=step.verb,
            what=_what(step),
            at=step.created_at,
            undone=step.undone_at is not None,
        )
        for step in steps
    ]


def _what(step: TheoryStep) -> str:
    if step.node is None:
        return "the theory"
    return "the aim" if step.node.kind is NodeKind.AIM else f"“{step.node.text}”"
