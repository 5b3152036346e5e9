"""The words of the program that readers see, in the site's language.

Every such text is looked up here under its English wording. Without a catalogue for the
language, or without the text in it, the English wording itself is shown.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

_FOLDER = Path(__file__).parent / "catalogues"
_ENGLISH = NullTranslations()
_active: ContextVar[NullTranslations] = ContextVar("catalogue", default=_ENGLISH)


def gettext(message: str, **values: object) -> str:
    """Say a text in the active language, its `%(name)s` filled in."""
    text = _active.get().gettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, n: int, **values: object) -> str:
    """Say a text that counts something, in the plural form the language has for `n`."""
    return _active.get().ngettext(one, many, n) % {"n": n, **values}


def speak(language: str) -> None:
    """Speak a language from now on in this context: for one request, that is."""
    _active.set(catalogue(language))


@lru_cache
def catalogue(language: str) -> NullTranslations:
    """Find the texts of a language, or of the language it is a variety of."""
    for name in (language, language.partition("-")[0]):
        path = _FOLDER / f"{name}.po"
        if name.replace("-", "").isalnum() and path.is_file():
            return read(path.read_bytes(), name)
    return _ENGLISH


def read(po: bytes, language: str) -> NullTranslations:
    """Make texts ready to use from a catalogue file, so that nobody has to compile one."""
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(po), locale=language.replace("-", "_")))
    compiled.seek(0)
    return GNUTranslations(compiled)
