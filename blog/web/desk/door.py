"""The desk's door: everything of the desk is registered inside it, and inherits its lock.

Signing in stands beside it (`sign_in`, `invitations`), as does what browsers fetch without
saying who asks (`manifest`).
"""

from __future__ import annotations

from http import HTTPStatus

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    after_this_request,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response as BaseResponse

from blog import current
from blog.accounts import devices as rules
from blog.accounts import service
from blog.database.transaction import transaction
from blog.web import origin, signed_in
from blog.web.desk import (
    answers,
    bio,
    carrying,
    check_in,
    comments,
    devices,
    discussions,
    history,
    home,
    mending,
    photos,
    posts,
    problems,
    ruling,
    settings,
    sign_in,
    tags,
    writing,
)
from blog.web.origin import Origin
from blog.web.signed_in import Visitor

_READING = frozenset({"GET", "HEAD", "OPTIONS"})

bp = Blueprint("desk", __name__, url_prefix="/desk")
for _part in (
    home,
    posts,
    writing,
    photos,
    check_in,
    history,
    mending,
    problems,
    comments,
    ruling,
    discussions,
    bio,
    tags,
    settings,
    devices,
):
    bp.register_blueprint(_part.bp)

_csrf = CSRFProtect()


def register(app: Flask) -> None:
    """Hang the door: the desk's forms carry a token, and no other forms of the site do."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.config["WTF_CSRF_SSL_STRICT"] = False
    _csrf.init_app(app)
    app.register_blueprint(bp)
    # So that a form says what its author has seen.
    app.jinja_env.globals["made"] = lambda: current.now().isoformat()


@bp.before_request
def require_author() -> ResponseReturnValue | None:
    """Let authors in, and forms that are theirs; carry on what anybody else has typed."""
    writes = request.method not in _READING
    if writes and origin.of(request) is Origin.FOREIGN:
        abort(HTTPStatus.FORBIDDEN)
    visitor = signed_in.author()
    if visitor is None:
        return _ask_who_it_is(writes=writes)
    request.max_content_length, request.max_form_memory_size = photos.MOST_AT_ONCE, carrying.MOST
    if writes:
        try:
            _csrf.protect()
        except CSRFError:
            return _show_again()
    _renew(visitor)
    return None


@bp.after_request
def keep_private(response: BaseResponse) -> BaseResponse:
    """Keep whatever the desk says from caches, and its addresses from other sites."""
    return answers.keep_private(response)


def _ask_who_it_is(*, writes: bool) -> ResponseReturnValue:
    if writes:
        return sign_in.page(carrying.of(request)), HTTPStatus.UNAUTHORIZED
    path = request.full_path if request.query_string else request.path
    home_ = path == url_for("desk.home.show")
    address = url_for("sign_in.show", next=None if home_ else path)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _show_again() -> ResponseReturnValue:
    """Give back a form whose token is none of this author's, to be sent with one that is."""
    carried = carrying.of(request)
    token = {"csrf_token"}
    fields = [(name, value) for name, value in carried.fields if name not in token]
    words = max((value for _, value in fields), key=len, default="")
    page = render_template(
        "desk/again.html", path=carried.path, fields=fields, words=words, photos=carried.photos
    )
    return page, HTTPStatus.BAD_REQUEST


def _renew(visitor: Visitor) -> None:
    """Keep a device signed in for as long as it is used."""
    now = current.now()
    if not rules.is_to_be_renewed(used_at=visitor.used_at, now=now):
        return
    with transaction():
        service.renew(visitor.device_id, now=now)

    @after_this_request
    def _(response: Response) -> Response:
        signed_in.let_in(response, request.cookies[rules.COOKIE])
        return response
