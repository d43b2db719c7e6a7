"""How the parts of a value make the whole: plain data, no database."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from nic.measures.models.words import MeasureKind


class PartFigures(NamedTuple):
    """What one member or class counted; ``value`` is in the unit of the measure."""

    value: float
    numerator: float | None = None
    denominator: float | None = None
    n: int | None = None


def added_up(parts: Iterable[PartFigures], kind: MeasureKind) -> PartFigures | None:
    """The whole of some parts; None where there is none.

    Numerators and denominators are added up, and so are counts. Averages, ratings and minutes count by their n (one
    each, where it is not known). A proportion that came as a percentage alone counts by its n in the same way. The n of
    the whole is known only if that of every part is.
    """
    found = list(parts)
    if not found:
        return None
    counted = [part.n for part in found if part.n is not None]
    people = sum(counted) if len(counted) == len(found) else None
    if kind is MeasureKind.COUNT:
        return PartFigures(math.fsum(part.value for part in found), n=people)
    if kind is MeasureKind.PROPORTION:
        whole = [_fraction(part) for part in found]
        numerator = math.fsum(part for part, _ in whole)
        denominator = math.fsum(of for _, of in whole)
        return PartFigures(100 * numerator / denominator, numerator, denominator, people)
    weights = [float(part.n or 1) for part in found]
    total = math.fsum(part.value * weight for part, weight in zip(found, weights, strict=True))
    return PartFigures(total / math.fsum(weights), n=people)


def _fraction(part: PartFigures) -> tuple[float, float]:
    if part.numerator is not None and part.denominator is not None:
        return part.numerator, part.denominator
    weight = float(part.n or 1)
    return part.value / 100 * weight, weight
