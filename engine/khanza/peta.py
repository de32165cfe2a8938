"""The map from visit to record: table `reg_periksa`, which knows the record number and the clinic of a visit.

`mutasi_berkas` itself has no record number. Only three columns are read; names and addresses are not looked at.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.khanza.baca import read_rows

WAJIB: Final = ("no_rawat", "no_rkm_medis")
NOMOR: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z./ -]{0,23}")
PANJANG_ANGKA: Final = 6
"""Khanza pads a numeric record number with zeros to at least this many digits; a spreadsheet eats them."""


@dataclass(frozen=True, slots=True)
class Kunjungan:
    """What the map knows of one visit. `kode` says what is wrong with its number, where something is."""

    nomor: str
    poli: str
    kode: str | None = None


def read_map(path: Path) -> dict[str, Kunjungan]:
    """Visits by no_rawat. Raises BukanEkspor or OSError as `read_rows` does."""
    found: dict[str, Kunjungan] = {}
    for baris in read_rows(path, WAJIB):
        if baris.utuh:
            nomor = baris.isi["no_rkm_medis"]
            found.setdefault(
                baris.isi["no_rawat"], Kunjungan(nomor, baris.isi.get("kd_poli", "").upper(), _wrong(nomor))
            )
    return found


def _wrong(nomor: str) -> str | None:
    if not NOMOR.fullmatch(nomor):
        return "nomor_rm_tidak_sah"
    if nomor.isdecimal() and len(nomor) < PANJANG_ANGKA:
        return "nomor_rm_terpotong"
    return None
