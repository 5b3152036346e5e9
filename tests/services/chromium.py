"""The system's Chromium, without a window, seeing the fonts of a chosen kind of reader.

While a browser is open, Playwright keeps an event loop running in the thread of the tests:
a test that calls `asyncio.run` has to do it in a thread of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from services import server

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing a page shows may come from a third party; here it would not arrive.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
_FONTS = Path(__file__).parents[1] / "browser" / "fonts"
_COMMON = {
    "Noto Sans": "fonts-noto-core",
    "Noto Color Emoji": "fonts-noto-color-emoji",
    "DejaVu Sans Mono": "fonts-dejavu-core",
    "DejaVu Sans Condensed": "fonts-dejavu-extra",
}
# What each look needs, as fontconfig calls it, and the package that brings it.
_FAMILIES = {
    "apple": {"Charis SIL": "fonts-sil-charis", **_COMMON},
    "android": {"Noto Serif": "fonts-noto-core", **_COMMON},
}
# Milliseconds a test waits for what a page does at once: other tests are at work beside it.
PATIENCE = 30_000
_PHONE = {"width": 360, "height": 740}


class Browsers:
    """The open browsers, one for each look: fonts are chosen when a browser starts."""

    def __init__(self, playwright: Playwright, program: str) -> None:
        self._playwright = playwright
        self._program = program
        self._open: dict[str | None, Browser] = {}

    def of(self, look: str | None) -> Browser:
        """Give the browser with the fonts of a look, or with this machine's own."""
        if look not in self._open:
            self._open[look] = self._playwright.chromium.launch(
                executable_path=self._program,
                args=_FLAGS,
                env={**os.environ, **_environment(look)},
            )
        return self._open[look]

    def close(self) -> None:
        """Close every browser that was opened."""
        for browser in self._open.values():
            browser.close()


def program() -> str:
    """Find the system's Chromium."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return found or server.missing("Chromium", package="chromium")


@pytest.fixture(scope="session")
def browsers() -> Iterator[Browsers]:
    """Keep this worker's browsers open from the first test that looks at a page."""
    found = program()
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = Browsers(playwright, found)
        yield opened
        opened.close()


@pytest.fixture
def look() -> str | None:
    """Say whose fonts pages are shown in: "apple", "android", or this machine's own."""
    return None


@pytest.fixture
def browser(browsers: Browsers, look: str | None) -> Browser:
    """Give a browser with the fonts of the look, to open contexts of any size in."""
    return browsers.of(look)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give an empty page the size of a phone; an error in a script fails the test."""
    errors: list[str] = []
    with browser.new_context(viewport=_PHONE, timezone_id="UTC") as context:
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda problem: errors.append(str(problem.error)))
        # Chromium reports it as an error that the next page wants no transition.
        yield context.new_page()
    assert [error for error in errors if "ViewTransition" not in error] == []


def _environment(look: str | None) -> dict[str, str]:
    if look is None:
        return {}
    for family, package in _FAMILIES[look].items():
        if family not in _installed_families():
            server.missing(f"The font {family}", package=package)
    return {"FONTCONFIG_FILE": str(_FONTS / f"{look}.conf")}


def _installed_families() -> set[str]:
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True)
    return {name for line in listed.stdout.splitlines() for name in line.split(",")}
