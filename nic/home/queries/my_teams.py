"""A coach's "My teams": what waits for an answer, whose Study or Act is overdue, what surprised a team lately."""

from collections.abc import Sequence
from dataclasses import dataclass

from nic.comments.queries import Waiting, waiting_questions
from nic.cycles.facts import due_date, is_overdue
from nic.cycles.models import Cycle, LogEntry
from nic.cycles.queries import latest_surprises, running_cycles
from nic.kernel.scope import Person, Scope
from nic.organizations.models import Team
from nic.organizations.queries import own_teams

SHOWN_SURPRISES = 5


@dataclass(frozen=True, slots=True)
class Coaching:
    """What a coach looks for first, over all the teams that they coach."""

    waiting: Sequence[Waiting]
    overdue: Sequence[Cycle]
    surprises: Sequence[LogEntry]


@dataclass(frozen=True, slots=True)
class MyTeams:
    """The teams that a person works in or coaches. ``coaching`` is None for who coaches none."""

    teams: Sequence[Team]
    coaching: Coaching | None


def my_teams(scope: Scope) -> MyTeams:
    """The teams of a person, and what they coach."""
    coached = scope.identity.coached_team_ids if isinstance(scope, Person) else frozenset()
    return MyTeams(own_teams(scope), _coaching(scope, coached) if coached else None)


def _coaching(scope: Scope, team_ids: frozenset[int]) -> Coaching:
    late = [cycle for cycle in running_cycles(scope, team_ids) if is_overdue(cycle)]
    late.sort(key=lambda cycle: (str(due_date(cycle)), cycle.team_id, cycle.number))
    return Coaching(
        waiting=waiting_questions(scope, team_ids),
        overdue=late,
        surprises=latest_surprises(scope, team_ids, SHOWN_SURPRISES),
    )
