"""Keeping what the author chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from blog.database.engine import db
from blog.preferences.models import Site
from blog.preferences.sitefile import Preferences


def store(preferences: Preferences, *, menu: Sequence[tuple[str, str]], author_name: str) -> None:
    """Keep the choices of a good site.toml, with the menu as readers see it."""
    db.session.merge(
        Site(
            id=1,
            chosen=asdict(preferences),
            menu=[list(entry) for entry in menu],
            author_name=author_name,
        )
    )
