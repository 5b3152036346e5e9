"""Every page of the program, in the order a newcomer would list them."""

from __future__ import annotations

from flask import Flask

from blog.web.site import (
    addresses,
    archive,
    authors,
    comments,
    feeds,
    home,
    media,
    posts,
    tags,
    upkeep,
)


def register(app: Flask) -> None:
    """Give the app its pages."""
    for part in (home, posts, comments, tags, authors, archive, feeds, media, upkeep, addresses):
        app.register_blueprint(part.bp)
