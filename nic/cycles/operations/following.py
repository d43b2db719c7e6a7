"""What follows a closed cycle: the next one, one like it, and that others may read it."""

from uuid import UUID, uuid5

from nic.cycles import queries
from nic.cycles.empty_cycle import empty_cycle
from nic.cycles.events import CycleShared
from nic.cycles.fields import COPIED
from nic.cycles.models import Cycle
from nic.cycles.moves import Move, check
from nic.cycles.plan_rows import copied_rows, told
from nic.kernel import audit, clock
from nic.kernel.errors import DomainError
from nic.kernel.events import publish
from nic.kernel.scope import Scope
from nic.organizations.models import Team
from nic.theory.models import Node
from nic.theory.versions.queries import change_ideas


def share_cycle(scope: Scope, cycle: Cycle) -> Cycle:
    """Lets the networks of the team read a closed cycle as it stands; notes and history stay with the circle."""
    check(cycle.state, Move.SHARE)
    if not cycle.is_shared:
        cycle.shared_at = clock.now()
        audit.record(scope, "shared", cycle)
        publish(CycleShared(cycle.id))
    return cycle


def plan_next(scope: Scope, cycle: Cycle) -> Cycle:
    """The next cycle on the same idea, its plan copied, its prediction open. A planned one is returned."""
    check(cycle.state, Move.PLAN_NEXT)
    queries.hold_team(scope, cycle.team)
    standing = queries.planned_next(scope, cycle)
    if standing is not None:
        return standing
    following = empty_cycle(scope, cycle.team, None, cycle.change_idea)
    _copy_plan(cycle, following)
    following.change_idea, following.previous = cycle.change_idea, cycle
    rows = copied_rows(cycle, following, own=True)
    details = {"continues_cycle": cycle.number}
    audit.record_all(scope, told("continued with", following, rows), details=details)
    return following


def clone_cycle(scope: Scope, source: Cycle, team: Team, client_uuid: UUID | None = None) -> Cycle:
    """A new plan of a team like that of a closed cycle, of its own or shared with it. The same UUID gets the same.

    What is taken over is what sharing shows: not the prediction, not notes; from another team neither who and where nor
    its goal and its measures. The idea comes along where the team may test it, else its words alone.
    """
    check(source.state, Move.CLONE)
    if source.team_id != team.id and not source.is_shared:
        raise DomainError("The plan of another team can be used once its cycle is shared.")
    mark = uuid5(client_uuid, f"{source.id} for {team.id}") if client_uuid is not None else None
    if mark is not None and (sent_before := queries.cycle_sent_before(scope, mark)) is not None:
        return sent_before
    own = source.team_id == team.id
    node = source.change_idea if own else _idea_for(scope, source, team)
    cycle = empty_cycle(scope, team, mark, node)
    _copy_plan(source, cycle)
    if not own:
        cycle.goal = cycle.participants = cycle.context = ""
    cycle.change_idea, cycle.cloned_from = node, source
    rows = copied_rows(source, cycle, own=own)
    details = {"plan_of_cycle": source.number} | ({} if own else {"plan_of_team": source.team.name})
    audit.record_all(scope, told("planned", cycle, rows), details=details)
    return cycle


def _idea_for(scope: Scope, source: Cycle, team: Team) -> Node | None:
    """The change idea of another team's cycle, or one in the same words, where this team may test it."""
    ideas = change_ideas(scope, team)
    same = (each for each in ideas if each.text.casefold() == source.idea_text.casefold())
    return next((each for each in ideas if each.id == source.change_idea_id), next(same, None))


def _copy_plan(source: Cycle, cycle: Cycle) -> None:
    cycle.idea_text = source.idea_text
    for name in COPIED:
        setattr(cycle, name, getattr(source, name))
