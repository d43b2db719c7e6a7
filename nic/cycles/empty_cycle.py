"""What every new cycle begins as, however it is planned."""

from uuid import UUID

from nic.cycles import queries
from nic.cycles.models import Cycle, CycleAuthor, CycleState
from nic.kernel.scope import Scope, actor_of
from nic.organizations.models import Team
from nic.theory.models import Node
from nic.theory.versions.queries import version_for_cycle


def empty_cycle(scope: Scope, team: Team, mark: UUID | None, idea: Node | None) -> Cycle:
    """An empty cycle of a team with its number, by the person who plans it; not recorded yet."""
    cycle = Cycle(
        team=team,
        agency_id=team.agency_id,
        number=queries.next_number(scope, team),
        state=CycleState.PLANNED,
        client_uuid=mark,
        theory_version_id=version_for_cycle(scope, team, idea),
    )
    planner, _ = actor_of(scope)
    if planner is not None:
        cycle.authors.append(CycleAuthor(person_id=planner))
    return cycle
