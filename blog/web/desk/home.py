"""The desk's first page."""

from __future__ import annotations

from flask import Blueprint, render_template

bp = Blueprint("home", __name__)


@bp.get("/")
def show() -> str:
    """Show what can be done here."""
    return render_template("desk/home.html")
