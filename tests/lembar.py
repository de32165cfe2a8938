"""Sheets for the tests of the import: CSV from a text, XLSX from rows; read through to patients and findings."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from engine.impor.baris import Aturan, BarisPasien, baca
from engine.impor.buka import buka
from engine.impor.judul import cari_judul, data
from engine.impor.peta import PRATATA, Pratata, tebak
from engine.impor.survei import survei
from engine.impor.temuan import Temuan

HARI_INI = date(2026, 3, 2)


def csv(folder: Path, isi: str | bytes, nama: str = "pasien.csv") -> Path:
    """A file with this content."""
    path = folder / nama
    path.write_bytes(isi.encode() if isinstance(isi, str) else isi)
    return path


def xlsx(
    folder: Path,
    rows: Sequence[Sequence[Any]],
    *,
    gabung: Sequence[tuple[int, int, int, int, str]] = (),
    hari: str = "dd/mm/yyyy",
    lembar: Sequence[str] = ("Pasien", "Sheet2"),
) -> Path:
    """A workbook: texts as texts, numbers as numbers, dates as dates; the sheets after the first are empty."""
    path = folder / "pasien.xlsx"
    with xlsxwriter.Workbook(str(path)) as buku:
        sheets = [buku.add_worksheet(nama) for nama in lembar]
        tanggal = buku.add_format({"num_format": hari})
        for tempat, row in enumerate(rows):
            for kolom, satu in enumerate(row):
                if isinstance(satu, str):
                    sheets[0].write_string(tempat, kolom, satu)
                elif isinstance(satu, date):
                    sheets[0].write_datetime(tempat, kolom, satu, tanggal)
                elif satu is not None:
                    sheets[0].write_number(tempat, kolom, satu)
        for a, b, c, d, isi in gabung:
            sheets[0].merge_range(a, b, c, d, isi)
    return path


def baca_semua(
    path: Path, pratata: Pratata = PRATATA["otomatis"], *, lebar: int | None = None
) -> tuple[list[BarisPasien], list[Temuan]]:
    """Every patient of a file, and everything there is to say, as the run reads it."""
    with buka(path) as lembar:
        judul, _, rows = cari_judul(lembar, pratata.kolom)
        peta = tebak(judul.kolom, pratata)
        semua = list(data(judul, rows, peta.letak))
    found = survei(semua, peta, lebar)
    aturan = Aturan(HARI_INI, lebar, found.terpanjang)
    people, told = [], []
    for row in semua:
        satu, temuan = baca(row, peta, aturan)
        told += temuan
        if satu:
            people.append(satu)
    return people, told


def kode(temuan: Sequence[Temuan]) -> list[tuple[int, str, str]]:
    """Findings in short."""
    return [(one.baris, one.kolom, one.kode) for one in temuan]
