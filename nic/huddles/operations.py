"""Noting what a team decides, and that it is done."""

from datetime import date
from uuid import UUID

from nic.huddles import queries
from nic.huddles.models import HuddleDecision
from nic.kernel import audit, clock
from nic.kernel.archiving import archive, restore
from nic.kernel.errors import DomainError, needed
from nic.kernel.scope import Scope, actor_of
from nic.organizations.models import Team


def decide(
    scope: Scope,
    team: Team,
    *,
    what: str,
    who: str = "",
    due_on: date | None = None,
    client_uuid: UUID | None = None,
) -> HuddleDecision:
    """Notes what a team decided today. The same UUID gets the same decision. Raises DomainError for empty words."""
    if client_uuid is not None:
        there = queries.decision_sent_before(scope, client_uuid)
        if there is not None:
            return there
    today = clock.today(team.school.time_zone)
    if due_on is not None and due_on < today:
        raise DomainError("This day has gone by.", "due_on")
    decision = HuddleDecision(
        team=team,
        decided_on=today,
        what=needed(what, "what", "Write what you decided."),
        who=who.strip(),
        due_on=due_on,
        noted_by_id=actor_of(scope)[0],
        client_uuid=client_uuid,
    )
    audit.record(scope, "noted", decision)
    return decision


def set_done(scope: Scope, decision: HuddleDecision, is_done: bool) -> HuddleDecision:
    """Says that a decision is carried out, or that it is not yet."""
    if (decision.done_on is not None) != is_done:
        decision.done_on = clock.today(decision.team.school.time_zone) if is_done else None
        audit.record(scope, "carried out" if is_done else "took up again", decision)
    return decision


def take_back(scope: Scope, decision: HuddleDecision) -> HuddleDecision:
    """Puts away a decision that was noted by mistake; it can be put back."""
    return archive(scope, decision, "took back")


def put_back(scope: Scope, decision: HuddleDecision) -> HuddleDecision:
    """Lets a decision that was taken back count again, as it was."""
    return restore(scope, decision, "put back")
