import json
from datetime import UTC, datetime, timedelta

import pytest

import reading
from makers import front


def test_a_post_shows_its_title_day_and_text(see):
    post = see("/posts/knee-3/").one("article.h-entry")

    assert post.one("h1").text == "Knee 3"
    assert post.one("time.dt-published").text == "March 23, 2026"
    assert post.one(".e-content").text == "Knee text 3."


def test_a_post_says_who_wrote_it(see):
    box = see("/posts/knee-3/").one("aside.author")

    assert box.one("a.p-name").text == "Sarah"
    assert box.one("a.p-name")["href"] == "/authors/sarah/"
    assert box.one(".p-note").text == "Mom of three. Triathlete."
    assert box.one("img")["src"].startswith("/media/")


def test_an_author_without_a_file_is_named_by_their_slug_and_leads_nowhere_dead(see, reader):
    name = see("/posts/plain/").one("aside.author").one(".p-name")

    assert name.text == "ben"
    assert "href" not in name.attributes


def test_a_part_of_a_story_says_which_part_and_which_day_it_is(see):
    box = see("/posts/knee-3/").one("nav.series")

    assert "Part 3 of 8" in box.text
    assert "day 23" in box.text
    assert box["data-tape"] == "magenta"


def test_a_part_of_a_story_that_is_over_says_how_long_it_took_and_how_it_ended(see):
    box = see("/posts/shoulder-1/").one("nav.series")

    assert "Part 1 of 3" in box.text
    assert "I swim again." in box.text
    assert box.links()["How it ended"] == "/posts/knee-2/"


def test_neighbours_in_the_story_are_named_by_title(see):
    turn = see("/posts/knee-3/").one("nav.turn")

    assert "Knee 2" in turn.one("a[rel=prev]").text
    assert turn.one("a[rel=prev]")["href"] == "/posts/knee-2/"
    assert "Knee 4" in turn.one("a[rel=next]").text
    assert turn.one("a[rel=next]")["href"] == "/posts/knee-4/"


@pytest.mark.parametrize(
    ("slug", "there", "missing"), [("knee-1", "next", "prev"), ("knee-8", "prev", "next")]
)
def test_a_story_has_two_ends(see, slug, there, missing):
    turn = see(f"/posts/{slug}/").one("nav.turn")

    assert len(turn.all(f"a[rel={there}]")) == 1
    assert turn.all(f"a[rel={missing}]") == []


def test_a_post_in_two_stories_shows_a_box_for_each_and_follows_the_first(see):
    page = see("/posts/knee-2/")

    assert [box["data-tape"] for box in page.all("nav.series")] == ["magenta", "lime"]
    assert page.one("body")["data-tape"] == "magenta"
    assert page.one("nav.turn").one("a[rel=prev]")["href"] == "/posts/knee-1/"


def test_a_post_in_no_story_has_no_tape(see):
    page = see("/posts/plain/")

    assert page.all("nav.series") == []
    assert "data-tape" not in page.one("body").attributes


def test_many_chapters_are_listed_first(see):
    contents = see("/posts/chapters/").one("nav.contents")

    assert list(contents.links()) == [f"Chapter {number}" for number in range(1, 6)]
    assert see("/posts/chapters/").one(contents.links()["Chapter 2"]).text.startswith("Chapter 2")


def test_a_day_is_the_day_it_was_in_the_zone_of_the_site(see):
    published = see("/posts/plain/").one("article").one("time.dt-published")

    assert published.text == "April 9, 2026"
    assert published["datetime"] == "2026-04-09T21:30:00-05:00"


def test_programs_can_read_the_marks_of_a_post(see):
    (entry,) = reading.microformats(see("/posts/knee-2/"))

    assert entry["type"] == ["h-entry"]
    assert entry["name"] == ["Knee 2"]
    assert entry["url"] == ["/posts/knee-2/"]
    assert entry["published"] == ["2026-03-10T00:00:00-05:00"]
    assert entry["content"] == ["Knee text 2."]
    assert entry["category"] == ["The knee", "The shoulder"]
    (author,) = entry["author"]
    assert author["type"] == ["p-author", "h-card"] or author["type"] == ["h-card"]
    assert author["name"] == ["Sarah"]
    assert author["url"] == ["/authors/sarah/"]
    assert author["note"] == ["Mom of three. Triathlete."]


def test_search_engines_and_networks_are_told_what_the_page_is(see):
    page = see("/posts/shoulder-2/")
    told = json.loads("".join(page.one("script[type=application/ld+json]").children))

    assert told["@type"] == "BlogPosting"
    assert told["headline"] == "Shoulder 2"
    assert told["datePublished"] == "2025-08-01T00:00:00-05:00"
    assert told["dateModified"] == "2025-08-03T00:00:00-05:00"
    assert told["author"]["url"] == "https://laps.example/authors/sarah/"
    assert page.one("link[rel=canonical]")["href"] == "https://laps.example/posts/shoulder-2/"
    assert page.one("[property=og:type]")["content"] == "article"
    assert page.one("[property=og:title]")["content"] == "Shoulder 2"
    assert page.one("[property=og:locale]")["content"] == "en_US"


def test_a_picture_is_told_with_its_whole_address(see):
    page = see("/posts/pictured/")

    address = page.one("[property=og:image]")["content"]
    assert address.startswith("https://laps.example/media/")
    assert page.one(".e-content").one("img")["src"] == address.removeprefix("https://laps.example")


def test_words_of_the_author_break_neither_page_nor_script(folder, publish):
    title = "\"</script><b>&' </title>"
    folder.write("posts/odd.md", front({"title": json.dumps(title), "date": "2011-10-14"}))

    page = reading.page(publish().get("/posts/odd/").text)

    assert page.one("h1").text == "“</script><b>&’ </title>"
    told = json.loads("".join(page.one("script[type=application/ld+json]").children))
    assert told["headline"] == "“</script><b>&’ </title>"


@pytest.mark.parametrize("slug", ["draft", "soon"])
def test_what_is_not_published_is_not_found(see, slug):
    assert "Hidden" not in see(f"/posts/{slug}/", status=404).text


def test_a_future_post_appears_by_itself_to_the_second(reader, now):
    due = datetime(2026, 4, 11, 5, tzinfo=UTC)
    now(due - timedelta(seconds=1))
    before = reader.get("/posts/soon/").status_code
    now(due)

    assert (before, reader.get("/posts/soon/").status_code) == (404, 200)
