"""What can be measured of the look, on every kind of page of the gallery and of the sample."""

from __future__ import annotations

import json
import os
from pathlib import Path
from statistics import median
from urllib.parse import urljoin

import pytest

from gallery import KINDS as GALLERY
from gallery.desks import DESK
from sample import KINDS as SAMPLE

# The gallery's pages at every width are for `make audit`: that takes minutes.
FINE, COARSE = range(320, 1921, 40), range(320, 1921, 200)
# Where text and targets are measured as well.
CLOSELY = (360, 768, 1440)
EVERY_WIDTH = "EVERY_WIDTH" in os.environ
# The desk is one walk in the suite.
KINDS = [kind for kind in (*GALLERY, *SAMPLE) if EVERY_WIDTH or kind not in DESK]
SMALLEST_TEXT = 12
# Of readers' pages, and of the desk, which is for thumbs.
SMALLEST_TARGET, SMALLEST_AT_DESK = 24, 44

# An address nothing is at; the page there is made up.
AROUND = "/around-a-frame/"

MEASURES = Path(__file__).with_name("look.js").read_text().strip()


@pytest.fixture
def look():
    """Whose fonts pages are shown in: the wider ones."""
    return "android"


@pytest.fixture
def find(sample, gallery):
    """Give the address of a page: of the gallery by its kind, of the sample by its path."""

    def find(page):
        return f"{sample}{page}" if page.startswith("/") else gallery[page]

    return find


@pytest.fixture
def measure(browser, find):
    """Open a page and measure it, in a window of any width."""
    with browser.new_context(timezone_id="UTC") as context:
        page = context.new_page()
        opened = []

        def measure(kind, name, *values, width):
            page.set_viewport_size({"width": width, "height": 740})
            if opened[-1:] != [kind]:
                page.goto(find(kind))
                opened.append(kind)
            return page.evaluate(f"{MEASURES}.{name}(...{json.dumps(values)})")

        yield measure


@pytest.fixture(scope="module")
def window(browsers):
    """An empty page as wide as any screen, for frames to be in: one for all pages."""
    with browsers.of("android").new_context(
        timezone_id="UTC", viewport={"width": 2000, "height": 740}
    ) as context:
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.route("**/*", _may_be_framed)
        yield page


def _may_be_framed(route):
    if route.request.url.endswith(AROUND):
        route.fulfill(body="<!doctype html><title>Around</title>", content_type="text/html")
    elif route.request.is_navigation_request():
        answer = route.fetch()
        route.fulfill(response=answer, headers={"Content-Type": answer.headers["content-type"]})
    else:
        route.continue_()


@pytest.fixture
def wrong(window, find):
    """Say by width what is wrong with a page; text and targets are looked at where told."""

    def wrong(kind, widths, closely, smallest):
        around = urljoin(find(kind), AROUND)
        if window.url != around:
            window.goto(around)
        looks = [(width, width in closely) for width in sorted({*widths, *closely})]
        values = json.dumps([find(kind), looks, SMALLEST_TEXT, smallest])
        found = window.evaluate(f"{MEASURES}.wrong(...{values})")
        assert set(found) == {str(width) for width, _ in looks}
        return {width: what for width, what in found.items() if what}

    return wrong


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_scrolls_sideways_or_needs_better_eyes_or_thinner_fingers(wrong, kind):
    widths = FINE if EVERY_WIDTH or kind in SAMPLE else COARSE
    smallest = SMALLEST_AT_DESK if kind in DESK else SMALLEST_TARGET

    assert wrong(kind, widths, CLOSELY, smallest) == {}


def test_the_desk_fits_the_narrowest_phone_and_every_thumb(wrong):
    found = {kind: wrong(kind, [320], [320], SMALLEST_AT_DESK) for kind in DESK}

    assert {kind: what for kind, what in found.items() if what} == {}


@pytest.mark.parametrize("look", ["android", "apple"])
@pytest.mark.parametrize("kind", ["/posts/a-mile-supervised/", "post-5000-words", "post-german"])
def test_a_line_is_as_long_as_eyes_like_it(measure, look, kind):
    for width in (768, 1024, 1440, 1920):
        assert 55 <= median(measure(kind, "lines", width=width)) <= 72


@pytest.mark.parametrize("width", [360, 1440])
def test_a_portrait_is_square_and_stands_where_the_text_begins(measure, width):
    for kind in ("post-alone", "author"):
        portrait, around = (
            measure(kind, "box", where, width=width)
            for where in (".author img", "aside.author, .author")
        )

        assert portrait["width"] == portrait["height"] == 64
        assert portrait["x"] == around["x"]


@pytest.mark.parametrize("kind", ["discussion-receipt", "discussion-waiting", "discussion-reply"])
def test_nobody_is_led_to_answer_what_they_say_themselves_or_answer_already(measure, kind):
    assert measure(kind, "box", ".said", width=360)["width"] > 0
    assert measure(kind, "box", ":is(.yours, .head + .discussion) .reply", width=360) is None


def test_a_reason_stands_clear_of_the_ring_around_its_field(measure):
    reason = measure("discussion-refused", "box", "#comment-body-reason", width=360)
    field = measure("discussion-refused", "box", "#comment-body", width=360)

    assert field["y"] - reason["y"] - reason["height"] >= 6


@pytest.mark.parametrize("kind", ["post-right-to-left", "home"])
def test_what_is_written_the_other_way_begins_at_the_other_edge(measure, kind):
    assert measure(kind, "direction", ".e-content p, li:has([href*=arabic]) p", width=360) == "rtl"
