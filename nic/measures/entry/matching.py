"""What each column of a file means: chosen by a person, guessed from the heading. No database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from nic.kernel.errors import DomainError


class Role(StrEnum):
    """What a column holds."""

    DATE = "date"
    TEAM = "team"
    MEASURE = "measure"
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    N = "n"
    NOTE = "note"


LABELS = {
    Role.DATE: "Date",
    Role.TEAM: "Team or school",
    Role.MEASURE: "Measure (its name)",
    Role.VALUE: "Value",
    Role.NUMERATOR: "How many",
    Role.DENOMINATOR: "Out of how many",
    Role.N: "From how many people",
    Role.NOTE: "Note",
}
_HEADINGS = {
    Role.DATE: {
        "date",
        "day",
        "week",
        "week of",
        "week start",
        "week_start",
        "period",
        "month",
        "period_start",
    },
    Role.TEAM: {"team", "school", "school name", "school_name", "team name", "school id", "school_id"},
    Role.MEASURE: {"measure", "indicator", "what"},
    Role.VALUE: {"value", "result", "figure", "score", "percent", "pct"},
    Role.NUMERATOR: {"numerator", "how many", "yes", "num"},
    Role.DENOMINATOR: {"denominator", "out of", "out of how many", "of", "total", "den"},
    Role.N: {"n", "people", "students", "number of people"},
    Role.NOTE: {"note", "notes", "comment", "comments", "remark", "remarks"},
}
OF = "of-"
"""Before the key of a measure: the column holds the values of that measure."""


@dataclass(frozen=True, slots=True)
class Matching:
    """The columns of a file by what they hold; ``measures`` are columns that hold the values of one measure each.

    ``only`` is the measure of every row, where no column names it.
    """

    roles: Mapping[Role, int] = field(default_factory=dict)
    measures: Mapping[int, int] = field(default_factory=dict)
    only: int | None = None

    def as_plain(self) -> dict[str, object]:
        """For keeping as JSON; ``matching_from`` reads it back."""
        return {
            "roles": {role.value: place for role, place in self.roles.items()},
            "measures": {str(place): key for place, key in self.measures.items()},
            "only": self.only,
        }


def matching_from(plain: Mapping[str, dict[str, int]]) -> Matching:
    """What ``as_plain`` gave."""
    only = plain.get("only")
    return Matching(
        {Role(role): place for role, place in plain["roles"].items()},
        {int(place): key for place, key in plain["measures"].items()},
        only if isinstance(only, int) else None,
    )


def guess(columns: Sequence[str], measures: Mapping[int, str], has_teams: bool) -> list[str]:
    """What each column seems to hold: a role, "of-" and the key of a measure, or "" for nothing."""
    by_name = {name.casefold(): f"{OF}{key}" for key, name in measures.items()}
    taken: set[str] = set()
    found = []
    for column in columns:
        plain = " ".join(column.casefold().replace("_", " ").split())
        roles = [role.value for role, names in _HEADINGS.items() if {plain, column.casefold()} & names]
        if not has_teams:
            roles = [role for role in roles if role != Role.TEAM]
        choice = by_name.get(" ".join(column.casefold().split())) or (roles[0] if roles else "")
        found.append("" if choice in taken else choice)
        taken.add(choice)
    return found


def matched(choices: Sequence[str], only: int | None, needs_team: bool) -> Matching:
    """The choices of a person as a matching. Raises DomainError for choices that make no table of values."""
    roles: dict[Role, int] = {}
    measures: dict[int, int] = {}
    for place, choice in enumerate(choices):
        if choice.startswith(OF):
            measures[place] = int(choice.removeprefix(OF))
        elif choice:
            if Role(choice) in roles:
                raise DomainError(f"Two columns are “{LABELS[Role(choice)]}”. Choose one of them.")
            roles[Role(choice)] = place
    _check(roles, measures, needs_team)
    if not measures and Role.MEASURE not in roles and only is None:
        raise DomainError("Choose which measure the values are of.", "only")
    return Matching(roles, measures, only if not measures and Role.MEASURE not in roles else None)


def _check(roles: Mapping[Role, int], measures: Mapping[int, int], needs_team: bool) -> None:
    if Role.DATE not in roles:
        raise DomainError("Choose the column of the dates.")
    if needs_team and Role.TEAM not in roles:
        raise DomainError("Choose the column of the teams or schools.")
    parts = {Role.NUMERATOR, Role.DENOMINATOR} & roles.keys()
    if len(parts) == 1:
        raise DomainError("“How many” and “Out of how many” belong together: choose both columns.")
    figures = bool(parts) + (Role.VALUE in roles)
    if measures and (figures or Role.MEASURE in roles or Role.N in roles):
        raise DomainError(
            "Either a column for each measure, or columns for measure, value and people: not both."
        )
    if len(set(measures.values())) < len(measures):
        raise DomainError("Two columns hold the same measure. Choose one of them.")
    if not measures and figures != 1:
        raise DomainError("Choose the column of the values, or those of “How many” and “Out of how many”.")
