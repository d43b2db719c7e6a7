"""The runs around a line held against what chance makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from nic.analysis import boxes
from nic.analysis.ihi import SHIFT
from nic.analysis.runs import RawRun, Run, crossings_min, longest_run_max

Rules = Literal["anhoej", "bestbox", "cutbox", "ihi"]


@dataclass(frozen=True, slots=True)
class Findings:
    """Counts and their limits; None or False if there is no useful point.

    `n_useful` counts the points beside the line. The limits and the first two signals are Anhoej's under
    every choice of rules; `signal` follows the rules chosen. `longest` is the first of the longest runs,
    `long_runs` are those that the rules chosen do not leave to chance; `ongoing`: the latest of these reaches
    the last useful point.
    """

    n_useful: int = 0
    longest_run: int | None = None
    longest_run_max: int | None = None
    crossings: int | None = None
    crossings_min: int | None = None
    signal_longest_run: bool = False
    signal_crossings: bool = False
    signal: bool = False
    longest: Run | None = None
    long_runs: tuple[Run, ...] = ()
    ongoing: bool = False


_NOTHING = Findings()


def judge(runs: Sequence[RawRun], rules: Rules = "anhoej") -> Findings:
    """Count the runs and hold them against their limits ("ihi" counts as "anhoej" here; see ihi.py)."""
    if not runs:
        return _NOTHING
    lengths = [run[3] for run in runs]
    n_useful, longest, crossings = sum(lengths), max(lengths), len(runs) - 1
    limit, fewest = longest_run_max(n_useful), crossings_min(n_useful)
    too_long, too_few = longest > limit, crossings < fewest
    signal = too_long or too_few
    usual = SHIFT - 1 if rules == "ihi" else limit
    if rules in ("bestbox", "cutbox"):
        signal = boxes.signal(rules, n_useful, crossings, longest)
        usual = boxes.longest_run(n_useful)
    first = Run(*runs[lengths.index(longest)])
    beyond = tuple([Run(*run) for run in runs if run[3] > usual]) if longest > usual else ()
    ongoing = bool(beyond) and beyond[-1] == runs[-1]
    return Findings(
        n_useful, longest, limit, crossings, fewest, too_long, too_few, signal, first, beyond, ongoing
    )
