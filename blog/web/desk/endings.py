"""Stories that fell silent: their authors are asked how they ended."""

from __future__ import annotations

from dataclasses import replace

from blog import current
from blog.series import queries as series
from blog.series.introfile import Status
from blog.series.sequence import Story
from blog.series.shown import Known
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


ANSWERS = frozenset({"healed", "ongoing"})


def answered(typed: Form, button: str) -> Form:
    """Take the answer to “How did it end?”: it healed, or it is still going on."""
    if button == "ongoing":
        # Whatever else was begun to be typed is about an end.
        today = current.now().astimezone(current.preferences().zone).date()
        was = {"ongoing": typed.was.get("ongoing", "")}
        return Form(values={"ongoing": today.isoformat()}, was=was)
    reasons = dict(typed.reasons)
    if not typed.values.get("outcome"):
        reasons["outcome"] = gettext("Say in one sentence how it went.")
    if not typed.values.get("ended"):
        reasons["ended"] = gettext("Say on which day it was over.")
    if reasons:
        return replace(typed, reasons=reasons)
    return replace(typed, values={**typed.values, "status": Status.RETURNED.value})
