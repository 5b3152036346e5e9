"""One session as it is checked in: what was filled in, and why a field can't be taken."""

from __future__ import annotations

import re
from collections.abc import Mapping

from blog.texts import gettext
from blog.training import log, measures
from blog.training.log import Sport
from blog.web.site import figures

SPORTS = (Sport.RUN, Sport.RIDE, Sport.SWIM, Sport.WALK, Sport.STRENGTH, Sport.REST)

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]{1,2})?")


def read(form: Mapping[str, str]) -> dict[str, str]:
    """Read what was filled in; a bare number is in the site's unit, or in minutes.

    Who rests goes nowhere: what stood in those fields before is not meant.
    """
    far, long = form.get("distance", "").strip(), form.get("time", "").strip()
    session = {
        "sport": form.get("sport", ""),
        "distance": f"{far} {figures.unit()}" if _NUMBER.fullmatch(far) else far,
        "time": f"{long} min" if long.isdecimal() else long,
        "pain": form.get("pain", ""),
    }
    if session["sport"] == Sport.REST:
        del session["distance"], session["time"]
    return {name: said for name, said in session.items() if said}


def refused(session: Mapping[str, str], *, more: bool) -> dict[str, str]:
    """Say of each field that makes no sense how it would; `more` is told besides the session."""
    if session.get("sport") not in SPORTS:
        return {"sport": gettext("Say what you did.")}
    # Only rest says all by its name.
    if session.keys() == {"sport"} and session["sport"] != Sport.REST and not more:
        return {
            "distance": gettext(
                "Say a little more: how far, how long, how much it hurt, or one sentence."
            )
        }
    far, long = session.get("distance"), session.get("time")
    reasons = {"distance": _far(far) if far else "", "time": _long(long) if long else ""}
    if far and long and not any(reasons.values()):
        reasons["time"] = _pace(Sport(session["sport"]), far, long)
    return {name: reason for name, reason in reasons.items() if reason}


def _far(said: str) -> str:
    found = measures.distance(said)
    if found is None:
        return gettext("“%(said)s” is not a distance. Write it like 3, 5 km or 400 m.", said=said)
    if not 0 < found <= log.FARTHEST:
        return gettext("Nobody goes “%(said)s” in one session.", said=said)
    return ""


def _long(said: str) -> str:
    found = measures.time(said)
    if found is None:
        return gettext("“%(said)s” is not a time. Write it like 45, 33:10 or 1:16:20.", said=said)
    if not 0 < found <= log.LONGEST:
        return gettext("No session takes “%(said)s”.", said=said)
    return ""


def _pace(sport: Sport, far: str, long: str) -> str:
    seconds = measures.time(long) or 0
    if log.is_too_quick(sport, measures.distance(far) or 0, seconds):
        return gettext(
            "%(time)s is too quick for that distance. Hours and minutes are written like 1:16:00.",
            time=measures.clock(seconds),
        )
    return ""
