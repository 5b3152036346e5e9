"""By thumb from an invitation to a shared first post, and to a check-in: taps and seconds count."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

import darkroom
from blog import current, settings
from blog.factory import create_app
from entering import link
from makers import SITE, Folder, ready, sync
from talking import served

STORY = "---\ntitle: The knee\nseries: {started: 2026-01-01, status: healing}\n---\n"
MOST_TAPS_TO_CHECK_IN = 8
SECONDS_TO_CHECK_IN = 20
MINUTES_TO_FIRST_POST = 5


@pytest.fixture
def blog(tmp_path, workshop):
    """A new blog, being served under a name: its app, its folder, its address."""
    folder = Folder(tmp_path / "blog")
    folder.write("site.toml", SITE)
    folder.write("authors/sarah.md", "---\nname: Sarah\n---\nRuns.\n")
    folder.write("tags/knee.md", STORY)
    folder.post("it-began", tags="knee", date="2026-01-02")
    app = create_app(settings.read({}, at=folder.path))
    app.extensions[current.WORKSHOP] = workshop
    with ready(app):
        sync(app, workshop)
        with served(app) as address:
            yield app, folder, f"http://localhost:{urlsplit(address).port}"


@pytest.fixture
def thumb(phone):
    """A phone that knows its owner's face, and counts how often it is tapped."""
    phone.taps = 0

    def tap(what):
        phone.taps += 1
        what.click()

    phone.tap_on = tap
    return phone


def photos(tmp_path):
    """Two photos, one of them lying on its side."""
    files = []
    for number, turn in enumerate((1, 6)):
        picture = darkroom.photo(1600, 1200, number)
        raw = darkroom.written(picture, "JPEG", exif=darkroom.exif(turn))
        files.append(tmp_path / f"IMG_{number}.jpg")
        files[-1].write_bytes(raw)
    return files


def test_from_the_invitation_to_a_shared_first_post_with_two_photos(blog, thumb, tmp_path):
    app, folder, site = blog
    begun = time.monotonic()
    thumb.goto(site + link(app))
    thumb.tap_on(thumb.get_by_role("button", name="Make a passkey"))
    thumb.tap_on(thumb.get_by_role("link", name="Write", exact=True).first)
    thumb.get_by_label("Title").fill("At the lake")
    thumb.get_by_label("Text").fill("Cold, and it held.")

    thumb.locator("#photos").set_input_files(photos(tmp_path))
    for words in ("The lake", "My shoes"):
        thumb.get_by_label("What is on it?").fill(words)
        thumb.tap_on(thumb.get_by_role("button", name="Add", exact=True))
        expect(thumb.get_by_label("Text")).to_have_value(words_in(words))
    thumb.tap_on(thumb.get_by_role("button", name="Publish"))
    thumb.tap_on(thumb.get_by_role("button", name="Publish now"))

    expect(thumb.get_by_text("It is public")).to_be_visible()
    expect(thumb.get_by_role("button", name="Share")).to_be_visible()
    assert time.monotonic() - begun < MINUTES_TO_FIRST_POST * 60
    thumb.tap_on(thumb.get_by_role("link", name="View"))
    shown = thumb.locator(".e-content img")
    expect(shown).to_have_count(2)
    assert shown.evaluate_all("all => all.map((one) => one.alt)") == ["The lake", "My shoes"]
    heights = shown.evaluate_all("all => all.map((one) => one.naturalHeight > one.naturalWidth)")
    assert heights == [False, True]
    assert len(list((folder.content / "posts").rglob("*.jpg"))) == 2
    assert thumb.taps <= 8


def words_in(words):
    """Match a text that says what is on a photo."""
    return re.compile(rf"!\[{words}\]\(")


def test_a_check_in_takes_few_taps_and_no_time(blog, thumb):
    app, _, site = blog
    thumb.goto(site + link(app))
    thumb.tap_on(thumb.get_by_role("button", name="Make a passkey"))
    thumb.wait_for_url("**/desk/")
    thumb.taps, begun = 0, time.monotonic()

    thumb.tap_on(thumb.get_by_role("link", name="Check in").first)
    thumb.tap_on(thumb.locator(".choices .choice").first)
    thumb.tap_on(thumb.get_by_label("How far"))
    thumb.keyboard.type("3")
    thumb.tap_on(thumb.get_by_label("How long"))
    thumb.keyboard.type("33")
    thumb.tap_on(thumb.locator(".pain .choice").nth(1))
    thumb.tap_on(thumb.get_by_label("One sentence"))
    thumb.keyboard.type("Gone by the door.")
    thumb.tap_on(thumb.get_by_role("button", name="Publish part 2"))

    expect(thumb.get_by_text("It is public")).to_be_visible()
    assert time.monotonic() - begun < SECONDS_TO_CHECK_IN
    assert thumb.taps <= MOST_TAPS_TO_CHECK_IN


def wait_until(page, expression):
    """Wait for something no element shows; Playwright's own way is against the site's policy."""
    for _ in range(300):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{expression} did not come true")


def test_a_check_in_that_could_not_be_sent_is_still_there(blog, thumb, tmp_path):
    app, folder, site = blog
    thumb.goto(site + link(app))
    thumb.get_by_role("button", name="Make a passkey").click()
    thumb.wait_for_url("**/desk/")
    thumb.goto(f"{site}/desk/check-in/")
    thumb.get_by_label("One sentence").fill("Gone by the door.")
    thumb.locator(".pain .choice").nth(3).click()
    photo, chosen = photos(tmp_path)[0], thumb.locator("[data-photo]")
    thumb.locator("[name=photo]").set_input_files(photo)
    wait_until(thumb, "caches.match('/desk/check-in/photo').then(Boolean)")

    thumb.context.set_offline(True)
    thumb.get_by_role("button", name="Publish part 2").click()
    expect(thumb.get_by_text("No connection. Everything is kept on this device")).to_be_visible()
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        thumb.goto(f"{site}/desk/")
    thumb.context.set_offline(False)
    thumb.goto(f"{site}/desk/check-in/")

    expect(thumb.get_by_label("One sentence")).to_have_value("Gone by the door.")
    expect(thumb.locator(".pain :checked")).to_have_value("3")
    expect(chosen).to_have_text(photo.name)
    thumb.get_by_role("button", name="Publish part 2").click()
    expect(thumb.get_by_text("It is public")).to_be_visible()
    # Its script is done with what the device kept.
    thumb.wait_for_load_state("load")
    wait_until(thumb, "caches.has('check-in').then((kept) => !kept)")
    thumb.goto(f"{site}/desk/check-in/")
    expect(thumb.get_by_label("One sentence")).to_have_value("")
    expect(chosen).to_have_text("Photo")
    assert [*(folder.content / "posts").rglob("*.jpg")]
    assert len(list((folder.content / "posts").iterdir())) == 2
