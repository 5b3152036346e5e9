"""Writing the map of the site that robots read (sitemaps.org)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote
from xml.etree import ElementTree as ET

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

# The protocol allows no more in one file.
MOST = 50_000


def write(addresses: Iterable[tuple[str, datetime | None]], *, site: str) -> bytes:
    """Write the map of addresses below `site`, each with its last change where it is known."""
    ET.register_namespace("", _NAMESPACE)
    root = ET.Element(f"{{{_NAMESPACE}}}urlset")
    for path, changed in list(addresses)[:MOST]:
        url = ET.SubElement(root, f"{{{_NAMESPACE}}}url")
        ET.SubElement(url, f"{{{_NAMESPACE}}}loc").text = site + quote(path)
        if changed:
            last = changed.isoformat(timespec="seconds")
            ET.SubElement(url, f"{{{_NAMESPACE}}}lastmod").text = last
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
