"""Every page of the program, in the order a newcomer would list them."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

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


class Number(IntegerConverter):
    """A number in an address, of those a table has; a larger one is nobody's."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Take what every converter takes."""
        super().__init__(*args, **{"max": 2**31 - 1, **options})


def register(app: Flask) -> None:
    """Give the app its pages."""
    app.url_map.converters["int"] = Number
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
