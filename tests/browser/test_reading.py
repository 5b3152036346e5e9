"""Reading the sample in a browser, as someone does who came from a search."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from blog import settings
from blog.factory import create_app
from makers import ready, sync

ROOT = Path(__file__).parents[2]
SIZES = {"phone": (360, 740), "desk": (1440, 900)}
WIDTHS = (320, 360, 414, 600, 768, 991, 992, 1024, 1280, 1440, 1920)
KINDS = [
    "/",
    "/?page=2",
    "/posts/crate-rest/",
    "/posts/a-mile-supervised/",
    "/posts/corral-d/",
    "/posts/kick/",
    "/tags/",
    "/tags/it-band/",
    "/tags/shoulder/",
    "/tags/family/",
    "/authors/sarah/",
    "/archive/",
    "/about/",
    "/nowhere/",
]
# Elements that stick out to the right; what scrolls by itself may.
STICKING_OUT = """() => [...document.querySelectorAll("body *")]
    .filter(one => !one.closest("pre, table, .skip, svg"))
    .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map(one => one.outerHTML.slice(0, 100))"""
FOCUSED = """() => {
    const one = document.activeElement
    if (one === document.body) return null
    const style = getComputedStyle(one)
    return {what: one.outerHTML.slice(0, 200), seen: style.outlineStyle !== "none"}
}"""
TO_BE_REACHED = """() => [...document.querySelectorAll("a[href], button, input, textarea, summary")]
    .filter(one => one.type !== "hidden" && one.checkVisibility({visibilityProperty: true}))
    .filter(one => !one.closest("[aria-hidden=true]") && one.tabIndex >= 0)
    .map(one => one.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, workshop):
    """The address of the sample, being served."""
    environ = {"BLOG_INSTANCE": str(tmp_path_factory.mktemp("sample"))}
    with ready(create_app(settings.read(environ, at=ROOT))) as app:
        sync(app, workshop)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()


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
        context.set_default_timeout(10_000)
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


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_story_is_read_from_part_four_to_both_ends(site, open_window, size, scripts):
    page = open_window(viewport=size, java_script_enabled=scripts)
    page.goto(f"{site}/posts/crate-rest/")
    assert "Part 4 of 9" in page.locator("nav.series").first.inner_text()

    for number in (3, 2, 1):
        page.locator("nav.series ol.strip").first.get_by_text(str(number), exact=True).click()
        page.wait_for_load_state()
        assert f"Part {number} of 9" in page.locator("nav.series").first.inner_text()
    assert page.locator("nav.turn a[rel=prev]").count() == 0

    for number in range(2, 10):
        title = page.locator("nav.turn a[rel=next]").inner_text().splitlines()[-1]
        page.locator("nav.turn a[rel=next]").click()
        page.wait_for_load_state()
        assert f"Part {number} of 9" in page.locator("nav.series").first.inner_text()
        assert page.locator("h1").inner_text() in title
    assert page.locator("nav.turn a[rel=next]").count() == 0


def test_a_story_is_read_backwards_by_its_neighbours_titles(site, open_window, size):
    page = open_window(viewport=size)
    page.goto(f"{site}/posts/crate-rest/")

    for number in (3, 2, 1):
        page.locator("nav.turn a[rel=prev]").click()
        page.wait_for_load_state()
        assert f"Part {number} of 9" in page.locator("nav.series").first.inner_text()


def test_the_menu_leads_to_the_story_and_its_button_to_the_start(site, open_window, size):
    page = open_window(viewport=size)
    page.goto(site)

    page.get_by_role("link", name="Stories").click()
    page.get_by_role("heading", name="The IT band story").get_by_role("link").click()
    page.get_by_role("link", name="Read from the start").click()
    page.wait_for_load_state()

    assert "Part 1 of 9" in page.locator("nav.series").first.inner_text()


def test_nothing_goes_wrong_and_nothing_comes_from_elsewhere(site, open_window, size):
    page = open_window(viewport=size)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    for path in KINDS:
        page.goto(site + path, wait_until="load")

    assert len(asked) > len(KINDS)
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    assert page.context.cookies() == []


def test_no_page_scrolls_sideways_at_any_width(site, open_window):
    page = open_window(viewport={"width": 320, "height": 700})
    found = {}

    for path in KINDS:
        page.goto(site + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 700})
            page.evaluate("scrollTo(500, 0)")
            scrolled = page.evaluate("scrollX || document.documentElement.scrollWidth > innerWidth")
            sticking_out = page.evaluate(STICKING_OUT)
            if scrolled or sticking_out:
                found[path, width] = sticking_out

    assert found == {}


@pytest.mark.parametrize("path", ["/", "/posts/crate-rest/", "/tags/", "/archive/"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(site, open_window, size, path):
    page = open_window(viewport=size)
    page.goto(site + path)
    wanted = page.evaluate(TO_BE_REACHED)
    reached, unseen = set(), []

    for _ in range(len(wanted) + 2):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused:
            reached.add(focused["what"])
            unseen += [] if focused["seen"] else [focused["what"]]

    assert set(wanted) - reached == set()
    assert unseen == []


def test_the_first_key_offers_to_skip_to_the_text(site, open_window, size):
    page = open_window(viewport=size)
    page.goto(f"{site}/posts/crate-rest/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.url.endswith("#main")
