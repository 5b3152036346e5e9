"""Taking part in a discussion on a phone, with scripts and without.

Each time the reader knows what happened, and the count is right.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from talking import WORDS, Reader

LINKED = "See https://a.example and https://b.example for how I taped mine."
CLOSED = "Comments are closed."


def test_a_double_click_is_one_comment(reader):
    reader.write()

    reader.button.dblclick()

    reader.landed()
    expect(reader.yours).to_contain_text("Your comment is here. Edit or withdraw it")
    reader.counts("1 thought")
    assert len(reader.post.stored()) == 1


def test_reloading_after_the_post_is_still_one_comment(reader):
    reader.send()

    reader.page.reload()

    expect(reader.yours).to_contain_text("Your comment is here.")
    reader.counts("1 thought")
    assert len(reader.post.stored()) == 1


def test_going_back_and_sending_again_lands_on_the_first(reader):
    reader.send()
    first = reader.page.url.partition("#")[2]

    reader.page.go_back()
    expect(reader.button).to_be_enabled()
    expect(reader.button).to_have_text("Post comment")
    reader.send()

    assert reader.page.url.partition("#")[2] == first
    expect(reader.yours).to_contain_text("Your comment is here.")
    reader.counts("1 thought")
    assert len(reader.post.stored()) == 1


def test_what_has_no_words_is_told_beside_the_field(reader):
    reader.form.locator("[name=name]").fill("Mia")

    reader.button.click()

    expect(reader.form.locator("#comment-body-reason")).to_have_text("Nothing is written here yet.")
    expect(reader.form.locator("[name=body]")).to_be_focused()
    expect(reader.form.locator("[name=name]")).to_have_value("Mia")
    assert "Nothing is written here yet." in reader.page.title()
    assert reader.post.stored() == []
    reader.send()
    reader.counts("1 thought")


def test_reloading_an_answer_that_took_nothing_takes_nothing(reader):
    reader.write("x" * 10_001)
    reader.button.click()
    expect(reader.form.locator("#comment-body-reason")).to_contain_text("1 character too long")

    reader.page.reload()

    expect(reader.form.locator("[name=body]")).to_have_value("x" * 10_001)
    assert reader.post.stored() == []


def test_a_reply_stands_below_what_it_answers(reader):
    reader.post.hear("And how is yours?", "Jo")
    reader.come()

    reader.page.get_by_role("link", name="Reply to Jo").click()
    expect(reader.page.get_by_text("Reply to Jo").first).to_be_visible()
    reader.send("Quite well, thank you, Jo!")

    reader.counts("2 thoughts")
    expect(reader.page.locator("li li .yours")).to_contain_text("Quite well, thank you")
    assert "Quite well, thank you" in reader.post.read()


def test_a_comment_is_edited(reader):
    reader.send()
    expect(reader.page.get_by_label("Your comment", exact=True).first).to_be_hidden()

    reader.yours.get_by_role("link", name="Edit").click()
    reader.page.locator("[id^=edit-][name=body]").fill("So glad it is holding up.")
    reader.page.get_by_role("button", name="Save the comment").click()
    reader.page.wait_for_load_state()

    reader.landed()
    expect(reader.yours.locator(".e-content")).to_have_text("So glad it is holding up.")
    expect(reader.yours).to_contain_text("Your changes are in.")
    reader.counts("1 thought")
    assert "So glad it is holding up." in reader.post.read()


def test_a_comment_is_taken_back(reader):
    reader.send()

    reader.yours.get_by_role("button", name="withdraw").click()

    expect(reader.page.locator("#comments")).to_contain_text("You took this comment back.")
    expect(reader.page.get_by_label("Your words, to copy")).to_have_value(WORDS)
    reader.counts(None)
    assert WORDS not in reader.post.read()


def test_the_next_day_a_comment_is_there_and_can_no_more_be_changed(reader, time):
    reader.send()
    address = reader.page.url

    time.later(days=1)
    reader.page.goto("about:blank")
    reader.page.goto(address)

    expect(reader.page.locator(".said")).to_contain_text(WORDS)
    expect(reader.page.get_by_role("link", name="Edit")).to_have_count(0)
    expect(reader.page.get_by_role("button", name="withdraw")).to_have_count(0)
    reader.counts("1 thought")


def test_a_page_left_open_for_a_day_says_that_it_is_too_late(reader, time):
    reader.send()
    reader.yours.get_by_role("link", name="Edit").click()
    reader.page.locator("[id^=edit-][name=body]").fill("Mended a day too late.")

    time.later(days=1)
    reader.page.get_by_role("button", name="Save the comment").click()

    expect(reader.page.locator("main")).to_contain_text("This comment can’t be changed any more.")
    expect(reader.page.get_by_label("Your words, to copy")).to_have_value("Mended a day too late.")
    assert [words for words, _ in reader.post.stored()] == [WORDS]


def test_a_comment_that_waits_is_shown_to_its_writer_only(reader):
    reader.send(LINKED)

    expect(reader.yours).to_contain_text("See https://a.example")
    expect(reader.yours).to_contain_text("reads this comment before it appears.")
    reader.counts(None)
    assert "a.example" not in reader.post.read()


def test_a_waiting_comment_is_there_the_next_day(reader, time):
    reader.send(LINKED)
    address = reader.page.url

    time.later(days=1)
    # Without scripts the receipt is in the address; with them it is on the device.
    reader.page.goto("about:blank")
    reader.page.goto(reader.post.url if reader.scripts else address)

    expect(reader.yours).to_contain_text("See https://a.example")
    expect(reader.yours).to_contain_text("This page keeps your place.")
    reader.counts(None)
    reader.post.approve()
    reader.page.reload()
    reader.counts("1 thought")


def test_a_closed_discussion_says_when_and_has_no_form(reader):
    reader.post.hear(WORDS, "Mia")
    reader.post.close()

    reader.come()

    expect(reader.page.locator(".comments-closed")).to_contain_text(CLOSED)
    expect(reader.page.locator(".comments-closed")).to_contain_text("Sarah closed this discussion")
    expect(reader.form).to_have_count(0)
    expect(reader.page.get_by_role("link", name="Reply to Mia")).to_have_count(0)
    reader.counts("1 thought")


def test_what_was_begun_before_a_closing_waits(reader):
    reader.write()
    reader.post.close()

    reader.button.click()

    reader.landed()
    expect(reader.yours).to_contain_text("reads this comment before it appears.")
    expect(reader.page.locator(".comments-closed")).to_contain_text(CLOSED)
    assert reader.post.stored() == [(WORDS, "pending")]


def test_what_comes_a_day_after_a_closing_stands_in_a_box(reader, time):
    reader.write()
    reader.post.close()
    time.later(hours=25)

    reader.button.click()

    expect(reader.page.locator("h1")).to_have_text(CLOSED)
    expect(reader.page.locator("main")).to_contain_text("Nothing is lost.")
    expect(reader.page.get_by_label("Your words, to copy")).to_have_value(WORDS)
    assert reader.post.stored() == []
    reader.page.get_by_role("link", name="Back to “First steps”").click()
    expect(reader.page.locator(".comments-closed")).to_contain_text(CLOSED)


NEIGHBOUR = """<form method="post" action="{address}"><input name="name" value="Mia">
<textarea name="body">{words}</textarea><button>Go</button></form>"""


def test_what_another_site_sends_is_shown_and_only_posted_when_confirmed(reader):
    page = reader.page
    form = NEIGHBOUR.format(address=reader.post.form, words=WORDS)
    page.route(
        "http://neighbour.example/",
        lambda route: route.fulfill(body=form, content_type="text/html"),
    )
    page.goto("http://neighbour.example/")

    page.get_by_role("button").click()

    expect(page.locator("h1")).to_have_text("Was it you?")
    expect(page.get_by_label("What Mia says")).to_have_value(WORDS)
    assert reader.post.stored() == []
    page.get_by_role("button", name="Post comment").dblclick()
    reader.landed()
    reader.counts("1 thought")
    assert len(reader.post.stored()) == 1


def test_the_connection_lost_while_sending_loses_nothing(reader):
    """With scripts the page goes on by itself; without them the Back button has the words."""
    reader.write()
    reader.page.context.set_offline(True)
    reader.button.click()
    if reader.scripts:
        expect(reader.told).to_contain_text("No connection. Your words are safe on this device")
    else:
        reader.page.wait_for_url(re.compile("chrome-error|comments/$"))

    reader.page.context.set_offline(False)
    if not reader.scripts:
        reader.page.go_back()
        expect(reader.form.locator("[name=body]")).to_have_value(WORDS)
        reader.button.click()

    reader.landed()
    reader.counts("1 thought")
    assert len(reader.post.stored()) == 1


def test_an_answer_lost_on_the_way_is_no_second_comment(reader):
    lost = []

    def lose(route):
        if lost:
            return route.continue_()
        # The server takes the words; its answer never arrives.
        lost.append(route.fetch(max_redirects=0))
        return route.abort()

    reader.page.route(reader.post.form, lose)
    reader.write()
    reader.button.click()
    if not reader.scripts:
        reader.page.wait_for_url(re.compile("chrome-error|comments/$"))
        reader.page.go_back()
        expect(reader.form.locator("[name=body]")).to_have_value(WORDS)
        reader.button.click()

    reader.landed()
    expect(reader.yours).to_contain_text("Your comment is here.")
    reader.counts("1 thought")
    assert len(reader.post.stored()) == 1


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_of_a_discussion_sticks_out(devices, post, width):
    post.hear("A long word: " + "Donaudampfschifffahrtsgesellschaft" * 4, "Jo")
    device = devices(viewport={"width": width, "height": 740})
    reader = Reader(device.new_page(), post).come()
    reader.page.get_by_role("link", name="Reply to Jo").click()
    reader.send(LINKED + "\n\n- one\n- two\n\n```\n" + "code " * 40 + "\n```", "M" * 70)
    reader.yours.get_by_role("link", name="Edit").click()

    assert not reader.page.evaluate("document.documentElement.scrollWidth > innerWidth")
