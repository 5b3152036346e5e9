"""What the site's owner chooses for all of it: site.toml as a form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from http import HTTPStatus
from zoneinfo import available_timezones

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.authors import queries as authors
from blog.errors import Refusal
from blog.posts import queries as posts
from blog.preferences.sitefile import Preferences
from blog.preferences.typed import Site
from blog.series import queries as series
from blog.texts import gettext
from blog.web.desk import filed
from blog.web.desk.filed import Form
from blog.web.signed_in import visitor

bp = Blueprint("settings", __name__)

_SITE = Site()
# Folded away, unless something is wrong with one of them.
_SELDOM = (
    *("author", "language", "timezone", "url", "permalink"),
    *("comments.edit_minutes", "comments.max_length"),
)


@bp.before_request
def require_owner() -> None:
    """Leave the site to whom it belongs."""
    if not visitor().is_owner:
        abort(HTTPStatus.FORBIDDEN)


@bp.get("/settings/")
def show() -> ResponseReturnValue:
    """Show the settings as a form."""
    try:
        return _page(filed.opened(_SITE))
    except Refusal as refusal:
        return filed.unreadable(_SITE, refusal)


@bp.post("/settings/")
def take() -> ResponseReturnValue:
    """Write what was chosen into site.toml; the site is so with the next request."""
    typed = _with_slugs(filed.with_picture(filed.sent(_SITE), "picture", kind=_SITE, called="site"))
    typed = replace(typed, reasons={**_lead_nowhere(typed), **typed.reasons})
    if again := filed.save(typed, _SITE):
        return _page(again), again.status
    if _given_to(typed):
        # This page is theirs now.
        return redirect(url_for("desk.bio.mine", given=1), HTTPStatus.SEE_OTHER)
    return redirect(url_for("desk.settings.show", saved=1), HTTPStatus.SEE_OTHER)


def _with_slugs(typed: Form) -> Form:
    """Take what readers see in the menu, titles, for the names of what they lead to."""
    said = typed.values.get("menu", "")
    if said == typed.was.get("menu", ""):
        return typed
    names = [*posts.page_titles().items(), *series.names().items()]
    titles = Counter(title.casefold() for _, title in names)
    meant = {title.casefold(): slug for slug, title in names if titles[title.casefold()] == 1}
    meant |= {slug: slug for slug, _ in names}
    entries = (one.strip() for one in said.split(","))
    found = dict.fromkeys(meant.get(one.casefold(), one) for one in entries if one)
    return replace(typed, values={**typed.values, "menu": ", ".join(found)})


def _lead_nowhere(typed: Form) -> dict[str, str]:
    """Say of a changed menu, and of a changed author, that they lead nowhere."""
    changed = {name: said for name, said in typed.values.items() if said != typed.was[name]}
    reasons = {}
    there = posts.page_titles().keys() | series.names().keys()
    entries = (one.strip() for one in changed.get("menu", "").split(","))
    nowhere = [one for one in entries if one.strip("/").removeprefix("tags/") not in {*there, ""}]
    if nowhere:
        reasons["menu"] = gettext("There is no page or tag “%(name)s”.", name=nowhere[0])
    if "author" in changed and changed["author"] not in authors.names():
        reasons["author"] = gettext("Choose an author who has a file.")
    if (name := _given_to(typed)) and "give" not in request.form:
        reasons["author"] = gettext(
            "This page will be %(author)s’s alone, and only they can give it back.", author=name
        )
    return reasons


def _given_to(form: Form) -> str | None:
    """Name the author to whom the site is left; nobody where it stays whose it is."""
    said = form.values.get("author", "")
    if said in {form.was.get("author", ""), visitor().slug}:
        return None
    return authors.names().get(said)


def _page(form: Form) -> str:
    return render_template(
        "desk/settings.html",
        form=form,
        names=_SITE.names,
        shown=current.preferences().picture_made,
        opened=any(name in {*form.reasons, *form.asked} for name in _SELDOM),
        authors=_with_own(authors.names(), form.values["author"]),
        places=sorted(posts.page_titles().keys() | series.names().keys()),
        zones=_zones(),
        given_to=_given_to(form),
        gives="give" in request.form,
        usual_address=current.settings().served_at or Preferences.url,
        elsewhere=current.settings().url,
        saved="saved" in request.args,
    )


def _with_own(names: Mapping[str, str], said: str) -> list[tuple[str, str]]:
    """List the authors to choose from, and first what the file says where it names nobody."""
    own = [] if said in names else [(said, said)]
    return [*own, *sorted(names.items(), key=lambda one: one[1])]


@cache
def _zones() -> list[str]:
    return sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
