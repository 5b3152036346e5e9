"""Every page of the program, in the order a newcomer would list them."""

from __future__ import annotations

from flask import Flask

from blog.web.desk import door, invitations, manifest, sign_in
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
    stories,
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
        stories,
        authors,
        archive,
        feeds,
        media,
        kept,
        desk_feeds,
        manifest,
        sign_in,
        invitations,
        upkeep,
        addresses,
    ):
        app.register_blueprint(part.bp)
    door.register(app)
