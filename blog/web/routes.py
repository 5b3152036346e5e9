"""Every page of the program, in the order a newcomer would list them."""

from __future__ import annotations

from flask import Flask

from blog.web.desk import feeds as desk_feeds
from blog.web.site import (
    addresses,
    archive,
    authors,
    comments,
    feeds,
    home,
    kept,
    media,
    posts,
    tags,
    upkeep,
)


def register(app: Flask) -> None:
    """Give the app its pages."""
    for part in (
        home,
        posts,
        comments,
        tags,
        authors,
        archive,
        feeds,
        media,
        kept,
        desk_feeds,
        upkeep,
        addresses,
    ):
        app.register_blueprint(part.bp)
