"""What the field's reference tools answer, case by case: counts and flags exactly, figures to 1e-9."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from nic.analysis.cases import analyze_case, analyze_cases
from nic.analysis.runs import crossings_min, longest_run_max

FOLDER = Path(__file__).parents[2] / "reference" / "charts"
NOT_COMPARED = {"messages", "warnings"}

#: Its description says y.neg = FALSE, which its options do not carry; without it the lower limit is below zero.
MISSING_OPTIONS = {"xmr/y_neg/01": {"y_neg": False}}


def load(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


CASES = [case for name in ("run", "xmr", "attribute", "nhsr", "runcharter") for case in load(name)]


def differences(expected: Any, got: Any, place: str = "") -> list[str]:
    if isinstance(expected, dict):
        assert isinstance(got, dict), place
        return [
            line
            for key in expected.keys() - NOT_COMPARED
            for line in differences(expected[key], got.get(key, "nothing"), f"{place}.{key}")
        ]
    if isinstance(expected, list):
        if not isinstance(got, list) or len(got) != len(expected):
            return [f"{place}: {len(expected)} expected, got {got}"]
        pairs = zip(expected, got, strict=True)
        return [line for i, (a, b) in enumerate(pairs) for line in differences(a, b, f"{place}[{i}]")]
    if isinstance(expected, bool | str | None):
        same = type(got) is type(expected) and got == expected
    elif isinstance(expected, int) and isinstance(got, int):
        same = got == expected
    else:
        same = isinstance(got, float | int) and math.isclose(expected, got, rel_tol=1e-9, abs_tol=1e-12)
    return [] if same else [f"{place}: {expected} expected, got {got}"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_agrees_with_the_reference_tool(case: dict[str, Any]) -> None:
    asked = {key: case[key] for key in ("id", "family", "input")}
    if case["id"] in MISSING_OPTIONS:
        options = case["input"]["options"] | MISSING_OPTIONS[case["id"]]
        asked["input"] = case["input"] | {"options": options}
    answer = analyze_case(asked)
    assert answer["id"] == case["id"]
    if "error" in case["expected"]:
        assert set(answer) == {"id", "error"}
        return
    assert "error" not in answer, answer
    assert differences(case["expected"], answer["result"]) == []


def test_every_case_is_there() -> None:
    assert len(CASES) == 88 + 35 + 25 + 45 + 18
    assert len(analyze_cases(CASES)) == len(CASES)


def test_limits_of_chance() -> None:
    rows = load("anhoej_limits")
    assert len(rows) == 136
    for row in rows:
        assert longest_run_max(row["n_useful"]) == row["longest_run_max"], row
        assert crossings_min(row["n_useful"]) == row["n_crossings_min"], row
