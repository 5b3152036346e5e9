"""The fields of a header, each read as what it is meant to be.

Reading never fails: what cannot be used becomes a problem with its line and its mend, so
that one look at a file names everything that is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from blog.errors import BadFile, Problem
from blog.headers import frontmatter, moments
from blog.headers.frontmatter import HeaderProblem, List, Mapping, Node, Parts, Text

_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,9}")
_YES_NO = {
    **dict.fromkeys(("yes", "true", "on", "1"), True),
    **dict.fromkeys(("no", "false", "off", "0"), False),
}


def is_showable(text: str) -> bool:
    """Tell whether every character of a text can be shown; it may go over several lines."""
    return not _UNSHOWABLE.search(text.replace("\n", " ").replace("\t", " "))


class Fields:
    """The fields of one file, or of one part of it."""

    def __init__(self, mapping: Mapping, *, path: str) -> None:
        self.problems: list[Problem] = []
        self._mapping = mapping
        self._path = path
        self._within = ""
        # "Title" can only mean "title"; where both are written, the exact one counts.
        self._names = {name.lower(): name for name in mapping.items}
        self._names.update({name: name for name in mapping.items})

    @classmethod
    def of(cls, text: str, *, path: str, needs: Sequence[str] = ()) -> tuple[Fields, Parts]:
        """Read the header of a file; give it with the file's parts, or raise BadFile.

        `needs` are fields without which no file of this kind is understood.
        """
        try:
            mapping, parts = frontmatter.read(text)
        except HeaderProblem as problem:
            raise BadFile([Problem(path, problem.line, str(problem))]) from None
        if needs and not parts.has_header:
            lines = " and ".join(f"“{name}: …”" for name in needs)
            sentence = f"there is no header: begin with a line ---, then {lines}, then --- again"
            raise BadFile([Problem(path, 1, sentence)])
        return cls(mapping, path=path), parts

    def has(self, name: str) -> bool:
        """Tell whether the field is there, whatever it holds."""
        return name in self._mapping.items or name in self._names

    def refuse(self, name: str, sentence: str, *, line: int | None = None) -> None:
        """Say why a field cannot be used, and how to mend it."""
        line = line or self.line_of(name)
        self.problems.append(Problem(self._path, line, f"{self._within}{name}: {sentence}"))

    def advise(self, name: str, sentence: str, *, line: int | None = None) -> None:
        """Say what could be better about a field that can be used."""
        line = line or self.line_of(name)
        said = f"{self._within}{name}: {sentence}"
        self.problems.append(Problem(self._path, line, said, refused=False))

    def advice(self) -> tuple[Problem, ...]:
        """Give what could be better about a file that can be used; raise BadFile if it can't."""
        if any(problem.refused for problem in self.problems):
            raise BadFile(self.problems)
        return tuple(self.problems)

    def line_of(self, name: str) -> int:
        """Say where a field stands, or else where its fields begin."""
        return self._mapping.lines.get(self._names.get(name, name), self._mapping.line)

    def text(self, name: str, *, required: bool = False, most: int | None = None) -> str | None:
        """Read one line of text."""
        node = self._node(name)
        if node is None:
            if required:
                self._refuse(name, f"is missing: add a line “{name}: …”")
            return None
        if not isinstance(node, Text):
            self._refuse(name, f"is one line of text: write “{name}: …”")
            return None
        return self._line_of_text(name, node, most)

    def words(self, name: str, *, most_items: int = 20, most: int = 50) -> tuple[str, ...]:
        """Read several short texts, from a list or between commas; each counts once."""
        node = self._node(name)
        if node is None:
            return ()
        found: dict[str, str] = {}
        for part in self._parts(name, node):
            word = self._line_of_text(name, part, most)
            if word:
                found.setdefault(word.casefold(), word)
        if len(found) > most_items:
            self._refuse(name, f"has {len(found)} entries, {most_items} are the most: drop some")
        return tuple(found.values())[:most_items]

    def lines_of(self, name: str) -> dict[str, int]:
        """Say of each text of a field, as `text` and `words` read it, where it stands."""
        node = self._node(name)
        parts = (node.items if isinstance(node, List) else (node,)) if node else ()
        found: dict[str, int] = {}
        for part in parts:
            if isinstance(part, Text):
                for said in (part.value, *part.value.split(",")):
                    found.setdefault(" ".join(said.split()), part.line)
        return found

    def choice(self, name: str, options: Sequence[str]) -> str | None:
        """Read one of the words that have a meaning here."""
        said = self.text(name)
        if said is None:
            return None
        meant = {option.casefold(): option for option in options}
        if (chosen := meant.get(said.casefold())) is not None:
            return chosen
        near = get_close_matches(said.casefold(), meant, n=1)
        hint = f"; did you mean “{meant[near[0]]}”?" if near else ""
        self._refuse(name, f"is one of {', '.join(options)}, not “{said}”{hint}")
        return None

    def yes_no(self, name: str) -> bool | None:
        """Read a yes or a no."""
        said = self.text(name)
        if said is None:
            return None
        if (meant := _YES_NO.get(said.casefold())) is None:
            self._refuse(name, f"is yes or no, not “{said}”")
        return meant

    def moment(self, name: str, *, zone: ZoneInfo) -> datetime | None:
        """Read a date or a date with a time, in the zone of the site unless it names one."""
        said = self.text(name)
        if said is None:
            return None
        if (meant := moments.moment(said, zone=zone)) is None:
            example = "2026-05-14 or 2026-05-14 18:30"
            self._refuse(name, f"“{said}” is not a date; write for example {example}")
        return meant

    def day(self, name: str) -> date | None:
        """Read a date."""
        said = self.text(name)
        if said is None:
            return None
        if (meant := moments.day(said)) is None:
            self._refuse(name, f"“{said}” is not a date; write for example 2026-05-14")
        return meant

    def integer(self, name: str, *, least: int, most: int) -> int | None:
        """Read a whole number."""
        said = self.text(name)
        if said is None:
            return None
        if _WHOLE_NUMBER.fullmatch(said) and least <= int(said) <= most:
            return int(said)
        self._refuse(name, f"is a whole number from {least} to {most}, not “{said}”")
        return None

    def section(self, name: str) -> Fields | None:
        """Read fields within a field."""
        node = self._node(name)
        if node is None:
            return None
        if isinstance(node, Mapping):
            return self._part(node, name)
        self._refuse(name, f"has fields of its own: write “{name}: {{field: text}}”")
        return None

    def sections(self, name: str) -> list[Fields]:
        """Read a list whose entries have fields of their own; a single one needs no list."""
        node = self._node(name)
        if node is None:
            return []
        parts = node.items if isinstance(node, List) else (node,)
        if not all(isinstance(part, Mapping) for part in parts):
            self._refuse(name, "is a list of lines like “- {field: text, field: text}”")
        return [self._part(part, name) for part in parts if isinstance(part, Mapping)]

    def pairs(self, name: str) -> dict[str, tuple[str, int]]:
        """Read texts by names the author chose, each with its line."""
        node = self._node(name)
        if node is None:
            return {}
        if not isinstance(node, Mapping):
            self._refuse(name, f"is made of pairs: write “{name}: {{this: that, these: those}}”")
            return {}
        part = self._part(node, name)
        read = {key: part.text(key) for key in node.items}
        return {
            " ".join(key.split()): (said, node.lines[key])
            for key, said in read.items()
            if said is not None
        }

    def unknown(self, known: Collection[str]) -> None:
        """Advise on fields that mean nothing here; most are slips of the finger."""
        for name in self._mapping.items:
            if name in known or (name.lower() in known and name.lower() not in self._mapping.items):
                continue
            near = get_close_matches(name.lower(), known, n=1)
            hint = f"; did you mean “{near[0]}”?" if near else ""
            sentence = f"there is no field “{self._within}{name}” here{hint}"
            line = self._mapping.lines.get(name, self._mapping.line)
            self.problems.append(
                Problem(self._path, line, sentence, refused=False, own_field=not near)
            )

    def _node(self, name: str) -> Node | None:
        node = self._mapping.items.get(self._names.get(name, name))
        return None if isinstance(node, Text) and not node.value.strip() else node

    def _part(self, mapping: Mapping, name: str) -> Fields:
        part = Fields(mapping, path=self._path)
        part.problems = self.problems
        part._within = f"{self._within}{name}."
        return part

    def _parts(self, name: str, node: Node) -> list[Text]:
        if isinstance(node, Text):
            return [Text(part, node.line) for part in node.value.split(",")]
        parts = node.items if isinstance(node, List) else ()
        texts = [part for part in parts if isinstance(part, Text)]
        if len(texts) < len(parts) or not isinstance(node, List):
            self._refuse(name, f"is a list of words: write “{name}: one, two”")
        return texts

    def _line_of_text(self, name: str, node: Text, most: int | None) -> str | None:
        said = " ".join(node.value.split())
        if not is_showable(said):
            self._refuse(name, "has a character that cannot be shown: type it again", node.line)
            return None
        if most is not None and len(said) > most:
            shown = f"{said[:30]}…" if len(said) > 30 else said
            sentence = f"“{shown}” has {len(said)} characters, {most} are the most: shorten it"
            self._refuse(name, sentence, node.line)
            return None
        return said

    def _refuse(self, name: str, sentence: str, line: int | None = None) -> None:
        line = line or self.line_of(name)
        self.problems.append(Problem(self._path, line, f"{self._within}{name} {sentence}"))
