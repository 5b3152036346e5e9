from xml.etree import ElementTree as ET

import pytest

from laps import look
from makers import SITE

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def feed(reader):
    answer = reader.get("/feed.atom")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.data)


@pytest.fixture
def mapped(reader):
    answer = reader.get("/sitemap.xml")
    assert answer.content_type == "application/xml; charset=utf-8"
    return [place.text for place in ET.fromstring(answer.data).iter(f"{MAP}loc")]


def test_the_feed_says_whose_it_is(feed):
    assert feed.findtext(f"{ATOM}title") == "Laps & more"
    assert feed.findtext(f"{ATOM}subtitle") == "Round and round."
    assert feed.findtext(f"{ATOM}id") == "https://laps.example/"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Sarah"
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == "https://laps.example/feed.atom"
    assert feed.findtext(f"{ATOM}updated") == "2026-04-10T02:30:00Z"


def test_the_feed_holds_the_newest_posts_whole(feed):
    newest = feed.find(f"{ATOM}entry")

    assert newest.findtext(f"{ATOM}title") == "Plain"
    assert newest.findtext(f"{ATOM}content").strip() == "<p>Words.</p>"
    assert newest.find(f"{ATOM}content").get("type") == "html"
    assert newest.findtext(f"{ATOM}author/{ATOM}name") == "ben"
    assert newest.findtext(f"{ATOM}published") == "2026-04-10T02:30:00Z"
    assert newest.find(f"{ATOM}link").get("href") == "https://laps.example/posts/plain/"


def test_an_entry_names_tags_and_last_change(feed):
    (entry,) = (e for e in feed.iter(f"{ATOM}entry") if e.findtext(f"{ATOM}title") == "Shoulder 2")

    assert [tag.get("term") for tag in entry.iter(f"{ATOM}category")] == ["shoulder"]
    assert entry.findtext(f"{ATOM}updated") == "2025-08-03T05:00:00Z"


def test_every_address_in_the_feed_is_whole_and_plain(feed):
    addresses = [link.get("href") for link in feed.iter(f"{ATOM}link")]
    addresses += [name.text for name in feed.iter(f"{ATOM}id")]

    assert all(one.startswith("https://laps.example/") and one.isascii() for one in addresses)
    (pictured,) = (e for e in feed.iter(f"{ATOM}entry") if e.findtext(f"{ATOM}title") == "Pictured")
    assert 'src="https://laps.example/media/' in pictured.findtext(f"{ATOM}content")


def test_an_entry_keeps_its_name_when_permalinks_change(folder, publish):
    folder.post("one")
    before = ET.fromstring(publish().get("/feed.atom").data).findtext(f".//{ATOM}entry/{ATOM}id")
    folder.write("site.toml", SITE + 'permalink = "/{slug}/"\n')
    after = ET.fromstring(publish().get("/feed.atom").data)

    assert after.findtext(f".//{ATOM}entry/{ATOM}id") == before
    assert after.find(f".//{ATOM}entry/{ATOM}link").get("href") == "https://laps.example/one/"


def test_what_is_not_published_is_in_no_feed_and_on_no_map(reader):
    everything = reader.get("/feed.atom").text + reader.get("/sitemap.xml").text

    for word in ("Hidden", "Hush", "/soon", "draft", "futurely"):
        assert word not in everything


def test_a_feed_without_posts_is_a_feed(client):
    answer = client.get("/feed.atom")

    assert answer.status_code == 200
    assert ET.fromstring(answer.data).findtext(f"{ATOM}updated") == "2000-01-01T00:00:00Z"


def test_readers_find_the_feed_on_every_page(see):
    link = see("/posts/plain/").one("link[rel=alternate]")

    assert link["type"] == "application/atom+xml"
    assert link["href"] == "/feed.atom"
    assert link["title"] == "Laps & more"


def test_a_tag_has_a_feed_of_its_own(reader):
    answer = reader.get("/tags/swimming/feed.atom")
    feed = ET.fromstring(answer.data)

    assert answer.content_type == "application/atom+xml; charset=utf-8"
    assert feed.findtext(f"{ATOM}title") == "Swimming · Laps & more"
    assert feed.findtext(f"{ATOM}subtitle") == "In water."
    assert feed.findtext(f"{ATOM}id") == "https://laps.example/tags/swimming/"
    found = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert found == ["Chapters", "Pictured"]


def test_a_story_has_one_too_and_its_pages_say_so(see, reader):
    feed = ET.fromstring(reader.get("/tags/knee/feed.atom").data)

    assert len(feed.findall(f"{ATOM}entry")) == 8
    assert feed.findtext(f"{ATOM}entry/{ATOM}content").strip() == "<p>Knee text 8.</p>"
    for path in ("/tags/knee/", "/tags/knee/story/"):
        found = [link["href"] for link in see(path).all("link[rel=alternate]")]
        assert found == ["/feed.atom", "/tags/knee/feed.atom"]


def test_the_map_lists_every_page_there_is(mapped, reader):
    assert len(mapped) == len(set(mapped))
    for place in (
        "/",
        "/archive/",
        "/tags/",
        "/about/",
        "/authors/sarah/",
        "/tags/knee/",
        "/tags/swimming/",
        "/posts/knee-3/",
        "/posts/plain/",
        "/posts/%D0%B1%D0%B5%D0%B3/",
    ):
        assert f"https://laps.example{place}" in mapped


def test_every_address_on_the_map_is_a_page_under_that_very_address(mapped, reader):
    for place in mapped:
        page = look(reader, place.removeprefix("https://laps.example"))
        assert page.one("link[rel=canonical]")["href"] == place


def test_the_map_tells_when_a_post_changed_last(reader):
    tree = ET.fromstring(reader.get("/sitemap.xml").data)
    changed = {one.findtext(f"{MAP}loc"): one.findtext(f"{MAP}lastmod") for one in tree}

    assert changed["https://laps.example/posts/shoulder-2/"].startswith("2025-08-03")


def test_the_map_lists_years_of_training_but_no_story_twice(folder, publish):
    folder.write("tags/knee.md", "---\ntitle: Knee\nseries: {started: 2011-10-01}\n---\n")
    run = "[{sport: run, date: 2010-12-31, distance: 1 mi}, {sport: run, distance: 1 mi}]"
    folder.post("one", tags="knee", training=run)
    folder.post("later", date="2999-01-01", training="[{sport: run, distance: 1 mi}]")

    client = publish()
    tree = ET.fromstring(client.get("/sitemap.xml").data)
    found = [one.text.removeprefix("https://laps.example") for one in tree.iter(f"{MAP}loc")]

    assert [path for path in found if path.startswith("/archive/2")] == [
        "/archive/2011/",
        "/archive/2010/",
    ]
    assert [path for path in found if path.startswith("/tags/knee/")] == ["/tags/knee/"]
    for path in ("/archive/2011/", "/archive/2010/"):
        assert (
            look(client, path).one("link[rel=canonical]")["href"] == f"https://laps.example{path}"
        )


def test_the_map_is_drawn_anew_when_a_year_is_told_of(folder, publish):
    folder.post("one")
    before = publish().get("/sitemap.xml").text
    folder.post("one", training="[{sport: run, distance: 1 mi}]")
    after = publish().get("/sitemap.xml").text

    assert "/archive/2011/" not in before
    assert "/archive/2011/" in after
