"""Making what readers see of the pictures that changed texts show, each picture once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

from blog.content_sync import jobs
from blog.content_sync.reading import Changed
from blog.images.reencode import Served
from blog.markup.pictures import Picture
from blog.workshop import Workshop

# A photo takes half a second of a processor. So long may a slow machine take for a giant.
_SECONDS = 60


@dataclass
class Pictures:
    """What became of the pictures one text speaks of, by name; and the folders they stand in."""

    by_name: dict[str, Picture | str] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)


def meant(name: str, beside: Iterable[str]) -> str | None:
    """Find the file that is called so, however its accents are stored; “./” in front is “here”."""
    plain = normalize("NFC", name.removeprefix("./"))
    return next((one for one in beside if normalize("NFC", one) == plain), None)


def originals(changed: Sequence[Changed]) -> list[str]:
    """Name every picture the texts speak of, by its path in the author's folder."""
    return sorted({_path(one, name) for one in changed for name in one.pictures})


def serve(
    changed: Sequence[Changed],
    *,
    content: Path,
    media: Path,
    workshop: Workshop,
    on_done: Callable[[], None] | None = None,
) -> dict[str, Pictures]:
    """Make or find every picture; what cannot be served is told by the texts that show it."""
    paths = originals(changed)
    jobs_ = ((content / path, media) for path in paths)
    outcomes = workshop.map(jobs.serve_picture, jobs_, on_done, seconds=_SECONDS)
    made = dict(zip(paths, outcomes, strict=True))
    found = {one.found.path: Pictures() for one in changed}
    for one in changed:
        pictures = found[one.found.path]
        for name in one.pictures:
            outcome = made[_path(one, name)]
            if outcome.value is None:
                pictures.by_name[name] = outcome.problem or "cannot be served"
            else:
                pictures.by_name[name] = _picture(outcome.value)
                pictures.folders.add(outcome.value.name)
    return found


def serve_one(path: str, *, content: Path, media: Path, workshop: Workshop) -> Picture | str:
    """Make or find one picture by its path in the author's folder, or say why it is not served."""
    jobs_ = [(content / path, media)]
    (outcome,) = workshop.map(jobs.serve_picture, jobs_, seconds=_SECONDS)
    if outcome.value is None:
        return outcome.problem or "cannot be served"
    return _picture(outcome.value)


def _path(one: Changed, name: str) -> str:
    folder, _, _ = one.found.path.rpartition("/")
    return f"{folder}/{name}"


def _picture(served: Served) -> Picture:
    made, folder = served.made, f"/media/{served.name}"
    return Picture(
        address=f"{folder}/{made.usual}",
        width=made.width,
        height=made.height,
        folder=folder,
        widths=made.widths,
        kinds=made.kinds,
        still=f"{folder}/{made.still}" if made.still else "",
        tint=made.tint,
    )
