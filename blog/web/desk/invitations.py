"""Where a link that invites leads: to choose a passkey or a password."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.accounts import devices, passkeys, passwords, queries, secrets, service
from blog.accounts.invitations import InvitationOver
from blog.authors import queries as authors
from blog.authors.queries import Shown as Author
from blog.database.transaction import transaction
from blog.errors import Refusal
from blog.texts import gettext
from blog.web import signed_in
from blog.web.desk import answers, sign_in

_MOST = 64 * 2**10

bp = Blueprint("invitations", __name__, url_prefix="/desk/invited")
bp.before_request(answers.refuse_strangers)
bp.after_request(answers.keep_private)


class Unchosen(Refusal):
    """A choice that cannot be kept as it is."""


@bp.get("/<secret>/")
def show(secret: str) -> ResponseReturnValue:
    """Let whoever was invited choose; looking at the link does not use it up."""
    try:
        return _page(secret, _invited(secret))
    except InvitationOver as over:
        return _over(over)


@bp.post("/<secret>/")
def accept(secret: str) -> ResponseReturnValue:
    """Keep what was chosen, and let the author in."""
    request.max_form_memory_size = request.max_content_length = _MOST
    try:
        author = _invited(secret)
    except InvitationOver as over:
        return _over(over)
    try:
        _choose(secret, author)
    except InvitationOver as over:
        return _over(over)
    except Refusal as error:
        return _page(secret, author, problem=str(error)), HTTPStatus.UNPROCESSABLE_ENTITY
    response = redirect(url_for("desk.home.show"), HTTPStatus.SEE_OTHER)
    signed_in.let_in(response, sign_in.let_in(author.slug))
    return response


def _invited(secret: str) -> Author:
    """Find whom a link invites."""
    slug = queries.invited(secret, now=current.now())
    author = authors.by_slug(slug)
    if author is None:
        raise InvitationOver(gettext("Nobody of this site is called “%(slug)s”.", slug=slug))
    return author


def _choose(secret: str, author: Author) -> None:
    """Keep a passkey or a password; raise Refusal where it will not do."""
    now = current.now()
    if sent := request.form.get("credential"):
        known = sign_in.challenges(_purpose(secret))
        made = passkeys.made(sent, house=sign_in.house(), challenges=known, now=now)
        name = devices.name_of(request.headers.get("User-Agent", ""))
        with transaction():
            service.accept(secret, now=now)
            service.keep_passkey(author.slug, made, name=name, now=now)
        return
    password = request.form.get("password", "")
    about = (author.slug, author.name, *author.name.split(), current.preferences().title)
    if objection := passwords.objection(password, about=about):
        raise Unchosen(objection)
    if password != request.form.get("again", ""):
        raise Unchosen(gettext("The two are not the same. Type it twice."))
    hashed = passwords.hashed(password)
    with transaction():
        service.accept(secret, now=now)
        service.choose_password(author.slug, hashed, now=now)


def _page(secret: str, author: Author, *, problem: str = "") -> str:
    now = current.now()
    challenge = sign_in.challenges(_purpose(secret)).new(now)
    options = passkeys.creation(
        sign_in.house(),
        slug=author.slug,
        name=author.name,
        challenge=challenge,
        key=current.tokens().key,
    )
    return render_template(
        "desk/invited.html",
        author=author,
        problem=problem,
        options=options,
        shortest=passwords.SHORTEST,
    )


def _over(over: InvitationOver) -> ResponseReturnValue:
    return render_template("desk/over.html", sentence=str(over)), HTTPStatus.GONE


def _purpose(secret: str) -> str:
    return f"invitation {secrets.mark(secret)}"
