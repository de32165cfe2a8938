"""A census as a document: tables whose every number leads somewhere. Page, paper, workbook and text all show this."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from web.i18n import N_

KOSONG: Final = N_("Tidak ada.")


@dataclass(frozen=True, slots=True)
class Sel:
    """One cell: what it says, the number it is, the address of what it is made of."""

    kata: str
    nilai: int | None = None
    ke: str = ""


@dataclass(frozen=True, slots=True)
class Tabel:
    """One table. The first column names the row."""

    kode: str
    judul: str
    kolom: tuple[str, ...]
    baris: tuple[tuple[Sel, ...], ...]
    catatan: str = ""
    jumlah: frozenset[int] = frozenset()
    """Rows that are sums."""
    orang: bool = False
    """A list of patients, not of numbers."""


@dataclass(frozen=True, slots=True)
class Paraf:
    """Who signs, and what is known of it."""

    sebagai: str
    nama: str = ""
    keterangan: str = ""


@dataclass(frozen=True, slots=True)
class Lencana:
    """Which edition the numbers are from, as a mark: a word, an icon, a colour that repeats them."""

    kata: str
    ikon: str
    golongan: str
    ke: str = ""
    """Where the day is signed, and its editions are compared."""


@dataclass(frozen=True, slots=True)
class Dokumen:
    """One census: what it is of, its tables, who signs it."""

    berkas: str
    """Its name as a file, without an ending."""
    judul: str
    keterangan: tuple[str, ...]
    """Lines above: unit, day, edition."""
    tabel: tuple[Tabel, ...]
    paraf: tuple[Paraf, ...]
    dibuat: datetime
    edisi: Lencana | None = None
    peringatan: tuple[str, ...] = ()
    catatan: str = ""
    """What this reader is not shown here, and who is."""


def angka(nilai: int, ke: str = "", isi: Mapping[str, object] | None = None) -> Sel:
    """A number that opens what it counts; nought opens nothing."""
    return Sel(str(nilai), nilai, alamat(ke, isi or {}) if nilai and ke else "")


def alamat(jalan: str, isi: Mapping[str, object]) -> str:
    """An address with what there is of a query."""
    query = urlencode({name: value for name, value in isi.items() if value not in {None, ""}})
    return f"{jalan}?{query}" if query else jalan


def kata(*isi: str) -> tuple[Sel, ...]:
    """Cells of words alone."""
    return tuple(Sel(one) for one in isi)


def kolom_angka(tabel: Tabel) -> frozenset[int]:
    """Which columns hold numbers."""
    if not tabel.baris:
        return frozenset()
    return frozenset(
        column
        for column in range(1, len(tabel.kolom))
        if all(row[column].nilai is not None or row[column].kata in {"", "–"} for row in tabel.baris)  # noqa: RUF001 - a dash
        and any(row[column].nilai is not None for row in tabel.baris)
    )


def semua_sel(tabel: Sequence[Tabel]) -> list[Sel]:
    """Every cell that leads somewhere."""
    return [cell for one in tabel for row in one.baris for cell in row if cell.ke and cell.nilai is not None]
