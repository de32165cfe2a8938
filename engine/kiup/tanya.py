"""What somebody typed into the one search box, read as what it looks like: a name, a date, a number of some kind."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from engine.kiup.nama import kata


@dataclass(frozen=True, slots=True)
class Tanya:
    """What is looked for; all that is given counts."""

    nama: str = ""
    lahir: date | None = None
    tahun: int | None = None
    """The year of birth, where no whole date is known."""
    nik: str = ""
    jkn: str = ""
    telepon: str = ""
    nomor: str = ""
    """A record number, or its end."""
    alamat: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words of the name."""
        return kata(self.nama)

    @property
    def kosong(self) -> bool:
        """Nothing was asked."""
        return self == Tanya()


_TANGGAL: Final = re.compile(
    r"\b(\d{1,2})[-/.\s](\d{1,2})[-/.\s]((?:19|20)\d{2})\b|\b((?:19|20)\d{2})-(\d{2})-(\d{2})\b"
)
_TAHUN: Final = re.compile(r"\b(19\d{2}|20\d{2})\b")
_ANGKA: Final = re.compile(r"\+?\d[\d\s./-]*\d|\d")
PANJANG_NIK: Final = 16
PANJANG_JKN: Final = 13
PANJANG_TELEPON: Final = range(9, 15)


def tanggal(teks: str) -> date | None:
    """A date as people and browsers write it; None for anything else."""
    found = _TANGGAL.search(teks)
    if found is None:
        return None
    hari, bulan, tahun = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return date(int(tahun), int(bulan), int(hari))
    except ValueError:
        return None


def pahami(teks: str) -> Tanya:
    """Read one line: `siti aminah 12-03-1990`, `3201…`, `0812…`, `00-12-34`."""
    asked = Tanya()
    if (lahir := tanggal(teks)) is not None:
        asked = replace(asked, lahir=lahir)
        teks = _TANGGAL.sub(" ", teks)
    words = bool(re.search(r"[^\W\d_]", teks))
    if words and (found := _TAHUN.search(teks)):
        asked = replace(asked, tahun=int(found[1]))
        teks = _TAHUN.sub(" ", teks)
    for number in _ANGKA.findall(teks):
        digits = re.sub(r"\D", "", number)
        if len(digits) == PANJANG_NIK:
            asked = replace(asked, nik=digits)
        elif len(digits) == PANJANG_JKN and not digits.startswith(("08", "628")):
            asked = replace(asked, jkn=digits)
        elif digits.startswith(("08", "628")) and len(digits) in PANJANG_TELEPON:
            asked = replace(asked, telepon="0" + digits[2:] if digits.startswith("62") else digits)
        elif not words:
            asked = replace(asked, nomor=number.strip())
    return replace(asked, nama=_ANGKA.sub(" ", teks).strip() if words else "")
