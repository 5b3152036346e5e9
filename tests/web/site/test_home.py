from datetime import UTC, datetime

import pytest

import reading
from laps import look


def test_the_story_under_way_comes_first(see):
    home = see("/")
    story = home.one("section.now")

    assert story.one("h2").text == "41 days into The knee"
    assert story.one("h2").links() == {"The knee": "/tags/knee/"}
    assert len(story.one("ol.strip").all("a")) == 8
    assert story.one("dl.facts").text == "The half in 21 days"
    assert home.one("body")["data-tape"] == "magenta"


def test_without_a_story_under_way_there_are_only_posts(folder, publish):
    folder.post("one")

    home = look(publish(), "/")

    assert home.all("section.now") == []
    assert "data-tape" not in home.one("body").attributes


def test_a_silent_story_stops_counting_at_its_last_word(see, now):
    now(datetime(2026, 12, 24, 12, tzinfo=UTC))

    story = see("/").one("section.now")

    # In April another part had been waiting for its day.
    assert story.one("h2").text == "42 days into The knee"
    assert "The last word was on April 11, 2026, day 42." in story.text
    assert story.all("dl.facts") == []


KNEE = "---\ntitle: Knee\nseries: {started: 2026-04-01, goal: {date: 2026-05-01}}\n---\n"


def facts(folder, publish, *sessions):
    folder.write("tags/knee.md", KNEE)
    training = "".join(f"\n  - {session}" for session in sessions)
    folder.post("one", tags="knee", date="2026-04-09", training=training or None)
    found = look(publish(), "/").all("dl.facts")
    return [fact.text for fact in found[0].all("div")] if found else []


@pytest.mark.parametrize(
    ("sessions", "said"),
    [
        pytest.param(
            ["{sport: run, date: 2026-04-02, pain: 3}", "{sport: run, distance: 1 mi, pain: 0}"],
            ["Last run 1 mi (1.61 km), pain 0 of 10", "Since it last hurt 8 days"],
            id="it hurt once",
        ),
        pytest.param(
            ["{sport: swim, distance: 500 m, date: 2026-04-09}"],
            ["Last swim 0.31 mi (0.5 km)"],
            id="nobody said how much",
        ),
        pytest.param(
            ["{sport: strength, time: 45 min, pain: 0}"],
            ["Last session pain 0 of 10"],
            id="no distance",
        ),
        pytest.param(["{sport: walk, time: 45 min}"], ["Last walk 45:00"], id="just a time"),
        pytest.param(["{sport: rest}"], ["Last session Apr 9"], id="nothing but a day"),
        pytest.param([], [], id="no log"),
    ],
)
def test_the_front_page_says_where_things_stand(folder, publish, sessions, said):
    assert facts(folder, publish, *sessions) == [*said, "The goal in 21 days"]


def test_what_hurts_today_hurts_today(folder, publish, now):
    now(datetime(2026, 4, 9, 12, tzinfo=UTC))

    assert facts(folder, publish, "{sport: ride, pain: 2}")[1] == "Since it last hurt today"


def test_the_day_of_the_goal_is_called_today(see, now):
    now(datetime(2026, 5, 1, 12, tzinfo=UTC))

    assert see("/").one("dl.facts").text == "The half today"


def test_a_goal_that_is_past_is_not_counted(see, now):
    now(datetime(2026, 5, 2, 12, tzinfo=UTC))

    assert see("/").all("dl.facts") == []


def test_the_newest_posts_follow_ten_a_page(see):
    first, second = (
        [post.one(".p-name").text for post in see(path).one("ol.log").all("li.h-entry")]
        for path in ("/", "/?page=2")
    )

    assert first[:3] == ["Plain", "Knee 8", "Knee 7"]
    assert len(first) == 10
    assert second[-1] == "Renamed"
    assert set(first).isdisjoint(second)


def test_a_post_in_the_log_says_its_part(see):
    post = see("/").one("ol.log").all("li")[1]

    assert post.one("h2").text == "Knee 8"
    assert "The knee, part 8" in post.one(".rail").text
    assert post["data-tape"] == "magenta"
    assert "Knee text 8." in post.one(".p-summary").text


def test_only_neighbours_of_one_story_are_joined(see):
    posts = see("/").one("ol.log").all("li")

    assert [("joined" in post.classes) for post in posts[:3]] == [False, False, True]


def test_programs_can_read_the_marks_of_the_log(see):
    entries = [one for one in reading.microformats(see("/")) if one["type"] == ["h-entry"]]

    assert len(entries) == 10
    assert entries[1]["name"] == ["Knee 8"]
    assert entries[1]["url"] == ["/posts/knee-8/"]
    assert entries[1]["published"] == ["2026-04-08T00:00:00-05:00"]
    assert entries[1]["summary"] == ["Knee text 8."]


def test_the_menu_leads_to_posts_stories_and_what_the_author_chose(see):
    menu = see("/about/").one("header.masthead").one("nav")

    assert menu.links() == {
        "Posts": "/",
        "Stories": "/tags/",
        "About": "/about/",
        "The knee": "/tags/knee/",
    }
    assert menu.one("[aria-current=page]").text == "About"


def test_the_footer_is_the_author_s(see):
    footer = see("/").one("footer")

    assert "Typed at the pool." in footer.text
    assert footer.links()["Feed"] == "/feed.atom"
    assert footer.links()["Archive"] == "/archive/"
    assert "sample" not in footer.text


def test_without_a_footer_of_its_own_the_site_names_its_author(folder, publish):
    folder.write("authors/sarah.md", "---\nname: Sarah\n---\n")

    assert "Laps, by Sarah." in look(publish(), "/").one("footer").text


def test_without_an_author_the_footer_names_only_the_site(folder, publish):
    folder.write("site.toml", 'title = "Laps"\n')

    footer = look(publish(), "/").one("footer").text

    assert footer.startswith("Laps.")


def test_the_sample_says_that_it_is_one(folder, publish):
    folder.write("site.toml", 'title = "Laps"\nsample = true\n')

    assert "This is the sample blog." in look(publish(), "/").one("footer").text


def test_a_new_blog_says_that_it_is_new(folder, publish):
    home = look(publish(), "/")

    assert "Nothing here yet. The first lines are the hardest." in home.text
    assert home.all("nav.paging") == []


def test_a_blog_that_was_never_published_is_a_new_one(client):
    assert "Nothing here yet." in look(client, "/").text
