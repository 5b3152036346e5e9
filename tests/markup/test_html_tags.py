"""Tags are taken apart and put together without a loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.markup import html_tags


@given(st.dictionaries(st.from_regex("[a-z]+", fullmatch=True), st.text()))
def test_a_tag_put_together_comes_apart_again(values):
    assert html_tags.attributes(html_tags.tag("img", values)) == values


def test_attributes_without_value_are_left_out():
    assert html_tags.tag("img", {"src": "a", "title": None, "alt": ""}) == '<img src="a" alt="">'


@pytest.mark.parametrize(
    ("markup", "text"),
    [("<b>a</b>\n  b", "a b"), ("1 &lt; 2 &amp;&nbsp;3", "1 < 2 & 3"), ("", "")],
)
def test_text_is_what_a_reader_reads(markup, text):
    assert html_tags.text(markup) == text
