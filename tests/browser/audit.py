"""What three other programs find wrong with the pages: `make audit`.

axe-core and Lighthouse look at them in Chromium, the Nu checker reads them. They come from npm,
in the versions of `.ci/audit/package-lock.json`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from gallery import KINDS as GALLERY
from gallery import Gallery
from sample import KINDS as SAMPLE
from services.chromium import program
from serving import serving

TOOLS = Path(__file__).parents[2] / ".ci" / "audit" / "node_modules"
AXE = TOOLS / "axe-core" / "axe.min.js"
CHECKER = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIGHTHOUSE = TOOLS / "lighthouse" / "cli" / "index.js"

KINDS = (*GALLERY, *SAMPLE)
# The pages Lighthouse is shown, and what it gives marks for.
SHOWN = {"home": "/", "post": "/posts/knee-4/", "story": "/tags/knee/"}
MARKS = ("performance", "accessibility", "best-practices", "seo")
BEST = 100
# A narrow phone and a laptop: what axe-core looks at.
WIDTHS = (320, 1280)


@pytest.fixture
def look() -> str:
    """Whose fonts pages are shown in."""
    return "android"


@pytest.fixture(scope="module")
def addresses(sample: str, gallery: Gallery) -> dict[str, str]:
    """Every page: of the gallery by its kind, of the sample by its path."""
    return {**gallery.addresses, **{path: f"{sample}{path}" for path in SAMPLE}}


@pytest.fixture(scope="module")
def served_for_good(gallery: Gallery) -> Iterator[str]:
    """The journal of the gallery, served as readers get it."""
    with serving(gallery.folder) as server:
        yield f"http://127.0.0.1:{server.port}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_violation(
    browser: Browser, addresses: dict[str, str], kind: str, scheme: str
) -> None:
    """Let axe-core look at a page, by day and by night."""
    violations = []
    with browser.new_context(color_scheme=scheme) as context:
        context.add_init_script(path=AXE)
        page = context.new_page()
        page.goto(addresses[kind])
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 740})
            violations += page.evaluate("axe.run()")["violations"]

    found = [
        f"{one['id']}: {node['html'][:120]} {node['failureSummary']}"
        for one in violations
        for node in one["nodes"]
    ]
    assert found == []


def test_the_checker_finds_neither_error_nor_warning(
    addresses: dict[str, str], tmp_path: Path
) -> None:
    """Let the Nu checker read every page."""
    files = []
    for kind, address in addresses.items():
        files.append(tmp_path / f"{kind.strip('/').replace('/', '-') or 'sample'}.html")
        files[-1].write_bytes(_read(address))
    answer = _run("java", "-jar", CHECKER, "--format", "json", "--exit-zero-always", *files)
    # What it says of a file is told where errors are.
    messages = json.loads(answer.stderr)["messages"]

    assert len(files) == len(KINDS)
    assert [_told(message) for message in messages] == []


@pytest.mark.parametrize("page", SHOWN)
def test_lighthouse_gives_a_hundred_for_everything(
    served_for_good: str, page: str, tmp_path: Path
) -> None:
    """Let Lighthouse load a page as on a middling phone, the best of three times.

    How fast a page is, is measured, and the machine may be at something else.
    """
    for turn in range(1, 4):
        marks, short = _marks(served_for_good + SHOWN[page], tmp_path / f"{turn}.json")
        if marks == dict.fromkeys(MARKS, BEST):
            break

    assert marks == dict.fromkeys(MARKS, BEST), short


def _marks(address: str, report: Path) -> tuple[dict[str, int], list[str]]:
    """Give the marks of a page, and what it lost some for."""
    flags = "--headless=new --no-sandbox --disable-gpu"
    _run(
        *("node", LIGHTHOUSE, address, "--quiet"),
        *("--output=json", f"--output-path={report}", f"--chrome-flags={flags}"),
        f"--only-categories={','.join(MARKS)}",
    )
    said = json.loads(report.read_text())
    marks = {name: round(one["score"] * 100) for name, one in said["categories"].items()}
    short = [
        f"{name}: {one['title']}"
        for name, one in said["audits"].items()
        if one["score"] not in {None, 1}
    ]
    return marks, short


def _read(address: str) -> bytes:
    try:
        with urlopen(address) as answer:
            return answer.read()
    except HTTPError as failure:
        return failure.read()


def _run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    asked = [str(word) for word in command]
    found = shutil.which(asked[0])
    assert found, f"{asked[0]} is missing; `make audit` says how to install it"
    environment = {**os.environ, "CHROME_PATH": program()}
    return subprocess.run(
        [found, *asked[1:]], env=environment, capture_output=True, text=True, check=True
    )


def _told(message: dict[str, str]) -> str:
    place = Path(message.get("url", "")).stem
    return f"{place}: {message['message']} {message.get('extract', '')!r}"
