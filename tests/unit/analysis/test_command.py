"""`nic analyze` from outside."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from nic.analysis.command import analyze


def run(text: str | bytes) -> Result:
    return CliRunner().invoke(analyze, [], input=text)


def answers(cases: list[Any]) -> list[dict[str, Any]]:
    result = run(json.dumps(cases))
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def case(**data: Any) -> dict[str, Any]:
    return {"id": "one", "family": "run", "input": {"x": [1, 2, 3], "y": [1, 5, 3], "options": {}} | data}


def test_one_answer_for_each_case_in_order() -> None:
    found = answers([case(), {"id": 2, "family": "nhsr", "input": {"x": [1], "y": [4]}}])
    assert [answer["id"] for answer in found] == ["one", 2]
    assert found[0]["result"]["parts"][0]["centre"] == 3
    assert answers([]) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"id": 1, "family": "tarot", "input": {}}, "unknown family: tarot"),
        ({"id": 1, "family": "run", "input": {"y": [1]}}, "missing: x"),
        ({"id": 1}, "missing: family"),
        (7, "a case is an object"),
        (case(y=["a", "b", "c"]), "y must be a list of numbers and null"),
        (case(y=5), "y must be a list of numbers and null"),
        (case(y=[1]), "differ in length"),
        (case(x_type="date", x=["2024-01-01", "2024-01-02", "yesterday"]), "isoformat"),
        (case(options={"cl": "middle"}), "cl must be a number"),
        (case(options={"chart": "p"}), "needs denominators"),
        (case(options={"method": "guess"}), "unknown rules"),
        (case(options={"agg_fun": "max"}), "unknown agg_fun"),
        (case(options=["run"]), "attribute"),
        (case(y=[1e308, 1e308, 1e308], options={"multiply": 100}), "too large"),
        (
            {"id": 1, "family": "runcharter", "input": {"x": [1, 2], "y": [1, 2]}},
            "no group has enough points",
        ),
    ],
)
def test_what_cannot_be_analyzed_has_an_error_and_the_others_an_answer(wrong: Any, message: str) -> None:
    bad, good = answers([wrong, case()])
    assert set(bad) == {"id", "error"}
    assert message in bad["error"]
    assert "result" in good


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[{"id": 1,\n "family": x}]', "line 2, column 12"),
        ('[{"id": "NaN",\n "input": NaN}]', "NaN is not a JSON number, line 2, column 11"),
        ("", "line 1, column 1"),
        ('{"id": 1}', "an array of cases is expected"),
        ("[" * 200_000, "nested too deeply"),
        (b"[\xff]", "not UTF-8 at byte 1"),
    ],
)
def test_bad_json_ends_with_2_and_the_place(text: str | bytes, place: str) -> None:
    result = run(text)
    assert result.exit_code == 2
    assert place in result.stderr
    assert result.stdout == ""


def test_categories_of_ihi_are_written_too() -> None:
    (found,) = answers([case(x=list(range(12)), y=[1] * 6 + [9] * 6, options={"method": "ihi"})])
    part = found["result"]["parts"][0]
    assert (part["shifts"], part["runs_signal"]) == ([[1, 6], [7, 12]], True)
    assert part["n_runs"] < part["runs_min"]
