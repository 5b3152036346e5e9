"""The first words of a post stand for it in lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.markup.excerpts import excerpt


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        pytest.param("<p>One. Two. Three.</p>", "One. Two.", id="two sentences"),
        pytest.param("<p>Only <b>one</b></p>", "Only one", id="no sentence at all"),
        pytest.param("<p>Dr. Balin helped. So.</p>", "Dr. Balin helped. So.", id="a title"),
        pytest.param("<p>I, i.e. me. Two. 3.</p>", "I, i.e. me. Two.", id="an abbreviation"),
        pytest.param("<p>3.5 miles! “Wow.” Yes.</p>", "3.5 miles! “Wow.”", id="quotes and points"),
        pytest.param(
            "<p>走った。痛くない。嬉しい。</p>", "走った。痛くない。", id="Chinese points"
        ),
        pytest.param("<h2>H</h2>\n<p>Text</p>", "Text", id="after a heading"),
        pytest.param("<ul><li><p>a</p></li></ul><p>b</p>", "b", id="after a list"),
        pytest.param("<blockquote><p>a</p></blockquote><p>b</p>", "b", id="after a quote"),
        pytest.param("<figure><img alt='x'></figure><p>b</p>", "b", id="after a picture"),
        pytest.param("<p> <br></p><p>b</p>", "b", id="after an empty paragraph"),
        pytest.param('<p>a<sup id="fnref:1"><a>1</a></sup> b</p>', "a b", id="without notes"),
        pytest.param("<p>1 &lt; 2 &amp; 3</p>", "1 < 2 & 3", id="as plain text"),
        pytest.param("<ul><li>a</li></ul>", "", id="no paragraph"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_the_first_paragraph_speaks(markup, words):
    assert excerpt(markup) == words


def test_a_long_sentence_is_cut_at_a_word():
    words = excerpt(f"<p>{'word ' * 100}</p>")

    assert words.endswith("word…")
    assert 200 < len(words) <= 220


def test_a_second_sentence_that_is_too_long_is_left_away():
    assert excerpt(f"<p>Short. {'word ' * 100}.</p>") == "Short."


@given(st.text(max_size=600))
def test_no_excerpt_is_longer_than_a_list_has_room_for(words):
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert len(excerpt(f"<p>{escaped}</p>")) <= 220
