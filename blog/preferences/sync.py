"""Keeping what the author chose."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from blog.database.engine import db
from blog.pagecache import stamps
from blog.preferences.models import Site
from blog.preferences.sitefile import Preferences


def store(preferences: Preferences, *, menu: Sequence[tuple[str, str]], author_name: str) -> None:
    """Keep the choices of a good site.toml, with the menu as readers see it."""
    site = Site(
        id=1,
        chosen=json.loads(json.dumps(asdict(preferences))),
        menu=[list(entry) for entry in menu],
        author_name=author_name,
    )
    before = db.session.get(Site, 1)
    if before is None or any(
        getattr(before, name) != getattr(site, name) for name in ("chosen", "menu", "author_name")
    ):
        stamps.renew(["site"])
        db.session.merge(site)
