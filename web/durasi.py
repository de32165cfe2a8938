"""Lengths of time in words: ISO 8601 as policy writes it ("P14D", "PT24H") becomes "14 hari", "24 jam"."""

import re
from typing import Final

from babel.units import format_unit

_ISO: Final = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")
_SATUAN: Final = ("duration-day", "duration-hour", "duration-minute", "duration-second")


def durasi(teks: str, bahasa: str) -> str | None:
    """The words of a length of time; None for whatever is none. Hours stay hours: 24 of them are not a day."""
    found = _ISO.fullmatch(teks)
    parts = found.groups() if found else ()
    words = [
        format_unit(float(value) if "." in value else int(value), unit, locale=bahasa)
        for value, unit in zip(parts, _SATUAN, strict=False)
        if value
    ]
    return " ".join(words) or None
