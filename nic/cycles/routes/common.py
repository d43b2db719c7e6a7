"""What the pages of cycles share."""

from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from nic.accounts import queries as accounts
from nic.cycles.models import Cycle
from nic.kernel.house import current_house
from nic.kernel.scope import current_scope

blueprint = Blueprint("cycles", __name__)
CYCLE = "/teams/<int:team_id>/cycles/<int:cycle_id>"


def to_cycle(cycle: Cycle, anchor: str = "") -> ResponseReturnValue:
    """Leads to the page of a cycle."""
    return redirect(url_for("cycles.cycle", team_id=cycle.team_id, cycle_id=cycle.id) + anchor)


def chosen(things: Any, key: int) -> Any:
    """The one among things that was loaded in the scope with a key; None where there is none."""
    return next((thing for thing in things if thing.id == key), None)


def people_to_choose(cycle: Cycle) -> dict[int, str]:
    """Who may work on a cycle, by key: the team's people, and whoever works on it already."""
    people = accounts.people_of(current_scope(), cycle.team)
    names = {each.person_id: each.person.name for each in people}
    left = {author.person_id for author in cycle.authors} - names.keys()
    return names | (current_house().names_of_people(left) if left else {})


def locker(cycle: Cycle) -> dict[int, str]:
    """The name of the person who locked the prediction, by key."""
    return current_house().names_of_people({cycle.locked_by_id} if cycle.locked_by_id is not None else set())
