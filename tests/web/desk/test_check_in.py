"""Twenty seconds after a run its session is a part of the story."""

import re
from datetime import timedelta
from io import BytesIO

import pytest

import darkroom
from authoring import Desk, form_of, send
from blog import clock, current
from makers import SITE, sync


@pytest.fixture
def blog(app, folder, workshop, monkeypatch):
    """A story under way, day 52 of it, with one part."""
    now = clock.now().replace(year=2011, month=10, day=18, hour=17)
    monkeypatch.setattr(clock, "now", lambda: now)
    folder.write("authors/sarah.md", "---\nname: Sarah\n---\n")
    folder.write(
        "tags/it-band.md",
        "---\ntitle: The IT band story\nseries: {started: 2011-08-28, status: healing}\n---\n",
    )
    folder.post("first-mile", date="2011-10-14", tags="it-band")
    app.extensions[current.WORKSHOP] = workshop
    sync(app, workshop)
    return app


@pytest.fixture
def desk(blog):
    return Desk(blog)


def check_in(desk, **filled):
    page = desk.client.get("/desk/check-in/")
    address = re.search(r'action="(/desk/check-in/[^"]+)"', page.text)[1]
    token = {"csrf_token": form_of(page)["csrf_token"]}
    return address, send(desk.client, address, {**token, **filled})


def test_the_page_says_which_part_of_which_story_it_becomes(desk):
    page = desk.client.get("/desk/check-in/").text

    assert "The IT band story, day 52. Becomes part 2." in page
    assert "Publish part 2" in page


def test_a_session_becomes_a_part_of_the_story_titled_by_itself(desk, folder, client):
    _, answer = check_in(
        desk, sport="run", distance="3", time="33:10", pain="1", body="Gone by the door."
    )

    assert answer.status_code == 303
    assert (folder.content / "posts/2011-10-18-day-52-3-miles-pain-1.md").read_text() == (
        "---\ntitle: Day 52: 3 miles, pain 1\ndate: 2011-10-18 17:"
        + clock.now().strftime("%M")
        + '\ntags: it-band\ntraining: [{sport: run, distance: 3 mi, time: "33:10", pain: 1}]\n'
        "---\n\nGone by the door.\n"
    )
    page = client.get("/posts/day-52-3-miles-pain-1/").text
    assert "Part 2 of 2" in page
    assert "3 mi" in page


@pytest.mark.parametrize(
    ("filled", "title"),
    [
        ({"sport": "run", "distance": "1"}, "Day 52: 1 mile"),
        ({"sport": "ride", "distance": "12.5", "pain": "0"}, "Day 52: 12.5 miles, pain 0"),
        ({"sport": "swim", "distance": "400 yd"}, "Day 52: 400 yd"),
        ({"sport": "strength", "time": "45"}, "Day 52: Strength, 45 min"),
        ({"sport": "rest"}, "Day 52: Rest"),
    ],
)
def test_the_title_says_what_was_filled_in(desk, client, filled, title):
    _, answer = check_in(desk, **filled)

    assert title in desk.client.get(answer.location).text


def test_sent_twice_it_is_one_post(desk, folder):
    address, first = check_in(desk, sport="run", distance="3")
    token = form_of(desk.client.get("/desk/check-in/"))["csrf_token"]

    again = send(desk.client, address, {"csrf_token": token, "sport": "run", "distance": "3"})

    assert again.status_code == 303
    assert again.location == first.location
    assert len(list((folder.content / "posts").iterdir())) == 2


def test_sent_again_with_something_mended_it_is_the_same_post_mended(desk, folder, monkeypatch):
    address, first = check_in(desk, sport="run", distance="3", body="Gone.")
    token = form_of(desk.client.get("/desk/check-in/"))["csrf_token"]
    tomorrow = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)

    mended = {"csrf_token": token, "sport": "run", "distance": "4", "body": "Gone, mostly."}
    again = send(desk.client, address, mended)

    assert again.location == first.location
    (file,) = (folder.content / "posts").glob("2011-10-18-*.md")
    text = file.read_text()
    assert "title: Day 52: 4 miles\ndate: 2011-10-18 17:" in text
    assert "[{sport: run, distance: 4 mi}]" in text
    assert text.endswith("Gone, mostly.\n")


def test_sent_again_after_the_post_was_changed_it_changes_nothing(desk, folder):
    address, first = check_in(desk, sport="run", distance="3", body="Gone.")
    token = form_of(desk.client.get("/desk/check-in/"))["csrf_token"]
    (file,) = (folder.content / "posts").glob("2011-10-18-*.md")
    file.write_text(changed := file.read_text().replace("Gone.", "Gone, by hand."))
    same = {"csrf_token": token, "sport": "run", "distance": "3", "body": "Gone."}

    again = send(desk.client, address, same)
    refused = send(desk.client, address, {**same, "body": "Gone, I think."})

    assert again.location == first.location
    assert refused.status_code == 422
    assert "Gone, I think." in refused.text
    assert file.read_text() == changed


def test_two_of_one_day_are_two_posts(desk, folder):
    check_in(desk, sport="run", distance="3", body="In the morning.")
    check_in(desk, sport="run", distance="3", body="And in the evening.")

    assert len(list((folder.content / "posts").iterdir())) == 3


@pytest.mark.parametrize(
    ("filled", "sentence"),
    [
        ({"sport": "run", "distance": "far"}, "is not a distance"),
        ({"sport": "run", "distance": "30", "time": "10"}, "too quick"),
        ({"sport": "run", "time": "soon"}, "is not a time"),
        ({"sport": "fly"}, "Say what you did."),
        ({}, "Say what you did."),
    ],
)
def test_nonsense_is_said_and_what_was_typed_stays(desk, folder, filled, sentence):
    _, answer = check_in(desk, body="Gone by the door.", **filled)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Gone by the door." in answer.text
    assert len(list((folder.content / "posts").iterdir())) == 1


def test_what_is_nonsense_is_said_at_its_field_in_the_language_of_the_site(
    desk, blog, folder, workshop
):
    folder.write("site.toml", f'{SITE}language = "de"\n')
    sync(blog, workshop)

    _, answer = check_in(desk, sport="run", distance="weit", pain="2", body="Raus.")

    assert '<a class="way" href="#distance">Wie weit</a>' in answer.text
    assert "„weit“ ist keine Strecke." in answer.text
    field = re.search(r'<input id="distance"[^>]*>', answer.text)[0]
    assert 'value="weit"' in field
    assert 'aria-describedby="distance-reason"' in field
    assert 'value="2" checked' in answer.text
    assert "training." not in answer.text


def test_who_rests_goes_nowhere(desk, folder):
    _, answer = check_in(desk, sport="rest", distance="3", time="nonsense", pain="1")

    assert answer.status_code == 303
    (file,) = (folder.content / "posts").glob("2011-10-18-*.md")
    assert "training: [{sport: rest, pain: 1}]" in file.read_text()


def test_nothing_but_a_sport_is_asked_about_and_not_published(desk, folder):
    _, answer = check_in(desk, sport="run", body=" ")
    _, said = check_in(desk, sport="run", body="Gone by the door.")

    assert answer.status_code == 422
    assert "Say a little more" in answer.text
    assert said.status_code == 303
    assert len(list((folder.content / "posts").iterdir())) == 2


def write_story(folder, slug, title, **said):
    fields = ", ".join(f"{name}: {value}" for name, value in said.items())
    folder.write(f"tags/{slug}.md", f"---\ntitle: {title}\nseries: {{{fields}}}\n---\n")


def test_where_two_stories_are_under_way_it_is_asked_which_one(desk, blog, folder, workshop):
    write_story(folder, "back", "The back", started="2011-10-17", status="injured")
    sync(blog, workshop)
    page = desk.client.get("/desk/check-in/").text

    _, answer = check_in(desk, sport="run", distance="3", story="it-band")
    _, other = check_in(desk, sport="walk", distance="1", story="back")
    _, third = check_in(desk, sport="rest", story="")

    assert '<option value="back" selected>The back, day 2. Becomes part 1.' in page
    assert '<option value="it-band">The IT band story, day 52. Becomes part 2.' in page
    assert "Day 52: 3 miles" in desk.client.get(answer.location).text
    assert "Day 2: 1 mile" in desk.client.get(other.location).text
    assert "<h1>Rest</h1>" in desk.client.get(third.location).text


def test_the_first_check_in_of_a_new_story_is_its_first_part(desk, blog, folder, workshop, client):
    write_story(folder, "it-band", "The IT band story", started="2011-08-28", status="returned")
    write_story(folder, "back", "The back", started="2011-10-18", status="injured")
    sync(blog, workshop)

    page = desk.client.get("/desk/check-in/").text
    check_in(desk, sport="rest")

    assert "The back, day 1. Becomes part 1." in page
    assert "Part 1" in client.get("/posts/day-1-rest/").text


def test_where_the_story_is_over_it_says_so_and_becomes_a_post(desk, blog, folder, workshop):
    write_story(folder, "it-band", "The IT band story", started="2011-08-28", ended="2011-10-15")
    sync(blog, workshop)

    page = desk.client.get("/desk/check-in/").text
    _, answer = check_in(desk, sport="run", distance="3")

    assert "“The IT band story” is over and no other story is under way" in page
    assert "<h1>3 miles</h1>" in desk.client.get(answer.location).text


def test_where_there_never_was_a_story_it_becomes_a_post(desk, blog, folder, workshop):
    folder.remove("tags/it-band.md")
    sync(blog, workshop)

    page = desk.client.get("/desk/check-in/").text
    _, answer = check_in(desk, sport="run", distance="3")

    assert "No story is under way, so this becomes a post of its own." in page
    assert answer.status_code == 303


def test_a_photo_that_is_none_is_said_and_nothing_is_published(desk, folder):
    page = desk.client.get("/desk/check-in/")
    address = re.search(r'action="(/desk/check-in/[^"]+)"', page.text)[1]
    fields = {"csrf_token": form_of(page)["csrf_token"], "sport": "run", "body": "Gone."}

    answer = desk.client.post(
        address,
        data={**fields, "photo": (BytesIO(b""), "shoes.jpg")},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert answer.status_code == 422
    assert "shoes.jpg is empty." in answer.text
    assert "Gone." in answer.text
    assert len(list((folder.content / "posts").glob("*.md"))) == 1


def test_what_is_on_a_photo_is_asked_and_stands_in_the_text(desk, folder):
    photo = (BytesIO(darkroom.written(darkroom.upright(), "JPEG")), "shoes.jpg")

    check_in(desk, sport="run", photo=photo, alt="Shoes [wet]\nat the door")

    (post,) = (folder.content / "posts").glob("*/index.md")
    assert r"![Shoes \[wet\] at the door](shoes.jpg)" in post.read_text()


def test_a_photo_outlasts_what_is_wrong_with_the_rest(desk, folder):
    photo = (BytesIO(darkroom.written(darkroom.upright(), "JPEG")), "shoes.jpg")
    address, refused = check_in(desk, sport="run", distance="far", photo=photo, alt="Shoes")

    mended = {**form_of(refused), "sport": "run", "distance": "3", "pain": ""}
    published = send(desk.client, address, mended)

    assert refused.status_code == 422
    assert published.status_code == 303
    (text,) = folder.content.glob("posts/2011-10-18-day-52-3-miles/index.md")
    assert text.read_text().endswith("---\n\n![Shoes](shoes.jpg)\n")
    assert (text.parent / "shoes.jpg").exists()
