"""Markdown into HTML: Python-Markdown with what authors expect of it. Not yet safe to show."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.codehilite import CodeHiliteExtension
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import Treeprocessor
from pymdownx.saneheaders import SaneHeadersExtension  # type: ignore[import-untyped]
from pymdownx.tasklist import TasklistExtension  # type: ignore[import-untyped]

from blog.errors import Refusal
from blog.markup.lists import ListPreprocessor
from blog.markup.slugs import slugify
from blog.texts import catalogue

_BLOCKS = {"ul", "ol", "p", "pre", "div", "blockquote", "table", "hr", "dl"} | {
    f"h{level}" for level in range(1, 7)
}

_instances = threading.local()


def convert(text: str, *, language: str) -> str:
    """Turn Markdown into HTML; our own words in it are in the given language."""
    instances: dict[str, Markdown] = _instances.__dict__.setdefault("by_language", {})
    markdown = instances.pop(language, None) or _new(language)
    try:
        converted = markdown.reset().convert(text)
    except RecursionError:
        raise Refusal("quotes, lists or brackets are nested too deeply here") from None
    # An instance that failed half-way is not used again: it may remember where it was.
    instances[language] = markdown
    return converted


def _new(language: str) -> Markdown:
    back = catalogue(language).gettext("Back to the text")
    return Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            FootnoteExtension(BACKLINK_TITLE=back, BACKLINK_TEXT="&#8617;&#65038;"),
            CodeHiliteExtension(css_class="code", guess_lang=False, linenums=False),
            TasklistExtension(),
            TocExtension(slugify=_heading_id, marker="", toc_depth=1),
            SaneHeadersExtension(),
            SaneListExtension(),
            _Own(),
        ]
    )


def _heading_id(heading: str, _separator: str) -> str:
    return slugify(heading) or "section"


class _Own(Extension):
    """What the libraries do not do."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register our steps: lists after fences (25) and raw HTML (20) are put aside."""
        md.preprocessors.register(_Fences(md, {}), "fenced_code_block", 25)
        md.preprocessors.register(ListPreprocessor(md), "lists", 15)
        # After inline (20), which fills items and cells with their elements.
        md.treeprocessors.register(_TaskLabels(md), "task-labels", 18)
        md.treeprocessors.register(_Alignment(md), "alignment", 17)


class _Fences(FencedBlockPreprocessor):
    """Fences that name a language and lines, and no other option.

    Options go to Pygments as they are, and some of those choose files to write.
    """

    def handle_attrs(
        self, attrs: Iterable[tuple[str, Any]]
    ) -> tuple[str, list[str], dict[str, Any]]:
        """Read the language and the lines to mark, from `{.python hl_lines="1 2"}`."""
        _, classes, options = super().handle_attrs(attrs)
        return "", classes[:1], {k: v for k, v in options.items() if k == "hl_lines"}


class _TaskLabels(Treeprocessor):
    """Makes the words of a task the label of its checkbox."""

    def run(self, root: Element) -> None:
        """Wrap what is beside each checkbox."""
        for item in root.iter("li"):
            if "task-list-item" in item.get("class", ""):
                loose = len(item) > 0 and not (item.text or "").strip() and item[0].tag == "p"
                _wrap(item[0] if loose else item)


def _wrap(parent: Element) -> None:
    label = Element("label")
    label.text, parent.text = parent.text, ""
    for child in list(parent):
        if child.tag in _BLOCKS:
            break
        parent.remove(child)
        label.append(child)
    parent.insert(0, label)


class _Alignment(Treeprocessor):
    """Aligns cells by class: HTML has dropped the attribute, our CSP forbids the style."""

    def run(self, root: Element) -> None:
        """Turn every alignment of a column into a class."""
        for cell in root.iter():
            if cell.tag in ("td", "th") and (side := cell.attrib.pop("align", None)):
                cell.set("class", f"align-{side}")
