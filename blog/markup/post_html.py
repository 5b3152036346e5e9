"""The HTML a post may hold: what an author needs to tell a story, nothing that acts.

The author is trusted with words and shapes, not with power: a file may have been copied
from anywhere. nh3 parses as browsers do and writes HTML whose tags are closed.
"""

from __future__ import annotations

import re

import nh3

_TEXT = set(
    "a abbr b bdi bdo br cite code data del dfn em i ins kbd label mark q rp rt ruby s samp"
    " small span strong sub sup time u var wbr input".split()
)
_BLOCKS = set(
    "aside blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre"
    " section summary ul caption col colgroup table tbody td tfoot th thead tr".split()
)
_MEDIA = {"audio", "iframe", "img", "source", "track", "video"}
ALLOWED = frozenset(_TEXT | _BLOCKS | _MEDIA)

# Of these not even the content is worth keeping.
_GONE_WITH_CONTENT = {"script", "style", "svg", "math", "template", "object", "noscript", "title"}

# HTML's other tags: the tag goes, the words in it stay. A tag HTML does not know is no tag
# but words, like <int>, and shown as typed; nh3 would drop what follows some of them.
_TAKEN_OFF = set(
    "acronym address applet area article base basefont bgsound big blink body button canvas"
    " center command datalist dialog dir embed fieldset font footer form frame frameset head"
    " header hgroup html image keygen legend link listing main map marquee menu meta meter nav"
    " nobr noembed noframes optgroup option output param picture plaintext progress rb rtc search"
    " select slot strike textarea tt xmp".split()
)

_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "title"},
    "a": {"href", "hreflang", "rel", "download"},
    "audio": {"src", "controls", "loop", "muted", "preload"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "div": {"aria-label"},
    "iframe": {"src", "width", "height", "allowfullscreen", "loading", "referrerpolicy"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "input": {"type", "disabled", "checked"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "pre": {"aria-label"},
    "q": {"cite"},
    "source": {"src", "type"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "time": {"datetime"},
    "track": {"src", "kind", "srclang", "label", "default"},
    "video": {
        *("src", "controls", "loop", "muted", "preload"),
        *("poster", "width", "height", "playsinline"),
    },
}

SCHEMES = {"http", "https", "mailto", "tel"}
"""How an address may begin that leads out of the site."""

# Of a box that scrolls.
_OF_BOXES = {tag: {"role": {"region"}, "tabindex": {"0"}} for tag in ("div", "pre")}
_CLEANER = nh3.Cleaner(
    tags=ALLOWED,
    clean_content_tags=_GONE_WITH_CONTENT,
    attributes=_ATTRIBUTES,
    tag_attribute_values=_OF_BOXES,
    url_schemes=SCHEMES,
    link_rel=None,
)
# What we ourselves write around a picture; the author's own never come so far.
_WITH_PICTURES = nh3.Cleaner(
    tags=ALLOWED | {"picture"},
    clean_content_tags=_GONE_WITH_CONTENT,
    attributes={
        **_ATTRIBUTES,
        "source": _ATTRIBUTES["source"] | {"srcset", "sizes", "media"},
        "img": _ATTRIBUTES["img"] | {"data-tint"},
    },
    tag_attribute_values=_OF_BOXES,
    url_schemes=SCHEMES,
    link_rel=None,
)
_TAG = re.compile(r"<(?=/?([a-zA-Z][^\s/>]*))")


def clean(markup: str) -> str:
    """Keep what a post may hold, with every tag closed."""
    return _CLEANER.clean(_TAG.sub(_as_typed, markup))


def clean_dressed(markup: str) -> str:
    """Clean once more what was cleaned, and completed with pictures, by us."""
    return _WITH_PICTURES.clean(_TAG.sub(_as_typed, markup))


def goes_with_content(name: str) -> bool:
    """Tell whether `clean` takes a tag out together with what it encloses."""
    return name in _GONE_WITH_CONTENT


def fate(name: str) -> str | None:
    """Say of a tag that `clean` takes out what becomes of its content."""
    if goes_with_content(name):
        return "with all that is in it"
    return "the words in it stay" if name in _TAKEN_OFF else None


def _as_typed(match: re.Match[str]) -> str:
    name = match[1].lower()
    known = name in ALLOWED or name in _TAKEN_OFF or name in _GONE_WITH_CONTENT
    return "<" if known else "&lt;"
