"""Languages of the screens: Indonesian is the source, English a catalogue (`locale/en/LC_MESSAGES/jejak.po`).

The catalogue is compiled in memory when it is first asked for, so no compiled file can lag behind its source.
"""

from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

BAHASA: Final = {"id": "Bahasa Indonesia", "en": "English"}
"""The languages there are, each by its own name; the first is the source."""
ASAL: Final = "id"
KUKI: Final = "bahasa"


def N_(kalimat: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    """Mark a string for the catalogue without translating it now."""
    return kalimat


@cache
def terjemahan(bahasa: str) -> NullTranslations:
    """The catalogue of a language; the source language has none and says what stands in the code."""
    if bahasa == ASAL:
        return NullTranslations()
    source = files("web") / "locale" / bahasa / "LC_MESSAGES" / "jejak.po"
    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=bahasa))
    compiled.seek(0)
    return GNUTranslations(compiled)


def pilih(kuki: str | None) -> str:
    """The language to answer in: what was chosen here, else Indonesian.

    What the browser prefers is not asked: counter PCs run an English Windows under Indonesian hands.
    """
    return kuki if kuki is not None and kuki in BAHASA else ASAL


def waktu(saat: datetime, zona: ZoneInfo, bahasa: str, pola: str = "d MMM yyyy HH.mm") -> str:
    """An instant on the facility's clock, in words of the language."""
    return format_datetime(saat, pola, tzinfo=zona, locale=bahasa)


def hari(tanggal: date, bahasa: str, pola: str = "EEEE, d MMMM yyyy") -> str:
    """A day, in words of the language."""
    return format_date(tanggal, pola, locale=bahasa)
