"""What a reader reads, in one form."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from blog.comments import words
from blog.markup import comment


def read(typed: str) -> str:
    return words.words(comment.render(typed))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("* a\n* b", "- a\n- b", id="two spellings of a list"),
        pytest.param("*a* **b**", "_a_ __b__", id="two spellings of emphasis"),
        pytest.param("<https://a.example>", "https://a.example", id="two spellings of a link"),
        pytest.param("HTTPS://A.Example/X", "https://a.example/X", id="capitals in a host"),
        pytest.param("a &amp; b", "a & b", id="a reference and its character"),
        pytest.param("Ａ ﬁne １", "a fine 1", id="compatible letters"),
        pytest.param("Straße", "STRASSE", id="capitals"),
        pytest.param("a\u200bb\u00adc\ufe0f\u202e", "abc", id="unseen characters"),
        pytest.param("‘a’ “b” – — ‒ −", "'a' \"b\" - - - -", id="quotes and dashes"),
        pytest.param("well…", "well...", id="dots"),
        pytest.param("wait… no", "wait... no", id="dots within"),
        pytest.param("a \n\n \u00a0b", "a b", id="white space"),
        pytest.param("Congrats", "Congrats!!", id="closing marks"),
        pytest.param("Go on.…!", "go on", id="a run of different closing marks"),
        pytest.param("Yes! 🎉!", "Yes! 🎉", id="closing marks after an emoji"),
        pytest.param("`a  B`", "``a  B``", id="two spellings of code"),
        pytest.param("1) a\n2) b", "1. a\n2. b", id="two spellings of a numbered list"),
    ],
)
def test_words_are_equal(one, other):
    assert read(one) == read(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("1. mile", "2. mile", id="numbers of a list"),
        pytest.param("1. a\n1. b", "1. a\n2. b", id="numbers within a list"),
        pytest.param("[plan](https://a.b)", "[plan](https://c.d)", id="targets"),
        pytest.param('[a](https://a.b "x")', '[a](https://a.b "y")', id="titles"),
        pytest.param("https://a.b/X", "https://a.b/x", id="capitals in a path"),
        pytest.param("[a](https://b.c)", "a https://b.c", id="a target and a text like it"),
        pytest.param("[a](https://b.c)", "[a https://b.c](https://b.c)", id="a target said twice"),
        pytest.param("+1", "-1", id="plus and minus"),
        pytest.param("!!!", "???", id="only marks"),
        pytest.param("!!!", "!!", id="only closing marks"),
        pytest.param("It works?", "It works.", id="a question"),
        pytest.param("`A`", "`a`", id="capitals in code"),
        pytest.param("`a  b`", "`a b`", id="white space in code"),
        pytest.param("`cd ..`", "`cd .`", id="closing marks in code"),
        pytest.param("Go 🎉", "Go 💪", id="emoji"),
        pytest.param("10² miles", "102 miles", id="a raised digit beside a number"),
        pytest.param("1½ miles", "11⁄2 miles", id="a fraction beside a number"),
        pytest.param(
            "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
            "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
            id="the flags of England and Scotland",
        ),
    ],
)
def test_words_differ(one, other):
    assert read(one) != read(other)


def test_words_are_read_in_order():
    html = comment.render('Hi [Plan](https://A.example/P "T").\n\n3. `X  y`\n4. Z!')

    assert words.words(html) == "hi plan\x02https://a.example/P\x03t\x04. 3. X  y 4. z"


# An alphabet of everything that is a mark, or near one, with digits.
TYPED = st.text(alphabet="0123456789ab *_`[]()<>\\.-+#!\n\t&;:/hptw'\"x")
LINKED = st.builds("{}https://a.example/{}{}".format, TYPED, TYPED, TYPED)


@given(TYPED | LINKED, st.data())
def test_texts_that_differ_in_a_digit_have_different_words(typed, data):
    places = [place for place, character in enumerate(typed) if character.isdigit()]
    assume(places)
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from(sorted(set("0123456789") - {typed[place]})))
    changed = typed[:place] + digit + typed[place + 1 :]
    # A reference to a character is a spelling of it, not a number.
    assume("&#" not in typed)

    assert read(typed) != read(changed)


@given(st.text(alphabet="0123456789²½① abz.\n", min_size=1), st.data())
def test_a_digit_more_makes_different_words(typed, data):
    place = data.draw(st.integers(0, len(typed)))

    assert read(typed) != read(typed[:place] + "7" + typed[place:])


@given(st.text())
def test_undressing_twice_changes_nothing_more(text):
    once = words.undress(text)

    assert words.undress(once) == once


@given(st.text())
def test_undressed_text_holds_no_controls(text):
    assert not [c for c in words.undress(text) if unicodedata.category(c) == "Cc"]


def test_every_dash_is_straight():
    dashes = [chr(c) for c in range(0x110000) if unicodedata.category(chr(c)) == "Pd"]

    assert {words.undress(f"a{dash}b") for dash in dashes} == {"a-b"}


def test_long_begins_at_forty_characters():
    assert not words.is_long("a" * 39)
    assert words.is_long("a" * 40)
    assert not words.is_long("a" * 38 + "\x02\x04")


def test_a_hash_is_the_same_for_the_same_words_only():
    assert words.words_hash("a") == words.words_hash("a") != words.words_hash("b")
    assert len(words.words_hash("a")) == 64


@pytest.mark.parametrize("html", ["<li>a", "</ul></a></code>", "<ol><li>a<ul><li>b", "<a>x</a>"])
def test_html_of_other_hands_is_read_as_well(html):
    assert words.words(html).strip("\x02\x04")[-1:] in {"a", "b", "x", ""}
