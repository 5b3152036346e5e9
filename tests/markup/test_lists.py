"""Lists work as people type them."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.markup import lists


def respaced(text):
    return "\n".join(lists.respaced(textwrap.dedent(text).strip("\n").split("\n")))


@pytest.mark.parametrize(
    ("typed", "strict"),
    [
        pytest.param("I packed\n- tape\n- ice", "I packed\n\n- tape\n- ice", id="under a line"),
        pytest.param("Then\n1. run\n2. rest", "Then\n\n1. run\n2. rest", id="numbers under a line"),
        pytest.param("Then\n* run", "Then\n\n* run", id="stars under a line"),
        pytest.param("- a\n  - b\n    - c", "- a\n    - b\n        - c", id="two blanks a level"),
        pytest.param("1. a\n   - b\n   - c", "1. a\n    - b\n    - c", id="three blanks a level"),
        pytest.param("- a\n    - b\n- c", "- a\n    - b\n- c", id="four blanks a level"),
        pytest.param("- a\n  more", "- a\n  more", id="a second line of an item"),
        pytest.param("- a\n  - b\n    more", "- a\n    - b\n      more", id="the same, deeper"),
        pytest.param("- a\n\n  more\n- b", "- a\n\n    more\n\n- b", id="a paragraph of an item"),
        pytest.param("- a\n1. b", "- a\n\n1. b", id="another kind of list"),
        pytest.param("- a\n# H", "- a\n\n# H", id="a heading ends a list"),
        pytest.param("- a\n\ntext\n- b", "- a\n\ntext\n\n- b", id="text between two lists"),
        pytest.param("> I packed\n> - tape", "> I packed\n>\n> - tape", id="in a quote"),
        pytest.param("> a\n> > b\n> > - c", "> a\n> > b\n> >\n> > - c", id="in a quote's quote"),
        pytest.param("- a\n> b", "- a\n\n> b", id="a quote ends a list"),
        pytest.param("- a\n  > b", "- a\n  > b", id="a quote in an item"),
        pytest.param(
            "1. a\n\n       code\n         - b\n\n2. c",
            "1. a\n\n        code\n          - b\n\n2. c",
            id="code in an item",
        ),
    ],
)
def test_a_list_is_written_the_strict_way(typed, strict):
    assert respaced(typed) == strict


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("I began in\n1986. I ran it too", id="a year at the start of a line"),
        pytest.param("- a\n1986. I ran it too", id="a year below an item"),
        pytest.param("one\ntwo - three", id="a dash within a line"),
        pytest.param("one\n*two* three", id="emphasis"),
        pytest.param("one\n+1 for that", id="a plus without a blank"),
        pytest.param("one\n- - -\ntwo", id="a rule"),
        pytest.param("text\n\n    - code\n    - more", id="indented code"),
        pytest.param("a | b\n--- | ---\n- x | - y", id="a table"),
        pytest.param("text\n    - lazy", id="a line far to the right"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_list_stays(text):
    unlisted = respaced(text)

    assert "\n\n1986" not in unlisted
    assert unlisted.split() == text.split()
    assert unlisted.count("\n") == text.count("\n")


def test_quotes_within_quotes_end_somewhere():
    assert respaced(">" * 3000 + " - a")


@given(st.text(alphabet="-*+>1. \nab`", max_size=80))
def test_only_blanks_and_empty_lines_change(text):
    written = lists.respaced(text.split("\n"))

    assert "".join("".join(written).split()) == "".join(text.split())


@given(st.text(alphabet="-1. \nab", max_size=60))
def test_writing_again_changes_nothing(text):
    once = lists.respaced(text.split("\n"))

    assert lists.respaced(once) == once
