"""Writing a feed in Atom (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"

# What XML cannot hold, whatever one does; a page may.
_UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Programs that read feeds are given the plain picture: many know nothing of sizes and kinds.
_PICTURE = re.compile(r"<picture>(?:<source\b[^>]*>)*(<img\b[^>]*>)</picture>")
_FROM_THE_ROOT = re.compile(r'(<[^>]*\s(?:href|src)=")/(?!/)')


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One text of a feed; `id` never changes, even when the address does."""

    id: str
    title: str
    address: str
    author: str
    published: datetime
    updated: datetime
    html: str
    summary: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed: what it is called, where it and its page are. Addresses are absolute."""

    title: str
    subtitle: str
    language: str
    address: str
    page: str
    author: str
    entries: Sequence[Entry]
    # Of the newest entry; of the day the feed began, while there is none.
    updated: datetime


def write(feed: Feed, *, site: str) -> bytes:
    """Write a feed; links inside its texts are made absolute, beginning with `site`."""
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed", {f"{{{_XML}}}lang": feed.language})
    _text(root, "id", feed.page)
    _text(root, "title", feed.title)
    if feed.subtitle:
        _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _moment(feed.updated))
    _link(root, "self", feed.address, "application/atom+xml")
    _link(root, "alternate", feed.page, "text/html")
    _text(_text(root, "author", ""), "name", feed.author)
    for entry in feed.entries:
        _entry(root, entry, site)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: ET.Element, entry: Entry, site: str) -> None:
    element = _text(root, "entry", "")
    _text(element, "id", entry.id)
    _text(element, "title", entry.title)
    _link(element, "alternate", entry.address, "text/html")
    _text(element, "published", _moment(entry.published))
    _text(element, "updated", _moment(entry.updated))
    _text(_text(element, "author", ""), "name", entry.author)
    for tag in entry.tags:
        ET.SubElement(element, f"{{{_ATOM}}}category", {"term": _sayable(tag)})
    if entry.summary:
        _text(element, "summary", entry.summary)
    plain = _PICTURE.sub(r"\1", entry.html)
    content = _text(element, "content", _FROM_THE_ROOT.sub(rf"\g<1>{site}/", plain))
    content.set("type", "html")


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = _sayable(text) or None
    return element


def _link(parent: ET.Element, rel: str, address: str, mimetype: str) -> None:
    attributes = {"rel": rel, "href": address, "type": mimetype}
    ET.SubElement(parent, f"{{{_ATOM}}}link", attributes)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _sayable(text: str) -> str:
    return _UNSAYABLE.sub("�", text)
