"""A browser that runs no script: links are followed, forms filled in by their labels and sent."""

from __future__ import annotations

from collections.abc import Iterator

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import reading
from reading import Element

_SENT = {"Sec-Fetch-Site": "same-origin"}
_CHOICES = {"radio", "checkbox"}
_NOT_SENT = {"file", "submit", "button"}


class Browser:
    """Somebody at one page at a time."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client

    def open(self, path: str) -> Browser:
        """Go to an address, and wherever it leads."""
        return self._at(self._client.get(path, follow_redirects=True))

    def follow(self, words: str) -> Browser:
        """Follow a link."""
        link = next(one for one in self._usable("a") if one.text == words)
        return self.open(link["href"])

    def fill(self, label: str, value: str) -> Browser:
        """Type into the field with this label, or choose what the label stands beside."""
        found = next(one for one in self._usable("label") if one.text.startswith(label))
        field = next(iter(found.all("input")), None) or self.page.one(f"#{found['for']}")
        if field.attributes.get("type") == "radio":
            for other in self.page.all(f"input[name={field['name']}]"):
                other.attributes.pop("checked", None)
        if field.attributes.get("type") in _CHOICES:
            field.attributes["checked"] = ""
        elif field.tag == "textarea":
            field.children = [f"\n{value}"]
        else:
            field.attributes["value"] = value
        return self

    def press(self, words: str) -> Browser:
        """Press the first button that says so; Return in a form is one without words."""
        button = next(one for one in self._usable("button") if one.text == words)
        assert button.attributes.get("type", "submit") == "submit", f"{words} needs a script"
        form = self._form_of(button)
        fields = [*self._fields(form)]
        if "name" in button.attributes:
            fields.append((button["name"], button.attributes.get("value", "")))
        address = form.attributes.get("action") or self.address
        told = {"data": _by_name(fields), "headers": _SENT, "follow_redirects": True}
        if form.attributes.get("method", "get") == "get":
            told = {"query_string": _by_name(fields), "follow_redirects": True}
            return self._at(self._client.get(address, **told))
        return self._at(self._client.post(address, **told))

    @property
    def heading(self) -> str:
        """What the page is about."""
        return self.page.one("h1").text

    def _at(self, answer: TestResponse) -> Browser:
        assert answer.status_code < 400, answer.text
        self.address, self.html = answer.request.path, answer.text
        self.page = reading.page(answer.text)
        return self

    def _usable(self, tag: str) -> list[Element]:
        """Find what can be got at without a script, in folded parts too."""
        return [one for one in _shown(self.page) if one.tag == tag]

    def _form_of(self, element: Element) -> Element:
        if name := element.attributes.get("form"):
            return self.page.one(f"#{name}")
        forms = self.page.all("form")
        return next(form for form in forms if any(one is element for one in form.every()))

    def _fields(self, form: Element) -> Iterator[tuple[str, str]]:
        for one in self.page.every():
            if one.tag not in {"input", "textarea", "select"} or "name" not in one.attributes:
                continue
            value = _value(one)
            if value is not None and self._form_of(one) is form:
                yield one["name"], value


def _shown(around: Element) -> Iterator[Element]:
    for one in around.children:
        if isinstance(one, Element) and "hidden" not in one.attributes:
            yield one
            yield from _shown(one)


def _value(field: Element) -> str | None:
    """Say what a field is sent with; nothing where it is not."""
    kind = field.attributes.get("type", "")
    if kind in _NOT_SENT or (kind in _CHOICES and "checked" not in field.attributes):
        return None
    if field.tag == "textarea":
        return "".join(map(str, field.children)).removeprefix("\n")
    if field.tag == "select":
        options = field.all("option")
        return next((one for one in options if "selected" in one.attributes), options[0])["value"]
    return field.attributes.get("value", "on" if kind == "checkbox" else "")


def _by_name(fields: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in fields:
        found.setdefault(name, []).append(value)
    return found
