"""Invitations that are still open: two by mail, which stand in the outbox, and a printed code."""

from nic.accounts.operations.invitations import invite_by_mail, make_code
from nic.demo.ground import MAIL_DOMAIN
from nic.demo.places import MAPLE
from nic.demo.stage import Stage
from nic.kernel.identity import Role


def build_doors(stage: Stage) -> None:
    """A lead invites a colleague, a district lead a school lead; a coach's code lies printed in a drawer."""
    lead, district = stage.lead(MAPLE), stage.scope("Henry Osei")
    with stage.at(-1, weekday=3, hour=8):
        invite_by_mail(lead, stage.teams[MAPLE], Role.TEAM_MEMBER, f"new.colleague@{MAIL_DOMAIN}")
        make_code(lead, stage.teams[MAPLE], Role.COACH)
    with stage.at(-1, weekday=4, hour=11):
        school = stage.organizations["Fern Creek School"]
        invite_by_mail(district, school, Role.SCHOOL_LEAD, f"fern.creek@{MAIL_DOMAIN}")
