"""The marks of a comment within its lines: emphasis, links, code, signs written for others.

markdown-it-py finds emphasis and holds the rest together; the other marks are our own rules
in its list, because they are narrower than CommonMark's. What they take away is exactly:

- the `*` or `_` around emphasis (twice for strong), at the edges of words: `2*3*4` is text;
- the backticks around code in which something can be seen;
- `[`, `](`, `)` around a link's text and an address starting with http, https or mailto, and
  the quotes around its title; text without brackets of its own;
- the `<` and `>` around such an address; a bare one needs no mark at all;
- the backslash before ASCII punctuation;
- a character reference such as `&amp;`, if the one character it stands for can be seen.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from html.entities import html5

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from blog.markup import targets
from blog.markup.characters import is_seen, tidy
from blog.markup.lines import DEEPEST, TooDeep
from blog.markup.sanitise import REL

_BARE_START = r"(?<![A-Za-z0-9])(?:https?://|www\.)"
_NEXT_MARK = re.compile(rf"[\n\\`*_\[<&]|{_BARE_START}", re.IGNORECASE)
_BARE = re.compile(_BARE_START + targets.HOST_AND_PATH, re.IGNORECASE)
# Besides the marks that end a sentence, those of Chinese and Japanese, written without space.
_FOREIGN_END = re.compile("[\u3000-\u303f\uff01-\uff0f\uff1a-\uff20]")
_CLOSING = ".,;:!?'*_~…’”»"
_ANGLED = re.compile(r"<([^\s<>]++)>")
_LABEL = re.compile(r"\[((?:\\.|[^\[\]\\])++)\]\(", re.DOTALL)
_TARGET = re.compile(
    r"(?:<(?P<angled>[^\s<>]++)>|(?P<plain>(?:[^\s()<>]|\([^\s()<>]*+\))++))"
    r"(?:[ \t]+\"(?P<title>(?:\\.|[^\"\\\n])++)\")?[ \t]*\)"
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7}|[xX][0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")
_TICKS = re.compile("`+")


def render(text: str) -> str:
    """Give the HTML of one paragraph's text."""
    html: str = _PARSER.renderInline(text, {})
    return html


def _text(state: StateInline, silent: bool) -> bool:
    mark = _NEXT_MARK.search(state.src, state.pos, state.posMax)
    end = mark.start() if mark else state.posMax
    if end == state.pos:
        return False
    return _say(state, state.src[state.pos : end], end, silent)


def _say(state: StateInline, text: str, end: int, silent: bool) -> bool:
    if not silent:
        state.append_pending(text)
    state.pos = end
    return True


def _escape(state: StateInline, silent: bool) -> bool:
    found = _ESCAPED.match(state.src, state.pos, state.posMax)
    return found is not None and _say(state, found[1], found.end(), silent)


def _reference(state: StateInline, silent: bool) -> bool:
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None or (shown := _referred_to(found)) == found[0]:
        return False
    return _say(state, shown, found.end(), silent)


def _referred_to(found: re.Match[str]) -> str:
    """Give what a character reference stands for; itself, if that could not be seen.

    Otherwise `&nbsp;` would be something typed and nothing shown, and accents could be piled
    up past the limit.
    """
    number, name = found.groups()
    if name is not None:
        meant = html5.get(f"{name};", "")
    else:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        meant = chr(code) if code < 0x110000 else ""
    marks = any(unicodedata.category(character).startswith("M") for character in meant)
    seen = all(map(is_seen, meant)) and tidy(meant) == meant
    return meant if meant and seen and not marks else found[0]


def _code(state: StateInline, silent: bool) -> bool:
    opening = _TICKS.match(state.src, state.pos, state.posMax)
    if opening is None:
        return False
    closing = _same_run(state, opening)
    content = state.src[opening.end() : closing] if closing is not None else ""
    if closing is None or not is_seen(content):
        return _say(state, opening[0], opening.end(), silent)
    if not silent:
        token = state.push("code_inline", "code", 0)
        token.content = content.replace("\n", " ").strip(" ")
    state.pos = closing + len(opening[0])
    return True


def _same_run(state: StateInline, opening: re.Match[str]) -> int | None:
    """Find the next equally long run of backticks; all runs are counted once, not per mark."""
    runs: dict[int, list[int]] = state.env.setdefault("runs", {})
    if not runs:
        for run in _TICKS.finditer(state.src):
            runs.setdefault(len(run[0]), []).append(run.start())
    length = len(opening[0])
    starts = runs.get(length, [])
    following = bisect_left(starts, opening.end())
    if following == len(starts) or starts[following] + length > state.posMax:
        return None
    return starts[following]


def _within_word(state: StateInline, silent: bool) -> bool:
    """Leave the stars of `2*3*4` alone; scripts without spaces between words may use them."""
    start = end = state.pos
    while end < state.posMax and state.src[end] == "*":
        end += 1
    if start == end or start == 0 or end == len(state.src):
        return False
    beside = state.src[start - 1], state.src[end]
    if not all(c.isalnum() and unicodedata.east_asian_width(c) not in "WF" for c in beside):
        return False
    return _say(state, state.src[start:end], end, silent)


def _link(state: StateInline, silent: bool) -> bool:
    label = _LABEL.match(state.src, state.pos, state.posMax)
    if state.linkLevel or label is None or not is_seen(label[1]) or not _is_whole(label[1]):
        return False
    rest = _TARGET.match(state.src, label.end(), state.posMax)
    address = rest and targets.target(_decoded(rest["angled"] or rest["plain"]))
    if rest is None or not address or (rest["title"] and not is_seen(rest["title"])):
        return False
    if not silent:
        _open_link(state, address, _decoded(rest["title"] or ""))
        outside, state.pos, state.posMax = state.posMax, label.start(1), label.end(1)
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.posMax = outside
        state.push("link_close", "a", -1)
    state.pos = rest.end()
    return True


def _is_whole(label: str) -> bool:
    """Tell whether all code begun in a link's text ends there too; code binds tighter."""
    runs = [len(run[0]) for run in _TICKS.finditer(_ESCAPED.sub("", label))]
    while runs:
        opening = runs.pop(0)
        if opening not in runs:
            return False
        del runs[: runs.index(opening) + 1]
    return True


def _decoded(text: str) -> str:
    return _REFERENCE.sub(_referred_to, _ESCAPED.sub(r"\1", text))


def _open_link(state: StateInline, address: str, title: str) -> None:
    token = state.push("link_open", "a", 1)
    token.attrSet("href", address)
    token.attrSet("rel", REL)
    if title:
        token.attrSet("title", title)


def _angled(state: StateInline, silent: bool) -> bool:
    found = _ANGLED.match(state.src, state.pos, state.posMax)
    return found is not None and _address(state, found[1], found[1], found.end(), silent)


def _bare(state: StateInline, silent: bool) -> bool:
    found = _BARE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    typed = _without_closing(_FOREIGN_END.split(found[0], maxsplit=1)[0])
    scheme = "https://" if typed[:4].lower() == "www." else ""
    return _address(state, typed, scheme + typed, state.pos + len(typed), silent)


def _without_closing(address: str) -> str:
    """Leave the marks that end a sentence, or the brackets around an address, to the text."""
    opened = address.count("(")
    closed = address.count(")")
    end = len(address)
    while end and (address[end - 1] in _CLOSING or (address[end - 1] == ")" and closed > opened)):
        end -= 1
        closed -= address[end] == ")"
    return address[:end]


def _address(state: StateInline, typed: str, to: str, end: int, silent: bool) -> bool:
    address = None if state.linkLevel else targets.target(_references_only(to))
    if address is None:
        return False
    if not silent:
        _open_link(state, address, "")
        state.push("text", "", 0).content = _references_only(typed)
        state.push("link_close", "a", -1)
    state.pos = end
    return True


def _references_only(text: str) -> str:
    return _REFERENCE.sub(_referred_to, text)


def _keep_what_would_vanish(state: StateInline) -> None:
    """Turn emphasis of nothing back into its marks, and refuse emphasis nested without end."""
    open_at: list[tuple[int, bool]] = []
    seen = False
    for number, token in enumerate(state.tokens):
        if token.nesting > 0:
            open_at.append((number, seen))
            seen = False
            if len(open_at) > DEEPEST:
                raise TooDeep
        elif token.nesting < 0:
            opened, before = open_at.pop()
            if not seen and token.type != "link_close":
                _as_text(state, opened)
                _as_text(state, number)
                seen = True
            seen = seen or before
        else:
            seen = seen or is_seen(token.content)


def _as_text(state: StateInline, number: int) -> None:
    token = state.tokens[number]
    token.type, token.tag, token.nesting = "text", "", 0
    token.content = token.markup


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "breaks": True})
    parser.enable(["newline", "emphasis"])
    rules = parser.inline.ruler
    rules.at("text", _text)
    for rule in (_escape, _code, _within_word, _link, _angled, _bare, _reference):
        rules.before("emphasis", rule.__name__.strip("_"), rule)
    parser.inline.ruler2.before("fragments_join", "seen", _keep_what_would_vanish)
    return parser


_PARSER = _parser()
