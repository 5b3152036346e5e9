"""Plain quotes, dashes and dots are set as in a book."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.markup.typography import typeset, words


@pytest.mark.parametrize(
    ("plain", "set_"),
    [
        pytest.param('"Yes," she said. "No."', "“Yes,” she said. “No.”", id="quotes"),
        pytest.param("\"It's Sarah's\"", "“It’s Sarah’s”", id="apostrophes"),
        pytest.param("'Go' and 'stop'", "‘Go’ and ‘stop’", id="single quotes"),
        pytest.param("\"'Go,' he said\"", "“‘Go,’ he said”", id="quotes in quotes"),
        pytest.param("the '80s, 'twas", "the ’80s, ’twas", id="words cut short"),
        pytest.param("5'10\"", "5’10”", id="feet and inches"),
        pytest.param('("a")', "(“a”)", id="in brackets"),
        pytest.param('a -- b --- "c"', "a – b — “c”", id="dashes"),
        pytest.param('wait--"no"', "wait–“no”", id="a quote after a dash"),
        pytest.param("so... what.... -----", "so… what.... -----", id="dots"),
        pytest.param('"<em>word</em>"', "“<em>word</em>”", id="across emphasis"),
        pytest.param('a "<a href="/b/">b</a>".', 'a “<a href="/b/">b</a>”.', id="across a link"),
        pytest.param('"<code>"a"</code>"', '“<code>"a"</code>”', id="around code"),
        pytest.param('<pre>"a" -- ...</pre>"b"', '<pre>"a" -- ...</pre>“b”', id="code as typed"),
        pytest.param('a&nbsp;"b"', "a&nbsp;“b”", id="after a fixed blank"),
        pytest.param('a<br>"b"', "a<br>“b”", id="after a line break"),
        pytest.param('<li>a</li><li>"b"</li>', "<li>a</li><li>“b”</li>", id="in a new block"),
        pytest.param('<img alt="a -- b">', '<img alt="a -- b">', id="not within tags"),
    ],
)
def test_marks_are_set(plain, set_):
    assert typeset(plain, language="en") == set_


@pytest.mark.parametrize(
    ("language", "quoted"),
    [
        ("de", "„It’s“"),
        ("de-AT", "„It’s“"),
        ("fr", "«\u00a0It’s\u00a0»"),
        ("sv", "”It’s”"),
        ("xx", "“It’s”"),
    ],
)
def test_quotes_are_those_of_the_language(language, quoted):
    assert typeset('"It\'s"', language=language) == quoted


@pytest.mark.parametrize(
    ("plain", "set_"),
    [
        pytest.param('Sarah\'s "big" day -- 5K...', "Sarah’s “big” day – 5K…", id="a title"),
        pytest.param("`it's` isn't", "`it's` isn’t", id="code stays as typed"),
        pytest.param("<b class='x'> & it's &lt;", "<b class=’x’> & it’s &lt;", id="no HTML"),
    ],
)
def test_words_that_are_no_html_are_set_too(plain, set_):
    assert words(plain, language="en") == set_


@given(st.text(alphabet="a \"'-."))
def test_setting_again_changes_nothing(text):
    once = typeset(text, language="en")

    assert typeset(once, language="en") == once
