"""The words of the program that readers see, in the site's language.

Every such text is looked up here under its English wording. Without a catalogue for the
language, or without the text in it, the English wording itself is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import cached_property, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

_FOLDER = Path(__file__).parent / "catalogues"
_ENGLISH = NullTranslations()


class _Voice:
    """A language that is asked for when the first text is said, and then spoken to the end.

    An answer without words needs nobody to know the language.
    """

    def __init__(self, language: Callable[[], str]) -> None:
        self._language = language

    @cached_property
    def catalogue(self) -> NullTranslations:
        return catalogue(self._language())


_voice: ContextVar[_Voice] = ContextVar("voice")


def gettext(message: str, **values: object) -> str:
    """Say a text in the active language, its `%(name)s` filled in."""
    text = _catalogue().gettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, n: int, **values: object) -> str:
    """Say a text that counts something, in the plural form the language has for `n`."""
    return form(one, many, n) % {"n": n, **values}


def form(one: str, many: str, n: int) -> str:
    """Give a text that counts something in the plural form the language has for `n`, unfilled."""
    return _catalogue().ngettext(one, many, n)


def speak(language: Callable[[], str]) -> None:
    """Speak from now on, in this context, the language that will be named when it is needed."""
    _voice.set(_Voice(language))


def speak_english() -> None:
    """Speak the program's own language again, so that the next to talk starts afresh."""
    _voice.set(_Voice(lambda: "en"))


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


def _catalogue() -> NullTranslations:
    voice = _voice.get(None)
    return _ENGLISH if voice is None else voice.catalogue
