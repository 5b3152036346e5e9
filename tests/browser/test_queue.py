"""Discussions decided in a browser: by thumb, by keyboard alone, without script."""

import re
import time
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from authoring import at_desk
from blog.accounts.devices import COOKIE
from blog.accounts.queries import visit
from blog.comments import queries, rulings
from blog.comments.status import Status
from blog.database.transaction import transaction
from makers import sync
from moderating import numbers, pile

# What a person needs to read a comment and make up their mind, and to type a letter.
A_DECISION, A_LETTER = 1.5, 0.25

PLACES = ".ruled, .hand, .shelves, .waits, .find, .new, .away"
PRESSED = "button, summary, textarea, input, a.button, a.way, .shelves a"
TOO_SMALL = """([places, pressed]) => [...document.querySelectorAll(places)]
  .flatMap((part) => [...part.querySelectorAll(pressed)])
  .filter((one) => one.checkVisibility() && one.type !== "hidden")
  .map((one) => (/checkbox/.test(one.type) ? one.closest("label") : one))
  .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 80)])
  .filter(([{ width, height }]) => Math.min(width, height) < 44)"""


@pytest.fixture
def author(post, blog, devices):
    """Give Sarah a browser, with nothing in the queue but what a test puts there."""
    app, _, site = blog
    with app.app_context(), transaction():
        rulings.delete(
            [one.id for one in queries.listed(statuses=[Status.PENDING])], now=post.clock.now()
        )
    badge = at_desk(app).get_cookie(COOKIE).value

    def author(**options):
        context = devices(**options)
        context.add_cookies([{"name": COOKIE, "value": badge, "url": site}])
        return context.new_page()

    return author


@pytest.fixture
def queue(blog):
    return f"{blog[2]}/desk/comments/"


@pytest.fixture
def told():
    """Give what a page says was done."""
    return lambda page: page.locator(".notice p")


def fits(page, width):
    """See that nothing is wider than the page, and everything to be pressed large enough."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(TOO_SMALL, [PLACES, PRESSED]) == []


SPAM = [f"Cheap {n}: https://cheap{n}.example/ https://x.example/{n}" for n in range(8)]
SAME = [f"Deal {n}: https://deals.example/{n}" for n in range(12)]
WORDS = "Does lap {} count? https://a{}.example/ https://b{}.example/"


def test_thirty_are_cleared_by_thumb_in_two_minutes(author, post, blog, queue):
    app = blog[0]
    pile(app, SAME, post=post.slug)
    pile(
        app,
        [one.replace("x.example", f"x{n}.example") for n, one in enumerate(SPAM)],
        post=post.slug,
    )
    pile(app, [WORDS.format(n, n, n) for n in range(10)], post=post.slug, name="Ann")
    assert len(numbers(app)) == 30
    page = author(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740})
    began, human, taps = time.monotonic(), 0.0, 0

    def tap(what):
        nonlocal taps
        what.tap()
        taps += 1

    page.goto(queue)
    waits = page.locator(".waits:not(.settled)")
    while left := waits.count():
        human += A_DECISION
        first = waits.first
        words = first.inner_text()
        if "lap 3" in words:
            tap(first.get_by_text("Reply"))
            first.get_by_role("textbox").fill("It does.")
            human += len("It does.") * A_LETTER
            decides = first.get_by_role("button", name="Answer")
        else:
            spam = "alike" in words or "Cheap" in words
            decides = first.get_by_role("button", name="Spam" if spam else "Approve")
        tap(decides)
        expect(waits).to_have_count(left - 1)

    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing waits")
    took = time.monotonic() - began + human
    assert (len(numbers(app, Status.SPAM)), taps) == (20, 20)
    assert "It does." in post.read()
    assert post.read().count("h-cite") == 11
    assert took < 120, f"{took:.0f} seconds, of them {human:.0f} to read and to decide"


def test_one_honest_comment_among_a_thousand_spams_on_a_phone(told, author, post, blog, queue):
    app = blog[0]
    pile(app, [f"Deal {n}: https://deal{n}.example/" for n in range(500)], post=post.slug)
    pile(app, [f"Deal {n}: https://deals.example/{n}" for n in range(500)], post=post.slug)
    pile(app, ["Does the tape help on hills?"], post=post.slug, name="Ann")
    page = author(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740})
    page.goto(queue)
    fits(page, 360)
    page.get_by_label("Find words").fill("tape hills")

    page.get_by_role("button", name="Find").tap()
    page.get_by_role("button", name="Approve").tap()
    expect(told(page)).to_have_text("1 approved.")
    page.get_by_text("Show all again").tap()
    assert "tape help on hills" in post.read()
    page.get_by_text("All 1000 at once").tap()
    page.locator("details.all").get_by_role("button", name="Spam").tap()

    expect(told(page)).to_have_text("1000 put away as spam.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing waits")
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("1000 comments wait")
    assert post.read().count("h-cite") == 1


def test_a_key_each_and_none_while_typing(told, author, post, blog, queue):
    app = blog[0]
    pile(app, [WORDS.format(n, n, n) for n in range(6)], post=post.slug, name="Ann")
    one, two, three, four, _, six = numbers(app)
    page = author(viewport={"width": 1280, "height": 800})
    page.goto(queue)
    focused = page.locator("article:focus")

    sent = listening(page)

    page.keyboard.press("j")
    expect(focused).to_have_id(f"waits-{one}")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(focused).to_have_id(f"waits-{two}")
    page.keyboard.press("s")
    page.keyboard.press("d")
    expect(told(page)).to_have_text(["1 approved.", "1 put away as spam.", "1 deleted."])
    assert numbers(app, Status.SPAM)[-1] == two
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_have_text("Taken back.")
    expect(focused).to_have_id(f"waits-{three}")
    assert three in numbers(app)

    page.context.set_offline(True)
    page.keyboard.press("a")
    expect(page.locator(".hand .notice")).to_contain_text("No connection.")
    expect(focused).to_have_id(f"waits-{three}")
    page.context.set_offline(False)
    page.keyboard.press("a")
    expect(page.locator(f"#waits-{three}")).to_contain_text("1 approved.")
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_have_text("Taken back.")
    assert three in numbers(app)

    page.locator(f"#waits-{four}").focus()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.locator(".chosen").get_by_role("button", name="Delete").click()
    expect(page.locator(".hand .notice")).to_contain_text("2 deleted.")
    assert numbers(app) == [three, six]

    page.locator(f"#waits-{six}").focus()
    page.keyboard.press("r")
    page.keyboard.type("as said, k")
    page.keyboard.press("Escape")
    expect(focused).to_have_id(f"waits-{six}")
    assert numbers(app) == [three, six]
    page.locator("[data-keys] input").uncheck()
    page.reload()
    sent.clear()
    page.locator(f"#waits-{six}").focus()
    page.keyboard.press("d")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == f"waits-{six}"
    page.locator("[data-keys] input").check()
    page.locator(f"#waits-{six}").focus()
    page.keyboard.press("f")
    page.wait_for_url("**/repeats/**")
    assert [one for one in sent if not one.endswith("/seen/")] == []
    page.get_by_role("button", name="It repeats this one").first.click()
    expect(told(page)).to_have_text("1 folded.")
    assert numbers(app) == [three]


def test_what_is_chosen_or_half_written_is_kept_and_meant(told, author, post, blog, queue):
    app = blog[0]
    pile(app, [WORDS.format(n, n, n) for n in range(7)], post=post.slug, name="Ann")
    one, two, three, four, five, six, seven = numbers(app)
    page = author(viewport={"width": 360, "height": 740})
    page.goto(queue)
    bar = page.locator(".chosen")
    expect(bar).to_be_hidden()

    page.locator(f"#waits-{seven}").focus()
    page.keyboard.press("r")
    page.keyboard.type("Half an")
    page.keyboard.press("Escape")
    page.locator(f"#waits-{one}").focus()
    for _ in range(2):
        page.keyboard.press("x")
        page.keyboard.press("j")
    expect(bar).to_contain_text("2 chosen")
    fits(page, 360)
    assert bar.bounding_box()["height"] < 2 * 44 + 30
    bar.get_by_role("button", name="None").click()
    expect(bar.locator("[data-key=s]")).to_be_disabled()
    page.keyboard.press("End")
    expect(bar).to_be_hidden()
    for number in (one, two):
        page.locator(f"#waits-{number} [name=id]").check()
    page.locator(f"#waits-{five}").focus()
    page.keyboard.press("s")
    expect(told(page)).to_have_text("2 put away as spam.")
    assert numbers(app) == [three, four, five, six, seven]

    # Another window, and in it nothing of another author's.
    page = page.context.new_page()
    page.goto(queue)
    answer = page.locator(f"#answer-{seven}")
    expect(answer).to_be_visible()
    expect(answer).to_have_value("Half an")
    assert page.evaluate("Object.keys(localStorage)") == [f"answer:sarah:answer-{seven}"]
    sent = listening(page)
    page.locator(f"#waits-{four}").focus()
    page.evaluate("document.activeElement.dispatchEvent(" + AGAIN + ")")
    expect(page.locator(".settled")).to_have_count(0)
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(told(page)).to_have_text("1 approved.")
    assert len(sent) == 1
    assert numbers(app) == [four, five, six, seven]
    page.locator(f"#waits-{seven}").get_by_role("button", name="Answer").click()
    expect(told(page)).to_have_text(["1 approved.", "Answered."])
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.reload()
    expect(page.locator(f"#waits-{six}")).to_be_visible()
    expect(page.locator(f"#waits-{seven}")).to_have_count(0)


# A key held down.
AGAIN = "new KeyboardEvent('keydown', {key: 'd', repeat: true, bubbles: true})"


def listening(page):
    """Hear what a page sends."""
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else 0)
    return sent


# Where everything that waits stands, and what lies under a finger.
STAND = """[...document.querySelectorAll(".waits")].map((one) => one.getBoundingClientRect().top)"""
UNDER = "([x, y]) => document.elementFromPoint(x, y).closest('button, a, summary')?.outerHTML"


def test_a_thumb_that_taps_twice_decides_once(told, author, post, blog, queue):
    app = blog[0]
    pile(app, [WORDS.format(n, n, n) for n in range(60)], post=post.slug, name="Ann")
    pile(app, [f"Deal {n}: https://deals.example/{n}" for n in range(5)], post=post.slug)
    ids = numbers(app)
    page = author(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740})
    page.goto(queue)
    sent = listening(page)

    def twice(place, name):
        """Tap slowly: what was done is said before the finger comes again."""
        button = place.get_by_role("button", name=name, exact=True)
        button.evaluate("one => one.scrollIntoView({block: 'center'})")
        box, stood = button.bounding_box(), page.evaluate(STAND)
        at = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        said, before = told(page).count(), len(sent)
        page.touchscreen.tap(*at)
        expect(told(page)).to_have_count(said + 1)
        assert page.evaluate(STAND) == stood
        under = page.evaluate(UNDER, at)
        assert under is None or "disabled" in under
        page.touchscreen.tap(*at)
        assert len(sent) == before + 1

    for number, name in zip(ids[3:6], ("Approve", "Spam", "Delete"), strict=True):
        twice(page.locator(f"#waits-{number}"), name)
    page.locator(f"#waits-{ids[6]}").get_by_text("Reply").tap()
    page.locator(f"#answer-{ids[6]}").fill("It does.")
    twice(page.locator(f"#waits-{ids[6]}"), "Answer")
    twice(page.locator("section.waits"), "Spam")
    for number in ids[8:10]:
        page.locator(f"#waits-{number} [name=id]").check()
    twice(page.locator(".chosen"), "Delete")
    assert numbers(app) == [number for number in ids[:60] if number not in {*ids[3:7], *ids[8:10]}]
    page.locator(f"#waits-{ids[4]}").get_by_role("button", name="Undo").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("55 comments wait")
    expect(page.locator(f"#waits-{ids[4]}.settled")).to_have_count(0)
    fits(page, 360)
    with app.app_context(), transaction():
        rulings.delete([ids[11]], now=post.clock.now())
    twice(page.locator(f"#waits-{ids[11]}"), "Approve")
    behind = page.locator(f"#waits-{ids[11]}.settled")
    expect(behind).to_contain_text("Decided meanwhile; it stays as it is.")
    expect(behind.get_by_role("link", name="Look again")).to_be_visible()

    page.context.set_offline(True)
    page.locator(f"#waits-{ids[4]}").get_by_role("button", name="Spam").tap()
    expect(page.locator(".hand .notice")).to_contain_text("No connection.")
    page.context.set_offline(False)
    page.get_by_role("link", name="Next").tap()
    expect(page.locator(".turn")).to_contain_text("45 to 54 of 54, oldest first")
    expect(page.locator(".waits")).to_have_count(10)


def test_a_key_each_on_the_post_too(told, author, post, blog):
    app = blog[0]
    pile(app, [WORDS.format(n, n, n) for n in range(2)], post=post.slug, name="Ann")
    one, two = numbers(app)
    page = author(viewport={"width": 1280, "height": 800})
    page.goto(post.url)

    page.keyboard.press("d")
    page.keyboard.press("j")
    page.keyboard.press("j")
    with page.expect_navigation(url=re.compile("done=")):
        page.keyboard.press("a")

    expect(page).to_have_url(re.compile(f"#comment-{two}$"))
    expect(page.locator(":focus")).to_have_attribute("data-comment", f"{two}")
    assert (numbers(app), post.read().count("h-cite")) == ([one], 1)
    page.keyboard.press("u")
    expect(told(page)).to_have_text("Taken back.")
    assert numbers(app) == [one, two]


def test_on_her_own_post_she_writes_as_the_author(author, post):
    page = author()
    page.goto(post.url)

    page.get_by_label("Your comment").fill("Thank you all.")
    page.get_by_role("button", name="Post comment").click()

    expect(page.locator(".yours .mark")).to_have_text("Author")
    assert "Thank you all." in post.read()


def test_to_leave_the_page_is_to_have_seen_it(author, post, blog, queue):
    page = author()
    page.goto(queue)
    before = looked(blog[0])

    page.goto(post.url)

    # It is on its way while the next page is asked for.
    for _ in range(20):
        if looked(blog[0]) != before:
            return
        page.reload()
    raise AssertionError("Nothing was sent")


def looked(app):
    with app.app_context():
        return visit("sarah")


@pytest.mark.parametrize("place", ["desk", "post"])
def test_by_keyboard_alone_on_320_pixels_without_script(told, author, post, blog, queue, place):
    app = blog[0]
    pile(app, [WORDS.format(n, n, n) for n in range(4)], post=post.slug, name="Ann")
    ids = numbers(app)
    page = author(java_script_enabled=False, viewport={"width": 320, "height": 600})
    page.goto(queue if place == "desk" else post.url)

    def press(what, number):
        part = page.locator(f"#waits-{number}" if place == "desk" else f"[data-comment='{number}']")
        what = part.get_by_role("button", name=what, exact=True)
        reach(page, what)
        with page.expect_navigation():
            page.keyboard.press("Enter")

    for name, number in zip(("Approve", "Spam", "Delete"), ids, strict=False):
        press(name, number)
        expect(told(page)).to_contain_text("1 ")
    part = page.locator(f"#waits-{ids[3]}" if place == "desk" else f"[data-comment='{ids[3]}']")
    reach(page, part.locator("summary"))
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("It does.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Answered.")).to_be_visible()
    fits(page, 320)

    assert [numbers(app, status)[-1] for status in (Status.SPAM, Status.DELETED)] == ids[1:3]
    assert post.read().count("h-cite") == 3
    if place == "post":
        return
    page.goto(post.url)
    page.get_by_label("Why close them?").focus()
    page.keyboard.type("Rest.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Comments are closed.")).to_be_visible()
    reach(page, page.get_by_role("button", name="Reopen comments"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Close comments")).to_be_visible()


def reach(page, what):
    """Go to something with the Tab key."""
    for _ in range(80):
        if what.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"No Tab leads to {what}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_discussion_closed_with_a_reason_says_when_why_and_where_it_goes_on(
    told, author, post, blog, workshop, devices, scheme
):
    app, folder, site = blog
    folder.write("tags/knee.md", "---\ntitle: The knee\nseries: {started: 2011-10-01}\n---\n")
    older, newer = (f"{post.slug[:40]}-{scheme}-{part}" for part in ("older", "newer"))
    folder.post(older, title="How it began", tags="knee", date="2026-01-10")
    folder.post(newer, title="How it went on", tags="knee", date="2026-02-10")
    sync(app, workshop)
    pile(app, ["Read on"], post=older)
    said = numbers(app)
    address = f"{site}/posts/{older}/"
    reader = devices(color_scheme=scheme).new_page()
    reader.goto(address)
    expect(reader.locator("#comment-form")).to_be_visible()
    page = author(color_scheme=scheme, has_touch=True)
    page.goto(address)
    sent = listening(page)

    page.get_by_label("Why close them?").fill("The story is told on the newer part.")
    page.get_by_role("button", name="Close comments").tap()
    expect(told(page)).to_have_text("1 discussion closed.")
    # Its keys are there by now; what it came back to is the discussion, and no comment of it.
    page.wait_for_load_state("load")
    expect(page.locator("[data-keys]")).not_to_have_attribute("hidden", re.compile(""))
    page.keyboard.press("d")
    reader.reload()

    closed = reader.locator(".comments-closed")
    expect(closed).to_contain_text("Comments are closed.")
    expect(closed).to_contain_text(re.compile(r"Sarah closed this discussion on \w+ \d+, \d{4}: "))
    expect(closed).to_contain_text("The story is told on the newer part.")
    expect(reader.locator("#comment-form")).to_have_count(0)
    assert reader.evaluate("document.documentElement.scrollWidth") <= 360
    closed.get_by_role("link", name=re.compile("Part .*How it went on")).click()
    expect(reader).to_have_url(urljoin(address, f"/posts/{newer}/#comments"))
    expect(reader.locator("#comment-form")).to_be_visible()
    page.get_by_role("button", name="Undo").tap()
    expect(told(page)).to_have_text("Taken back.")
    assert ([one.split("/")[-2] for one in sent], numbers(app)) == (["discussion", "undo"], said)
    reader.goto(address)
    expect(reader.locator("#comment-form")).to_be_visible()
