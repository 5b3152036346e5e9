"""Names that read like an author's."""

from __future__ import annotations

import pytest

from blog.comments.lookalikes import reads_like


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("sarah", id="small letters"),
        pytest.param("Sárâh", id="accents"),
        pytest.param("Ѕаrаһ", id="Cyrillic letters"),
        pytest.param("ЅАRАН", id="Cyrillic capitals"),
        pytest.param("Ｓａｒａｈ", id="wide letters"),
        pytest.param("𝓢𝓪𝓻𝓪𝓱", id="mathematical letters"),
        pytest.param("Ⓢⓐⓡⓐⓗ", id="circled letters"),
        pytest.param("5ar4h", id="digits"),
        pytest.param("S@rah", id="an at sign"),
        pytest.param("S a r a h", id="spaces"),
        pytest.param("-= Sarah! =-", id="punctuation"),
        pytest.param("Sarah ✔", id="a tick"),
        pytest.param("Sa\u200brah\u202e", id="unseen characters"),
        pytest.param("Sarah (author)", id="a role in brackets"),
        pytest.param("Sarah - admin", id="a role"),
        pytest.param("The real Sarah", id="a claim"),
    ],
)
def test_a_name_reads_like_sarah(name):
    assert reads_like(name, ["Ben", "Sarah"])


@pytest.mark.parametrize("name", ["Sara", "Sarah K.", "Sarahs Mum", "Mia", "", "✔", "Author"])
def test_a_name_is_its_own(name):
    assert not reads_like(name, ["Ben", "Sarah"])


@pytest.mark.parametrize(
    ("name", "author"),
    [
        pytest.param("AIice", "Alice", id="a capital i for an l"),
        pytest.param("Torn", "Tom", id="r and n for an m"),
        pytest.param("0lga", "Olga", id="a nought"),
        pytest.param("Сара", "Сара", id="a script of its own"),
        pytest.param("Αλέξης", "αλεξης", id="Greek"),
        pytest.param("Bjorn", "Bjørn", id="a stroke"),
        pytest.param("陈晨", "陈晨", id="Chinese"),
    ],
)
def test_a_name_reads_like_an_authors(name, author):
    assert reads_like(name, [author])


def test_nothing_reads_like_an_author_without_a_name():
    assert not reads_like("", [""])
    assert not reads_like("✔", ["★"])
