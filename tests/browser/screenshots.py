"""Screenshots of every kind of page, to be looked at: `make screenshots`.

Each kind has its own folder in `screenshots/`, and a sheet on which all of its pictures stand side
by side. What is printed is there as a picture of the paper and as a PDF.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from gallery import KINDS, Gallery
from services.chromium import Browsers

FOLDER = Path(__file__).parents[2] / "screenshots"
WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark")
LOOKS = ("android", "apple")
PRINTED = ("post-in-a-story", "story-over", "story-on-one-page", "post-everything", "discussion-40")
# What a sheet of paper is wide between its margins, in pixels of CSS.
PAPER = {"width": 688, "height": 1000}
# Chromium pictures no more than 16,384 pixels.
LONGEST = 12_000
# Lets those pictures come that wait until somebody scrolls to them.
EAGER = """() => Promise.all([...document.images].map((one) => {
    one.loading = "eager"
    return one.decode()
}))"""
# The pictures of a sheet, in pixels: how wide each, how tall at most.
THUMB, TALLEST, GAP = 420, 2400, 12


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_page_is_pictured(browsers: Browsers, gallery: Gallery, kind: str) -> None:
    """Picture a page at three widths, by day and by night, on two kinds of devices."""
    folder = FOLDER / kind
    folder.mkdir(parents=True, exist_ok=True)
    pictures = [
        picture
        for look in LOOKS
        for scheme in SCHEMES
        for picture in _pictures(browsers.of(look), gallery[kind], folder, f"{scheme}.{look}")
    ]
    _sheet(pictures).save(FOLDER / f"{kind}.png")


@pytest.mark.parametrize("kind", PRINTED)
def test_a_kind_of_page_is_printed(browsers: Browsers, gallery: Gallery, kind: str) -> None:
    """Picture a page as it comes out of a printer."""
    folder = FOLDER / kind
    folder.mkdir(parents=True, exist_ok=True)
    with browsers.of("android").new_context(viewport=PAPER) as context:
        page = context.new_page()
        page.goto(gallery[kind])
        page.emulate_media(media="print")
        page.screenshot(path=folder / "print.png", full_page=True)
        page.pdf(path=folder / "print.pdf", format="A4")


def _pictures(browser: Browser, address: str, folder: Path, manner: str) -> Iterator[Path]:
    scheme = manner.partition(".")[0]
    with browser.new_context(color_scheme=scheme, timezone_id="UTC") as context:
        page = context.new_page()
        page.goto(address)
        page.evaluate(EAGER)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            height = min(page.evaluate("document.documentElement.scrollHeight"), LONGEST)
            page.set_viewport_size({"width": width, "height": max(height, 800)})
            file = folder / f"{width}-{manner}.png"
            page.screenshot(path=file)
            yield file


def _sheet(pictures: list[Path]) -> Image.Image:
    thumbs = []
    for picture in pictures:
        with Image.open(picture) as whole:
            height = max(1, round(whole.height * THUMB / whole.width))
            small = whole.resize((THUMB, height)).crop((0, 0, THUMB, min(height, TALLEST)))
            thumbs.append(small.convert("RGB"))
    tallest = max(thumb.height for thumb in thumbs)
    sheet = Image.new("RGB", (len(thumbs) * (THUMB + GAP), tallest), "#888888")
    for place, thumb in enumerate(thumbs):
        sheet.paste(thumb, (place * (THUMB + GAP), 0))
    return sheet
