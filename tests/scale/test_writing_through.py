"""The server dies between two words of an author; two seconds of writing are lost at most."""

import re

import pytest
from playwright.sync_api import expect

from authoring import at_desk
from blog import settings
from blog.accounts.devices import COOKIE
from blog.factory import create_app
from makers import SITE, Folder, ready
from serving import serving

pytestmark = pytest.mark.slow

SAVED = re.compile("on this device and on the server")


@pytest.fixture
def folder(tmp_path):
    folder = Folder(tmp_path / "blog")
    folder.write("site.toml", SITE)
    folder.write("authors/sarah.md", "---\nname: Sarah\n---\nRuns.\n")
    folder.post("first-steps")
    return folder


def badge(folder):
    """Sign Sarah in."""
    with ready(create_app(settings.read({}, at=folder.path))) as app:
        return at_desk(app).get_cookie(COOKIE).value


def test_a_server_killed_between_two_words_costs_none(folder, browser):
    context = browser.new_context()
    with serving(folder) as server:
        site = f"http://127.0.0.1:{server.port}"
        context.add_cookies([{"name": COOKIE, "value": badge(folder), "url": site}])
        page = context.new_page()
        page.clock.install()
        page.goto(f"{site}/desk/write/")
        text, state = page.get_by_label("Text"), page.locator("[data-state]")
        text.press_sequentially("It held until")
        expect(state).to_have_text(SAVED)
        server.kill()
        text.press_sequentially(" the bridge")
        expect(state).to_have_text(re.compile("No connection. Kept on this device"))

    with serving(folder, port=server.port):
        # It tries again by itself, ever more seldom.
        page.clock.fast_forward(60_000)
        expect(state).to_have_text(SAVED, timeout=60_000)
        other = browser.new_context()
        other.add_cookies([{"name": COOKIE, "value": badge(folder), "url": site}])
        elsewhere = other.new_page()
        elsewhere.goto(f"{site}/desk/posts/")
        elsewhere.get_by_role("link", name="It held until the bridge").click()
        expect(elsewhere.get_by_label("Text")).to_have_value("It held until the bridge")
        other.close()
    context.close()
