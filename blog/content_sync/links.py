"""Finding links inside the site that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote, urljoin, urlsplit

from blog.content_sync.reading import Written
from blog.content_sync.rendering import Finished
from blog.errors import Problem
from blog.posts import permalinks
from blog.posts.pagefile import PageFile
from blog.posts.postfile import PostFile

# What the program itself shows, or will not be asked about file by file.
_OWN = frozenset({"/", "/tags/", "/archive/", "/feed.atom", "/sitemap.xml", "/robots.txt"})
_NOT_ASKED = ("/media/", "/static/")


def dead(finished: Sequence[Finished], *, url: str) -> Iterator[Problem]:
    """Name every link of a text to an address of this site where nothing stands."""
    addresses = _addresses([one.changed.written for one in finished])
    for one in finished:
        if one.rendered is None:
            continue
        start = _address(one.changed.written)
        for link in one.rendered.links:
            path = _inside(link.target, start=start, url=url)
            if path is not None and not _stands(path, addresses):
                sentence = f"the link to {link.target} leads nowhere"
                yield Problem(one.changed.found.path, link.line, sentence, refused=False)


def _addresses(written: Iterable[Written]) -> set[str]:
    found = set(_OWN)
    for one in written:
        found.add(_address(one))
        if isinstance(one, PostFile):
            found.add(permalinks.short(one.slug))
            found.update(map(permalinks.short, one.formerly))
            found.update(tag.path for tag in one.tags)
        if isinstance(one, PostFile | PageFile):
            found.update(one.old_addresses)
    return found


def _address(written: Written) -> str:
    if isinstance(written, PostFile | PageFile):
        return written.path
    folder = "authors" if hasattr(written, "links") else "tags"
    return f"/{folder}/{written.slug}/"


def _inside(target: str, *, start: str, url: str) -> str | None:
    """Turn a link into a path of this site; nothing for those that lead out of it."""
    whole = urlsplit(urljoin(url + start, target))
    if f"{whole.scheme}://{whole.netloc}" != url:
        return None
    return unquote(whole.path) or "/"


def _stands(path: str, addresses: set[str]) -> bool:
    return path.startswith(_NOT_ASKED) or bool({path, f"{path.rstrip('/')}/"} & addresses)
