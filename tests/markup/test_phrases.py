"""The marks within lines."""

from __future__ import annotations

import pytest

from blog.markup import phrases
from blog.markup.lines import TooDeep


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        pytest.param("*a*b", "*a*b", id="stars that end within a word"),
        pytest.param("**", "**", id="stars around nothing"),
        pytest.param("*\u200b*", "*\u200b*", id="stars around nothing to see"),
        pytest.param("_**\u200b**_", "<em>**\u200b**</em>", id="stars that become the text"),
        pytest.param("`a``b`", "<code>a``b</code>", id="longer backticks within code"),
        pytest.param("`` ` ``", "<code>`</code>", id="a backtick in code"),
        pytest.param("`a\nb`", "<code>a b</code>", id="code across a line's end"),
        pytest.param("&eacute;&#233;&#xe9;", "ééé", id="one letter in three spellings"),
        pytest.param("&#x110000;", "&amp;#x110000;", id="beyond all characters"),
        pytest.param("&#55296;", "&amp;#55296;", id="half a character"),
        pytest.param("xhttp://a.b", "xhttp://a.b", id="an address within a word"),
    ],
)
def test_a_phrase_is_rendered(typed, html):
    assert phrases.render(typed) == html


def test_a_link_holds_no_other_link():
    html = phrases.render("[see https://b.example and <https://c.example>](https://a.example)")

    assert html.count("<a ") == 1
    assert "see https://b.example and &lt;https://c.example&gt;</a>" in html


def test_a_link_holds_emphasis_and_code():
    html = phrases.render("*x [a *b* `c`](https://a.example) y*")

    assert ">a <em>b</em> <code>c</code></a> y</em>" in html


def test_emphasis_nested_without_end_is_refused():
    with pytest.raises(TooDeep):
        phrases.render("*a _b " * 11 + "c" + " b_ a*" * 11)
