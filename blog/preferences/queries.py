"""Reading what the author chose."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from blog.database.running import rows
from blog.pagecache import stamps
from blog.preferences.models import Site
from blog.preferences.sitefile import Discussions, Preferences

_SITE = select(Site.chosen, Site.menu, Site.author_name)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The site as its pages need it: the author's choices and what follows from them."""

    preferences: Preferences
    menu: tuple[tuple[str, str], ...] = ()
    author_name: str = ""


def chosen() -> Chosen:
    """Read the author's last good choices, or the program's own before there are any."""
    stamps.shows("site")
    row = rows(_SITE).one_or_none()
    if row is None:
        return Chosen(preferences=Preferences())
    values = dict(row.chosen)
    values["menu"] = tuple(values["menu"])
    values["comments"] = Discussions(**values["comments"])
    return Chosen(
        preferences=Preferences(**values),
        menu=tuple((title, path) for title, path in row.menu),
        author_name=row.author_name,
    )
