"""Rendering what has changed, side by side and in processes that can be stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from blog.authors.biofile import BioFile
from blog.content_sync import jobs
from blog.content_sync.progress import OnDone, counted
from blog.content_sync.reading import Changed
from blog.errors import Problem
from blog.images.reencode import Served
from blog.markup import figures
from blog.markup.post import Picture, Pictures, Rendered
from blog.posts.postfile import PostFile
from blog.workshop import Workshop


@dataclass(frozen=True, kw_only=True)
class Finished:
    """A changed file as it was rendered; `rendered` is None where it could not be."""

    changed: Changed
    rendered: Rendered | None
    picture: dict[str, Any] | None
    problems: tuple[Problem, ...]


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
    pictures = _serve_pictures(changed, content=content, media=media, workshop=workshop)
    texts = (_job(one, pictures[one.found.path], language) for one in changed)
    outcomes = workshop.map(jobs.render, texts, on_done=counted(on_done, len(changed)))
    return [
        _finished(one, outcome.value, outcome.problem, pictures[one.found.path])
        for one, outcome in zip(changed, outcomes, strict=True)
    ]


def _serve_pictures(
    changed: Sequence[Changed], *, content: Path, media: Path, workshop: Workshop
) -> dict[str, Pictures]:
    wanted = [(one.found.path, name) for one in changed for name in one.pictures]
    originals = ((content / Path(path).parent / name, media) for path, name in wanted)
    served: dict[str, dict[str, Picture | str]] = {one.found.path: {} for one in changed}
    for (path, name), outcome in zip(
        wanted, workshop.map(jobs.serve_picture, originals), strict=True
    ):
        made = outcome.value
        served[path][name] = _picture(made) if made else outcome.problem or "cannot be served"
    return dict(served)


def _picture(made: Served) -> Picture:
    return Picture(address=f"/media/{made.name}", width=made.width, height=made.height)


def _job(one: Changed, pictures: Pictures, language: str) -> jobs.Text:
    """Hand a text over with its pictures, under both ways their names may be written."""
    quoted = {quote(name): made for name, made in pictures.items()}
    return one.written.body, one.written.body_line, {**quoted, **pictures}, language


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
    picture = pictures.get(chosen) if chosen else None
    if chosen and not isinstance(picture, Picture):
        why = figures.not_shown(chosen, pictures, {*one.found.pictures})
        problems.append(Problem(path, line, f"{name}: {why}", refused=False))
    return Finished(
        changed=one,
        rendered=rendered,
        picture={**asdict(picture), "alt": ""} if isinstance(picture, Picture) else None,
        problems=tuple(problems),
    )


def _chosen(one: Changed) -> tuple[str, str | None, int]:
    """Name the field that chooses a picture to stand for the whole text, its word and line."""
    match one.written:
        case PostFile(image=image) as post:
            return "image", image, post.lines.get(("image", image or ""), 1)
        case BioFile(picture=picture) as bio:
            return "picture", picture, bio.picture_line
        case _:
            return "", None, 1
