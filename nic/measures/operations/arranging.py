"""How a team counts: one value or a part per member or class, and into which groups a value is broken down."""

from collections.abc import Mapping, Sequence

from nic.kernel import audit, clock
from nic.kernel.database import db
from nic.kernel.errors import DomainError
from nic.kernel.scope import Scope
from nic.kernel.transactions import check_version
from nic.measures.models import Breakdown, PartPurpose, PartsBy, Series, SeriesPart
from nic.measures.queries.parts import live_parts

MOST_PARTS = 40
LONGEST_NAME = 60


def choose_parts(
    scope: Scope,
    series: Series,
    version: int | None,
    *,
    parts_by: PartsBy,
    members: Mapping[int, str] | None = None,
    classes: Sequence[str] = (),
) -> Series:
    """Lets each member (key and name) or each class add its part to the value, or nobody.

    Parts that are left out are put away; what they have counted stays in the values. Raises DomainError, and
    StaleVersion where somebody else changed it meanwhile.
    """
    check_version(series, version, {"parts_by": series.parts_by})
    wanted: dict[str, int | None] = {}
    if parts_by is PartsBy.MEMBER:
        wanted = {name: person_id for person_id, name in (members or {}).items()}
        if len(wanted) < len(members or {}):
            raise DomainError("Two members have the same name. Choose one part per class instead.", "members")
    elif parts_by is PartsBy.CLASS:
        wanted = dict.fromkeys(_names(classes, "classes"))
    if parts_by is not PartsBy.NOBODY and len(wanted) < 2:
        field = "members" if parts_by is PartsBy.MEMBER else "classes"
        raise DomainError("Name at least two whose parts add up to the value.", field)
    _arrange(series, PartPurpose.SUM, wanted)
    series.parts_by = parts_by
    audit.record(scope, "chose whose parts add up in", series, details={"parts": ", ".join(wanted)})
    return series


def choose_breakdown(
    scope: Scope, series: Series, version: int | None, *, breakdown: Breakdown, groups: Sequence[str] = ()
) -> Series:
    """Lets values of groups stand beside the value of the series, each with its own n, or of none.

    Groups that are left out are put away with their values. Raises DomainError, and StaleVersion where somebody else
    changed it meanwhile.
    """
    check_version(series, version, {"breakdown": series.breakdown})
    wanted: dict[str, int | None] = {}
    if breakdown is not Breakdown.NONE:
        wanted = dict.fromkeys(_names(groups, "groups"))
        if len(wanted) < 2:
            raise DomainError("Name at least two groups.", "groups")
    _arrange(series, PartPurpose.GROUP, wanted)
    series.breakdown = breakdown
    audit.record(scope, "chose the groups of", series, details={"groups": ", ".join(wanted)})
    return series


def _names(typed: Sequence[str], field: str) -> list[str]:
    names = list(dict.fromkeys(" ".join(name.split()) for name in typed if name.strip()))
    if len(names) > MOST_PARTS:
        raise DomainError(f"Name up to {MOST_PARTS}.", field)
    if any(len(name) > LONGEST_NAME for name in names):
        raise DomainError(f"Write up to {LONGEST_NAME} signs for each.", field)
    return names


def _arrange(series: Series, purpose: PartPurpose, wanted: Mapping[str, int | None]) -> None:
    """Puts parts away that are not wanted any more, and makes or reorders those that are."""
    known = {(part.name, part.person_id): part for part in live_parts(series.id, purpose)}
    now = clock.now()
    for (name, person_id), part in known.items():
        if wanted.get(name, 0) != person_id:
            part.archived_at = now
    db.session.flush()
    for position, (name, person_id) in enumerate(wanted.items()):
        there = known.get((name, person_id))
        if there is None:
            db.session.add(
                SeriesPart(
                    series_id=series.id, purpose=purpose, name=name, person_id=person_id, position=position
                )
            )
        else:
            there.position = position
    db.session.flush()
