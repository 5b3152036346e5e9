"""Filling in a form of the desk as a browser does: what is not touched is sent as it stands."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from authoring import send


class _Form(HTMLParser):
    """Reads what a browser would send of the first form with an address."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._action, self._inside, self._name, self._said = action, False, "", ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Take an input, or begin a field with its value inside."""
        found = dict(attributes)
        if tag == "form":
            self._inside = found.get("action") == self._action and not self.fields
        elif self._inside and tag == "input":
            self._input(found)
        elif self._inside and tag in {"textarea", "select"}:
            self._name, self._said = found.get("name") or "", ""
        elif self._inside and tag == "option":
            self._option(found)

    def _input(self, found: dict[str, str | None]) -> None:
        kind = found.get("type")
        if kind != "file" and (kind not in {"checkbox", "radio"} or "checked" in found):
            self.fields[found.get("name") or ""] = found.get("value") or ""

    def _option(self, found: dict[str, str | None]) -> None:
        """Take the option that is chosen, or the first."""
        if "selected" in found or self._name not in self.fields:
            self.fields[self._name] = found.get("value") or ""

    def handle_data(self, data: str) -> None:
        """Take what stands in a field of several lines."""
        self._said += data

    def handle_endtag(self, tag: str) -> None:
        """Close a field, or the form."""
        if tag == "textarea" and self._inside:
            self.fields[self._name] = self._said.removeprefix("\n")
        if tag == "form":
            self._inside = False


class Filling:
    """An author who has a form open."""

    def __init__(self, client: FlaskClient, address: str, *, action: str = "") -> None:
        self.client, self.action = client, action or address
        page = client.get(address)
        assert page.status_code == 200, page.text
        self.read(page)

    def read(self, page: TestResponse) -> TestResponse:
        """Take the form of a page."""
        form = _Form(self.action)
        form.feed(page.text)
        assert form.fields, page.text
        self.fields = form.fields
        return page

    def save(self, given: dict[str, Any] | None = None, **typed: Any) -> TestResponse:
        """Type into the form and send it; where it comes back, it is the form at work."""
        fields = {**self.fields, **(given or {}), **typed}
        sent = {name: value for name, value in fields.items() if value is not None}
        answer = send(self.client, self.action, sent)
        if answer.status_code in {409, 422}:
            self.read(answer)
        return answer
