"""Making what readers see of the pictures that changed texts show, each picture once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

from blog.content_sync import jobs
from blog.content_sync.reading import Changed
from blog.images import reencode
from blog.images.measures import Measure
from blog.images.reencode import BadPicture, Served
from blog.markup.pictures import Picture
from blog.workshop import Workshop

# A photo takes half a second of a processor. So long may a slow machine take for a giant.
_SECONDS = 60
_SERVED_AT = "/media/"
# What an iPhone takes is shown by hardly any.
_SHOWN_BY_BROWSERS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")


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
    made = _made(originals(changed), content, media, workshop, on_done)
    return {one.found.path: _shown(one, made) for one in changed}


def at_hand(
    one: Changed,
    *,
    content: Path,
    media: Path,
    workshop: Workshop,
    as_it_lies: Callable[[str], str],
) -> Pictures:
    """Find the pictures of one text, without making those that a browser can show as they are.

    To make ten photos takes longer than anybody wants to wait for a look at a page. `as_it_lies`
    gives the address of an original by its path.
    """
    made: dict[str, Picture | str] = {}
    for path in originals([one]):
        found = _before(content / path, media)
        if isinstance(found, Measure) and path.lower().endswith(_SHOWN_BY_BROWSERS):
            made[path] = Picture(as_it_lies(path), found.width, found.height)
        elif not isinstance(found, Measure):
            made[path] = found
    rest = [path for path in originals([one]) if path not in made]
    return _shown(one, {**made, **_made(rest, content, media, workshop)})


def _before(source: Path, media: Path) -> Picture | Measure | str:
    try:
        found = reencode.made_before(source, media)
    except BadPicture as refusal:
        return str(refusal)
    return found if isinstance(found, Measure) else _picture(found)


def serve_one(path: str, *, content: Path, media: Path, workshop: Workshop) -> Picture | str:
    """Make or find one picture by its path in the author's folder, or say why it is not served."""
    return _made([path], content, media, workshop)[path]


def _made(
    paths: Sequence[str],
    content: Path,
    media: Path,
    workshop: Workshop,
    on_done: Callable[[], None] | None = None,
) -> dict[str, Picture | str]:
    jobs_ = ((content / path, media) for path in paths)
    outcomes = workshop.map(jobs.serve_picture, jobs_, on_done, seconds=_SECONDS)
    return {
        path: _picture(one.value) if one.value else one.problem or "cannot be served"
        for path, one in zip(paths, outcomes, strict=True)
    }


def _shown(one: Changed, made: Mapping[str, Picture | str]) -> Pictures:
    by_name = {name: made[_path(one, name)] for name in one.pictures}
    pictures = (picture for picture in by_name.values() if isinstance(picture, Picture))
    folders = {picture.folder.removeprefix(_SERVED_AT) for picture in pictures if picture.folder}
    return Pictures(by_name=by_name, folders=folders)


def _path(one: Changed, name: str) -> str:
    folder, _, _ = one.found.path.rpartition("/")
    return f"{folder}/{name}"


def _picture(served: Served) -> Picture:
    made, folder = served.made, f"{_SERVED_AT}{served.name}"
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
