"""What a reader reads of a comment, in the one form in which two comments are compared."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Sequence
from html.parser import HTMLParser

from blog.markup.characters import UNSEEN

LONG = 40

# Signs that stand around what is no text. No text can hold them: undressing takes them away.
_TARGET, _TITLE, _END = "\x02", "\x03", "\x04"
_SIGNS = re.compile("[\x02-\x04]")

# The flags of England, Scotland and Wales are drawn with characters that are otherwise unseen.
_UNSEEN = re.compile(f"(\U0001f3f4[\U000e0030-\U000e007a]+\U000e007f)|[{UNSEEN}]")
_DASHES = "\u058a\u05be\u1400\u1806‐‑‒–—―⸗⸚⸺⸻⹀⹝〜〰゠︱︲﹘﹣－𐺭−"
_STRAIGHT = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ", "'"),
        **dict.fromkeys("“”„‟", '"'),
        **dict.fromkeys(_DASHES, "-"),
        "…": "...",
    }
)
# Digits that NFKC would melt into the number beside them: 10² is not 102, nor 1½ 11⁄2.
_BESIDE = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
_CLOSING = re.compile(r"[\s.!]+$")
_WEB = re.compile("https?://[^/?#]*", re.IGNORECASE)
_ROUNDS = 9

_Piece = tuple[str, bool]
"""A part of words, and whether it is kept as it stands, as code and targets are."""


def words(html: str) -> str:
    """Give what a reader would read of a rendered comment."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _without_closing(reader.pieces())


def words_hash(words: str) -> str:
    """Give the short form under which a wording is kept and found."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def is_long(words: str) -> bool:
    """Tell whether words are so many that two people hardly find the same ones."""
    return len(_SIGNS.sub("", words)) >= LONG


def undress(text: str) -> str:
    """Give a text without what differs from keyboard to keyboard."""
    return _without_closing([(_plain(text).strip(), False)])


def _plain(text: str) -> str:
    """Undress running text; the white space at its ends becomes at most one space."""
    return _settled(text, lambda text: re.sub(r"\s+", " ", _even(text).casefold()))


def _code(text: str) -> str:
    """Undress code, which keeps its capital letters and its white space within."""
    return _settled(text, lambda text: _even(text).strip())


def _settled(text: str, step: Callable[[str], str]) -> str:
    """Repeat a step while it changes anything: folding one sign may make another that folds."""
    for _ in range(_ROUNDS):
        before, text = text, step(text)
        if text == before:
            break
    return text


def _even(text: str) -> str:
    if text.isascii():
        return _UNSEEN.sub("", text)
    text = _BESIDE.sub(_raised, _UNSEEN.sub(r"\1", text)).translate(_STRAIGHT)
    return unicodedata.normalize("NFKC", text).translate(_STRAIGHT)


def _raised(found: re.Match[str]) -> str:
    beside = found.string[found.start() - 1 : found.start() + 1]
    return "^" if any(unicodedata.category(character) == "No" for character in beside) else ""


def _without_closing(pieces: Sequence[_Piece]) -> str:
    """Join pieces of text and code, and drop the marks that end them, unless they are all."""
    whole = "".join(text for text, _ in pieces).strip()
    if not pieces or pieces[-1][1]:
        return whole
    ending = _CLOSING.search(pieces[-1][0])
    if ending is None:
        return whole
    shorter = whole[: len(whole) - len(ending[0].strip())].rstrip()
    return shorter if any(character.isalnum() for character in shorter) else whole


class _Reader(HTMLParser):
    """Reads HTML aloud, with the numbers of lists and the targets of links."""

    def __init__(self) -> None:
        super().__init__()
        self._read: list[_Piece] = []
        self._heard: list[str] = []
        self._code_depth = 0
        self._numbers: list[int | None] = []
        self._links: list[str] = []

    def pieces(self) -> list[_Piece]:
        """Give what was read so far."""
        self._settle()
        return self._read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, an item, a link or code."""
        given = dict(attrs)
        match tag:
            case "code":
                self._settle()
                self._code_depth += 1
            case "a":
                self._links.append(_beside_link(given.get("href"), given.get("title")))
            case "ol" | "ul":
                start = given.get("start") or "1"
                self._numbers.append(int(start) if tag == "ol" and start.isdecimal() else None)
                self._heard.append(" ")
            case "li" if self._numbers and (number := self._numbers[-1]) is not None:
                self._heard.append(f" {number}. ")
                self._numbers[-1] = number + 1
            case "li" | "p" | "pre" | "blockquote" | "br":
                self._heard.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End a block, an item, a link or code."""
        if tag == "code" and self._code_depth:
            self._settle()
            self._code_depth -= 1
        elif tag == "a" and self._links:
            self._settle()
            self._read.append((self._links.pop(), True))
        elif tag in ("ol", "ul"):
            self._numbers = self._numbers[:-1]
            self._heard.append(" ")
        elif tag in ("li", "p", "pre", "blockquote"):
            self._heard.append(" ")

    def handle_data(self, data: str) -> None:
        """Read text."""
        self._heard.append(data)

    def _settle(self) -> None:
        text = "".join(self._heard)
        self._heard.clear()
        if text:
            is_code = self._code_depth > 0
            self._read.append((_code(text) if is_code else _plain(text), is_code))


def _beside_link(href: str | None, title: str | None) -> str:
    """Say where a link leads, between signs, so that it cannot be taken for its text.

    Paths keep their capital letters: they lead elsewhere without them.
    """
    address = _SIGNS.sub("", href or "")
    leads = _WEB.sub(lambda found: found[0].lower(), address, count=1)
    says = _TITLE + undress(title) if title else ""
    return f"{_TARGET}{leads}{says}{_END}"
