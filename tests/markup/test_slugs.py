"""Slugs are what an address may hold, and nothing else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.markup.slugs import is_slug, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        pytest.param("IT band", "it-band", id="blanks part words"),
        pytest.param("  Day 4: better! ", "day-4-better", id="signs part words"),
        pytest.param("Crème brûlée", "creme-brulee", id="Latin marks go"),
        pytest.param("Łódź Straße Ærø", "lodz-strasse-aero", id="Latin letters of their own"),
        pytest.param("İstanbul", "istanbul", id="a capital with a dot"),
        pytest.param("Don’t stop, don't", "dont-stop-dont", id="apostrophes part nothing"),
        pytest.param("боль", "боль", id="Cyrillic stays"),
        pytest.param("Йод ё", "йод-ё", id="Cyrillic marks stay"),
        pytest.param("日本語 ラン", "日本語-ラン", id="Japanese stays"),
        pytest.param("दौड़ना", "दौड़ना", id="vowel signs stay"),
        pytest.param("1½ miles", "1-1-2-miles", id="fractions are spelt"),
        pytest.param("../../etc/passwd", "etc-passwd", id="no way out of a folder"),
        pytest.param("soft\u00adhyphen", "softhyphen", id="unseen characters go"),
        pytest.param("!?", "", id="nothing to spell"),
        pytest.param("", "", id="nothing at all"),
    ],
)
def test_a_text_becomes_an_address(text, slug):
    assert slugify(text) == unicodedata.normalize("NFC", slug)


def test_a_long_text_is_cut_between_words():
    assert slugify("word " * 30) == "-".join(["word"] * 20)


@pytest.mark.parametrize("letter", ["x", "ж", "日"])
def test_a_slug_fits_into_the_name_of_a_file(letter):
    slug = slugify(letter * 300)

    assert 0 < len(slug) <= 100
    assert len(slug.encode()) <= 200


@pytest.mark.parametrize("text", ["", "a/b", "..", "a b", "A", "a--b", "-a", "a.md", "é", "a\0"])
def test_what_slugify_would_change_is_no_slug(text):
    assert not is_slug(text)


@given(st.text())
def test_spelling_a_slug_again_changes_nothing(text):
    slug = slugify(text)

    assert slugify(slug) == slug
    assert not set(slug) & set("/\\.?#%& \t\n<>\"'")


@given(st.text(min_size=1, max_size=20).filter(lambda text: any(map(str.isalnum, text))))
def test_a_text_with_a_letter_or_digit_has_a_slug(text):
    assert is_slug(slugify(text))
