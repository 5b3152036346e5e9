"""What may be wider than a phone scrolls in a box that the keyboard reaches too."""

import pytest

import reading
from blog.markup.post import render

TABLE = "| Day | Ran |\n|---|--:|\n| 1 | 3 mi |\n"
NESTED = "<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>"


def page(body, language="en"):
    return reading.page(render(body, language=language).html)


def boxes(body, language="en"):
    return [one["aria-label"] for one in page(body, language).all("[role=region]")]


def test_a_table_stands_in_a_box_the_keyboard_reaches():
    box = page(TABLE).one("div.wide")

    assert box["tabindex"] == "0"
    assert box.one("table").text == "Day Ran 1 3 mi"


def test_boxes_are_told_apart_by_their_names():
    assert boxes(f"{TABLE}\n\nWords.\n\n{TABLE}") == ["Table 1", "Table 2"]


def test_the_corner_of_a_table_is_no_heading():
    assert [one.text for one in page("| | Time |\n|---|---|\n| Swim | 10:21 |\n").all("th")] == [
        "Time"
    ]


def test_a_table_in_a_table_scrolls_with_it():
    assert boxes(NESTED) == ["Table 1"]


@pytest.mark.parametrize(
    ("code", "named"),
    [
        pytest.param("    go", [], id="short"),
        pytest.param("```\n" + "x" * 30 + "\nb\n```", [], id="as long as a phone is wide"),
        pytest.param("```\n" + "x" * 31 + "\n```", ["Code 1"], id="longer"),
        pytest.param("```\n" + "&" * 30 + "\n```", [], id="signs that HTML spells out"),
        pytest.param("```python\nif a == b: pass\n```", [], id="words in colours"),
    ],
)
def test_code_is_a_box_where_a_line_is_long(code, named):
    assert boxes(code) == named


def test_boxes_are_named_in_the_language():
    assert boxes(TABLE, "de") == ["Tabelle 1"]


def test_an_author_gives_nothing_another_part_than_a_box_has():
    markup = render('<div role="alert" tabindex="5">a</div>').html

    assert markup == "<div>a</div>"
