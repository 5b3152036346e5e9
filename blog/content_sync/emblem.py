"""The picture of the whole site: what stands for pages that have none of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from blog.content_sync import picturing
from blog.errors import Problem
from blog.markup import figures
from blog.markup.pictures import Picture
from blog.preferences.sitefile import Preferences
from blog.sources.folder import SITE
from blog.sources.ledger import Seen
from blog.workshop import Workshop


def kept(
    preferences: Preferences, site: Seen, *, before: Seen | None, usual: Preferences
) -> tuple[Preferences, Seen] | None:
    """Complete the author's choices with the picture of the last sync, if nothing has changed."""
    if before is None or not before.slug or before.checksum != site.checksum:
        return None
    complete = replace(preferences, picture_made=usual.picture_made)
    return complete, site._replace(problems=before.problems)


def made(
    preferences: Preferences,
    site: Seen,
    *,
    beside: Mapping[str, str],
    content: Path,
    media: Path,
    workshop: Workshop,
) -> tuple[Preferences, Seen]:
    """Complete the author's choices with what readers see of `picture`, or say why they don't.

    `beside` are the pictures in the folder of site.toml.
    """
    name = preferences.picture
    if not name:
        return preferences, site
    outcomes: dict[str, Picture | str] = {}
    if file := picturing.meant(name, beside):
        outcomes[name] = picturing.serve_one(file, content=content, media=media, workshop=workshop)
    if isinstance(picture := outcomes.get(name), Picture):
        return replace(preferences, picture_made={**asdict(picture), "alt": ""}), site
    sentence = f"picture: {figures.not_shown(name, outcomes, beside)}"
    problem = Problem(SITE, preferences.picture_line, sentence, refused=False)
    return preferences, site._replace(problems=(*site.problems, problem))


def folder(preferences: Preferences) -> set[str]:
    """Name the folder the picture is served from, if there is one."""
    of_last_sync = preferences.picture_made or {}
    name = str(of_last_sync.get("folder", "")).rpartition("/")[2]
    return {name} if name else set()
