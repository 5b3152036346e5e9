"""A blog being served with its clock in a test's hand, and readers on phones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

import clocks
from blog import clock, settings
from blog.factory import create_app
from makers import SITE, Folder, ready, sync
from services.chromium import PATIENCE
from talking import Clock, Post, Reader, served

PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def blog(tmp_path_factory, workshop) -> Iterator[tuple[Flask, Folder, str]]:
    """A blog of one author, being served: its app, its folder, its address."""
    folder = Folder(tmp_path_factory.mktemp("talk") / "blog")
    folder.write("site.toml", SITE)
    folder.write("authors/sarah.md", "---\nname: Sarah\n---\nRuns.\n")
    with ready(create_app(settings.read({}, at=folder.path))) as app, served(app) as address:
        yield app, folder, address


@pytest.fixture
def time(monkeypatch) -> Clock:
    """The clock of the blog."""
    hand = Clock()
    clocks.tell(monkeypatch, hand.now)
    return hand


@pytest.fixture
def post(blog, workshop, time, request) -> Post:
    """A post of its own for each test, published today."""
    app, folder, address = blog
    slug = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower()).strip("-")[-60:].strip("-")
    folder.post(slug, title="First steps", date=f"{clock.now():%Y-%m-%d}")
    sync(app, workshop)
    return Post(app, time, slug, address)


@pytest.fixture
def devices(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Give devices the size of a phone; an error in a script fails the test."""
    contexts, errors = [], []

    def device(**options: object) -> BrowserContext:
        context = browser.new_context(**{"viewport": PHONE, "timezone_id": "UTC", **options})
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda problem: errors.append(str(problem.error)))
        contexts.append(context)
        return context

    yield device
    for context in contexts:
        context.close()
    # Chromium reports it as an error that the next page wants no transition.
    assert [error for error in errors if "ViewTransition" not in error] == []


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def reader(request, devices, post) -> Reader:
    """A reader on the page of the post; each test once with scripts and once without."""
    context = devices(java_script_enabled=request.param)
    return Reader(context.new_page(), post, scripts=request.param).come()


@pytest.fixture
def scripted(devices, post) -> Reader:
    """A reader whose browser runs scripts."""
    return Reader(devices().new_page(), post).come()


@pytest.fixture
def phone(devices) -> Page:
    """A page on a phone that keeps passkeys and knows its owner's face."""
    context = devices()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.knows_face = lambda known: session.send(
        "WebAuthn.setUserVerified",
        {"authenticatorId": added["authenticatorId"], "isUserVerified": known},
    )
    return page
