"""What headers say to readers is set as the text below them is."""

from __future__ import annotations

import re

import pytest

import reading
from makers import SITE, front

SERIES = {
    "title": "Sarah's knee",
    "summary": "It's healing.",
    "series": "{started: 2011-10-01, status: returned, ended: 2011-11-01, outcome: It's over.}",
}


@pytest.fixture
def written(folder, publish):
    """A reader of a blog whose files were typed on a plain keyboard."""
    site = SITE.replace('"Laps"', '"Sarah\'s laps"')
    folder.write("site.toml", f'{site}tagline = "It\'s wet"\nfooter = "That\'s all"\n')
    author = {"name": "Sarah O'Hara", "tagline": "It's me"}
    folder.write("authors/sarah.md", front(author))
    folder.write("tags/knee.md", front(SERIES) + 'It\'s "fine".\n')
    more = {"summary": "It's done.", "tags": "knee, Farmer's walk"}
    folder.post("one", "It's `it's`.\n", title="Sarah's first", **more)
    folder.post("two", "It's.\n", title="Sarah's second", comments="off", **more)
    folder.write("pages/about.md", front({"title": "Who's Sarah"}) + "It's me.\n")
    return publish()


PAGES = ["/", "/posts/two/", "/tags/", "/tags/knee/", "/tags/farmers-walk/", "/archive/"]


@pytest.mark.parametrize("path", [*PAGES, "/authors/sarah/", "/about/"])
def test_no_plain_apostrophe_is_left(written, path):
    answer = written.get(path)

    assert answer.status_code == 200
    assert "’" in answer.text
    assert re.findall(r".{0,20}(?:'|&#39;|&apos;).{0,9}", answer.text) == []


def test_feeds_say_it_likewise(written):
    feed = written.get("/feed.atom").text
    said = re.findall("<(?:title|subtitle|summary)>(.*?)</", feed)

    assert said[:2] == ["Sarah’s laps", "It’s wet"]
    assert len(said) == 6
    assert [words for words in said if "'" in words] == []


def test_code_and_addresses_stay_as_typed(written):
    post = reading.page(written.get("/posts/one/").text)

    assert post.one("h1").text == "Sarah’s first"
    assert post.one("code").text == "it's"
    assert post.links()["Farmer’s walk"] == "/tags/farmers-walk/"


def test_a_renamed_post_is_known_by_its_title(folder, written, publish):
    folder.remove("posts/two.md")
    folder.post("new", "Other words.\n", title="Sarah's second")

    answer = publish().get("/posts/two/")

    assert (answer.status_code, answer.location) == (301, "/posts/new/")
