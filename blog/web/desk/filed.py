"""A form over one of the author's files that is no post: a bio, a tag, the site's settings.

It carries what stood in the file when it was opened. So what somebody else has changed there
meanwhile stays, and only where both changed the same its author is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import PurePath
from typing import Protocol

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from blog import current
from blog.content_sync import service as content_sync
from blog.database.transaction import transaction
from blog.errors import BadFile, Refusal
from blog.headers import forms, moments
from blog.images import kinds
from blog.manuscripts import merging, service
from blog.sources import files
from blog.sources.files import ChangedMeanwhile
from blog.sources.folder import SITE
from blog.texts import gettext
from blog.web.desk import photos, sheets
from blog.web.signed_in import visitor

WAS = "was-"
# An editor that saves without pause may be faster, but not so often.
_TURNS = 20


class NotThere(Refusal):
    """A file without which nothing may be made up; the text says why."""


class Kind(Protocol):
    """What is to be known of a kind of file, so that it can be a form."""

    @property
    def path(self) -> str:
        """Where the file is."""

    @property
    def names(self) -> tuple[str, ...]:
        """What the fields are called."""

    def read(self, text: str) -> dict[str, str]:
        """Read the file into the form; raise Refusal where it can't be read."""

    def onto(self, text: str, values: Mapping[str, str]) -> str:
        """Write what was typed into the text of the file; raise Refusal where that can't be."""

    def refused(self, values: Mapping[str, str]) -> dict[str, str]:
        """Say of each field that makes no sense how it would."""

    def check(self, text: str) -> None:
        """Raise BadFile where a sync would refuse the text."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """What stands in a form, and what stood in the file when it was opened.

    Of fields that both have changed, `asked` is what the file says; `reasons` is why a field
    can't be taken, `problems` why nothing can. Of fields that stand `within` another, all go with
    it.
    """

    values: Mapping[str, str]
    was: Mapping[str, str]
    asked: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    within: Mapping[str, Collection[str]] = field(default_factory=dict)

    @property
    def status(self) -> HTTPStatus:
        """What a browser is told along with it."""
        if self.asked:
            return HTTPStatus.CONFLICT
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.is_refused else HTTPStatus.OK

    @property
    def is_refused(self) -> bool:
        """Whether something in it has to be mended before it can be saved."""
        return bool(self.reasons or self.problems)

    def shows_day(self, name: str) -> bool:
        """Tell whether a field for days would show what stands in one, and not nothing."""
        said = self.values[name]
        meant = moments.day(said)
        return not said or (meant is not None and meant.isoformat() == said)


def opened(kind: Kind) -> Form:
    """Read a file into a form; raise Refusal where it can't be read."""
    values = kind.read(_read(kind))
    return Form(values=values, was=values)


def sent(kind: Kind) -> Form:
    """Take what a form sent: a part of the fields may do."""
    there = [name for name in kind.names if f"{WAS}{name}" in request.form]
    return Form(
        values={name: forms.tidy(request.form.get(name, "")) for name in there},
        was={name: forms.tidy(request.form[f"{WAS}{name}"]) for name in there},
    )


def with_picture(form: Form, name: str, *, kind: Kind, called: str) -> Form:
    """Write a photo that came along beside the file, and name it in a field; or name none."""
    photo: FileStorage | None = request.files.get("photo")
    if photo:
        try:
            made = photos.keep_in(kind.path.rpartition("/")[0], photo, name=called)
        except Refusal as refusal:
            return replace(form, reasons={name: str(refusal)})
        return replace(form, values={**form.values, name: made})
    if request.form.get("no-photo"):
        return replace(form, values={**form.values, name: ""})
    return _with_known_picture(form, name, kind)


def _with_known_picture(form: Form, name: str, kind: Kind) -> Form:
    """Take the name of a picture only where there is one: it comes in a field nobody sees."""
    said, before = form.values.get(name, ""), form.was.get(name, "")
    if said in {"", before} or _is_picture(kind.path.rpartition("/")[0], said):
        return form
    reason = gettext("There is no picture “%(name)s” beside the file.", name=said)
    return replace(form, values={**form.values, name: before}, reasons={name: reason})


def _is_picture(folder: str, name: str) -> bool:
    if name.startswith(".") or PurePath(name).name != name:
        return False
    try:
        return kinds.kind(files.raw(current.settings().content, f"{folder}/{name}")) is not None
    except Refusal:
        return False


def save(form: Form, kind: Kind) -> Form | None:
    """Write a form into its file and bring the site up to date; give it back where that can't be.

    What the file says by now is read, changed, and written over nothing else.
    """
    if form.is_refused:
        whole = _whole(form, kind)
        return replace(whole, reasons={**kind.refused(whole.values), **form.reasons})
    try:
        again = _written(form, kind)
    except BadFile as refusal:
        problems = tuple(map(str, refusal.problems))
        return _whole(replace(form, problems=problems), kind)
    except Refusal as refusal:
        return _whole(replace(form, problems=(str(refusal),)), kind)
    if again is None:
        content_sync.sync(sheets.place(), workshop=current.workshop())
    return again


def _written(form: Form, kind: Kind) -> Form | None:
    content = current.settings().content
    for _ in range(_TURNS):
        before = _read(kind)
        theirs = kind.read(before)
        if not before and any(said != theirs[name] for name, said in form.was.items()):
            return _gone(form, kind, theirs)
        merged = merging.merge(was=form.was, mine=form.values, theirs=theirs, within=form.within)
        reasons = kind.refused(merged.values)
        if merged.asked or reasons:
            return replace(
                form, values=merged.values, was=theirs, asked=merged.asked, reasons=reasons
            )
        text = kind.onto(before, merged.values)
        kind.check(text)
        try:
            files.write(content, kind.path, text, over=files.checksum(before))
        except ChangedMeanwhile:
            continue
        _remember(kind.path, text, before)
        return None
    raise Refusal(gettext("Something else keeps changing this file. Try again in a moment."))


def _read(kind: Kind) -> str:
    """Read a file as it is; nothing where a tag has none yet."""
    text = files.read(current.settings().content, kind.path)
    # What a form knows of it names no owner: written anew, the site would be nobody's.
    if not text and kind.path == SITE:
        if _is_there(kind):
            raise NotThere(_empty(kind))
        raise NotThere(
            gettext(
                "%(file)s is not there, and without it this site is nobody’s. Put it back, or "
                'make one with the line author = "%(author)s".',
                file=SITE,
                author=visitor().slug,
            )
        )
    return text


def _is_there(kind: Kind) -> bool:
    return (current.settings().content / kind.path).exists()


def _empty(kind: Kind) -> str:
    return gettext("%(file)s is empty at this moment. Try again.", file=kind.path)


def _gone(form: Form, kind: Kind, theirs: Mapping[str, str]) -> Form:
    """Ask whether a file that was taken away is to be made anew."""
    if _is_there(kind):
        # Some editors empty a file before they write it. What we wrote now would be lost.
        raise Refusal(_empty(kind))
    problem = gettext(
        "%(file)s is not there any more. Save once more, and it is made anew of what stands below.",
        file=kind.path,
    )
    values = {**theirs, **form.values}
    return replace(
        form, values=values, was=theirs, problems=(problem,), reasons=kind.refused(values)
    )


def _whole(form: Form, kind: Kind) -> Form:
    """Complete a form that had only some of the fields, so that it can be shown with all."""
    try:
        there = opened(kind).values
    except Refusal:
        there = dict.fromkeys(kind.names, "")
    return replace(form, values={**there, **form.values}, was={**there, **form.was})


def _remember(path: str, text: str, before: str) -> None:
    if text == before:
        return
    with transaction():
        service.published(
            path, text, before=before, id="", author=visitor().slug, now=current.now()
        )


def unreadable(kind: Kind, refusal: Refusal) -> ResponseReturnValue:
    """Say of a file that can't be shown as a form why it is its author's editor's to mend."""
    if isinstance(refusal, NotThere):
        return render_template("desk/refused.html", sentence=str(refusal)), HTTPStatus.CONFLICT
    said = refusal.problems[0].sentence if isinstance(refusal, BadFile) else str(refusal)
    at = refusal.problems[0].line if isinstance(refusal, BadFile) else getattr(refusal, "line", 1)
    # A sentence within another one.
    said = said.rstrip(".")
    sentence = gettext(
        "%(file)s can’t be read here, in line %(line)s: %(problem)s. Mend it in the file itself.",
        file=kind.path,
        line=at,
        problem=said,
    )
    return render_template("desk/refused.html", sentence=sentence), HTTPStatus.CONFLICT
