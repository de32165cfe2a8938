"""XLSX, read with calamine.

The file is measured before it is opened: a small file may unpack into a very large one,
and one cell far down makes a sheet of billions.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from engine.impor.lembar import Lembar, Mentah, TidakTerbaca

TERBUKA_TERBESAR: Final = 600_000_000
"""Bytes of an unpacked workbook."""
SEL_TERBANYAK: Final = 30_000_000
"""Cells of the rectangle a sheet spans: that much is held in memory while it is read."""
_ALAMAT: Final = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
SEPOTONG: Final = 1 << 20
SISA: Final = 256
LUAS: Final = "ada sel terisi jauh di bawah atau di kanan; hapus baris dan kolom kosongnya, lalu simpan lagi"
RUSAK: Final = "buku kerja Excel rusak atau terkunci sandi; buka di Excel, simpan lagi sebagai .xlsx tanpa sandi"


@contextmanager
def buka_buku(path: Path, lembar: str | None = None) -> Iterator[Lembar]:
    """A sheet of the workbook: the one named, else the first that holds something. Raises TidakTerbaca or OSError."""
    ukur(path)
    try:
        buku = CalamineWorkbook.from_path(path)
        ada = {
            one.name: buku.get_sheet_by_name(one.name)
            for one in buku.sheets_metadata
            if one.typ == SheetTypeEnum.WorkSheet
        }
    except (CalamineError, OSError, ValueError) as error:
        raise TidakTerbaca("buku_rusak", RUSAK) from error
    berisi = {nama: sheet for nama, sheet in ada.items() if sheet.height}
    if lembar is not None and lembar not in ada:
        raise TidakTerbaca("lembar_tidak_ada", f"tidak ada lembar {lembar}; yang ada: {', '.join(ada)}")
    if not berisi or (lembar is not None and lembar not in berisi):
        raise TidakTerbaca("lembar_kosong", "lembarnya kosong")
    dipakai = lembar or next(iter(berisi))
    sheet = berisi[dipakai]
    kiri = sheet.start[1] if sheet.start else 0  # calamine leaves out empty columns at the left, not rows at the top
    gabungan = tuple((a, b - kiri, c, d - kiri) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
    try:
        yield Lembar(f"Excel, lembar {dipakai}", _baris(sheet), tuple(berisi), dipakai, gabungan)
    finally:
        buku.close()


def _baris(sheet: CalamineSheet) -> Iterator[Mentah]:
    for nomor, sel in enumerate(sheet.iter_rows(), 1):
        yield Mentah(nomor, tuple(sel))


def ukur(path: Path) -> None:
    """Unpack the workbook once without keeping it. Raises TidakTerbaca where it is too large or no workbook."""
    terbuka = 0
    try:
        with zipfile.ZipFile(path) as zipped:
            for satu in zipped.infolist():
                lembar = satu.filename.startswith("xl/worksheets/")
                bawah = kanan = 0
                sisa = b""
                with zipped.open(satu) as isi:
                    while potong := isi.read(SEPOTONG):
                        terbuka += len(potong)
                        if terbuka > TERBUKA_TERBESAR:
                            raise TidakTerbaca("buku_terlalu_besar", "buku kerja ini terlalu besar setelah dibuka")
                        if lembar:
                            bawah, kanan, sisa = _luas(sisa + potong, bawah, kanan)
                            if bawah * kanan > SEL_TERBANYAK:
                                raise TidakTerbaca(
                                    "lembar_terlalu_luas",
                                    LUAS,
                                )
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise TidakTerbaca("buku_rusak", RUSAK) from error


def _luas(potong: bytes, bawah: int, kanan: int) -> tuple[int, int, bytes]:
    for kolom, baris in _ALAMAT.findall(potong):
        bawah = max(bawah, int(baris))
        kanan = max(kanan, _kolom(kolom))
    return bawah, kanan, potong[-SISA:]


def _kolom(huruf: bytes) -> int:
    nomor = 0
    for satu in huruf:
        nomor = nomor * 26 + satu - 64
    return nomor
