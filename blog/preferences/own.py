"""The addresses that are the program's own, whatever the author chooses for posts."""

from __future__ import annotations

NAMES = frozenset(
    """archive authors comments comments.atom desk feed feed.atom feed.json feed.rss healthz
    kept media page posts readyz robots.txt search sitemap.xml static tags""".split()
)


def reserved(path: str) -> bool:
    """Tell whether an address, or the pattern of one, belongs to the program itself."""
    first, _, rest = path.strip("/").partition("/")
    if first == "posts":
        return not rest or "/" in rest
    return first in NAMES or not first
