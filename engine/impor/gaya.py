"""The formats of a workbook: which of its numbers are days. Excel keeps a date as a number and a format."""

import re
from datetime import date, datetime, timedelta
from typing import Final

_BAWAAN: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""The formats of dates and times every workbook has without saying so (ECMA-376 18.8.30)."""
_BUKAN_HURUF: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_TANGGAL: Final = re.compile(r"[ymdhs]", re.IGNORECASE)
AWAL: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's day has no zone
AWAL_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001 - the same, in workbooks of old Macs
KABISAT_PALSU: Final = 60
"""Excel counts a 29 February 1900 that never was: earlier numbers are a day further on."""
TERAKHIR: Final = 2_958_465
"""31 December 9999."""


def gaya_tanggal(bentuk: dict[int, str], xf: list[int]) -> frozenset[int]:
    """The styles whose numbers are dates: their format is a built-in one, or holds letters of a date."""
    return frozenset(
        tempat
        for tempat, nomor in enumerate(xf)
        if nomor in _BAWAAN or (nomor in bentuk and _TANGGAL.search(_BUKAN_HURUF.sub("", bentuk[nomor])))
    )


def hari(angka: float, *, sejak_1904: bool) -> date | float:
    """The day (or the moment) a number stands for; the number itself where it is none."""
    if not 0 < angka <= TERAKHIR:
        return angka
    awal = AWAL_1904 if sejak_1904 else AWAL + timedelta(days=angka < KABISAT_PALSU)
    try:
        saat = awal + timedelta(days=angka)
    except OverflowError:
        return angka
    return saat.date() if angka == int(angka) else saat.replace(microsecond=0)
