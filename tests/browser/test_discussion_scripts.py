"""What scripts add to a discussion: words stay on the device until it is certain they arrived."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from talking import WORDS, Reader

KEPT = "Your words were kept on this device. They are not sent yet."
UNSURE = "Nothing says yet that they arrived; sending them twice does no harm."
OFFLINE = "No connection. Your words are safe on this device"
FORBIDDEN = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("no", "SecurityError") }})"""


@pytest.fixture
def reopened(scripted):
    """Close the tab, and come again on the same device."""

    def reopened():
        device = scripted.page.context
        scripted.page.close()
        device.set_offline(False)
        return Reader(device.new_page(), scripted.post).come()

    return reopened


def lose_answers(reader, times=1):
    """Let the server take what is sent, and its answers get lost."""
    lost = []

    def lose(route):
        if len(lost) == times:
            return route.continue_()
        lost.append(route.fetch(max_redirects=0))
        return route.abort()

    reader.page.route(reader.post.form, lose)


def words_kept(reader):
    return [key for key in reader.kept() if key.startswith("words:")]


def test_while_it_is_sent_the_button_says_so(scripted):
    held = []

    def hold(route):
        held.append(route)

    scripted.page.route(scripted.post.form, hold)
    scripted.write()

    scripted.button.click()

    expect(scripted.button).to_have_text("Sending…")
    expect(scripted.button).to_be_disabled()
    held[0].continue_()
    scripted.landed()
    assert words_kept(scripted) == []


def test_words_of_a_closed_tab_are_there_again(scripted, reopened):
    scripted.write()

    again = reopened()

    expect(again.form.locator("[name=body]")).to_have_value(WORDS)
    expect(again.form.locator("[name=name]")).to_have_value("Mia")
    expect(again.told).to_have_text(KEPT)
    assert again.post.stored() == []


def test_a_tab_closed_in_the_tunnel_says_later_that_nothing_is_sure(scripted, reopened):
    scripted.write()
    scripted.page.context.set_offline(True)
    scripted.button.click()
    expect(scripted.told).to_contain_text(OFFLINE)

    again = reopened()

    expect(again.form.locator("[name=body]")).to_have_value(WORDS)
    expect(again.told).to_contain_text(UNSURE)
    again.button.click()
    again.landed()
    again.counts("1 thought")
    expect(again.come().form.locator("[name=body]")).to_have_value("")


def test_what_had_arrived_before_the_tab_was_closed_is_sent_again_without_harm(scripted, reopened):
    lose_answers(scripted, times=99)
    scripted.write()
    scripted.button.click()
    expect(scripted.told).to_contain_text(OFFLINE)

    again = reopened()

    expect(again.told).to_contain_text(UNSURE)
    again.button.click()
    again.landed()
    again.counts("1 thought")
    assert len(again.post.stored()) == 1


def test_what_is_refused_is_kept_even_by_who_commented_before(scripted, reopened):
    scripted.send("The first one.")
    scripted.write("x" * 10_001)
    scripted.button.click()
    expect(scripted.form.locator("#comment-body-reason")).to_contain_text("1 character too long")
    expect(scripted.form.locator("[name=body]")).to_have_value("x" * 10_001)

    again = reopened()

    expect(again.form.locator("[name=body]")).to_have_value("x" * 10_001)
    again.counts("1 thought")


def test_the_connection_lost_while_saving_an_edit_loses_nothing(scripted):
    scripted.send()
    scripted.yours.get_by_role("link", name="Edit").click()
    scripted.page.locator("[id^=edit-][name=body]").fill("Mended in the tunnel.")
    scripted.page.context.set_offline(True)
    scripted.page.get_by_role("button", name="Save the comment").click()
    expect(scripted.yours).to_contain_text("No connection. Your changes are sent as soon as")

    scripted.page.context.set_offline(False)

    expect(scripted.yours.locator(".e-content")).to_have_text("Mended in the tunnel.")
    expect(scripted.yours).to_contain_text("Your changes are in.")
    scripted.counts("1 thought")


def test_an_edit_that_arrives_says_nothing_of_words_still_on_their_way(scripted):
    scripted.send("The first one.")
    scripted.page.route(scripted.post.form, lambda route: route.abort())
    scripted.write()
    scripted.button.click()
    expect(scripted.told).to_contain_text(OFFLINE)

    scripted.yours.get_by_role("link", name="Edit").click()
    scripted.page.locator("[id^=edit-][name=body]").fill("The first one, mended.")
    scripted.page.get_by_role("button", name="Save the comment").click()

    expect(scripted.yours).to_contain_text("Your changes are in.")
    expect(scripted.form.locator("[name=body]")).to_have_value(WORDS)


def test_words_changed_in_the_tunnel_are_the_ones_that_arrive(scripted):
    scripted.write()
    scripted.page.context.set_offline(True)
    scripted.button.click()
    expect(scripted.told).to_contain_text(OFFLINE)

    scripted.write("Other words, thought of in the dark.")
    scripted.page.context.set_offline(False)

    scripted.landed()
    assert [words for words, _ in scripted.post.stored()] == [
        "Other words, thought of in the dark."
    ]


def test_a_gateway_that_finds_nobody_home_is_tried_again(scripted):
    answers = [502]

    def answer(route):
        if answers:
            return route.fulfill(status=answers.pop(), body="Bad gateway", content_type="text/html")
        return route.continue_()

    scripted.page.route(scripted.post.form, answer)
    scripted.write()

    scripted.button.click()

    expect(scripted.told).to_contain_text(OFFLINE)
    scripted.landed()
    scripted.counts("1 thought")


def test_without_a_place_to_keep_anything_it_works_too(devices, post):
    device = devices()
    device.add_init_script(FORBIDDEN)
    reader = Reader(device.new_page(), post).come()

    reader.send()

    expect(reader.yours).to_contain_text("Your comment is here.")
    assert len(post.stored()) == 1


def test_two_tabs_are_two_comments_and_neither_loses_words(scripted):
    other = Reader(scripted.page.context.new_page(), scripted.post).come()
    other.write("And these words stand in another tab.")

    scripted.send()

    expect(other.form.locator("[name=body]")).to_have_value("And these words stand in another tab.")
    other.page.reload()
    expect(other.form.locator("[name=body]")).to_have_value("And these words stand in another tab.")
    other.button.click()
    other.landed()
    other.counts("2 thoughts")


def test_a_reply_is_written_where_it_will_stand(scripted):
    scripted.post.hear("And how is yours?", "Jo")
    scripted.come()

    scripted.page.get_by_role("link", name="Reply to Jo").click()

    expect(scripted.form.locator("[name=body]")).to_be_focused()
    expect(scripted.form.locator(".answering")).to_contain_text("Reply to Jo")
    expect(scripted.page.locator("li .said + #comment-form")).to_be_visible()
    scripted.page.get_by_role("button", name="Cancel").click()
    expect(scripted.page.locator("#comments > #comment-form")).to_be_visible()
    expect(scripted.page.get_by_role("link", name="Reply to Jo")).to_be_focused()
    scripted.send("Not an answer.")
    expect(scripted.page.locator("li li")).to_have_count(0)


def test_half_an_answer_stands_where_it_was_begun(scripted, reopened):
    scripted.post.hear("And how is yours?", "Jo")
    scripted.come()
    scripted.page.get_by_role("link", name="Reply to Jo").click()
    scripted.write("Half an ans")

    again = reopened()

    expect(again.form.locator(".answering")).to_contain_text("Reply to Jo")
    again.send("Half an answer and the rest.")
    expect(again.page.locator("li li .yours")).to_contain_text("and the rest")


def test_words_for_what_closed_meanwhile_can_still_be_copied(scripted, reopened):
    scripted.write()
    scripted.post.close()

    again = reopened()

    left = again.page.get_by_label("Your words are still on this device. They were not sent.")
    expect(left).to_have_value(WORDS)


def test_each_of_several_comments_can_be_changed_right_away(scripted):
    scripted.send("The first of two.")
    scripted.send("The second of two.")

    first = scripted.page.locator(".yours", has_text="The first of two.")
    second = scripted.page.locator(".yours", has_text="The second of two.")
    expect(second.get_by_role("link", name="Edit")).to_be_visible()
    first.get_by_role("link", name="Edit").click()
    expect(second.locator("form.mend")).to_be_hidden()
    first.locator("[name=body]").fill("The first of two, mended.")
    first.get_by_role("button", name="Save the comment").click()

    mended = scripted.page.locator(".yours", has_text="The first of two, mended.")
    expect(mended).to_contain_text("Your changes are in.")
    scripted.page.locator(".yours", has_text="The second").get_by_role(
        "button", name="withdraw"
    ).click()
    expect(scripted.page.locator("#comments")).to_contain_text("You took this comment back.")
    assert scripted.post.stored() == [
        ("The first of two, mended.", "approved"),
        ("The second of two.", "withdrawn"),
    ]


def test_until_when_is_said_on_the_readers_clock(devices, post, time):
    reader = Reader(devices(timezone_id="Asia/Kathmandu").new_page(), post).come().send()

    limit = reader.yours.locator("time[data-until]")
    said = re.fullmatch(r"until (\d\d):(\d\d)", limit.inner_text())
    there = reader.page.evaluate("new Date(Date.now() + 15 * 6e4).toTimeString().slice(0, 5)")
    hours, minutes = map(int, there.split(":"))

    assert said is not None
    apart = (hours * 60 + minutes) - (int(said[1]) * 60 + int(said[2]))
    assert apart % (24 * 60) in {0, 1}


def test_without_scripts_it_is_said_without_a_clock(devices, post):
    reader = Reader(devices(java_script_enabled=False).new_page(), post, scripts=False).come()

    reader.send()

    expect(reader.yours).to_contain_text("Edit or withdraw it for 15 more minutes.")


_UNTIL_FORGOTTEN = """async () => {
  const kept = () => Object.values(localStorage).join().includes('comment":')
  for (let frame = 0; frame < 300 && kept(); frame++) await new Promise(requestAnimationFrame)
}"""


def test_a_device_forgets_a_receipt_that_is_of_no_more_use(scripted, time):
    scripted.send()
    time.later(minutes=16)

    scripted.come()

    expect(scripted.yours).to_have_count(0)
    # In the page, because to ask again and again from outside the policy forbids.
    scripted.page.evaluate(_UNTIL_FORGOTTEN)
    assert all(json.loads(value)["list"] == [] for value in scripted.kept().values())


def test_a_waiting_answer_is_shown_again_below_what_it_answers(scripted):
    scripted.post.hear("And how is yours?", "Jo")
    scripted.come()
    scripted.page.get_by_role("link", name="Reply to Jo").click()
    scripted.send("Look at https://a.example and https://b.example, Jo.")

    scripted.come()

    expect(scripted.page.locator("li:has(> .said) > ol > li > .yours")).to_contain_text("a.example")
    scripted.counts("1 thought")
