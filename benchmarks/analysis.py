"""200 analyses of 52 points against `statistics.median` over the same 200 lists. `python -m benchmarks.analysis`"""

import json
import random
import statistics
import sys
from collections.abc import Callable
from datetime import date, timedelta
from time import process_time

from nic.analysis.cases import analyze_cases
from nic.analysis.in_words import in_words
from nic.analysis.run_chart import analyze_run_chart

SERIES, POINTS, ROUNDS = 200, 52, 15
LIMIT = 20.0


def seconds(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Least CPU time of each work, all taken in turn in every round."""
    least = dict.fromkeys(works, float("inf"))
    for _ in range(ROUNDS):
        for name, work in works.items():
            start = process_time()
            work()
            least[name] = min(least[name], process_time() - start)
    return least


def measure() -> dict[str, float]:
    """Ratios to the medians: of whole cases as `nic analyze` reads them, of bare values, and with the sentence."""
    chance = random.Random(3)
    lists = [[round(chance.gauss(60, 8), 1) for _ in range(POINTS)] for _ in range(SERIES)]
    weeks = [date(2025, 9, 1) + timedelta(weeks=week) for week in range(POINTS)]
    x = [week.isoformat() for week in weeks]
    cases = [
        {
            "id": number,
            "family": "run",
            "input": {"x_type": "date", "x": x, "y": y, "options": {"chart": "run"}},
        }
        for number, y in enumerate(lists)
    ]
    found = seconds(
        {
            "medians": lambda: [statistics.median(values) for values in lists],
            "cases": lambda: analyze_cases(cases),
            "values": lambda: [analyze_run_chart(values) for values in lists],
            "values and sentence": lambda: [
                in_words(analyze_run_chart(values), dates=weeks) for values in lists
            ],
        }
    )
    return {name: found[name] / found["medians"] for name in found if name != "medians"}


def main() -> int:
    """Print the ratios; 1 if one that is promised is broken."""
    ratios = measure()
    print(json.dumps({name: round(ratio, 1) for name, ratio in ratios.items()}, indent=2))
    return int(max(ratios["cases"], ratios["values"]) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
