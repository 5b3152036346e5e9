"""Names of commenters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.comments import names


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("  Mia \n K. ", "Mia K.", id="on one line"),
        pytest.param("\u202eaiM\u202c", "aiM", id="written backwards"),
        pytest.param("\u2066Mia\u2069\u200f", "Mia", id="with directions"),
        pytest.param("Mi\u200ba\ufeff", "Mia", id="with unseen characters"),
        pytest.param("Zoe\u0308", "Zo\u00eb", id="composed"),
        pytest.param("علی\u200cرضا", "علی\u200cرضا", id="with a joiner its script needs"),
        pytest.param("M\u200dia", "Mia", id="with a joiner it does not need"),
        pytest.param("\u200d Mia", "Mia", id="with a joiner and a space before"),
        pytest.param("👩\u200d🚀", "👩\u200d🚀", id="an emoji of two"),
        pytest.param("\u200b", "", id="nothing to see"),
    ],
)
def test_a_name_is_shown(typed, shown):
    assert names.show(typed) == shown


@given(st.text())
def test_a_shown_name_is_shown_the_same_again(typed):
    assert names.show(names.show(typed)) == names.show(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Mai", "Mia", id="two letters changed places"),
        pytest.param("Mia", "Mi", id="a letter missing"),
        pytest.param("Mia", "mía", id="another letter"),
        pytest.param("Jonathan", "Jonhatan", id="two slips in eight letters"),
        pytest.param("Mia", "Mia K.", id="written longer"),
        pytest.param("Mia", "Aunt Mia", id="a word before"),
        pytest.param("Mia", "", id="left out"),
        pytest.param("", "\u200b", id="never given"),
        pytest.param("MIA", "mia", id="only capitals"),
    ],
)
def test_names_are_one_slip_apart(one, other):
    assert names.one_slip_apart(one, other)
    assert names.one_slip_apart(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Mia", "Jo", id="two people"),
        pytest.param("Mia", "Maria", id="two slips in few letters"),
        pytest.param("Jonathan", "Nathanjo", id="more than two slips"),
        pytest.param("Mia K.", "Jo K.", id="one word in common"),
        pytest.param("Mia", "Best Supplements", id="a shop"),
    ],
)
def test_names_are_further_apart(one, other):
    assert not names.one_slip_apart(one, other)
