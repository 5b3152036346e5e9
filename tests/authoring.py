"""An author at their desk: signed in, and sending its forms as a browser does."""

from __future__ import annotations

import re
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from blog import clock
from blog.accounts import service
from blog.accounts.devices import COOKIE
from blog.database.transaction import transaction
from blog.web import signed_in

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_TEXT = re.compile(r'<textarea id="\w+" name="(\w+)"[^>]*>\n(.*?)</textarea>', re.DOTALL)
_LINE = re.compile(r'<input id="\w+" name="(\w+)" value="([^"]*)"')


def at_desk(app: Flask, slug: str = "sarah") -> FlaskClient:
    """Give an author a browser that is signed in."""
    with app.app_context(), transaction():
        token = service.sign_in(slug, name="a phone", now=clock.now())
        badge = signed_in.badges().written(token)
    client = app.test_client()
    client.set_cookie(COOKIE, badge)
    return client


def form_of(page: TestResponse) -> dict[str, str]:
    """Read what stands in the form of a page."""
    found = [*_HIDDEN.findall(page.text), *_LINE.findall(page.text), *_TEXT.findall(page.text)]
    return {name: unescape(value) for name, value in found}


def send(client: FlaskClient, address: str, fields: dict[str, str], **headers: str) -> TestResponse:
    """Send a form of the desk."""
    return client.post(address, data=fields, headers={"Sec-Fetch-Site": "same-origin", **headers})


class Desk:
    """One author's browser, and one sheet at a time in it."""

    def __init__(self, app: Flask, slug: str = "sarah") -> None:
        self.client = at_desk(app, slug)
        self.address, self.fields = "", dict[str, str]()

    def open(self, address: str) -> TestResponse:
        """Open a page with a form."""
        page = self.client.get(address, follow_redirects=True)
        return self.read(page)

    def read(self, page: TestResponse) -> TestResponse:
        """Take the form of a page for the one at work."""
        action = re.search(r'action="(/desk/write/[^"]+)"', page.text)
        if action:
            self.address, self.fields = action[1], form_of(page)
        return page

    def press(self, button: str, **typed: str) -> TestResponse:
        """Type into the form and press one of its buttons."""
        self.fields |= typed
        answer = send(self.client, self.address, {**self.fields, "do": button})
        if answer.status_code == 303 and answer.location.endswith("/publish/"):
            return self.client.get(answer.location)
        return answer

    def publish(self, **typed: str) -> TestResponse:
        """Publish, and say so twice as the desk asks for."""
        page = self.press("publish", **typed)
        assert page.status_code == 200, page.text
        self.read(page)
        return self.press("publish now")

    def save_by_script(self, **typed: str) -> TestResponse:
        """Save as the script does while one types."""
        self.fields |= typed
        fields = {**self.fields, "do": "save"}
        answer = send(self.client, self.address, fields, Accept="application/json")
        if answer.status_code == 200:
            self.fields["number"] = str(answer.json["number"])
        return answer
