"""What can be measured of the look, on every kind of page of the sample."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from sample import KINDS

WIDTHS = range(320, 1921, 40)
SMALLEST_TEXT, SMALLEST_TARGET = 12, 24
STORY = "/posts/a-mile-supervised/"
SAID = ("Congrats!", "So glad you wrote this down. Keep going, slowly, and greet the egrets.")

MEASURES = Path(__file__).with_name("look.js").read_text().strip()


@pytest.fixture(scope="module")
def talked(sample):
    """The address of the sample; something was said about one of its posts."""
    for body in SAID:
        words = urlencode({"name": "Mia", "body": body}).encode()
        urlopen(Request(f"{sample}{STORY}comments/", words, {"Sec-Fetch-Site": "same-origin"}))
    return sample


@pytest.fixture
def look():
    """Whose fonts pages are shown in: the wider ones."""
    return "android"


@pytest.fixture
def measure(browser, talked):
    """Open a page and measure it, in a window of any width."""
    with browser.new_context(timezone_id="UTC") as context:
        page = context.new_page()
        page.route(lambda url: url in {talked + path for path in KINDS}, _may_be_framed)

        def measure(path, name, *values, width):
            page.set_viewport_size({"width": width, "height": 740})
            if page.url != talked + path:
                page.goto(talked + path)
            return page.evaluate(f"{MEASURES}.{name}(...{json.dumps(values)})")

        yield measure


def _may_be_framed(route):
    answer = route.fetch()
    route.fulfill(response=answer, headers={"Content-Type": answer.headers["content-type"]})


@pytest.mark.parametrize("path", KINDS)
def test_no_page_scrolls_sideways_at_any_width(measure, path):
    found = measure(path, "stickingOut", list(WIDTHS), width=2000)

    assert found == {str(width): [] for width in WIDTHS}


@pytest.mark.parametrize("path", KINDS)
def test_nobody_needs_better_eyes_or_thinner_fingers(measure, path):
    for width in (360, 768, 1440):
        assert measure(path, "smallText", SMALLEST_TEXT, width=width) == []
        assert measure(path, "smallTargets", SMALLEST_TARGET, width=width) == []


@pytest.mark.parametrize("look", ["android", "apple"])
def test_a_line_is_as_long_as_eyes_like_it(measure, look):
    for width in (768, 1024, 1440, 1920):
        assert 55 <= median(measure(STORY, "lines", width=width)) <= 72
