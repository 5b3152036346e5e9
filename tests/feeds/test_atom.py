"""The feed is what RFC 4287 asks for, whatever stands in the posts."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from makers import SITE, sync

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def feed(folder, app, client, workshop):
    def read():
        sync(app, workshop)
        answer = client.get("/feed.atom")
        assert answer.mimetype == "application/atom+xml"
        return ET.fromstring(answer.data)

    return read


def texts(element, name):
    return [found.text for found in element.findall(f"{ATOM}{name}")]


def entry(feed):
    return feed().find(f"{ATOM}entry")


def test_a_feed_and_its_entries_have_all_they_must(folder, feed):
    folder.post("one", "Words.", tags="[IT band]")
    root = feed()
    post = root.find(f"{ATOM}entry")

    for element in (root, post):
        assert [len(texts(element, name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert element.find(f"{ATOM}author/{ATOM}name").text == "Sarah"
    assert texts(post, "id") == ["https://laps.example/posts/one/"]
    assert texts(post, "published") == ["2011-10-14T00:00:00Z"]
    assert {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")} == {
        "self": "https://laps.example/feed.atom",
        "alternate": "https://laps.example/",
    }
    assert post.find(f"{ATOM}category").get("term") == "IT band"
    assert post.find(f"{ATOM}content").get("type") == "html"


def test_a_feed_without_posts_is_one_all_the_same(feed):
    root = feed()

    assert texts(root, "updated") == ["2000-01-01T00:00:00Z"]
    assert root.find(f"{ATOM}entry") is None


def test_the_name_of_an_entry_stays_when_its_address_changes(folder, feed):
    folder.post("one")
    before = texts(entry(feed), "id")
    folder.write("site.toml", SITE + 'permalink = "/{year}/{slug}/"\n')

    assert texts(entry(feed), "id") == before


def test_what_means_something_in_xml_is_shown_as_written(folder, feed):
    folder.post("one", "a < b & `]]>`", title='"A & B <c> ]]>"')
    found = entry(feed)

    assert texts(found, "title") == ["A & B <c> ]]>"]
    assert "a &lt; b &amp; <code>]]&gt;</code>" in texts(found, "content")[0]


def test_links_inside_a_text_are_whole_addresses(folder, feed):
    folder.post("one", "[a](/posts/two/) [b](//other.example/) [c](https://c.example/)")
    content = texts(entry(feed), "content")[0]

    assert 'href="https://laps.example/posts/two/"' in content
    assert 'href="https://c.example/"' in content
    assert 'href="https://laps.example//other' not in content


def test_a_text_changed_later_says_when(folder, feed):
    folder.post("one", updated="2012-03-04 05:06")

    assert texts(entry(feed), "updated") == ["2012-03-04T05:06:00Z"]


def test_the_newest_come_first_and_no_more_than_twenty(folder, feed):
    for number in range(1, 24):
        folder.post(f"post-{number}", f"Number {number}.", date=f"2011-10-{number:02}")

    titles = [found.find(f"{ATOM}title").text for found in feed().findall(f"{ATOM}entry")]

    assert (len(titles), titles[0]) == (20, "Post 23")


def test_what_xml_cannot_hold_is_replaced():
    from blog.feeds import atom

    moment = datetime(2011, 10, 14, tzinfo=UTC)
    post = atom.Entry(
        id="x:1", title="a\x0bb\ufffe", address="x:1", author="s", published=moment,
        updated=moment, html="<p>\x00\ud800</p>",
    )  # fmt: skip
    made = atom.write(
        atom.Feed(
            title="t", subtitle="", language="en", address="x:f", page="x:p", author="s",
            entries=[post], updated=moment,
        ),
        site="https://laps.example",
    )  # fmt: skip

    found = ET.fromstring(made).find(f"{ATOM}entry")
    assert texts(found, "title") == ["a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}"]
