"""What the weekly mail says of decisions: to their team what is due soon, to its lead and coach all that is open."""

from collections.abc import Sequence
from datetime import timedelta

from nic.accounts.addresses import link
from nic.huddles.models import HuddleDecision
from nic.huddles.queries import open_decisions
from nic.kernel import clock
from nic.kernel.identity import Role
from nic.kernel.scope import Person
from nic.notices.letters import Paragraph
from nic.notices.models import NoticeKind

SOON = timedelta(days=7)


def paragraphs(scope: Person, kind: NoticeKind) -> Sequence[Paragraph]:
    """A paragraph a team with open decisions."""
    who = scope.identity
    is_digest = kind is NoticeKind.DIGEST
    team_ids = who.team_ids_as(Role.TEAM_LEAD, Role.COACH) if is_digest else who.own_team_ids
    found = [each for each in open_decisions(scope, team_ids) if is_digest or _is_near(each)]
    by_team: dict[int, list[HuddleDecision]] = {}
    for decision in found:
        by_team.setdefault(decision.team_id, []).append(decision)
    return [
        Paragraph(
            f"{decisions[0].team.name}: decided and not done yet",
            [_line(decision) for decision in decisions],
            address=link("huddles.huddle", team_id=team_id),
        )
        for team_id, decisions in by_team.items()
    ]


def _is_near(decision: HuddleDecision) -> bool:
    today = clock.today(decision.team.school.time_zone)
    return decision.due_on is not None and decision.due_on <= today + SOON


def _line(decision: HuddleDecision) -> str:
    until = (
        f"until {decision.due_on:%A} {decision.due_on.day} {decision.due_on:%B}" if decision.due_on else ""
    )
    more = ", ".join(filter(None, (decision.who, until)))
    return f"{decision.what}{f' ({more})' if more else ''}"
