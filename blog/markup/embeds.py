"""What a post takes in from elsewhere, films and maps, and what only looks like a form."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from blog.markup import html_tags
from blog.markup.places import Places
from blog.texts import catalogue

# Host of a frame, the beginning its path must have, and the host that asks for less.
_FRAMES = {
    "www.youtube.com": ("/embed/", "www.youtube-nocookie.com"),
    "youtube.com": ("/embed/", "www.youtube-nocookie.com"),
    "www.youtube-nocookie.com": ("/embed/", "www.youtube-nocookie.com"),
    "youtube-nocookie.com": ("/embed/", "www.youtube-nocookie.com"),
    "player.vimeo.com": ("/video/", "player.vimeo.com"),
    "www.openstreetmap.org": ("/export/embed.html", "www.openstreetmap.org"),
    "openstreetmap.org": ("/export/embed.html", "www.openstreetmap.org"),
}
# For the site's Content-Security-Policy.
FRAME_HOSTS = tuple(sorted({host for _, host in _FRAMES.values()}))

_FRAME = re.compile(r"(<iframe\b[^>]*>).*?</iframe>", re.DOTALL)
_PLAYER = re.compile(r"<(audio|video)\b[^>]*>")
_INPUT = re.compile(r"(<label>)?<input\b[^>]*>")


def settle(
    markup: str, *, places: Places, advise: Callable[[int, str], None], language: str
) -> str:
    """Keep frames of known hosts, players that can be operated, and boxes of tasks."""

    def frame(match: re.Match[str]) -> str:
        given = html_tags.attributes(match[1])
        source = given.get("src", "").strip()
        address = _address(source)
        if address is None:
            line = places.line_of_target(source) if source else places.line_of("<iframe")
            advise(line, f"a frame of “{_host(source)}” is not shown: write a link to it")
            return ""
        return _written(given, address, language)

    markup = _FRAME.sub(frame, markup)
    return _INPUT.sub(_box, _PLAYER.sub(_with_controls, markup))


def _address(source: str) -> str | None:
    try:
        parts = urlsplit(source)
        known = _FRAMES.get(parts.netloc.lower())
    except ValueError:
        return None
    if known is None or parts.scheme not in ("https", ""):
        return None
    path, host = known
    if not parts.path.startswith(path):
        return None
    return parts._replace(scheme="https", netloc=host).geturl()


def _written(given: dict[str, str], address: str, language: str) -> str:
    words = catalogue(language)
    title = words.gettext("Map") if "openstreetmap" in address else words.gettext("Video")
    size = {
        name: given.get(name) if given.get(name, "").isdecimal() else None
        for name in ("width", "height")
    }
    values = {
        "src": address,
        "title": given.get("title", "").strip() or title,
        **size,
        "class": given.get("class"),
        "loading": "lazy",
        # The players refuse to start when they are not told which site they are on.
        "referrerpolicy": "strict-origin-when-cross-origin",
        "allowfullscreen": "",
    }
    return f"{html_tags.tag('iframe', values)}</iframe>"


def _host(source: str) -> str:
    try:
        return urlsplit(source).netloc or source or "nowhere"
    except ValueError:
        return source


def _with_controls(match: re.Match[str]) -> str:
    given = html_tags.attributes(match[0])
    return html_tags.tag(match[1], {**given, "controls": "", "preload": "none"})


def _box(match: re.Match[str]) -> str:
    given = html_tags.attributes(match[0])
    if not match[1] or given.get("type") != "checkbox":
        return match[1] or ""
    checked = "" if "checked" in given else None
    return "<label>" + html_tags.tag(
        "input", {"type": "checkbox", "disabled": "", "checked": checked}
    )
