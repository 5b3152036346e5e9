"""The one real page the product comes from, published here word for word."""

import re
from pathlib import Path

import pytest

from laps import look
from makers import SITE, front

SEED = Path(__file__).parents[2] / "shared" / "seed" / "it-band-syndrome-healing.txt"
ADDRESS = "/posts/it-band-syndrome-healing/"


@pytest.fixture
def seed():
    """The seed's text in its parts: title, paragraphs, author, bio."""
    if not SEED.is_file():
        pytest.skip(f"The seed is not beside this checkout: {SEED.name}")
    title, *paragraphs = SEED.read_text().split("\n\n")
    end = next(n for n, text in enumerate(paragraphs) if text.startswith("Author: "))
    return title, paragraphs[:end], paragraphs[end].removeprefix("Author: "), paragraphs[end + 1]


@pytest.fixture
def page(seed, folder, publish):
    """The seed's page, as this program shows it."""
    title, paragraphs, author, bio = seed
    folder.write("site.toml", SITE)
    folder.write("authors/sarah.md", front({"name": author}) + bio + "\n")
    folder.write("tags/it-band.md", front({"title": "IT band", "series": "{started: 2011-09-01}"}))
    folder.post("first-pain", date="2011-09-01", tags="it-band")
    text = front({"title": title, "date": "2011-10-13", "tags": "it-band"})
    folder.write("posts/it-band-syndrome-healing.md", text + "\n\n".join(paragraphs) + "\n")
    return look(publish(), ADDRESS)


def one_space(text):
    return re.sub(r"\s+", " ", text).strip()


def test_the_page_shows_the_text_word_for_word(seed, page):
    title, paragraphs, _, _ = seed

    assert page.one("h1").text == one_space(title)
    assert [one.text for one in page.one(".e-content").all("p")] == [*map(one_space, paragraphs)]


def test_the_page_names_its_author_with_their_bio(seed, page):
    _, _, author, bio = seed
    box = page.one("aside.author")

    assert box.one(".p-name").text == one_space(author)
    assert box.one(".p-note").text == one_space(bio)


def test_the_page_has_its_place_in_a_story(page):
    box = page.one("nav.series")

    assert "Part 2 of 2" in box.text
    assert "day 43" in box.text
    assert page.one("nav.turn").one("a[rel=prev]")["href"] == "/posts/first-pain/"
