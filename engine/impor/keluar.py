"""What an import gives back as files: the list of findings and the empty template, as CSV or XLSX.

A cell that a spreadsheet would take for a formula is written so that it stays a text.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import xlsxwriter

from engine.impor.rumus import aman
from engine.impor.temuan import Temuan

JUDUL_TEMUAN: Final = ("baris", "kolom", "keparahan", "kode", "alasan", "jenis isi sel")
JUDUL_TEMPLAT: Final = (
    "No. RM", "Nama Pasien", "Sebutan", "NIK", "Jenis Kelamin", "Tempat Lahir", "Tanggal Lahir", "Alamat", "RT", "RW",
    "Kelurahan", "Kecamatan", "Kabupaten", "No. HP", "Nama Ibu", "Penanggung Jawab", "Hubungan", "No. KK", "No. BPJS",
)  # fmt: skip
CONTOH: Final = (
    ("000001", "Contoh Pertama", "Ny", "6171014107900001", "P", "Pontianak", "1990-07-01", "Jl. Contoh No. 1", "001",
    "002",
     "Contoh Hilir", "Contoh Barat", "Kab. Contoh", "080000000001", "Ibu Contoh", "Contoh Suami", "Suami", "", ""),
    ("000002", "Contoh Kedua", "Tn", "", "L", "Ketapang", "1985-01-31", "Gg. Umpama 2", "", "", "", "", "", "", "",
    "", "", "", ""),
    ("000003", "Contoh Ketiga", "By", "", "P", "", "", "", "", "", "", "", "", "", "Contoh Pertama", "", "", "", ""),
)  # fmt: skip
"""Nobody: plainly invented."""


def tulis(path: Path, judul: Sequence[str], baris: Iterable[Sequence[object]]) -> None:
    """A table, as XLSX where the name says so, else as CSV with semicolons, which Indonesian spreadsheets open."""
    if path.suffix.casefold() == ".xlsx":
        _tulis_buku(path, judul, baris)
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(judul)
        rows.writerows([aman(str(satu)) for satu in row] for row in baris)


def _tulis_buku(path: Path, judul: Sequence[str], baris: Iterable[Sequence[object]]) -> None:
    options = {"constant_memory": True} | dict.fromkeys(
        ("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False
    )
    with xlsxwriter.Workbook(str(path), options) as buku:
        lembar = buku.add_worksheet("Pasien" if judul == JUDUL_TEMPLAT else "Temuan")
        tebal, teks = buku.add_format({"bold": True, "bottom": 1}), buku.add_format({"num_format": "@"})
        lembar.set_column(0, len(judul) - 1, 18, teks)
        lembar.freeze_panes(1, 0)
        for tempat, row in enumerate((judul, *baris)):
            for kolom, satu in enumerate(row):
                if isinstance(satu, int):
                    lembar.write_number(tempat, kolom, satu)
                else:
                    lembar.write_string(tempat, kolom, str(satu), teks if tempat else tebal)


def tulis_temuan(path: Path, temuan: Iterable[Temuan]) -> None:
    """The list of findings: where and why, never the cell itself."""
    tulis(
        path,
        JUDUL_TEMUAN,
        ((one.baris, one.kolom, one.keparahan.value, one.kode, one.alasan, one.kelas) for one in temuan),
    )


def tulis_templat(path: Path) -> None:
    """An empty sheet with the right header, every column a text, and three rows of nobody."""
    tulis(path, JUDUL_TEMPLAT, CONTOH)
