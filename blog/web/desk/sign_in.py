"""Signing in, beside the desk's door: with a passkey, or with a name and a password."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.accounts import attempts, devices, passkeys, passwords, queries, service
from blog.accounts.attempts import TooManyAttempts
from blog.accounts.passkeys import BadPasskey, Challenges, House
from blog.authors import queries as authors
from blog.database.transaction import transaction
from blog.errors import Refusal
from blog.texts import gettext
from blog.web import origin, signed_in
from blog.web.desk import answers, carrying
from blog.web.desk.carrying import Carried

_MINUTES = 5
_PURPOSE = "sign in"

bp = Blueprint("sign_in", __name__, url_prefix="/desk/sign-in")
bp.before_request(answers.refuse_strangers)
bp.after_request(answers.keep_private)


class WrongPassword(Refusal):
    """A name and a password that do not belong together."""

    def __init__(self) -> None:
        super().__init__(gettext("That name and that password don’t belong together."))


@bp.get("/")
def show() -> ResponseReturnValue:
    """Ask who it is; whoever is signed in goes on."""
    if signed_in.author() is not None:
        return redirect(_next(), HTTPStatus.SEE_OTHER)
    return page()


@bp.post("/")
def enter() -> ResponseReturnValue:
    """Let an author in, and go on with what they were about to do."""
    request.max_content_length = request.max_form_memory_size = carrying.MOST_CARRIED
    carried = carrying.read(request.form.get("carried", ""))
    try:
        slug, attempt = _proven()
    except TooManyAttempts as error:
        headers = {"Retry-After": str(_MINUTES * 60)}
        return page(carried, problem=str(error)), HTTPStatus.TOO_MANY_REQUESTS, headers
    except Refusal as error:
        return page(carried, problem=str(error)), HTTPStatus.UNPROCESSABLE_ENTITY
    badge = let_in(slug, attempt=attempt)
    if carried is None:
        response = redirect(_next(), HTTPStatus.SEE_OTHER)
    else:
        response = carrying.go_on(carried, badge=badge)
    signed_in.let_in(response, badge)
    return response


def page(carried: Carried | None = None, *, problem: str = "") -> str:
    """Ask who it is; `carried` is what waits to be sent once that is known."""
    wanted = request.values.get("next", "")
    return render_template(
        "desk/sign_in.html",
        carried=carried.written() if carried else "",
        photos=carried.photos if carried else (),
        next=wanted if carrying.is_own(wanted) else "",
        name=request.form.get("name", "") if request.endpoint == "sign_in.enter" else "",
        problem=problem,
        options=passkeys.request(house(), challenge=challenges(_PURPOSE).new(current.now())),
    )


def let_in(slug: str, *, attempt: int | None = None) -> str:
    """Sign the browser that asks in; give the badge it is to carry.

    Where it was signed in before, this takes the place of that.
    """
    now, old = current.now(), signed_in.token()
    name = devices.name_of(request.headers.get("User-Agent", ""))
    before = queries.signed_in(old, now=now) if old else None
    with transaction():
        if attempt is not None:
            service.forgive(attempt)
        if before is not None:
            service.sign_out(before.device_id, slug=before.author_slug)
        token = service.sign_in(slug, name=name, now=now)
    return signed_in.badges().written(token)


def house() -> House:
    """Say how browsers know this site."""
    return House(
        name=current.preferences().title,
        host=urlsplit(request.host_url).hostname or "",
        # A proxy may take the encryption off and not say so. Without it, browsers have no
        # passkeys but on this machine, so what they say of it can be believed.
        origins=(request.host_url.rstrip("/"), f"https://{request.host}"),
    )


def challenges(purpose: str) -> Challenges:
    """Give what makes challenges for a purpose."""
    return Challenges(str(current_app.secret_key), purpose)


def _proven() -> tuple[str, int]:
    """Find out who it is, and the number of the attempt; raise Refusal where nothing proves it."""
    if credential := request.form.get("credential"):
        return _by_passkey(credential)
    return _by_password(request.form.get("name", ""), request.form.get("password", ""))


def _by_passkey(sent: str) -> tuple[str, int]:
    credential = passkeys.credential_of(sent)
    attempt = _attempt(credential)
    kept, now = queries.passkey(credential), current.now()
    known = challenges(_PURPOSE)
    count = passkeys.proven(sent, kept, house=house(), challenges=known, now=now)
    if kept is None or kept.author_slug not in authors.names():
        raise BadPasskey
    with transaction():
        service.use_passkey(kept, sign_count=count, now=now)
    return kept.author_slug, attempt


def _by_password(name: str, password: str) -> tuple[str, int]:
    slug = _slug_of(name.strip())
    attempt = _attempt(slug or name.strip())
    if not passwords.fits(password, queries.password(slug)):
        raise WrongPassword
    return slug, attempt


def _slug_of(name: str) -> str:
    """Find the one author who is called like this; nothing where there is none, or several."""
    known = authors.names()
    if name in known:
        return name
    same = [slug for slug, called in known.items() if called.casefold() == name.casefold()]
    return same[0] if len(same) == 1 else ""


def _attempt(account: str) -> int:
    """Count an attempt; raise TooManyAttempts where it is one too many."""
    sender, key, now = origin.sender(request), current.tokens().key, current.now()
    mark = attempts.account(account, device=signed_in.token(), key=key)
    network = sender.network(key)
    with transaction():
        number = service.try_once(mark, network, now=now)
    try:
        with transaction():
            service.weigh(number, mark, network, network_known=sender.address is not None)
    except TooManyAttempts:
        # Who is told to wait does not wait longer for having asked.
        with transaction():
            service.forgive(number)
        raise
    return number


def _next() -> str:
    wanted = request.values.get("next", "")
    return wanted if carrying.is_own(wanted) else url_for("desk.home.show")
