"""A tag gets its introduction, becomes a story, and is asked about when it fell silent."""

from datetime import timedelta
from io import BytesIO

import pytest

import darkroom
from authoring import at_desk, send
from blog import clock, current
from filling import Filling
from makers import EVERYWHERE, sync

ADDRESS = "/desk/tags/knee/"
STORY = "---\ntitle: The knee\nseries:\n  started: 2011-10-01\n  status: healing\n---\n\nA hill.\n"

TOLD = """\
---
title: The knee
series:
  started: 2011-10-01
  tape: blue
  # hill, left
---

A hill.
"""


@pytest.fixture
def blog(app, folder, workshop):
    folder.write("authors/glenn.md", "---\nname: Glenn\n---\n")
    folder.post("first-mile", tags="Knee")
    folder.post("second-mile", tags="knee, lake", author="glenn")
    folder.post("a-draft", tags="secret", draft="yes")
    app.extensions[current.WORKSHOP] = workshop
    sync(app, workshop)
    return app


@pytest.fixture
def desk(blog):
    return at_desk(blog)


@pytest.fixture
def silent(app, blog, folder, workshop):
    """A story whose last part is fifteen years old."""
    folder.write("tags/knee.md", STORY)
    sync(app, workshop)
    return blog


def file(folder, name="knee.md"):
    return (folder.content / "tags" / name).read_text()


def today():
    return f"{clock.now():%Y-%m-%d}"


def asked(client, **more):
    """Answer “How did it end?” as its form on the page of the tag does."""
    form = Filling(client, ADDRESS)
    fields = {name: form.fields[name] for name in form.fields if "series" not in name}
    return send(client, ADDRESS, {**fields, **more})


@EVERYWHERE
def test_every_tag_is_listed_with_a_file_or_without(desk, folder, app, workshop):
    folder.write("tags/empty.md", "---\ntitle: Nobody uses it\n---\nWords.\n")
    folder.write("tags/knee.md", STORY)
    sync(app, workshop)

    page = desk.get("/desk/tags/").text

    places = [
        page.index(f'href="/desk/tags/{one}/"') for one in ("knee", "empty", "lake", "secret")
    ]
    assert places == sorted(places)
    assert "no post yet" in page


def test_a_tag_without_a_file_becomes_a_story(desk, folder, client):
    form = Filling(desk, ADDRESS)
    assert form.fields["title"] == "knee"

    answer = form.save(
        title="The knee",
        body="It began on a hill.",
        series="yes",
        started="2011-10-01",
        tape="orange",
        goal_name="Half marathon",
        goal_date="2012-01-15",
    )

    assert answer.status_code == 303
    page = client.get("/tags/knee/").text
    assert "It began on a hill." in page
    assert 'data-tape="orange"' in page
    assert "Part 1" in client.get("/posts/first-mile/").text
    assert file(folder) == (
        "---\ntitle: The knee\nseries:\n  started: 2011-10-01\n  status: injured\n  tape: orange\n"
        "  goal: {name: Half marathon, date: 2012-01-15}\n---\n\nIt began on a hill.\n"
    )


def test_a_picture_stands_for_a_tag(desk, folder, client):
    form = Filling(desk, ADDRESS)

    form.save(photo=(BytesIO(darkroom.heic(darkroom.upright(), 6)), "x.heic"))

    assert "image: knee.jpg" in file(folder)
    assert "/media/" in client.get("/tags/knee/").text


def test_a_file_changed_meanwhile_keeps_its_words(desk, folder, app, workshop):
    before = "---\ntitle: The knee\n---\n\nA hill.\n"
    folder.write("tags/knee.md", before)
    sync(app, workshop)
    form = Filling(desk, ADDRESS)
    folder.write("tags/knee.md", before.replace("A hill.", "A bridge.").replace("The", "Our"))

    page = form.save(body="A stair.", summary="Left one.")

    assert page.status_code == 409
    assert "A bridge." in page.text
    assert form.save(body="A bridge with stairs.").status_code == 303
    assert file(folder) == (
        "---\ntitle: Our knee\nsummary: Left one.\n---\n\nA bridge with stairs.\n"
    )


def test_what_makes_no_sense_is_refused_beside_its_field(desk, folder):
    form = Filling(desk, ADDRESS)

    page = form.save(series="yes", started="2011-10-01", ended="in spring", body="Words.")

    assert page.status_code == 422
    assert page.text.index("no such day") < page.text.index('name="ended" value="in spring"')
    assert form.fields["body"] == "Words."
    assert not (folder.content / "tags" / "knee.md").exists()


def test_a_silent_story_asks_how_it_ended(silent, desk, client):
    assert "How it went on is not told yet." in client.get("/tags/knee/").text

    assert "How did it end?" in desk.get(ADDRESS).text
    assert "The knee: how did it end?" in desk.get("/desk/").text


@EVERYWHERE
def test_it_healed_takes_a_sentence_and_a_day(silent, desk, folder, client):
    refused = asked(desk, do="healed", outcome="")
    assert refused.status_code == 422
    assert "Say in one sentence how it went." in refused.text
    assert "Say on which day it was over." in refused.text
    assert 'id="ending-ended-reason"' in refused.text
    assert 'id="ended-reason"' not in refused.text
    assert 'href="#ending-ended"' in refused.text
    assert 'name="status" value="healing"' in refused.text
    assert file(folder) == STORY

    answer = asked(desk, do="healed", outcome="I ran the half.", ended="2012-01-15")

    assert answer.status_code == 303
    page = client.get("/posts/first-mile/").text
    assert "It healed." in page
    assert "I ran the half." in page
    assert "How did it end?" not in desk.get(ADDRESS).text
    assert "status: returned\n  ended: 2012-01-15\n  outcome: I ran the half." in file(folder)


def test_still_going_on_is_said_to_readers_and_asked_again_in_60_days(
    silent, desk, folder, client, app, workshop
):
    answer = asked(desk, do="ongoing", outcome="It h", ended="2012-01-15")

    assert answer.status_code == 303
    assert file(folder) == STORY.replace("healing\n", f"healing\n  ongoing: {today()}\n")
    assert "How did it end?" not in desk.get(ADDRESS).text
    page = client.get("/tags/knee/").text
    assert "is not told yet" not in page
    assert "it was still going on" in page

    long_ago = (clock.now() - timedelta(days=62)).date()
    folder.write("tags/knee.md", file(folder).replace(today(), f"{long_ago}"))
    sync(app, workshop)
    assert "How did it end?" in desk.get(ADDRESS).text


def test_from_the_front_page_one_tap_says_that_it_goes_on(silent, desk, folder):
    form = Filling(desk, "/desk/", action=ADDRESS)

    assert form.save(do="ongoing").status_code == 303

    assert f"ongoing: {today()}" in file(folder)
    assert "how did it end?" not in desk.get("/desk/").text


def test_a_story_ended_in_the_file_meanwhile_stays_ended(silent, desk, folder):
    form = Filling(desk, ADDRESS)
    ended = STORY.replace("healing", "healing\n  ended: 2012-02-01")
    folder.write("tags/knee.md", ended)

    page = form.save(do="healed", outcome="Well.", ended="2012-01-15")

    assert page.status_code == 409
    assert "2012-02-01" in page.text
    assert file(folder) == ended


@pytest.fixture
def told(app, folder, workshop, desk):
    """A form over a story that is not silent, with a remark in its file."""
    folder.write("tags/knee.md", TOLD)
    folder.post("third-mile", tags="knee", date=today())
    sync(app, workshop)
    return Filling(desk, ADDRESS)


def test_what_is_typed_of_a_story_without_the_tick_is_asked_about(desk, folder):
    form = Filling(desk, ADDRESS)

    page = form.save(started="2011-10-01", goal_name="Half marathon")

    assert page.status_code == 422
    assert "Without this tick" in page.text
    assert form.fields["goal_name"] == "Half marathon"
    assert not (folder.content / "tags" / "knee.md").exists()
    assert form.save(series="yes").status_code == 303
    assert "started: 2011-10-01" in file(folder)
    assert "name: Half marathon" in file(folder)


def test_what_was_typed_of_a_story_may_go(desk, folder):
    form = Filling(desk, ADDRESS)
    form.save(started="2011-10-01", summary="Left.")

    assert form.save({"may-go": "yes"}).status_code == 303

    assert file(folder) == "---\ntitle: knee\nsummary: Left.\n---\n"


def test_a_story_is_taken_out_of_its_file_only_after_a_question(told, folder):
    page = told.save(series=None)

    assert page.status_code == 422
    assert "say that it may go" in page.text
    assert told.fields["outcome"] == ""
    assert file(folder) == TOLD
    assert told.save({"may-go": "yes"}).status_code == 303
    assert "series" not in file(folder)


def test_a_story_that_was_told_on_in_the_file_is_not_taken_out_of_it(told, folder):
    told_on = TOLD.replace("  # hill", "  outcome: I run.\n  # hill")
    folder.write("tags/knee.md", told_on)

    page = told.save({"may-go": "yes"}, series=None)

    assert page.status_code == 409
    assert "I run." in page.text
    assert file(folder) == told_on
    assert told.save({"may-go": "yes"}).status_code == 303
    assert "series" not in file(folder)


def test_a_story_taken_out_of_the_file_meanwhile_takes_no_typed_word_along(told, folder):
    folder.write("tags/knee.md", "---\ntitle: The knee\n---\n")

    page = told.save(outcome="I run.")

    assert page.status_code == 422
    assert told.fields["outcome"] == "I run."
    assert "series" not in told.fields
    assert told.save(series="yes").status_code == 303
    assert "outcome: I run." in file(folder)


def test_of_a_tape_changed_in_both_places_both_colours_are_named(told, folder):
    folder.write("tags/knee.md", TOLD.replace("blue", "lime"))

    page = told.save(tape="violet")

    assert page.status_code == 409
    theirs = page.text.partition('id="tape-theirs"')[2].partition("</fieldset>")[0]
    assert "Lime" in theirs
    assert 'aria-describedby="tape-theirs"' in page.text


def test_a_story_that_both_began_and_dropped_is_said_in_words(told, folder):
    folder.write("tags/knee.md", TOLD.replace("2011-10-01", ""))

    page = told.save(started="2011-10-02")

    theirs = page.text.partition('id="started-theirs"')[2].partition("</p>")[0]
    assert "nothing" in theirs


def test_a_file_taken_away_meanwhile_is_made_anew_when_its_author_says_so(told, folder):
    (folder.content / "tags" / "knee.md").rename(folder.content / "knee.old")

    page = told.save(body="A stair.")

    assert page.status_code == 422
    assert "tags/knee.md is not there any more" in page.text
    assert told.save().status_code == 303
    assert "title: The knee" in file(folder)
    assert "started: 2011-10-01" in file(folder)
    assert file(folder).endswith("\nA stair.\n")


def test_a_file_that_is_empty_for_a_moment_is_not_written_over(told, folder):
    folder.write("tags/knee.md", "")

    page = told.save(body="A stair.")

    assert "is empty at this moment" in page.text
    assert told.fields["body"] == "A stair."
    assert file(folder) == ""


def test_words_for_a_tag_that_no_post_has_any_more_are_given_back(desk, folder, app, workshop):
    form = Filling(desk, ADDRESS)
    for name in ("first-mile", "second-mile"):
        (folder.content / "posts" / f"{name}.md").unlink()
    folder.post("third-mile")
    sync(app, workshop)

    page = form.save(body="It began on a hill.", series="yes", tape="lime")

    assert page.status_code == 422
    assert "No post has this tag any more" in page.text
    assert form.fields["body"] == "It began on a hill."
    folder.post("fourth-mile", tags="knee")
    sync(app, workshop)
    assert form.save().status_code == 303
    assert "It began on a hill." in file(folder)


def test_a_story_that_ended_in_the_file_does_not_go_on(silent, desk, folder):
    form = Filling(desk, "/desk/", action=ADDRESS)
    ended = STORY.replace("healing", "healing\n  ended: 2012-02-01")
    folder.write("tags/knee.md", ended)

    page = form.save(do="ongoing")

    assert page.status_code == 422
    assert "By now the file says that it has ended." in page.text
    assert file(folder) == ended


@pytest.mark.parametrize("button", ["healed", "ongoing"])
def test_what_is_no_story_any_more_gets_no_end(silent, desk, folder, button):
    form = Filling(desk, ADDRESS)
    before = "---\ntitle: The knee\n---\n\nA hill.\n"
    folder.write("tags/knee.md", before)

    page = form.save(do=button, outcome="Well.", ended="2012-01-15")

    assert page.status_code in {409, 422}
    assert "Well." in page.text or button == "ongoing"
    assert file(folder) == before


def test_a_button_there_is_not_saves_nothing(silent, desk, folder):
    assert asked(desk, do="explode").status_code == 400
    assert file(folder) == STORY


def test_what_was_not_taken_is_listed_on_top_and_leads_to_its_field(desk):
    page = Filling(desk, ADDRESS).save(title="x" * 201, series="yes", ended="in spring").text

    assert "<title>Not saved: " in page
    alert = page.partition('role="alert"')[2].partition("</div>")[0]
    assert "autofocus" in alert
    assert alert.index('href="#title"') < alert.index('href="#ended"')
    assert 'id="ended"' in page
    assert "maxlength" not in page


def test_a_tag_is_its_authors_while_nobody_else_uses_it(blog):
    glenn = at_desk(blog, "glenn")

    assert glenn.get(ADDRESS).status_code == 403
    assert glenn.get("/desk/tags/lake/").status_code == 200
    page = glenn.get("/desk/tags/").text
    assert "/desk/tags/lake/" in page
    assert "/desk/tags/knee/" not in page
    assert "secret" not in page
    assert glenn.get("/desk/tags/nothing/").status_code == 404
