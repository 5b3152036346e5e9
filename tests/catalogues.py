"""Gathering the texts of the program for those who translate it.

Run as a program (`make texts`) it writes `blog/catalogues/messages.pot` anew and brings every
catalogue beside it up to date; what is new there is left empty, to be translated.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "blog" / "catalogues"
POT = FOLDER / "messages.pot"
_HEADER = "# The texts of Second Wind that readers see. Made by: make texts"
_PLACES = {
    "blog": ("**.py", "python", {}),
    "templates": ("**.html", "jinja2", {"trimmed": "true", "newstyle_gettext": "true"}),
}


def gather() -> Catalog:
    """Find every text in the program and its templates."""
    found = Catalog(fuzzy=False, header_comment=_HEADER)
    for place, (files, kind, options) in _PLACES.items():
        texts = extract_from_dir(
            ROOT / place,
            method_map=[(files, kind)],
            options_map={files: options},
            # Babel's own rule leaves out what begins with "_".
            directory_filter=lambda path: not path.endswith("__pycache__"),
        )
        for name, _, message, comments, context in texts:
            # Without line numbers, so that moving a text changes nothing here.
            where = [(f"{place}/{name}", 0)]
            found.add(message, locations=where, auto_comments=comments, context=context)
    return found


def written(catalogue: Catalog) -> bytes:
    """Write a catalogue, the same every time."""
    file = BytesIO()
    write_po(
        file,
        catalogue,
        width=100,
        omit_header=True,
        sort_by_file=True,
        include_lineno=False,
        ignore_obsolete=True,
        include_previous=False,
    )
    return file.getvalue()


def template() -> bytes:
    """Write what messages.pot has to say."""
    return f"{_HEADER}\n\n".encode() + written(gather())


def main() -> None:
    """Bring messages.pot and every catalogue up to date."""
    found = gather()
    FOLDER.mkdir(exist_ok=True)
    POT.write_bytes(template())
    for path in sorted(FOLDER.glob("*.po")):
        catalogue = read_po(BytesIO(path.read_bytes()), locale=path.stem.replace("-", "_"))
        catalogue.update(found, no_fuzzy_matching=True)
        path.write_bytes(_head(path.read_bytes()) + written(catalogue))


def _head(po: bytes) -> bytes:
    """Keep what stands above the first text: remarks, and how the language forms plurals."""
    return po.partition(b"\n\n")[0] + b"\n\n"


if __name__ == "__main__":
    main()
