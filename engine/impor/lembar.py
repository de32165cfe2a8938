"""What a sheet is, whatever wrote it: rows of cells. A text stays a text; only a spreadsheet has other kinds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final, NamedTuple

Isi = str | int | float | date | time | timedelta
"""A cell. In a CSV always a text, so that nothing is lost in reading; a datetime is a date too, a bool an int."""


class Mentah(NamedTuple):
    """One row as the file has it: the line it begins on, its cells, and whether the row itself is whole."""

    nomor: int
    sel: tuple[Isi, ...]
    utuh: bool = True


ALASAN_BERKAS: Final = {
    "berkas_kosong": "Berkasnya kosong",
    "enkode_rusak": "Isi berkas rusak: hurufnya tidak bisa dibaca",
    "xls_lama": "Ini Excel bentuk lama (.xls) atau terkunci sandi; buka di Excel, lalu simpan sebagai .xlsx",
    "html": "Ini halaman web yang diberi nama .xls; buka di Excel, lalu simpan sebagai .xlsx",
    "bukan_lembar": "Ini bukan CSV dan bukan .xlsx; ekspor lagi sebagai salah satunya",
    "dump_sql": "Ini dump SQL; ekspor tabel pasien sebagai CSV (phpMyAdmin atau HeidiSQL bisa)",
    "buku_rusak": "Buku kerja Excel rusak atau terkunci sandi; buka di Excel, simpan lagi sebagai .xlsx tanpa sandi",
    "buku_terlalu_besar": "Buku kerja ini terlalu besar setelah dibuka; simpan lembar pasiennya saja sebagai CSV",
    "lembar_tidak_ada": "Tidak ada lembar bernama itu",
    "lembar_kosong": "Lembarnya kosong",
    "judul_tidak_ada": "Tidak ada baris judul yang dikenal; pastikan kolomnya bernama",
    "lebar_tidak_cocok": "Lebar nomor yang disebut bertentangan dengan isi berkas; kosongkan, atau sebut yang benar",
    "kolom_terlalu_banyak": "Kolomnya terlalu banyak; sisakan kolom pasien saja",
}
"""Why a file is no sheet, by kode, and what to do next."""


class TidakTerbaca(Exception):
    """The file as a whole cannot be read as a sheet. `kode` says why; the message also says what to do next."""

    def __init__(self, kode: str, rinci: str = "") -> None:
        super().__init__(ALASAN_BERKAS[kode] + (f": {rinci}" if rinci else ""))
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
