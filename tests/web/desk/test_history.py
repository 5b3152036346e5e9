"""What was saved while writing is looked at and taken up again, by who wrote it."""

import re
from datetime import timedelta

import pytest

from authoring import Desk, send
from blog import clock, current
from makers import EVERYWHERE, sync

pytestmark = EVERYWHERE

_SAVE = re.compile(r'href="(/desk/write/[\w-]+/saves/\d+/)"')


@pytest.fixture
def blog(app, folder, workshop):
    """A blog of two authors and one post, and the process that renders."""
    folder.write("site.toml", 'title = "Laps"\nauthor = "sarah"\n')
    folder.write("authors/sarah.md", "---\nname: Sarah\n---\n")
    folder.write("authors/glenn.md", "---\nname: Glenn\n---\n")
    folder.post("first-mile", "Slow.\n", title="First mile", date="2011-10-14")
    app.extensions[current.WORKSHOP] = workshop
    sync(app, workshop)
    return app


@pytest.fixture
def desk(blog):
    """Sarah, who has saved two texts one after the other."""
    desk = Desk(blog)
    desk.open("/desk/write/")
    for title, body in (("Day 4", "Precious.\n"), ("Day 5", "A cat on the keys.\n")):
        desk.press("save", title=title, body=body)
        desk.open(desk.address)
    return desk


def saved(desk):
    """Press “What was saved before” and give the addresses of what is there."""
    listed = desk.client.get(desk.press("look back").location)
    assert "by Sarah" in listed.text
    return _SAVE.findall(listed.text)


def restore(desk, save):
    page = desk.client.get(save)
    number = re.search(r'name="number" value="(\d+)"', page.text)[1]
    fields = {"csrf_token": desk.fields["csrf_token"], "number": number}
    return send(desk.client, f"{save}restore/", fields)


def test_what_was_saved_before_is_shown_with_what_came_since(desk):
    newest, oldest = saved(desk)

    page = desk.client.get(oldest).text

    assert "<h1>Day 4</h1>" in page
    assert "<del>− Precious.</del>" in page
    assert "<ins>+ A cat on the keys.</ins>" in page
    assert "<del>− title: Day 4</del>" in page
    assert "Nothing has changed since." in desk.client.get(newest).text


def test_what_was_saved_before_is_taken_up_again_and_that_is_taken_back(desk):
    oldest = saved(desk)[-1]

    page = desk.open(restore(desk, oldest).location)
    assert "Precious." in page.text
    cat = saved(desk)[1]
    page = desk.open(restore(desk, cat).location)

    assert "A cat on the keys." in page.text
    assert len(saved(desk)) == 4
    assert "Precious." not in desk.client.get("/posts/").text


def test_looking_back_saves_what_is_in_the_form_first(desk):
    desk.fields["body"] = "Not saved yet.\n"

    newest = saved(desk)[0]

    assert "Nothing has changed since." in desk.client.get(newest).text
    assert "Not saved yet." in desk.client.get(desk.address).text


def test_what_was_saved_meanwhile_is_not_written_over(desk, blog):
    oldest = saved(desk)[-1]
    fields = {"csrf_token": desk.fields["csrf_token"], "number": "2"}
    other = Desk(blog)
    other.open(desk.address)
    other.press("save", body="From the phone.\n")

    page = send(desk.client, f"{oldest}restore/", fields)

    assert page.status_code == 409
    assert "Precious." in page.text
    assert "From the phone." in page.text
    assert "From the phone." in desk.client.get(desk.address).text


def test_saving_the_same_words_with_and_without_script_is_one_save(desk):
    before = saved(desk)

    desk.save_by_script(body="A cat on the keys.\r\n")

    assert saved(desk) == before


def test_undoing_everything_over_a_file_gives_nothing_up(blog, monkeypatch):
    desk = Desk(blog)
    desk.open("/desk/posts/first-mile/write/")
    as_it_was, later = desk.fields["body"], clock.now() + timedelta(minutes=2)
    desk.save_by_script(body="Twenty minutes.\n")
    monkeypatch.setattr(clock, "now", lambda: later)
    desk.save_by_script(body="Twenty minutes of words.\n")

    desk.save_by_script(body=as_it_was)

    restored = restore(desk, saved(desk)[-1])
    assert "Twenty minutes." in desk.client.get(restored.location).text


def test_nobody_else_sees_what_was_saved_or_learns_that_it_was(desk, blog):
    oldest, glenn = saved(desk)[-1], Desk(blog, "glenn")
    glenn.open("/desk/write/")
    fields = {"csrf_token": glenn.fields["csrf_token"], "number": "2"}

    assert glenn.client.get(f"{desk.address}saves/").status_code == 404
    assert glenn.client.get(oldest).status_code == 404
    assert send(glenn.client, f"{oldest}restore/", fields).status_code == 404


@pytest.mark.parametrize("number", ["0", "3", "99999999999999999999"])
def test_a_save_that_is_not_there_is_not_found(desk, number):
    assert desk.client.get(f"{desk.address}saves/{number}/").status_code == 404


def test_the_saves_of_what_was_published_lead_to_what_its_file_said(desk):
    before = saved(desk)
    desk.publish()

    page = desk.client.get(before[0])

    assert page.status_code == 303
    assert page.location.endswith("/posts/day-5/history/")
    assert "by Sarah" in desk.client.get(page.location).text


def test_the_saves_of_what_was_given_up_are_gone(desk):
    before = saved(desk)
    desk.press("discard")

    assert desk.client.get(before[0]).status_code == 404
