"""Characters that cannot be kept, or cannot be seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.markup import characters


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("a\x00b", "a\ufffdb", id="nothing at all"),
        pytest.param("a\ud83d", "a\ufffd", id="half a character"),
        pytest.param("\ufffe\U0010ffff", "\ufffd\ufffd", id="no characters"),
        pytest.param("\x07\x9f", "\ufffd\ufffd", id="controls"),
        pytest.param("a\r\nb\rc\x0bd\u2029e", "a\nb\nc\nd\ne", id="line ends of all kinds"),
        pytest.param("a\tb\u200d👩\u202e", "a\tb\u200d👩\u202e", id="what may stay"),
    ],
)
def test_tidying_leaves(typed, kept):
    assert characters.tidy(typed) == kept


@given(st.text(alphabet=st.characters()))
def test_tidied_text_can_be_encoded_and_stays_as_it_is(typed):
    tidied = characters.tidy(typed)

    tidied.encode()
    assert characters.tidy(tidied) == tidied


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\ufeff", "\u3164", "\u2800\xa0", "\u202e"])
def test_nothing_is_seen_of(text):
    assert not characters.is_seen(text)


@pytest.mark.parametrize("text", ["a", ".", "😀", "\u0301", "\ufffd", "中", "\u0600"])
def test_something_is_seen_of(text):
    assert characters.is_seen(text)


def test_accents_that_join_their_letter_are_not_piled():
    assert not characters.is_piled("e\u0301" * 1000)
    assert characters.is_piled("e" + "\u0335" * 65)
