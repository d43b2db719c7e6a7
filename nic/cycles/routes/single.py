"""The list of a team's cycles, and the page of one."""

from collections.abc import Sequence
from typing import Any

from flask.typing import ResponseReturnValue

from nic.cycles import facts, queries
from nic.cycles.forms import LogForm, PeopleForm, StopForm
from nic.cycles.models import Cycle, LogEntry
from nic.cycles.moves import Move, is_allowed, why_not
from nic.cycles.policy import CyclePermission as Can
from nic.cycles.routes.common import CYCLE, blueprint, people_to_choose
from nic.kernel.house import current_house
from nic.kernel.permissions import can, requires
from nic.kernel.scope import Person, Scope, current_scope
from nic.organizations import queries as organizations
from nic.organizations.models import Team
from nic.organizations.policy import OrganizationPermission
from nic.theory.versions.queries import in_readable_words, readable_version
from nic.web.forms import Form
from nic.web.pager import requested_page
from nic.web.pages import page
from nic.web.panels import panels_on


@blueprint.get("/teams/<int:team_id>/cycles")
@requires(OrganizationPermission.VIEW_TEAM, load=organizations.load_team)
def cycles(team: Team) -> ResponseReturnValue:
    """A team's cycles; outside its circle, those it shared."""
    found = queries.page_of_cycles(current_scope(), team.id, requested_page())
    return page("cycles/cycles.html", team=team, cycles=found)


@blueprint.get(CYCLE)
@requires(Can.VIEW_CYCLE, load=queries.load_cycle)
def cycle(cycle: Cycle) -> ResponseReturnValue:
    """One cycle, whole: plan, weeks, study, decision."""
    return cycle_page(cycle)


def cycle_page(cycle: Cycle, failed: Form | None = None) -> ResponseReturnValue:
    """The page of a cycle; ``failed`` is the form on it that was sent with a mistake."""
    scope = current_scope()
    runs, in_circle = can(Can.RUN_CYCLE, cycle), can(Can.VIEW_LOG, cycle)
    failed = None if failed is None else _still_shown(cycle, failed)
    log = queries.log_entries(scope, [cycle.id])[cycle.id] if in_circle else []
    allowed = {move.name.lower() for move in Move if runs and is_allowed(cycle.state, move)}
    ideas = [cycle.change_idea] if cycle.change_idea is not None else []
    return page(
        "cycles/cycle.html",
        cycle=cycle,
        opens=in_readable_words(scope, ideas),
        planned_on=readable_version(scope, cycle.theory_version_id),
        form=failed,
        **_forms(cycle, failed, "edit" in allowed),
        log=log,
        names=_names(cycle, log) if in_circle else {},
        following=queries.next_cycles(scope, cycle),
        taken_up=queries.clones_of(scope, cycle),
        week=facts.week_of(cycle),
        allowed=allowed,
        in_circle=in_circle,
        may_clone=is_allowed(cycle.state, Move.CLONE) and _plans_somewhere(scope),
        panels=panels_on(scope, "cycle", cycle),
    )


def _forms(cycle: Cycle, failed: Form | None, editable: bool) -> dict[str, Form]:
    """The forms on the page; the one that was sent with a mistake keeps what was typed."""
    kinds = {"log_form": LogForm, "stop_form": StopForm, "people_form": PeopleForm}
    forms: dict[str, Any] = {
        name: failed if isinstance(failed, kind) else kind() for name, kind in kinds.items()
    }
    forms["log_form"].offer_weeks(facts.today_of(cycle), cycle.started_on)
    names = people_to_choose(cycle) if editable else {}
    if not isinstance(failed, PeopleForm):
        forms["people_form"] = PeopleForm(formdata=None)
        forms["people_form"].offer_people(names, [author.person_id for author in cycle.authors])
    return forms


def _names(cycle: Cycle, log: Sequence[LogEntry]) -> dict[int, str]:
    """The names beside notes, locks and plans, for the circle."""
    people = {entry.author_id for entry in log} | {cycle.locked_by_id}
    people |= {author.person_id for author in cycle.authors}
    return current_house().names_of_people({key for key in people if key is not None})


def _plans_somewhere(scope: Scope) -> bool:
    return isinstance(scope, Person) and bool(scope.identity.own_team_ids)


NEEDED = {LogForm: Move.LOG, StopForm: Move.STOP, PeopleForm: Move.EDIT}
"""What a cycle must allow for its page to show a form."""


def _still_shown(cycle: Cycle, failed: Form) -> Form:
    """The form with its mistakes; where the page has no place for it any more, the reason alone."""
    move = NEEDED.get(type(failed))
    if move is None or is_allowed(cycle.state, move):
        return failed
    told = Form()
    told.form_errors.append(why_not(cycle.state, move))
    return told
