import pytest

from laps import look


def test_the_index_lists_stories_then_the_other_tags(see):
    index = see("/tags/")

    assert [link.text for link in index.one("ol.log").all("h2")] == [
        "The knee",
        "The shoulder",
        "Silent",
    ]
    assert [tag.text for tag in index.one("ul.tags").all("li")] == [
        "Swimming 2 posts In water.",
        "Family 1 post",
        "Плавание 1 post",
    ]


def test_a_story_says_in_the_index_how_it_stands(see):
    knee, shoulder, silent = see("/tags/").one("ol.log").all("li")

    assert "8 parts" in knee.text
    assert "since Mar 1, 2026" in knee.text
    assert "It is healing." in knee.text
    assert "May 30, 2025 to Sep 1, 2025" in shoulder.text
    assert "It healed." in shoulder.text
    assert "No word since January 5, 2025." in silent.text


def test_a_tag_shows_its_introduction_and_its_posts(see):
    tag = see("/tags/swimming/")

    assert tag.one("h1").text == "Swimming"
    assert tag.one(".prose").text == "All about water."
    assert [post.text for post in tag.one("ol.log").all("h2")] == ["Chapters", "Pictured"]
    assert tag.one("[name=description]")["content"] == "In water."


def test_a_tag_without_an_introduction_is_called_as_its_posts_call_it(see):
    assert see("/tags/family/").one("h1").text == "Family"


def test_a_tag_in_letters_of_another_script_has_a_page(see, reader):
    post = see("/posts/бег/")
    link = post.one("a.p-category")

    assert link.text == "Плавание"
    assert see(link["href"]).one("h1").text == "Плавание"
    canonical = see(link["href"]).one("link[rel=canonical]")["href"]
    assert canonical.isascii()
    assert reader.get(canonical.removeprefix("https://laps.example")).status_code == 200


@pytest.mark.parametrize("spelling", ["Swimming", "SWIMMING", "swimming!"])
def test_another_spelling_leads_to_the_one_address(reader, spelling):
    answer = reader.get(f"/tags/{spelling}/")

    assert (answer.status_code, answer.location) == (301, "/tags/swimming/")


@pytest.mark.parametrize("tag", ["draftly", "futurely", "nothing", "!", "Draftly"])
def test_a_tag_nobody_can_see_a_post_of_is_not_found(see, tag):
    see(f"/tags/{tag}/", status=404)


def test_a_story_is_told_from_the_start(see):
    story = see("/tags/knee/").one("article.story")

    assert story.one("h1").text == "The knee"
    assert story.one(".prose").text == "It began so."
    assert story.one("a.button")["href"] == "/posts/knee-1/"
    assert [part.text for part in story.one("ol.parts").all("h3")] == [
        f"Knee {number}" for number in range(1, 9)
    ]
    assert "Part 3 · Mar 23, 2026 · day 23" in story.text
    assert "since March 1, 2026" in story.text


def test_a_story_that_is_over_says_how_it_ended(see):
    story = see("/tags/shoulder/").one("article.story")

    assert "It healed. I swim again." in story.one("p.outcome").text
    assert "May 30, 2025 to September 1, 2025" in story.text
    assert "3 parts, 95 days" in story.text


def test_long_gaps_are_named(see):
    gaps = [gap.text for gap in see("/tags/shoulder/").one("ol.parts").all("p.gap")]

    assert gaps == ["61 days without a post", "221 days without a post"]


def test_a_silent_story_says_since_when(see):
    said = see("/tags/silent/").one("p.outcome").text

    assert said == "The last word was on January 5, 2025, day 5. How it went on is not told yet."


def test_a_story_without_a_part_is_no_error(see):
    assert "Nothing here yet." in see("/tags/wrist/").text


def test_a_story_of_twenty_parts_is_told(folder, publish):
    folder.write("tags/long.md", "---\ntitle: Long\nseries: {started: 2011-01-01}\n---\n")
    for number in range(1, 21):
        folder.post(f"part-{number:02}", tags="long", date=f"2011-01-{number:02}")
    client = publish()

    assert "Part 14 of 20" in look(client, "/posts/part-14/").one("nav.series").text
    assert len(look(client, "/tags/long/").one("ol.parts").all("h3")) == 20


def test_a_long_tag_has_several_pages(folder, publish):
    for number in range(11):
        folder.post(f"post-{number}", tags="laps")
    client = publish()

    assert look(client, "/tags/laps/").links()["Older posts"] == "/tags/laps/?page=2"
    assert len(look(client, "/tags/laps/?page=2").one("ol.log").all("h2")) == 1
