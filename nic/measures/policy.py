"""Who may do what with measures and their values."""

from typing import Any

from nic.kernel.permissions import Grant, Permission, PermissionMap
from nic.kernel.relations import (
    AGENCY_STAFF,
    CIRCLE,
    COACH,
    DISTRICT_LEAD,
    HUB,
    NETWORK_LEADS,
    NETWORK_TEAMS,
    SCHOOL_LEAD,
    TEAM_MEMBER,
    Condition,
)


class MeasurePermission(Permission):
    """What can be done here."""

    VIEW_DEFINITION = "measures.view_definition"
    DEFINE_FOR_TEAM = "measures.define_for_team"
    DEFINE_FOR_NETWORK = "measures.define_for_network"
    EDIT_DEFINITION = "measures.edit_definition"
    VIEW_CHART = "measures.view_chart"
    VIEW_VALUES = "measures.view_values"
    LOG_VALUE = "measures.log_value"
    CORRECT_VALUE = "measures.correct_value"
    MARK_CHART = "measures.mark_chart"
    ARRANGE_SERIES = "measures.arrange_series"
    CHANGE_DEFINITION = "measures.change_definition"


def is_network_measure(thing: Any) -> bool:
    """Whether a definition, or the definition of a series, belongs to a network."""
    definition = getattr(thing, "definition", thing)
    return definition.network_id is not None


OF_A_NETWORK = Condition("for the network's measures", is_network_measure)


def register_policy(permissions: PermissionMap) -> None:
    """Puts the room's permissions on the map."""
    allow = permissions.allow
    can = MeasurePermission
    of_the_network = tuple(
        Grant(relation, OF_A_NETWORK) for relation in (NETWORK_TEAMS, NETWORK_LEADS, AGENCY_STAFF)
    )
    outside = tuple(
        Grant(relation, OF_A_NETWORK)
        for relation in (NETWORK_TEAMS, SCHOOL_LEAD, DISTRICT_LEAD, AGENCY_STAFF)
    )
    allow(can.VIEW_DEFINITION, "read what a measure means", *CIRCLE, *of_the_network)
    allow(can.DEFINE_FOR_TEAM, "define a measure of a team", TEAM_MEMBER, COACH)
    allow(can.DEFINE_FOR_NETWORK, "define a measure that all teams of a network share", HUB)
    allow(can.EDIT_DEFINITION, "reword or archive a measure", TEAM_MEMBER, COACH, Grant(HUB, OF_A_NETWORK))
    allow(
        can.VIEW_CHART,
        "see a team's measure as a chart (outside the circle without values from 10 or fewer people)",
        *CIRCLE,
        *outside,
    )
    allow(can.VIEW_VALUES, "see each of a team's values, with its note and who logged it", *CIRCLE)
    allow(can.LOG_VALUE, "log a value", TEAM_MEMBER, COACH)
    allow(can.CORRECT_VALUE, "correct a value, or choose between two", TEAM_MEMBER, COACH)
    allow(
        can.MARK_CHART,
        "set a baseline or a phase on a team's chart, leave a value out or note something on it",
        TEAM_MEMBER,
        COACH,
    )
    allow(
        can.ARRANGE_SERIES,
        "choose whose parts add up to a team's value, its groups, and which edition of a definition it counts by",
        TEAM_MEMBER,
        COACH,
    )
    allow(
        can.CHANGE_DEFINITION,
        "make a new edition of a network's definition",
        Grant(HUB, OF_A_NETWORK),
    )
