"""Rendering what has changed, side by side and in processes that can be stopped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any
from unicodedata import normalize
from urllib.parse import quote

from blog.authors.biofile import BioFile
from blog.content_sync import jobs, picturing
from blog.content_sync.picturing import Pictures
from blog.content_sync.progress import OnDone, counted
from blog.content_sync.reading import Changed
from blog.errors import Problem
from blog.markup import figures
from blog.markup.post import Picture, Rendered
from blog.posts.postfile import PostFile
from blog.series.introfile import IntroFile
from blog.sources.folder import Kind
from blog.workshop import Workshop

# So much longer than a text takes a picture.
_PICTURE_COUNTS = 10
# What is smaller than this is an icon or a rule, and nothing to show a text by.
_LEAST_SIDE = 200


@dataclass(frozen=True, kw_only=True)
class Finished:
    """A changed file as it was rendered; `rendered` is None where it could not be."""

    changed: Changed
    rendered: Rendered | None
    picture: dict[str, Any] | None
    problems: tuple[Problem, ...]
    # The folders of all pictures it shows.
    folders: tuple[str, ...] = ()


def render(
    changed: Sequence[Changed],
    *,
    content: Path,
    media: Path,
    language: str,
    workshop: Workshop,
    on_done: OnDone | None = None,
    pictures: Mapping[str, Pictures] | None = None,
) -> list[Finished]:
    """Render texts and the pictures they show; what fails is named and hurts nothing else.

    Where `pictures` are given by the paths of the texts, none is made.
    """
    weight = len(picturing.originals(changed)) * _PICTURE_COUNTS
    one_more = counted(on_done, len(changed) + weight)
    shown = pictures or picturing.serve(
        changed,
        content=content,
        media=media,
        workshop=workshop,
        on_done=one_more and partial(one_more, _PICTURE_COUNTS),
    )
    texts = (_job(one, shown[one.found.path], language) for one in changed)
    outcomes = workshop.map(jobs.render, texts, on_done=one_more)
    return [
        _finished(one, outcome.value, outcome.problem, shown[one.found.path])
        for one, outcome in zip(changed, outcomes, strict=True)
    ]


def _job(one: Changed, pictures: Pictures, language: str) -> jobs.Text:
    """Hand a text over with its pictures, under all ways their names may be written."""
    spelled = {one: made for name, made in pictures.by_name.items() for one in _spellings(name)}
    # A bio stands below everything else.
    seen_first = one.found.kind is not Kind.AUTHOR
    return jobs.Text(
        body=one.written.body,
        body_line=one.written.body_line,
        pictures={**spelled, **pictures.by_name},
        language=language,
        seen_first=seen_first,
    )


def _spellings(name: str) -> set[str]:
    """Spell a name with its accents joined to their letters and apart, as Macs store them."""
    forms = {name, normalize("NFC", name), normalize("NFD", name)}
    return forms | {quote(one) for one in forms}


def _finished(
    one: Changed, rendered: Rendered | None, problem: str | None, pictures: Pictures
) -> Finished:
    path, line = one.found.path, one.written.body_line
    problems = []
    if rendered is None:
        problems.append(Problem(path, line, f"the text {problem}"))
    else:
        problems += [
            Problem(path, line, sentence, refused=False) for line, sentence in rendered.advice
        ]
    name, chosen, line = _chosen(one)
    chosen = picturing.meant(chosen, pictures.by_name) or chosen if chosen else None
    picture = pictures.by_name.get(chosen) if chosen else None
    if chosen and not isinstance(picture, Picture):
        why = figures.not_shown(chosen, pictures.by_name, {*one.found.pictures})
        problems.append(Problem(path, line, f"{name}: {why}", refused=False))
    if not isinstance(picture, Picture) and not isinstance(one.written, BioFile):
        picture = _first(rendered, pictures)
    return Finished(
        changed=one,
        rendered=rendered,
        picture=_kept(picture, rendered) if isinstance(picture, Picture) else None,
        problems=tuple(problems),
        folders=tuple(sorted(pictures.folders)),
    )


def _kept(picture: Picture, rendered: Rendered | None) -> dict[str, Any]:
    """Keep a picture, with the words that describe it where the text shows it too."""
    described = rendered.described if rendered else {}
    in_text = picture.address in described
    return {**asdict(picture), "alt": described.get(picture.address, ""), "in_text": in_text}


def _first(rendered: Rendered | None, pictures: Pictures) -> Picture | None:
    """Find the first picture a text shows that is large enough to stand for it."""
    made = {one.address: one for one in pictures.by_name.values() if isinstance(one, Picture)}
    shown = (made.get(address) for address in (rendered.described if rendered else ()))
    return next((one for one in shown if one and min(one.width, one.height) >= _LEAST_SIDE), None)


def _chosen(one: Changed) -> tuple[str, str | None, int]:
    """Name the field that chooses a picture to stand for the whole text, its word and line."""
    match one.written:
        case PostFile(image=image) as post:
            return "image", image, post.lines.get(("image", image or ""), 1)
        case BioFile(picture=picture) as bio:
            return "picture", picture, bio.picture_line
        case IntroFile(image=image) as intro:
            return "image", image, intro.image_line
        case _:
            return "", None, 1
