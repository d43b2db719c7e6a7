"""`nic analyze`: the analyses for other programs and for checking against the field's reference cases."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from typing import Any, NoReturn

import click

from nic.analysis.cases import analyze_case

_BAD_JSON = 2


@click.command("analyze")
def analyze() -> None:
    """Analyze series: a JSON array of {"id", "family", "input"} on standard input.

    Families: run, xmr, attribute, nhsr, runcharter. Writes an array of {"id", "result"}, or {"id", "error"}
    where a case cannot be done. Exit code 2 if the input is not a JSON array.
    """
    cases = _cases(sys.stdin.buffer.read())
    click.echo("[" + ",\n".join(_written(case) for case in cases) + "]")


def _written(case: Mapping[str, Any]) -> str:
    answer = analyze_case(case)
    try:
        return json.dumps(answer, allow_nan=False)
    except ValueError:
        return json.dumps({"id": answer["id"], "error": "a figure is too large to be written"})


def _cases(data: bytes) -> list[Any]:
    try:
        text = data.decode("utf-8-sig")
        cases = json.loads(text, parse_constant=_refuse)
    except UnicodeDecodeError as error:
        _stop(f"not UTF-8 at byte {error.start}")
    except json.JSONDecodeError as error:
        _stop(f"{error.msg}, line {error.lineno}, column {error.colno}")
    except RecursionError:
        _stop("nested too deeply, line 1")
    except _NotJsonError as error:
        _stop(f"{error.word} is not a JSON number, {_place(text, error.word)}")
    if not isinstance(cases, list):
        _stop("an array of cases is expected, line 1, column 1")
    return cases


class _NotJsonError(Exception):
    """NaN or Infinity, which Python would read and JSON does not know."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


def _refuse(word: str) -> NoReturn:
    raise _NotJsonError(word)


def _place(text: str, word: str) -> str:
    """Line and column of the first *word* outside a string."""
    for match in re.finditer(r'"(?:\\.|[^"\\])*"|' + re.escape(word), text):
        if match.group() == word:
            before = text[: match.start()]
            return f"line {before.count(chr(10)) + 1}, column {match.start() - before.rfind(chr(10))}"
    return "line 1, column 1"


def _stop(message: str) -> NoReturn:
    click.echo(f"nic analyze: {message}", err=True)
    raise click.exceptions.Exit(_BAD_JSON)
