"""How a picture is written in HTML: its sizes and kinds, for the browser to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from blog.markup import html_tags

# The width of the text, and half of it for pictures side by side; narrow windows leave a rim.
WHOLE, HALF = "min(37.5em, 92vw)", "min(18.5em, 45vw)"
# A picture is shown no higher than this part of a window.
_HIGHEST = 80


@dataclass(frozen=True)
class Picture:
    """Where a picture is served, and its size in points.

    `address` is for whoever knows neither sizes nor kinds; in `folder` there are all `widths`
    in each of the `kinds`. `still` shows a moving picture's first moment. `tint` keeps its place
    until it comes.
    """

    address: str
    width: int
    height: int
    folder: str = ""
    widths: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    still: str = ""
    tint: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Picture:
        """Make a picture of what was kept of one, perhaps by an earlier version."""
        known = {one.name for one in fields(cls)}
        values = {name: value for name, value in kept.items() if name in known}
        listed = {name: tuple(values.get(name, ())) for name in ("widths", "kinds")}
        return cls(**{**values, **listed})

    def sources(self, sizes: str) -> str:
        """Write what stands before the plain picture: better kinds first."""
        calm = {"media": "(prefers-reduced-motion: reduce)", "srcset": self.still}
        tags = [html_tags.tag("source", calm)] if self.still else []
        for kind in self.kinds:
            several = len(self.widths) > 1
            srcset = ", ".join(
                f"{self.folder}/{width}.{kind}" + (f" {width}w" if several else "")
                for width in self.widths
            )
            values = {
                "type": f"image/{kind}",
                "srcset": srcset,
                "sizes": sizes if several else None,
            }
            tags.append(html_tags.tag("source", values))
        return "".join(tags)

    def sizes(self, room: str = WHOLE) -> str:
        """Say how wide it is shown where there is so much room: none is higher than a window."""
        if self.height <= self.width:
            return room
        inner = room.removeprefix("min(").removesuffix(")")
        return f"min({inner}, {_HIGHEST * self.width / self.height:.3g}vh)"


def tag(
    picture: Picture,
    *,
    sizes: str | None = None,
    eager: bool = False,
    **values: str | None,
) -> str:
    """Write a picture with all it can be shown as; one that is `eager` is fetched at once."""
    image = {
        "src": picture.address,
        "alt": values.pop("alt", None) or "",
        "width": values.pop("width", None) or str(picture.width),
        "height": values.pop("height", None) or str(picture.height),
        "loading": None if eager else "lazy",
        "decoding": "async",
        "data-tint": picture.tint or None,
    }
    plain = html_tags.tag("img", image | values)
    sources = picture.sources(sizes or picture.sizes())
    return f"<picture>{sources}{plain}</picture>" if sources else plain
