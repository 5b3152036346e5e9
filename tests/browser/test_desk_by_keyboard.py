"""The whole desk with keys alone: no pointer is used, and what has the focus is always seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import darkroom
from blog import clock, current, settings
from blog.factory import create_app
from entering import OURS, PASSWORD, choose, link
from makers import SITE, Folder, ready, sync
from talking import served

STORY = "---\ntitle: The knee\nseries: {started: 2026-01-01, status: healing}\n---\n"
# More keys than there are places on any page: whoever needs them goes round in a circle.
ONCE_AROUND = 90
PAGES = (
    *("/desk/", "/desk/write/", "/desk/check-in/", "/desk/posts/", "/desk/comments/"),
    *("/desk/bio/", "/desk/tags/", "/desk/tags/knee/", "/desk/settings/", "/desk/devices/"),
    *("/desk/discussions/", "/desk/posts/it-began/write/", "/desk/posts/it-began/"),
)
WINDOW = {"width": 1280, "height": 720}

# What has the focus: its words, and whether a ring around it can be seen where it stands. A hidden
# box lends its ring to what stands for it.
FOCUSED = """() => {
    const one = document.activeElement
    const shown = [one, one.nextElementSibling, one.closest("label")].filter(Boolean)
    const ringed = shown.find((each) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(each)
        return outlineStyle !== "none" && parseFloat(outlineWidth) > 0
    })
    const { x, y, width, height } = (ringed ?? one).getBoundingClientRect()
    const there = document.elementFromPoint(x + width / 2, y + Math.min(height / 2, 20))
    const onTop = Boolean(ringed && (ringed.contains(there) || there?.contains(ringed)))
    const place = one === document.body ? "" : one.outerHTML.slice(0, 160)
    return { place, ringed: Boolean(ringed), onTop }
}"""


@pytest.fixture
def blog(tmp_path, workshop):
    """A blog with a story under way, whose author has a password: its app, folder and address."""
    folder = Folder(tmp_path / "blog")
    folder.write("site.toml", SITE)
    folder.write("tags/knee.md", STORY)
    folder.post("it-began", tags="knee", date=f"{clock.now():%Y-%m-%d}")
    app = create_app(settings.read({}, at=folder.path))
    app.extensions[current.WORKSHOP] = workshop
    with ready(app):
        sync(app, workshop)
        choose(app.test_client(), link(app))
        with served(app) as address:
            yield app, folder, address


@pytest.fixture
def page(devices) -> Page:
    """A window of a laptop whose touchpad is broken."""
    page = devices(viewport=WINDOW).new_page()
    # Only who listens from the beginning surely hears of a file chooser.
    page.on("filechooser", lambda _: None)
    return page


def to(page: Page, role: str, name: str | re.Pattern[str]) -> None:
    """Press Tab until something has the focus, which must be seen on every stop of the way."""
    target = page.get_by_role(role, name=name, exact=True).first
    if role == "summary":
        target = page.locator("summary", has_text=name)
    expect(target).to_be_visible()
    for _ in range(ONCE_AROUND):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["place"]:
            assert focused["ringed"], f"no ring: {focused['place']}"
            assert focused["onTop"], f"covered: {focused['place']}"
        if target.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{name} is not reached by Tab on {page.url}")


def follow(page: Page, name: str, *, role: str = "link") -> None:
    """Go to something and press Enter on it."""
    to(page, role, name)
    page.keyboard.press("Enter")


def headed(page: Page, heading: str | re.Pattern[str]) -> None:
    """Make sure where this is."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def sign_in(page: Page, site: str) -> None:
    page.goto(f"{site}/desk/")
    to(page, "textbox", "Name")
    page.keyboard.type("sarah")
    page.keyboard.press("Tab")
    page.keyboard.type("mistyped")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    headed(page, "Sarah’s desk")


def test_from_signing_in_to_a_post_with_a_photo_that_is_shared(blog, page, tmp_path):
    photo = tmp_path / "IMG_1.jpg"
    photo.write_bytes(darkroom.written(darkroom.upright(), "JPEG"))
    sign_in(page, blog[2])

    follow(page, "Write")
    to(page, "textbox", "Title")
    page.keyboard.type("At the lake")
    page.keyboard.press("Tab")
    page.keyboard.type("Cold, and it held.")
    add_photo(page, photo, "The lake")
    expect(page.get_by_label("Text")).to_have_value(re.compile(r"!\[The lake\]\("))
    follow(page, "Publish", role="button")
    follow(page, "Publish now", role="button")

    expect(page.get_by_text("It is public")).to_be_visible()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    follow(page, "Share", role="button")
    expect(page.get_by_role("button", name="Copied")).to_be_focused()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/posts/at-the-lake/")
    follow(page, "View")
    headed(page, "At the lake")
    expect(page.locator(".e-content img")).to_have_attribute("alt", "The lake")


def add_photo(page: Page, photo: Path, words: str) -> None:
    """Choose a photo and say what is on it: the question has the focus by itself."""
    to(page, "button", "Photo")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(photo)
    expect(page.get_by_label("What is on it?")).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def test_a_check_in_a_comment_approved_and_a_discussion_closed(blog, page):
    app, _, site = blog
    for name in ("Ruth", "Jo"):
        words = f"I am {name}: https://a.example/1 https://b.example/2"
        fields = {"name": name, "body": words}
        app.test_client().post("/posts/it-began/comments/", data=fields, headers=OURS)
    sign_in(page, site)

    follow(page, "2 comments wait")
    follow(page, "Approve", role="button")
    expect(page.get_by_role("status")).to_contain_text("1 approved")
    expect(page.get_by_role("article", name="Jo")).to_be_focused()
    follow(page, "Approve", role="button")
    expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()
    follow(page, "Check in")
    to(page, "radio", "Run")
    page.keyboard.press("ArrowRight")
    to(page, "textbox", re.compile("How far"))
    page.keyboard.type("3")
    to(page, "radio", "0")
    page.keyboard.press("ArrowRight")
    to(page, "textbox", "One sentence")
    page.keyboard.type("Gone by the door.")
    follow(page, "Publish part 2", role="button")
    expect(page.get_by_text("It is public")).to_be_visible()
    page.goto(f"{site}/posts/it-began/")
    to(page, "textbox", re.compile("Why close them"))
    page.keyboard.type("The story goes on in part 2.")
    follow(page, "Close comments", role="button")

    expect(page.locator(".comments-closed")).to_contain_text("The story goes on in part 2.")
    expect(page.get_by_text("I am Ruth")).to_be_visible()


def test_no_page_keeps_the_focus_or_hides_it(blog, page):
    site = blog[2]
    sign_in(page, site)

    for path in PAGES:
        page.goto(f"{site}{path}")
        page.keyboard.press("Tab")
        first = page.evaluate(FOCUSED)["place"]
        for _ in range(ONCE_AROUND):
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            if focused["place"] == first:
                break
            seen = focused["ringed"] and focused["onTop"]
            assert seen or not focused["place"], f"{path}: {focused}"
        assert focused["place"] == first, path


def test_what_is_seldom_needed_is_behind_one_more_key(blog, page):
    sign_in(page, blog[2])

    follow(page, "More", role="summary")
    follow(page, "Devices")

    headed(page, "Where you are signed in")
