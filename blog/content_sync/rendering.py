"""Rendering what has changed, side by side and in processes that can be stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any
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
from blog.sources.folder import Kind
from blog.workshop import Workshop

# So much longer than a text takes a picture.
_PICTURE_COUNTS = 10


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
) -> list[Finished]:
    """Render texts and the pictures they show; what fails is named and hurts nothing else."""
    weight = len(picturing.originals(changed)) * _PICTURE_COUNTS
    one_more = counted(on_done, len(changed) + weight)
    pictures = picturing.serve(
        changed,
        content=content,
        media=media,
        workshop=workshop,
        on_done=one_more and partial(one_more, _PICTURE_COUNTS),
    )
    texts = (_job(one, pictures[one.found.path], language) for one in changed)
    outcomes = workshop.map(jobs.render, texts, on_done=one_more)
    return [
        _finished(one, outcome.value, outcome.problem, pictures[one.found.path])
        for one, outcome in zip(changed, outcomes, strict=True)
    ]


def _job(one: Changed, pictures: Pictures, language: str) -> jobs.Text:
    """Hand a text over with its pictures, under both ways their names may be written."""
    quoted = {quote(name): made for name, made in pictures.by_name.items()}
    # A bio stands below everything else.
    seen_first = one.found.kind is not Kind.AUTHOR
    return jobs.Text(
        body=one.written.body,
        body_line=one.written.body_line,
        pictures={**quoted, **pictures.by_name},
        language=language,
        seen_first=seen_first,
    )


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
    picture = pictures.by_name.get(chosen) if chosen else None
    if chosen and not isinstance(picture, Picture):
        why = figures.not_shown(chosen, pictures.by_name, {*one.found.pictures})
        problems.append(Problem(path, line, f"{name}: {why}", refused=False))
    return Finished(
        changed=one,
        rendered=rendered,
        picture=_kept(picture, rendered) if isinstance(picture, Picture) else None,
        problems=tuple(problems),
        folders=tuple(sorted(pictures.folders)),
    )


def _kept(picture: Picture, rendered: Rendered | None) -> dict[str, Any]:
    """Keep a chosen picture, with the words that describe it where the text shows it too."""
    words = rendered.described.get(picture.address, "") if rendered else ""
    return {**asdict(picture), "alt": words}


def _chosen(one: Changed) -> tuple[str, str | None, int]:
    """Name the field that chooses a picture to stand for the whole text, its word and line."""
    match one.written:
        case PostFile(image=image) as post:
            return "image", image, post.lines.get(("image", image or ""), 1)
        case BioFile(picture=picture) as bio:
            return "picture", picture, bio.picture_line
        case _:
            return "", None, 1
