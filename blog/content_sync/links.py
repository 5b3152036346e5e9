"""Finding links inside the site that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote, urljoin, urlsplit

from blog.content_sync.ties import Ties
from blog.errors import Problem
from blog.posts import permalinks
from blog.sources.folder import Kind

# What the program itself shows, or will not be asked about file by file.
_OWN = frozenset(
    "/ /tags/ /archive/ /posts/ /kept/ /feed/ /feed.atom /sitemap.xml /robots.txt".split()
)
_NOT_ASKED = ("/media/", "/static/")

_PLAIN = re.compile(r"/(?:[\w-]+/)*")

# The name of a file, where an address was meant.
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[-_ ]+")


def dead(
    all_ties: Collection[Ties], *, url: str, doubtful: Collection[str] = ()
) -> Iterator[Problem]:
    """Name every link of a text to an address of this site where no reader finds anything."""
    stands = _addresses(all_ties)
    meant = {one.slug: one.address for one in all_ties if not one.draft}
    for one in all_ties:
        for target, line in one.links:
            path = _inside(target, start=one.address, url=url)
            if path is None or path.startswith(_NOT_ASKED):
                continue
            owner = stands.get(path) or stands.get(f"{path.rstrip('/')}/")
            if owner is None and _name(path) not in doubtful:
                near = f"https://{target}" if target.startswith("www.") else meant.get(_name(path))
                hint = f"; did you mean {near}?" if near else ""
                sentence = f"the link to {target} leads nowhere: no file has that address{hint}"
                yield Problem(one.path, line, sentence, refused=False)
            elif owner is not None and owner.draft and not one.draft:
                sentence = f"the link to {target} leads to a draft, which readers can't see"
                yield Problem(one.path, line, sentence, refused=False)


def _addresses(all_ties: Collection[Ties]) -> Mapping[str, Ties]:
    """Map every address to the file it leads to; what others stand for counts before drafts."""
    found = dict.fromkeys(_OWN, _PROGRAM)
    for one in sorted(all_ties, key=lambda one: not one.draft):
        found[one.address] = one
        if one.kind == Kind.POST:
            found[permalinks.short(one.slug)] = one
            found |= {permalinks.short(slug): one for slug, _ in one.formerly}
        found |= {alias: one for alias, _ in one.aliases}
        found |= {f"/tags/{tag}/": one for tag in one.tags}
    return found


_PROGRAM = Ties(path="", kind="", slug="", address="")


def _name(path: str) -> str:
    """Guess the slug a path is meant for, also where it names a file."""
    last = path.rstrip("/").rpartition("/")[2]
    return _DATE.sub("", last.removesuffix(".md").removesuffix(".html"), count=1)


def _inside(target: str, *, start: str, url: str) -> str | None:
    """Turn a link into a path of this site; nothing for those that lead out of it."""
    if _PLAIN.fullmatch(target):  # most are; taking all apart would be slow
        return target
    try:
        whole = urlsplit(urljoin(url + start, target))
    except ValueError:  # such as http://[x
        return None
    if f"{whole.scheme}://{whole.netloc}" != url:
        return None
    return unquote(whole.path) or "/"
