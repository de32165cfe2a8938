"""What a sheet is, whatever wrote it: rows of cells. A text stays a text; only a spreadsheet has other kinds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import NamedTuple

Isi = str | int | float | date | time | timedelta
"""A cell. In a CSV always a text, so that nothing is lost in reading; a datetime is a date too, a bool an int."""


class Mentah(NamedTuple):
    """One row as the file has it: the line it begins on, its cells, and whether the row itself is whole."""

    nomor: int
    sel: tuple[Isi, ...]
    utuh: bool = True


class TidakTerbaca(Exception):
    """The file as a whole cannot be read as a sheet. `kode` says why, the message says what to do next."""

    def __init__(self, kode: str, kalimat: str) -> None:
        super().__init__(kalimat)
        self.kode = kode


@dataclass(frozen=True, slots=True)
class Lembar:
    """An open sheet: how it was read, and its rows as a stream."""

    rupa: str
    """In words for the person: `CSV, titik koma, utf-8`."""
    baris: Iterator[Mentah]
    nama: tuple[str, ...] = ()
    """The workbook's sheets that hold something; none of a CSV."""
    dipakai: str = ""
    gabungan: tuple[tuple[int, int, int, int], ...] = ()
    """Merged ranges: first row and column, last row and column, counted from 0."""
    longgar: bool = False
    """A row ends with its last filled cell: a short one is no broken one."""


def teks(isi: Isi) -> str:
    """A cell as a person would read it; a whole number without its `.0`."""
    if isinstance(isi, str):
        return isi.strip()
    if isinstance(isi, bool):
        return "1" if isi else "0"
    if isinstance(isi, float):
        return str(int(isi)) if isi.is_integer() else repr(isi)
    return isi.isoformat() if isinstance(isi, date | time) else str(isi)


def hampa(isi: Isi) -> bool:
    """Is there nothing in it?"""
    return isinstance(isi, str) and not isi.strip()
