"""The devices and passkeys of the author who asks, and signing out."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from blog import current
from blog.accounts import queries, service
from blog.database.transaction import transaction
from blog.web import signed_in
from blog.web.signed_in import visitor

bp = Blueprint("devices", __name__)


@bp.get("/devices/")
def show() -> str:
    """List the devices that are signed in, and the passkeys there are."""
    slug = visitor().slug
    return render_template(
        "desk/devices.html",
        devices=queries.devices_of(slug, now=current.now()),
        passkeys=queries.passkeys_of(slug),
        has_password=queries.password(slug) is not None,
    )


@bp.post("/devices/<int:device_id>/sign-out/")
def sign_out(device_id: int) -> ResponseReturnValue:
    """Sign one device out."""
    asking = visitor()
    with transaction():
        service.sign_out(device_id, slug=asking.slug)
    if device_id == asking.device_id:
        return _away()
    return redirect(url_for("desk.devices.show"), HTTPStatus.SEE_OTHER)


@bp.post("/passkeys/<int:passkey_id>/remove/")
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    """Let a passkey sign nobody in any more."""
    slug = visitor().slug
    with transaction():
        service.remove_passkey(passkey_id, slug=slug)
    return redirect(url_for("desk.devices.show"), HTTPStatus.SEE_OTHER)


@bp.post("/sign-out/")
def leave() -> ResponseReturnValue:
    """Sign this device out."""
    asking = visitor()
    with transaction():
        service.sign_out(asking.device_id, slug=asking.slug)
    return _away()


def _away() -> ResponseReturnValue:
    response = redirect("/", HTTPStatus.SEE_OTHER)
    signed_in.let_out(response)
    return response
