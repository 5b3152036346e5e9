"""What a sync did, and what it says to the author."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from blog.errors import Problem


@dataclass(frozen=True, kw_only=True)
class Report:
    """What one sync came to: paths of files, slugs of renamed posts, everything to mend."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    # Those of the old names that the files themselves tell of.
    told: tuple[str, ...] = ()
    held_back: tuple[str, ...] = ()
    site_missing: bool = False
    problems: tuple[Problem, ...] = ()
    posts: int = 0

    @property
    def refused(self) -> bool:
        """Whether a file could not be used."""
        return self.site_missing or any(problem.refused for problem in self.problems)

    @property
    def did_something(self) -> bool:
        """Whether the index is another one now."""
        return bool(self.added or self.changed or self.removed or self.renamed)

    def sentences(self, *, program: str = "blog") -> list[str]:
        """Say what happened, a line each; the problems are not among them.

        `program` is what the author types to call this one for the same blog.
        """
        lines = [
            f"{len(self.added)} added, {len(self.changed)} changed, {len(self.removed)} removed."
        ]
        for old, new in self.renamed.items():
            line = f"“{old}” is now “{new}”: the old address leads there, and so do its comments."
            if old not in self.told:
                line += f" To keep this in the file, add the line  formerly: {old}"
            lines.append(line)
        if self.site_missing:
            lines.append("There is no site.toml in the folder, so nothing was taken away.")
        elif self.held_back:
            lines.append(
                f"{len(self.held_back)} published posts are missing from the folder. That is so "
                f"many that nothing was taken away; if you mean it: {program} content sync "
                "--accept-removals"
            )
        return lines

    def as_json(self) -> dict[str, Any]:
        """Make the report something a program can read."""
        return {
            "added": list(self.added),
            "changed": list(self.changed),
            "removed": list(self.removed),
            "renamed": dict(self.renamed),
            "held_back": list(self.held_back),
            "site_missing": self.site_missing,
            "problems": [asdict(problem) for problem in self.problems],
        }
