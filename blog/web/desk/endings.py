"""Stories that fell silent: their authors are asked how they ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from blog import current
from blog.series import queries as series
from blog.series.introfile import Status
from blog.series.sequence import Story
from blog.series.shown import Known
from blog.series.typed import Tag
from blog.texts import gettext
from blog.web.desk.filed import Form
from blog.web.signed_in import Visitor, visitor


def silent() -> list[Story]:
    """List the stories nothing was heard of for 60 days that the author who asks may end.

    The longest silent comes first. `silent_since` is the day of a story's last word; the question
    itself stands on its page at the desk: `url_for("desk.tags.show", slug=story.slug)`, or, where
    it is to be answered on the spot, `how_it_ended(story)` of `desk/_ending.html` prints it.
    """
    asking = visitor()
    found = series.silent(now=current.now(), zone=current.preferences().zone)
    known = {} if asking.is_owner or not found else series.known()
    return [story for story in found if may_tell(asking, known.get(story.slug))]


def may_tell(asking: Visitor, tag: Known | None) -> bool:
    """Tell whether a tag is this author's: no post with it is somebody else's."""
    return asking.is_owner or (tag is not None and tag.authors == {asking.slug})


# What only a story says.
FACTS = tuple(
    one for one in Tag.names if one not in {"title", "summary", "image", "body", "series"}
)


@dataclass(frozen=True, kw_only=True)
class Kept(Tag):
    """A tag's form that takes a story, or what was typed of one, away only where that is said."""

    unticked: bool
    may_go: bool

    def refused(self, values: Mapping[str, str]) -> dict[str, str]:
        """Say besides of a tick that is missing what goes without it."""
        reasons = super().refused(values)
        blank = self.read("")
        is_lost = self.unticked or any(values[name] != blank[name] for name in FACTS)
        if not values["series"] and is_lost and not self.may_go:
            reasons["series"] = gettext(
                "Without this tick nothing of what stands below it is kept, and what the file says "
                "of a story goes. Tick it, or say that it may go."
            )
        return reasons


@dataclass(frozen=True, kw_only=True)
class Healed(Tag):
    """A story's form that says how it ended."""

    def refused(self, values: Mapping[str, str]) -> dict[str, str]:
        """Say besides of a file that tells no story by now that it has no end."""
        if values["series"]:
            return super().refused(values)
        return {"outcome": gettext("%(file)s tells no story by now.", file=self.path)}


@dataclass(frozen=True, kw_only=True)
class GoingOn(Healed):
    """A story's form that says that it goes on."""

    def refused(self, values: Mapping[str, str]) -> dict[str, str]:
        """Say besides of a story that has ended by now that it does not."""
        reasons = super().refused(values)
        if values["ended"] or values["status"] == Status.RETURNED:
            reasons["ended"] = gettext("By now the file says that it has ended.")
        return reasons


ANSWERS: Mapping[str, type[Healed]] = {"healed": Healed, "ongoing": GoingOn}


def answered(typed: Form, button: str) -> Form:
    """Take the answer to “How did it end?”: it healed, or it is still going on."""
    if button == "ongoing":
        # Whatever else was begun to be typed is about an end.
        was = {"ongoing": typed.was.get("ongoing", "")}
        return Form(values={"ongoing": current.today().isoformat()}, was=was)
    reasons = dict(typed.reasons)
    if not typed.values.get("outcome"):
        reasons["outcome"] = gettext("Say in one sentence how it went.")
    if not typed.values.get("ended"):
        reasons["ended"] = gettext("Say on which day it was over.")
    if reasons:
        return replace(typed, reasons=reasons)
    return replace(typed, values={**typed.values, "status": Status.RETURNED.value})
