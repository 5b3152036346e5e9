"""The marks at the start of lines."""

from __future__ import annotations

import pytest

from blog.markup.lines import Code, Items, Paragraph, Quote, TooDeep, read


def text(*lines: str) -> Paragraph:
    return Paragraph(text="\n".join(lines))


@pytest.mark.parametrize(
    ("typed", "blocks"),
    [
        pytest.param("a\n\n\nb", [text("a"), text("b")], id="two paragraphs"),
        pytest.param("    a\n\tb", [text("a", "b")], id="indented lines"),
        pytest.param("> a\n>\n>b", [Quote(blocks=(text("a"),)), text(">", ">b")],
                     id="a quote without its trailing bare mark"),
        pytest.param("> a\n> > b", [Quote(blocks=(text("a"), Quote(blocks=(text("b"),))))],
                     id="a quote in a quote"),
        pytest.param("1) a\n2. b", [Items(start=1, items=((text("a"),),)),
                                    Items(start=2, items=((text("b"),),))],
                     id="another sign, another list"),
        pytest.param("- a\n\n\n- b", [Items(start=None, items=((text("a"),), (text("b"),)))],
                     id="a list with gaps"),
        pytest.param("- a\n b", [Items(start=None, items=((text("a"),),)), text("b")],
                     id="one space is not inside an item"),
        pytest.param("- a\n  b", [Items(start=None, items=((text("a", "b"),),))],
                     id="two spaces are"),
        pytest.param("- ```\n    a\n  ```", [Items(start=None, items=((Code(text="  a"),),))],
                     id="code in an item keeps its own indent"),
        pytest.param("````\n```\na\n````", [Code(text="```\na")], id="fewer backticks within"),
        pytest.param("```\na", [text("```", "a")], id="code without an end"),
        pytest.param("``` a`b\nx\n```", [text("``` a`b", "x", "```")], id="backticks beside code"),
        pytest.param("1000. a", [text("1000. a")], id="four digits"),
        pytest.param("- 1.", [text("- 1.")], id="marks and nothing else"),
        pytest.param("\u200b", [], id="nothing to see"),
    ],
)  # fmt: skip
def test_lines_are_read_as(typed, blocks):
    assert read(typed) == tuple(blocks)


def test_marks_nested_without_end_are_refused():
    with pytest.raises(TooDeep):
        read("> " * 5000 + "a")
