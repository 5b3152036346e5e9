"""Coming in, by thumb: Chromium's virtual authenticator stands for the phone's face or finger."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from flask import request
from playwright.sync_api import expect

from blog import settings
from blog.factory import create_app
from entering import PASSWORD, link, sign_out_everywhere
from makers import SITE, Folder, ready, sync
from talking import served

FORM = """<!doctype html><html lang="en"><title>Practice</title>
<form method="post" action="/desk/practice/"><input type="hidden" name="csrf_token" value="{}">
<textarea name="body" aria-label="Words"></textarea><button>Save</button></form>"""


@pytest.fixture(scope="module")
def blog(tmp_path_factory, workshop):
    """A blog being served under a name, as passkeys need one, with a form behind its door."""
    folder = Folder(tmp_path_factory.mktemp("desk") / "blog")
    folder.write("site.toml", SITE)
    folder.write("authors/sarah.md", "---\nname: Sarah\n---\nRuns.\n")
    saved = []
    with ready(create_app(settings.read({}, at=folder.path))) as app:
        from flask_wtf.csrf import generate_csrf

        def save():
            saved.append(request.form["body"])
            return "<!doctype html><title>Saved</title><p>Saved."

        show = "desk.practice_page"
        app.add_url_rule("/desk/practice/", show, lambda: FORM.format(generate_csrf()))
        app.add_url_rule("/desk/practice/", "desk.practice", save, methods=["POST"])
        sync(app, workshop)
        with served(app) as address:
            yield app, f"http://localhost:{urlsplit(address).port}", saved


@pytest.fixture
def app(blog):
    return blog[0]


@pytest.fixture
def site(blog):
    return blog[1]


def is_in(page):
    expect(page.get_by_role("heading", name="Sarah’s desk")).to_be_visible()


def make_passkey(page, app, site):
    page.goto(site + link(app))
    page.get_by_role("button", name="Make a passkey").click()
    is_in(page)


def test_from_a_link_to_the_desk_in_one_tap_and_again_in_one(phone, app, site):
    make_passkey(phone, app, site)
    phone.get_by_role("button", name="Sign out").click()
    phone.wait_for_url(f"{site}/")
    phone.goto(f"{site}/desk/devices/")
    phone.get_by_role("button", name="Sign in with a passkey").click()

    expect(phone.get_by_role("heading", name="Where you are signed in")).to_be_visible()
    expect(phone.get_by_text("this one")).to_have_count(1)


def test_a_face_it_does_not_know_is_told_and_may_try_again(phone, app, site):
    make_passkey(phone, app, site)
    phone.context.clear_cookies()
    phone.goto(f"{site}/desk/sign-in/")
    phone.knows_face(False)
    button = phone.get_by_role("button", name="Sign in with a passkey")
    button.click()
    expect(phone.get_by_role("alert")).to_contain_text("No passkey was used.", timeout=70_000)
    phone.knows_face(True)
    button.click()

    is_in(phone)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_password_works_with_and_without_scripts(devices, app, site, scripts):
    page = devices(java_script_enabled=scripts).new_page()
    page.goto(site + link(app))
    if scripts:
        page.get_by_text("With a password").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Once more").fill(PASSWORD)
    page.get_by_role("button", name="Take this password").click()
    is_in(page)
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{site}/desk/")
    page.get_by_label("Name").fill("Sarah")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    is_in(page)


def test_without_scripts_nothing_is_offered_that_needs_them(devices, app, site):
    page = devices(java_script_enabled=False).new_page()
    page.goto(site + link(app))
    expect(page.get_by_role("button", name="Make a passkey")).to_be_hidden()
    expect(page.get_by_label("Once more")).to_be_visible()
    page.goto(f"{site}/desk/sign-in/")

    expect(page.get_by_role("button")).to_have_count(1)


def test_a_site_without_a_name_offers_passwords_only(phone, app, site):
    phone.goto(site.replace("localhost", "127.0.0.1") + link(app))

    expect(phone.get_by_label("Once more")).to_be_visible()
    expect(phone.get_by_role("button", name="Make a passkey")).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_words_typed_while_the_session_ended_are_saved(devices, app, site, blog, scripts):
    page = devices(java_script_enabled=scripts).new_page()
    page.goto(site + link(app))
    if scripts:
        page.get_by_text("With a password").click()
    for label in ("Password", "Once more"):
        page.get_by_label(label).fill(PASSWORD)
    page.get_by_role("button", name="Take this password").click()
    page.goto(f"{site}/desk/practice/")
    words = f"Slowly.\n\n“Two” lines & <more>. {scripts}"
    page.get_by_label("Words").fill(words)
    page.context.clear_cookies()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Nothing is lost.")).to_be_visible()
    page.get_by_label("Name").fill("sarah")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    assert blog[2][-1] == words.replace("\n", "\r\n")
    assert page.url == f"{site}/desk/sign-in/"


def test_words_are_saved_by_a_passkey_too(phone, app, site, blog):
    make_passkey(phone, app, site)
    phone.goto(f"{site}/desk/practice/")
    phone.get_by_label("Words").fill("By face.")
    sign_out_everywhere(app)
    phone.get_by_role("button", name="Save").click()
    phone.get_by_role("button", name="Sign in with a passkey").click()

    expect(phone.get_by_text("Saved.")).to_be_visible()
    assert blog[2][-1] == "By face."


def test_everything_is_done_by_keyboard(phone, app, site):
    phone.goto(site + link(app))
    phone.keyboard.press("Tab")
    expect(phone.get_by_role("link", name="To the text")).to_be_focused()
    _to(phone, phone.get_by_role("button", name="Make a passkey"))
    phone.keyboard.press("Enter")
    is_in(phone)
    _to(phone, phone.get_by_role("button", name="Sign out"))
    phone.keyboard.press("Enter")
    phone.wait_for_url(f"{site}/")


def _to(page, target):
    """Press Tab until something has the focus, which must then be seen."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            assert target.evaluate("one => getComputedStyle(one).outlineStyle") != "none"
            return
    raise AssertionError("not reached by Tab")


def test_the_desk_says_where_its_icon_and_manifest_are(phone, app, site):
    phone.goto(f"{site}/desk/sign-in/")
    session = phone.context.new_cdp_session(phone)
    found = session.send("Page.getAppManifest")

    assert found["errors"] == []
    assert re.search(r"/desk/manifest\.webmanifest$", found["url"])
    assert '"start_url": "/desk/"' in found["data"]
