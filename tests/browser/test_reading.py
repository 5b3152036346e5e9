"""Reading the sample in a browser, as someone does who came from a search."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from sample import KINDS
from services.chromium import PATIENCE

SIZES = {"phone": (360, 740), "desk": (1440, 900)}
# What got the focus since, and whether that can be seen.
REMEMBER = """() => {
    window.focused = []
    document.addEventListener("focusin", ({ target }) => {
        const seen = getComputedStyle(target).outlineStyle !== "none"
        window.focused.push([target.outerHTML.slice(0, 200), seen])
    })
}"""
TO_BE_REACHED = """() => [...document.querySelectorAll("a[href], button, input, textarea, summary")]
    .filter(one => one.type !== "hidden" && !one.disabled)
    .filter(one => one.checkVisibility({visibilityProperty: true}))
    .filter(one => !one.closest("[aria-hidden=true]") && one.tabIndex >= 0)
    .map(one => one.outerHTML.slice(0, 200))"""


@pytest.fixture(params=SIZES)
def size(request):
    """The width and height of a window."""
    width, height = SIZES[request.param]
    return {"width": width, "height": height}


@pytest.fixture
def open_window(browser):
    """Open a window in which nothing may go wrong."""
    contexts = []
    troubles = []

    def hear(said):
        if said.type == "error":
            troubles.append(said.text)

    def miss(request):
        # A reader who goes on before a picture has come does not want it any more.
        if request.failure != "net::ERR_ABORTED":
            troubles.append(f"{request.failure}: {request.url}")

    def open_window(**options):
        context = browser.new_context(timezone_id="UTC", **options)
        context.set_default_timeout(PATIENCE)
        context.on("console", hear)
        context.on("weberror", lambda problem: troubles.append(str(problem.error)))
        context.on("requestfailed", miss)
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()
    # A page that is missing is told of in the console as well.
    assert [trouble for trouble in troubles if "404" not in trouble] == []


@pytest.mark.parametrize(
    ("size", "scripts"),
    [("phone", True), ("desk", False)],
    ids=["phone with scripts", "desk without scripts"],
    indirect=["size"],
)
def test_a_story_is_read_from_part_four_to_both_ends(sample, open_window, size, scripts):
    page = open_window(viewport=size, java_script_enabled=scripts)
    page.goto(f"{sample}/posts/crate-rest/")
    where, older, newer = _series(page)
    expect(where).to_contain_text("Part 4 of 9")

    for number in (3, 2, 1):
        page.locator("nav.series ol.strip").first.get_by_text(str(number), exact=True).click()
        expect(where).to_contain_text(f"Part {number} of 9")
    expect(older).to_have_count(0)

    for number in range(2, 10):
        title = newer.inner_text().splitlines()[-1]
        newer.click()
        expect(where).to_contain_text(f"Part {number} of 9")
        assert page.locator("h1").inner_text() in title
    expect(newer).to_have_count(0)


def _series(page):
    """What says where one is in a story, and what leads on in it."""
    turn = page.locator("nav.turn")
    return (
        page.locator("nav.series").first,
        turn.locator("a[rel=prev]"),
        turn.locator("a[rel=next]"),
    )


def test_a_story_is_read_backwards_by_its_neighbours_titles(sample, open_window, size):
    page = open_window(viewport=size)
    page.goto(f"{sample}/posts/crate-rest/")

    where, older, _ = _series(page)
    for number in (3, 2, 1):
        older.click()
        expect(where).to_contain_text(f"Part {number} of 9")


def test_the_menu_leads_to_the_story_and_its_button_to_the_start(sample, open_window, size):
    page = open_window(viewport=size)
    page.goto(sample)

    page.get_by_role("link", name="Stories").click()
    page.get_by_role("heading", name="The IT band story").get_by_role("link").click()
    page.get_by_role("link", name="Read from the start").click()

    expect(_series(page)[0]).to_contain_text("Part 1 of 9")


def test_nothing_goes_wrong_and_nothing_comes_from_elsewhere(sample, open_window, size):
    page = open_window(viewport=size)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    for path in KINDS:
        page.goto(sample + path, wait_until="load")

    assert len(asked) > len(KINDS)
    assert [url for url in asked if not url.startswith((sample, "data:"))] == []
    assert page.context.cookies() == []


BY_KEYS = """home post-in-a-story post-everything story-over story-on-one-page discussion-40
    discussion-receipt discussion-refused discussion-reply archive tags author error-404""".split()


@pytest.mark.parametrize("kind", BY_KEYS)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(gallery, open_window, size, kind):
    page = open_window(viewport=size)
    page.goto(gallery[kind])
    wanted = page.evaluate(TO_BE_REACHED)
    page.evaluate(REMEMBER)

    for _ in range(len(wanted) + 2):
        page.keyboard.press("Tab")

    focused = page.evaluate("window.focused")
    assert set(wanted) - {what for what, _ in focused} == set()
    assert [what for what, seen in focused if not seen] == []


def test_the_first_key_offers_to_skip_to_the_text(sample, open_window, size):
    page = open_window(viewport=size)
    page.goto(f"{sample}/posts/crate-rest/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_url("**/#main")
