"""The desk's first page says what waits, what is unfinished and what is wrong, and whose it is."""

import re
from datetime import UTC, datetime, timedelta

import pytest

import commenting
from authoring import Desk, at_desk, form_of, send
from blog import clock, current
from commenting import receipt
from counting import counting
from entering import OURS
from makers import EVERYWHERE, front, sync

pytestmark = EVERYWHERE

# Noon in Chicago.
NOON = datetime(2026, 11, 22, 18, tzinfo=UTC)
SITE = 'title = "Laps"\nauthor = "sarah"\ntimezone = "America/Chicago"\n'


@pytest.fixture
def blog(app, folder, workshop, monkeypatch):
    """A blog of two authors, to whom the first of them is the owner."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    folder.write("site.toml", SITE)
    folder.write("authors/glenn.md", "---\nname: Glenn\n---\n")
    app.extensions[current.WORKSHOP] = workshop

    def publish():
        sync(app, workshop)
        return app

    return publish


def home(app, slug="sarah"):
    return at_desk(app, slug).get("/desk/").text


def section(page, heading):
    """What stands below a heading, up to the next one."""
    found = re.search(rf"<h2[^>]*>{heading}</h2>(.*?)(<h2|<form)", page, re.DOTALL)
    return found[1] if found else ""


def comment(app, post):
    """Say something that is there at once."""
    commenting.send(app.test_client(), path=f"/posts/{post}/comments/")


def say(app, post, words="So glad.", name="Ruth"):
    """Say something that waits: it comes with two links."""
    fields = {"name": name, "body": f"{words} https://a.example/1 https://b.example/2"}
    app.test_client().post(f"/posts/{post}/comments/", data=fields, headers=OURS)


def test_on_a_new_desk_nothing_waits_and_nothing_is_listed(blog):
    page = home(blog())

    assert "No comment waits." in page
    assert "<h2" not in page
    assert 'href="/desk/check-in/"' in page
    assert 'href="/desk/write/"' in page


def test_comments_that_wait_are_counted_each_author_s_own_and_the_owner_s_all(blog, folder):
    folder.post("hers")
    folder.post("his", author="glenn")
    app = blog()
    say(app, "hers")
    say(app, "his", "First.")
    say(app, "his", "Second.")

    assert "3 comments wait" in home(app)
    assert "2 comments wait" in home(app, "glenn")


def test_an_edit_that_waits_is_counted_too(blog, folder):
    folder.post("hers")
    app = blog()
    reader = app.test_client()
    token = receipt(commenting.send(reader, path="/posts/hers/comments/"))
    words = "Look: https://a.example https://b.example"
    path = "/posts/hers/comments/1/edit/"
    commenting.send(reader, path=path, receipt=token, body=words)

    assert "1 comment waits" in home(app)


def test_what_is_new_since_the_last_look_is_counted(blog, folder, monkeypatch):
    folder.post("hers")
    app = blog()
    desk = at_desk(app)
    token = form_of(desk.get("/desk/devices/"))["csrf_token"]
    seen = {"csrf_token": token, "made": NOON.isoformat(), "all": ""}
    assert send(desk, "/desk/comments/seen/", seen).status_code == 303
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(hours=8))
    comment(app, "hers")
    say(app, "hers")

    page = home(app)

    assert "1 comment waits" in page
    assert re.search(r'href="/desk/comments/\?show=recent">2 new since you last looked<', page)
    assert "new since" not in home(app, "glenn")


def test_what_is_being_written_and_drafts_in_files_are_listed_once_each(blog, folder):
    folder.post("hidden", draft="yes", title="Not yet")
    folder.post("public", title="Out there")
    app = blog()
    desk = Desk(app)
    desk.open("/desk/write/")
    desk.press("save", title="Half a thought", body="It held until")
    desk.open("/desk/posts/hidden/write/")
    desk.press("save", body="More of it.")
    desk.open("/desk/posts/public/write/")
    desk.press("save", body="Better words.")

    listed = section(home(app), "Drafts")

    assert listed.count("<li>") == 3
    assert "Half a thought" in listed
    assert listed.count("Not yet") == 1
    assert re.search(r"Out there</a><br>\s*<span class=\"quiet\">changes not published", listed)


def test_nobody_is_shown_the_drafts_of_others_but_the_owner_the_files(blog, folder):
    folder.post("hers", draft="yes", title="Sarah’s")
    folder.post("his", draft="yes", author="glenn", title="Glenn’s")
    app = blog()
    desk = Desk(app, "glenn")
    desk.open("/desk/write/")
    desk.press("save", title="Only mine")

    assert "Only mine" in home(app, "glenn")
    assert "Sarah’s<" not in home(app, "glenn")
    assert "Only mine" not in home(app)
    assert "Glenn’s" in home(app)


def test_the_page_stays_short_and_says_how_many_there_are(blog, folder):
    for number in range(9):
        folder.post(f"draft-{number}", draft="yes")

    listed = section(home(blog()), "Drafts")

    assert listed.count("<li>") == 5
    assert re.search(r'href="/desk/posts/">All 9<', listed)


def test_scheduled_posts_are_listed_with_when_they_appear_the_next_one_first(blog, folder):
    folder.post("later", date="2026-12-24 18:00")
    folder.post("next", date="2026-11-23 7:30")
    folder.post("never", date="2026-11-30", draft="yes")

    listed = section(home(blog()), "Scheduled")

    assert re.findall(r'href="/desk/posts/(\w+)/write/"', listed) == ["next", "later"]
    assert "appears Nov 23, 07:30" in listed


def test_this_day_is_that_of_the_site_s_zone_and_of_every_year(blog, folder):
    folder.post("evening", title="In the evening", date="2025-11-22 23:30")
    folder.post("old", title="The first steps", date="2013-11-22")
    folder.post("today", date="2026-11-22 7:00")
    folder.post("day-after", date="2025-11-23 0:30")
    folder.post("secret", date="2024-11-22", draft="yes")

    listed = section(home(blog()), "On this day")

    assert re.findall(r'href="/posts/(\w+)/"', listed) == ["evening", "old"]
    assert "a year ago" in listed
    assert "13 years ago" in listed


@pytest.mark.parametrize(
    ("today", "then"),
    [
        pytest.param("2027-02-28", ["leap", "before"], id="it is remembered the day before"),
        pytest.param("2028-02-29", ["leap"], id="the day itself"),
        pytest.param("2028-02-28", ["common", "before"], id="but not twice"),
    ],
)
def test_a_leap_day_is_remembered_once_a_year(blog, folder, monkeypatch, today, then):
    folder.post("leap", date="2024-02-29")
    folder.post("before", date="2024-02-28")
    folder.post("common", date="2027-02-28 6:00")
    moment = datetime.fromisoformat(f"{today}T18:00:00+00:00")
    app = blog()
    monkeypatch.setattr(clock, "now", lambda: moment)

    listed = section(home(app), "On this day")

    assert re.findall(r'href="/posts/(\w+)/"', listed) == then


def test_what_is_wrong_with_files_leads_to_where_it_is_mended(blog, folder):
    folder.post("first", "See [that](/posts/nowhere/).\n", title="First mile")

    listed = section(home(blog()), "To mend")

    assert 'href="/desk/posts/first/write/">First mile<' in listed
    assert "the link to /posts/nowhere/ leads nowhere" in listed
    assert "posts/first.md, line" in listed


def test_everything_a_look_at_the_folder_found_is_named_refused_files_first(blog, folder):
    folder.post("first", "See [that](/posts/nowhere/).\n")
    folder.post("wrong", date="next Tuesday")
    folder.write("posts/notes.txt", "Hm.\n")
    folder.write("site.toml", SITE + 'menu = ["about"]\n')

    listed = section(home(blog()), "To mend")

    assert re.findall(r'<span( class="reason")? lang="en">', listed)[0]
    assert 'href="/desk/mend/posts/wrong.md/"' in listed
    assert 'href="/desk/settings/">site.toml<' in listed
    for said in ("next Tuesday", "call it notes.md", "no page or tag “about”", "leads nowhere"):
        assert said in listed, said


def test_what_is_mended_is_named_no_more_without_another_change(blog, folder):
    folder.write("posts/notes.txt", "Hm.\n")
    assert "call it notes.md" in home(blog())

    folder.remove("posts/notes.txt")

    assert "To mend" not in home(blog())


def test_an_author_is_told_of_their_own_files_only(blog, folder):
    folder.post("hers", "See [that](/posts/nowhere/).\n")
    folder.post("his", "See [that](/posts/neverland/).\n", author="glenn")
    folder.write("authors/glenn.md", "---\nname: Glenn\nshoes: 43\n---\n")
    app = blog()

    listed = section(home(app, "glenn"), "To mend")

    assert "neverland" in listed
    assert 'href="/desk/authors/glenn/">authors/glenn.md<' in listed
    assert "/posts/nowhere/" not in listed
    assert "/posts/nowhere/" in home(app)


def test_a_long_list_of_what_is_wrong_has_a_page_of_its_own(blog, folder):
    folder.post("first", "".join(f"[that](/posts/nowhere-{n}/)\n\n" for n in range(300)))
    app = blog()
    assert 'href="/desk/problems/">All 300<' in home(app)

    page = at_desk(app).get("/desk/problems/").text

    assert page.count("leads nowhere") == 200
    assert "And 100 more" in page


def test_a_discussion_whose_post_is_gone_is_named_to_the_owner(blog, folder):
    folder.post("here")
    folder.post("gone")
    app = blog()
    for post in ("here", "gone"):
        comment(app, post)
        say(app, post)
    folder.remove("posts/gone.md")
    blog()

    listed = section(home(app), "Comments whose post is gone")

    assert ">gone</a>" in listed
    assert "formerly: gone" in listed
    assert ">here</a>" not in listed
    assert "post is gone" not in home(app, "glenn")


def test_a_story_that_fell_silent_is_asked_about(blog, folder):
    series = {"title": "The hip", "series": "{started: 2026-01-01, status: healing}"}
    folder.write("tags/hip.md", front(series))
    folder.post("hip-1", date="2026-09-01", tags="hip")

    page = home(blog())

    assert "The hip" in page
    assert "The hip: how did it end?" in page


def test_it_costs_the_same_few_queries_whatever_there_is_to_show(blog, folder):
    series = {"title": "The hip", "series": "{started: 2026-01-01, status: healing}"}
    folder.write("tags/hip.md", front(series))
    folder.post("hip-1", "[that](/nowhere/)\n", date="2026-09-01", tags="hip")
    app = blog()
    few = queries(app)
    for number in range(9):
        folder.post(f"draft-{number}", "[that](/nowhere/)\n", draft="yes")
        folder.post(f"wait-{number}", date="2027-01-01")
        folder.post(f"day-{number}", f"[that](/nowhere-{number}/)\n", date=f"{2010 + number}-11-22")
    blog()
    say(app, "day-1")

    assert queries(app) == few <= 20


def queries(app):
    client = at_desk(app)
    client.get("/desk/")
    with counting() as cost:
        client.get("/desk/")
    assert cost.in_templates == []
    return len(cost.statements)
