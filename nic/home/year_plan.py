"""What will happen when a team begins a school year, in words before it is done. No database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nic.accounts.models import Membership
from nic.cycles.models import Cycle
from nic.measures.models import Series
from nic.web.words import counted


@dataclass(frozen=True, slots=True)
class YearPlan:
    """What is to be done: who leaves, what is put away, where a phase begins, what is closed. All else stays."""

    starts_on: date
    name: str
    stays: int
    leaving: Sequence[Membership]
    kept: int
    archived: Sequence[Series]
    phased: Sequence[Series]
    carried: Sequence[Cycle]
    stopped: Sequence[Cycle]
    because: str

    def sentences(self) -> list[str]:
        """What will happen, or has happened, in words."""
        names = ", ".join(each.person.name for each in self.leaving)
        put_away = ", ".join(each.definition.name for each in self.archived)
        closed = ", ".join(f"cycle {each.number}" for each in self.stopped)
        carried = ", ".join(f"cycle {each.number}" for each in self.carried)
        parts = (
            (
                True,
                f"{counted(self.stays, 'person', 'people')} stay{'s' if self.stays == 1 else ''} in the team.",
            ),
            (self.leaving, f"Leave the team: {names}. What they wrote stays."),
            (True, f"{counted(self.kept, 'measure')} {'goes' if self.kept == 1 else 'go'} on."),
            (self.archived, f"Put away with their values: {put_away}."),
            (
                self.phased,
                f"A new phase begins on {counted(len(self.phased), 'chart')}, with a median of its own.",
            ),
            (self.carried, f"Carried on: {carried}."),
            (self.stopped, f"Closed, because “{self.because}”: {closed}."),
        )
        return [words for holds, words in parts if holds]
