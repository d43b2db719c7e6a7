"""A small integer solver for tests: which values fit a set of sums, found without the code under test."""

from dataclasses import dataclass, field

#: What is not known is at most this; tables in the tests stay far below.
MOST = 600


@dataclass
class Puzzle:
    """Whole-number unknowns within bounds, and sums over them that must hold: {name: factor} adds up to zero."""

    bounds: dict[str, tuple[int, int]] = field(default_factory=dict)
    sums: list[dict[str, int]] = field(default_factory=list)

    def values(self, name: str, among: range, enough: int) -> list[int]:
        """The first *enough* values of *name* within *among* that some solution has."""
        found: list[int] = []
        for value in among:
            low, high = self.bounds[name]
            if low <= value <= high and self._solvable({**self.bounds, name: (value, value)}):
                found.append(value)
                if len(found) == enough:
                    break
        return found

    def _solvable(self, bounds: dict[str, tuple[int, int]]) -> bool:
        narrowed = self._narrow(dict(bounds))
        if narrowed is None:
            return False
        open_names = [name for name, (low, high) in narrowed.items() if low < high]
        if not open_names:
            return True
        name = min(open_names, key=lambda one: narrowed[one][1] - narrowed[one][0])
        low, high = narrowed[name]
        middle = (low + high) // 2
        return self._solvable({**narrowed, name: (low, middle)}) or self._solvable(
            {**narrowed, name: (middle + 1, high)}
        )

    def _narrow(self, bounds: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]] | None:
        """Take from each unknown what no choice of the others can make up for; None if one is left without value."""
        changed = True
        while changed:
            changed = False
            for line in self.sums:
                low = sum(min(f * bounds[n][0], f * bounds[n][1]) for n, f in line.items())
                high = sum(max(f * bounds[n][0], f * bounds[n][1]) for n, f in line.items())
                for name, factor in line.items():
                    old = bounds[name]
                    least, most = sorted((factor * old[0], factor * old[1]))
                    reach = sorted((-(high - most) * factor, -(low - least) * factor))
                    new = max(old[0], reach[0]), min(old[1], reach[1])
                    if new[0] > new[1]:
                        return None
                    if new != old:
                        bounds[name] = new
                        low += min(factor * new[0], factor * new[1]) - least
                        high += max(factor * new[0], factor * new[1]) - most
                        changed = True
        return bounds
