"""Reading what the program wrote: HTML as a tree that has to be well-formed, and its marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
_INLINE = {"a", "b", "bdi", "code", "em", "i", "span", "strong", "sup", "time"}
_UNSEEN = {"head", "script", "style", "template"}


@dataclass
class Element:
    """A piece of a page."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        """What a reader reads of it, every gap one space."""
        return " ".join("".join(self._texts()).split())

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute]

    def every(self) -> Iterator[Element]:
        """Go through all there is inside, in reading order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.every()

    def all(self, which: str) -> list[Element]:
        """Find elements: "p", ".small", "nav.series", "#main", "[rel=prev]", "a[rel=prev]"."""
        return [one for one in self.every() if _is(one, which)]

    def one(self, which: str) -> Element:
        """Find the only such element."""
        found = self.all(which)
        assert len(found) == 1, f"{len(found)} × {which} in {self.text[:200]}"
        return found[0]

    def links(self) -> dict[str, str]:
        """Map the words of links to where they lead."""
        return {link.text: link["href"] for link in self.all("a")}

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in _UNSEEN:
                gap = "" if child.tag in _INLINE else " "
                yield from (gap, *child._texts(), gap)


def page(html: str) -> Element:
    """Read a page; one that is not well-formed, or names two things alike, is refused."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert [one.tag for one in reader.open] == ["page"], "not closed"
    ids = Counter(one["id"] for one in reader.open[0].every() if "id" in one.attributes)
    assert [name for name, times in ids.items() if times > 1] == []
    return reader.open[0]


def microformats(root: Element) -> list[dict[str, list[object]]]:
    """Read the marks of microformats2: each h-… with its properties, nested ones within."""
    found: list[dict[str, list[object]]] = []
    for child in root.children:
        if isinstance(child, Element):
            if kinds := [name for name in child.classes if name.startswith("h-")]:
                found.append({"type": [*kinds], **_properties(child)})
            else:
                found += microformats(child)
    return found


def _properties(root: Element) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for child in root.children:
        if not isinstance(child, Element):
            continue
        nested = any(name.startswith("h-") for name in child.classes)
        marks = [name for name in child.classes if name[:2] in {"p-", "u-", "e-"} or "dt-" in name]
        for mark in marks:
            value = microformats(_around(child))[0] if nested else _value(mark, child)
            found.setdefault(mark.partition("-")[2], []).append(value)
        if not nested:
            for name, values in _properties(child).items():
                found.setdefault(name, []).extend(values)
    return found


def _around(child: Element) -> Element:
    return Element("page", {}, [child])


def _value(mark: str, element: Element) -> str:
    kind = mark.partition("-")[0]
    if kind == "u":
        return element.attributes.get("href") or element.attributes.get("src") or element.text
    if kind == "dt":
        return element.attributes.get("datetime") or element.text
    return element.text


def _is(element: Element, which: str) -> bool:
    which, _, attribute = which.rstrip("]").partition("[")
    if attribute:
        name, _, value = attribute.partition("=")
        if name not in element.attributes or (value and element[name] != value):
            return False
    if which.startswith("#"):
        return element.attributes.get("id") == which[1:]
    tag, *classes = which.split(".")
    return tag in {"", element.tag} and set(classes) <= set(element.classes)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("page", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> says {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}> {self.getpos()}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)
