"""How aims, change ideas and their hints read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nic.theory.wording import after_to_test, aim_sentence, hint_for_idea, missing_from_aim

JUNE = date(2027, 6, 12)


def test_an_aim_is_one_sentence():
    written = aim_sentence(
        "Students explain their reasoning aloud.", "all sixth-graders", "from 34% to 60%", JUNE
    )
    assert (
        written
        == "Students explain their reasoning aloud: all sixth-graders, from 34% to 60%, by 12 June 2027."
    )


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("Students explain",), "Students explain."),
        (("Students explain", "", "", JUNE), "Students explain: by 12 June 2027."),
        (("Students explain", "sixth-graders"), "Students explain: sixth-graders."),
    ],
)
def test_an_aim_leaves_out_what_is_not_written(parts, sentence):
    assert aim_sentence(*parts) == sentence


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_an_aim_always_ends_with_one_stop(what, for_whom, how_much):
    sentence = aim_sentence(what, for_whom, how_much)
    assert sentence.endswith(".")
    assert not sentence.endswith(("..", ":.", ",."))


def test_what_an_aim_does_not_say():
    assert missing_from_aim("", "", None) == "for whom, how much or by when"
    assert missing_from_aim("all", "", JUNE) == "how much"
    assert missing_from_aim("all", "10%", JUNE) == ""


@pytest.mark.parametrize(
    "typed",
    [
        "to test sentence starters",
        "To test: sentence starters.",
        "We want to test sentence starters",
        "sentence starters",
    ],
)
def test_the_words_to_test_are_not_said_twice(typed):
    assert after_to_test(typed) == "sentence starters"


@pytest.mark.parametrize("task", ["train staff", "Create a rubric", "meet weekly"])
def test_a_task_gets_a_hint_that_quotes_it(task):
    assert f"“To test {task[0].lower()}{task[1:]}” reads like a task." in hint_for_idea(task)


@pytest.mark.parametrize(
    "idea", ["sentence starters on every table", "“my favorite mistake”", "training wheels for talk"]
)
def test_an_idea_gets_no_hint(idea):
    assert hint_for_idea(idea) == ""
