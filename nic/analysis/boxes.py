"""Best box and cut box: limits for longest run and crossings taken together, for 10 to 100 useful points.

Anhoej and Wentzel-Larsen 2020 (doi 10.1371/journal.pone.0233920). Among the boxes "at least c crossings and
no run longer than l" that hold at least 92.5 % of unchanged series, the best box holds the fewest series
shifted by 0.8 standard deviations. The cut box then leaves out as much of the box's corner (few crossings,
long run) as the 92.5 % allow. The figures are computed from that definition; a test computes some of them
again.
"""

from __future__ import annotations

from typing import Literal

from nic.analysis.runs import crossings_min, longest_run_max

FIRST, LAST = 10, 100

#: For n = 10..100: fewest crossings, longest run; then what is kept along the edges of the cut corner: with
#: the longest run at least so many crossings, with the fewest crossings at most so long a run (None: no
#: corner is cut).
BOXES: tuple[tuple[int, int, int | None, int | None], ...] = (
    (2, 6, 3, 5),
    (3, 7, 4, 6),
    (3, 6, None, None),
    (3, 6, None, None),
    (3, 6, None, None),
    (4, 7, 6, 6),
    (5, 8, 6, 7),
    (5, 7, None, None),
    (5, 7, 6, 6),
    (5, 7, 6, 5),
    (6, 7, None, None),
    (7, 8, None, None),
    (6, 7, 7, 6),
    (6, 7, 7, 6),
    (6, 7, 7, 6),
    (6, 7, None, None),
    (9, 9, 10, 7),
    (9, 8, 10, 7),
    (9, 8, 11, 7),
    (10, 8, None, None),
    (11, 10, 12, 9),
    (11, 9, 14, 8),
    (11, 8, None, None),
    (11, 8, 12, 7),
    (11, 8, 13, 7),
    (12, 8, None, None),
    (13, 9, 15, 8),
    (14, 10, None, None),
    (13, 8, None, None),
    (15, 11, None, None),
    (15, 9, None, None),
    (15, 9, 17, 8),
    (14, 8, None, None),
    (14, 8, None, None),
    (17, 10, None, None),
    (17, 9, None, None),
    (17, 9, 19, 8),
    (17, 9, 20, 7),
    (19, 12, 20, 11),
    (19, 10, 21, 9),
    (19, 9, None, None),
    (19, 9, 21, 8),
    (19, 9, 21, 7),
    (21, 11, 23, 9),
    (21, 10, 23, 8),
    (21, 9, None, None),
    (21, 9, 23, 8),
    (23, 12, 25, 11),
    (23, 10, 24, 9),
    (23, 10, 26, 8),
    (23, 9, None, None),
    (23, 9, 24, 8),
    (25, 11, 27, 9),
    (25, 10, 27, 9),
    (26, 11, 27, 10),
    (26, 10, 27, 9),
    (27, 12, 29, 10),
    (27, 10, None, None),
    (27, 10, 29, 8),
    (28, 11, 29, 8),
    (29, 14, 30, 13),
    (29, 11, 31, 9),
    (29, 10, 30, 9),
    (30, 11, 31, 10),
    (30, 10, None, None),
    (31, 12, 32, 9),
    (31, 11, 34, 8),
    (31, 10, 33, 9),
    (32, 11, 33, 8),
    (33, 13, 37, 11),
    (33, 11, 35, 9),
    (33, 10, None, None),
    (34, 11, 36, 10),
    (33, 10, 36, 7),
    (35, 11, None, None),
    (35, 11, 38, 8),
    (35, 10, 36, 9),
    (35, 10, 38, 8),
    (37, 12, 38, 10),
    (37, 11, 39, 9),
    (38, 12, None, None),
    (37, 10, 39, 9),
    (39, 13, 41, 12),
    (39, 11, 40, 10),
    (39, 11, 42, 8),
    (39, 10, None, None),
    (39, 10, 41, 8),
    (41, 12, 42, 9),
    (41, 11, 44, 9),
    (42, 12, 43, 10),
    (41, 10, 42, 9),
)


def longest_run(n_useful: int) -> int:
    """The longest run inside the box; Anhoej's limit outside 10..100 useful points."""
    if not FIRST <= n_useful <= LAST:
        return longest_run_max(n_useful)
    return BOXES[n_useful - FIRST][1]


def signal(method: Literal["bestbox", "cutbox"], n_useful: int, crossings: int, longest_run: int) -> bool:
    """True if the pair lies outside the box. Outside 10..100 useful points Anhoej's limits hold."""
    if not FIRST <= n_useful <= LAST:
        return longest_run > longest_run_max(n_useful) or crossings < crossings_min(n_useful)
    fewest, longest, edge_crossings, edge_run = BOXES[n_useful - FIRST]
    if crossings < fewest or longest_run > longest:
        return True
    if method == "bestbox" or edge_crossings is None or edge_run is None:
        return False
    if longest_run == longest and crossings < edge_crossings:
        return True
    return crossings == fewest and longest_run > edge_run
