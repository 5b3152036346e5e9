"""The first words of a post, for lists and for those who share it."""

from __future__ import annotations

import re

from blog.markup import html_tags

MOST_CHARACTERS = 220

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_WITHOUT_END = {"br", "hr", "img", "input", "wbr", "col", "source", "track"}
_NOTE = re.compile(r'<sup id="fnref[^>]*>.*?</sup>|<span class="missing-picture">.*?</span>')
_SENTENCE = re.compile(r"(?:[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？])")
# After these a full stop ends no sentence: a title or a unit, or one letter alone.
_SHORT = re.compile(
    r"(?:^|[\s(])(?:\w|Dr|Drs|Mr|Mrs|Ms|Prof|St|Sr|Jr|No|Nr|vs|ca|approx|e\.g|i\.e|z\.\s?B)\.$"
)


def excerpt(markup: str) -> str:
    """Take the first sentence or two of the first paragraph, as plain text."""
    for paragraph in _paragraphs(markup):
        if words := html_tags.text(_NOTE.sub("", paragraph)):
            return _shortened(words)
    return ""


def _paragraphs(markup: str) -> list[str]:
    """Find the paragraphs that stand in the text itself: in no list, quote or note."""
    found: list[str] = []
    depth = start = 0
    for match in _TAG.finditer(markup):
        closes, name = match.groups()
        if name in _WITHOUT_END:
            continue
        depth += -1 if closes else 1
        if name == "p" and depth == 1 and not closes:
            start = match.end()
        elif name == "p" and depth == 0 and closes:
            found.append(markup[start : match.start()])
    return found


def _shortened(words: str) -> str:
    ends = [match.end() for match in _SENTENCE.finditer(words[: MOST_CHARACTERS + 1])]
    ends = [end for end in ends if end <= MOST_CHARACTERS and not _SHORT.search(words[:end])]
    if len(words) <= MOST_CHARACTERS and len(ends) <= 1:
        return words
    if ends:
        return words[: ends[1] if len(ends) > 1 else ends[0]]
    cut = words[:MOST_CHARACTERS].rpartition(" ")[0] or words[: MOST_CHARACTERS - 1]
    return cut.rstrip(" ,;:–-") + "…"
