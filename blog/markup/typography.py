"""Quotes, dashes and dots as books set them, where keyboards have only plain ones.

Works on the finished HTML, because what a quote opens or closes is seen only across the
emphasis and links within a sentence: in `"*word*"` the first opens, the second closes.
"""

from __future__ import annotations

import re
from html import escape, unescape

# Outer quotes only: the inner ones are apostrophes as well, alike everywhere.
_QUOTES = {
    **dict.fromkeys(("cs", "de", "et", "is", "lt", "sk", "sl"), ("„", "“")),
    **dict.fromkeys(("hr", "hu", "pl", "ro"), ("„", "”")),
    **dict.fromkeys(("el", "es", "it", "nb", "nn", "no", "pt", "ru", "uk"), ("«", "»")),
    **dict.fromkeys(("fi", "sv"), ("”", "”")),
    "da": ("»", "«"),
    "fr": ("«\u00a0", "\u00a0»"),
}
_ENGLISH = ("“", "”")

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>|\"|'|-{2,}|\.{3,}")
_AS_TYPED = {"code", "iframe", "kbd", "pre", "samp"}
_WITHIN_A_SENTENCE = _AS_TYPED - {"pre"} | set(
    "a abbr b bdi bdo cite data del dfn em i ins label mark q s small span strong sub sup time u"
    " var wbr".split()
)
_STANDS_FOR = {"br": " ", "img": "x", "input": " "}
_OPENS_AFTER = set("([{-–—/“‘„«»")
# Words that begin with an apostrophe, and the years of a decade.
_BEGINS_SHORT = re.compile(r"(?:[0-9]{2}s?|twas|tis|til|em|cause|bout|round|n)\b", re.IGNORECASE)
_DASHES = {2: "–", 3: "—"}
_CODE = re.compile(r"`[^`]+`")


def typeset(markup: str, *, language: str) -> str:
    """Set the plain quotes, dashes and dots of a text; code stays as typed."""
    return _TOKEN.sub(_Setter(markup, language).set, markup)


def words(text: str, *, language: str) -> str:
    """Set a text that is no HTML, such as a title; code between backticks stays as typed."""
    marked = _CODE.sub(r"<code>\g<0></code>", escape(text, quote=False))
    done = typeset(marked, language=language)
    return unescape(done.replace("<code>", "").replace("</code>", ""))


class _Setter:
    """Goes through one text and remembers what stands before each quote."""

    def __init__(self, markup: str, language: str) -> None:
        self._markup = markup
        self._quotes = _QUOTES.get(language.partition("-")[0].lower(), _ENGLISH)
        self._before = ""
        self._read_to = 0
        self._as_typed = 0

    def set(self, match: re.Match[str]) -> str:
        """Set one token, from left to right."""
        if match.start() > self._read_to:
            nbsp = self._markup.endswith("&nbsp;", self._read_to, match.start())
            self._before = " " if nbsp else self._markup[match.start() - 1]
        self._read_to = match.end()
        if match[2]:
            self._tag(match[2], closes=bool(match[1]))
            return match[0]
        found = match[0] if self._as_typed else self._set(match)
        self._before = match[0][-1] if self._as_typed else found.strip("\u00a0")
        return found

    def _tag(self, name: str, *, closes: bool) -> None:
        if name in _AS_TYPED:
            self._as_typed += -1 if closes else 1
        if name not in _WITHIN_A_SENTENCE:
            self._before = _STANDS_FOR.get(name, "")

    def _set(self, match: re.Match[str]) -> str:
        mark = match[0]
        if mark[0] == ".":
            return "…" if len(mark) == 3 else mark
        if mark[0] == "-":
            return _DASHES.get(len(mark), mark)
        after = self._markup[match.end() : match.end() + 8]
        opens = not after[:1].isspace() and (
            not self._before or self._before.isspace() or self._before in _OPENS_AFTER
        )
        if mark == '"':
            return self._quotes[0] if opens else self._quotes[1]
        return "‘" if opens and not _BEGINS_SHORT.match(after) else "’"
