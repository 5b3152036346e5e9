"""Authors who come to their desk, without a browser."""

from __future__ import annotations

import json
import re
from html import unescape

from flask import Flask
from flask.testing import FlaskClient

from blog import clock
from blog.accounts import service
from blog.accounts.devices import COOKIE
from blog.database.transaction import transaction
from blog.web import signed_in

OURS = {"Sec-Fetch-Site": "same-origin"}
PASSWORD = "four words of mine"


def link(app: Flask, slug: str = "sarah") -> str:
    """Make a link that invites an author."""
    with app.app_context(), transaction():
        return f"/desk/invited/{service.invite(slug, now=clock.now())}/"


def choose(client: FlaskClient, address: str, password: str = PASSWORD):
    """Choose a password at a link."""
    return client.post(address, data={"password": password, "again": password}, headers=OURS)


def enter(client: FlaskClient, name: str = "sarah", password: str = PASSWORD, **more):
    """Sign in with a name and a password."""
    fields = {"name": name, "password": password, **more}
    return client.post("/desk/sign-in/", data=fields, headers=OURS)


def come_in(app: Flask, slug: str = "sarah") -> FlaskClient:
    """Give a browser an author is signed in with."""
    with app.app_context(), transaction():
        token = service.sign_in(slug, name="Chrome on Android", now=clock.now())
    with app.app_context():
        badge = signed_in.badges().written(token)
    client = app.test_client()
    client.set_cookie(COOKIE, badge)
    return client


def sign_out_everywhere(app: Flask, slug: str = "sarah") -> None:
    """End the sessions of an author from elsewhere."""
    with app.app_context(), transaction():
        service.choose_password(slug, "no hash at all", now=clock.now())


def token(client: FlaskClient) -> str:
    """Find what the forms of this author carry."""
    return hidden(client.get("/desk/devices/").text, "csrf_token")


def hidden(page: str, name: str) -> str:
    """Find what a hidden field holds."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    assert found is not None, page
    return unescape(found[1])


def options(page: str):
    """Find what a page asks of a passkey."""
    return json.loads(unescape(re.search(r'data-options="([^"]*)"', page)[1]))
