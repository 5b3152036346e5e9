"""What a reader typed, as safe HTML in which every character of it is shown.

What the marks are is said in `lines` (at the start of a line) and `phrases` (within one);
everything else is text.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from html import escape

from blog.markup import lines, phrases, sanitise
from blog.markup.characters import is_piled, is_seen, tidy

VERSION = 1
"""Raised whenever the same words would be rendered differently, so stored HTML can be renewed."""

# Marks may make a text longer, but not without bound.
_TIMES = 20
_SPARE = 4096
# The sanitiser's time grows with the square of how many blocks it sees side by side.
_AT_ONCE = 50

_log = logging.getLogger(__name__)


def render(body: str) -> str:
    """Give the HTML of a comment.

    Text that nests or piles up too much, or that a parser stumbles over, is shown without
    any marks. The text decides that, never the clock: the same words always look the same.
    """
    body = tidy(body)
    try:
        return "".join(map(sanitise.clean, _portions(_marked(body))))
    except Exception:  # noqa: BLE001 - a parser's mistake must not cost a reader's words
        _log.exception("A comment is shown without marks because a parser stumbled over it.")
        return plain(body)


def plain(body: str) -> str:
    """Give the HTML of a text without marks: paragraphs and line breaks as typed.

    All of it is escaped, so it is safe even where nothing sanitises it.
    """
    paragraphs: list[list[str]] = [[]]
    for line in tidy(body).split("\n"):
        if is_seen(line):
            paragraphs[-1].append(escape(line.strip(), quote=False))
        elif paragraphs[-1]:
            paragraphs.append([])
    shown = ("<br>\n".join(group) for group in paragraphs if group)
    return "".join(f"<p>{paragraph}</p>\n" for paragraph in shown)


def links(html: str) -> int:
    """Count the links of a rendered comment."""
    return html.count("<a ")


def _marked(body: str) -> list[str]:
    """Give the HTML of each block; each is whole in itself."""
    if is_piled(body):
        return [plain(body)]
    try:
        blocks = list(map(_block, lines.read(body)))
    except lines.TooDeep:
        return [plain(body)]
    return blocks if sum(map(len, blocks)) <= _TIMES * len(body) + _SPARE else [plain(body)]


def _portions(blocks: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(blocks), _AT_ONCE):
        yield "".join(blocks[start : start + _AT_ONCE])


def _blocks(blocks: tuple[lines.Block, ...]) -> str:
    return "".join(map(_block, blocks))


def _block(block: lines.Block) -> str:
    match block:
        case lines.Paragraph(text=text):
            return f"<p>{phrases.render(text)}</p>\n"
        case lines.Code(text=text):
            return f"<pre><code>{escape(text, quote=False)}\n</code></pre>\n"
        case lines.Quote(blocks=blocks):
            return f"<blockquote>{_blocks(blocks)}</blockquote>\n"
        case lines.Items(start=start, items=items):
            return _items(start, items)


def _items(start: int | None, items: tuple[tuple[lines.Block, ...], ...]) -> str:
    inner = "".join(f"<li>{_item(blocks)}</li>" for blocks in items)
    if start is None:
        return f"<ul>{inner}</ul>\n"
    return f"<ol>{inner}</ol>\n" if start == 1 else f'<ol start="{start}">{inner}</ol>\n'


def _item(blocks: tuple[lines.Block, ...]) -> str:
    """Give what stands in a list's item: no paragraph of its own unless there are several."""
    first = blocks[0]
    several = len(blocks) > 1 and isinstance(blocks[1], lines.Paragraph)
    if isinstance(first, lines.Paragraph) and not several:
        return phrases.render(first.text) + _blocks(blocks[1:])
    return _blocks(blocks)
