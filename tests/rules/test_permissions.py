"""Who may do what: a readable table of roles and permissions is the specification."""

from collections.abc import Callable

from flask import Flask

from nic.kernel.identity import Identity, Place
from nic.kernel.permissions import Rule
from nic.kernel.scope import Person
from nic.organizations.models import Organization
from tests.rules.snapshots import matches
from tests.world import CAST, World


def _place(world: World) -> Place:
    """The place where a thing of the Elm team stands, in a review of its district."""
    from nic.kernel.database import db

    elm = db.session.get_one(Organization, world["elm"])
    return Place(
        agency_id=world["agency"],
        path=elm.path,
        team_id=world["elm_team"],
        network_ids=frozenset({world["network"]}),
        review_id=world.get("review"),
    )


def _cell(rule: Rule, identity: Identity, place: Place) -> str:
    held = [grant for grant in rule.grants if grant.relation.holds(identity, place)]
    if any(grant.condition is None for grant in held):
        return "yes"
    return "if" if held else "."


def test_the_table_of_roles_and_permissions(
    app: Flask, world: World, scope_for: Callable[[str], Person]
) -> None:
    place = _place(world)
    people = {name: scope_for(name).identity for name in CAST}
    rules = list(app.extensions["house"].permissions.rules())
    width = max(len(rule.permission) for rule in rules)
    lines = [
        "Each person of the test cast, and a thing of the Elm team (or its network, its district's review).\n"
    ]
    lines.append("yes: always; if: under a condition (once shared, ...); . : never\n\n")
    lines.append(f"{'':<{width}} " + " ".join(f"{name:>8}" for name in people) + "\n")
    for rule in rules:
        cells = " ".join(f"{_cell(rule, identity, place):>8}" for identity in people.values())
        lines.append(f"{rule.permission:<{width}} {cells}\n")
    matches("permissions.txt", "".join(lines), "Somebody may do more or less than before.")


def test_every_permission_is_told_in_words(app: Flask) -> None:
    untold = [
        rule.permission for rule in app.extensions["house"].permissions.rules() if len(rule.sentence) < 8
    ]
    assert not untold, f"the page “Who can see what” prints the sentence: {untold}"
