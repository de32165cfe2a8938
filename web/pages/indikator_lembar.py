"""The indicators on paper, with the graph on a sheet of its own, and as a workbook.

In the workbook strings are strings: nothing a person typed becomes a formula.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from web.i18n import N_
from web.kertas import pdf as jadi_pdf
from web.kertas.lembar import Cetakan, Kotak, Lembar, Unsur
from web.kertas.pas import baris, kotak_teks
from web.kertas.slip import A4
from web.kertas.tabel import PINGGIR, Kepala, TabelKertas, cetakan
from web.pages.barber_johnson_svg import kertas, tinggi
from web.pages.indikator_bentuk import Bagian, Laporan, Tabel
from web.pages.kata_indikator import LETAK, angka
from web.pages.tampil import Ucapan

JUDUL: Final = N_("Indikator pelayanan rawat inap")
JUDUL_GRAFIK: Final = N_("Grafik Barber-Johnson; angka tiap titik ada di tabel di bawahnya")
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEBAR_GAMBAR: Final = 225.0
KARTU: Final = 28.0
"""Millimetres of one number with what belongs beside it."""
CARA_BACA: Final = N_(
    "Garis dari titik nol: BOR. Garis putus-putus turun: BTO per tahun. Garis tegak: TOI. Garis datar: AvLOS sebagai "
    "hari perawatan ÷ pasien keluar. Keempatnya bertemu di satu titik. Daerah diarsir: efisien."
)
HURUF: Final = str.maketrans({"Σ": "jumlah", "−": "-", "≥": ">=", "≤": "<=", "→": "->"})  # noqa: RUF001 - what the printers' own fonts lack


@dataclass(frozen=True, slots=True)
class Keterangan:
    """What it is of."""

    fasyankes: str
    kurun: str
    tempat: str
    dibuat: datetime

    def baris(self, say: Ucapan) -> list[str]:
        """The lines above."""
        made = f"{say(N_('Dibuat'))}: {say.waktu(self.dibuat)}"
        return [one for one in (self.kurun, self.tempat, made) if one]


def pdf(lap: Laporan, ket: Keterangan, say: Ucapan) -> bytes:
    """A4 across: the numbers with what belongs beside them, the tables, the graph."""
    words = say(JUDUL)
    tables = []
    for one in (*((lap.bayi,) if lap.bayi else ()), *lap.tabel):
        cells = [[_huruf(cell.kata) for cell in row] for row in one.baris]
        numbers = frozenset(range(1, len(one.kolom)))
        heads = [_huruf(word) for word in one.kolom]
        empty = say(N_("tidak ada data"))
        tables.append(TabelKertas(one.judul, heads, cells, numbers, catatan=one.catatan, kosong=empty))
    head = Kepala(ket.fasyankes, words, ket.baris(say), say(N_("Halaman {n} dari {semua}")))
    made = cetakan(head, ket.dibuat, tables)
    return jadi_pdf(
        Cetakan(words, ket.dibuat, (_lembar_angka(lap, ket, say), _lembar_gambar(lap, ket, say), *made.lembar))
    )


def _lembar_angka(lap: Laporan, ket: Keterangan, say: Ucapan) -> Lembar:
    """The six numbers, each in its box with what belongs beside it."""
    wide, high = A4[1], A4[0]
    room = wide - 2 * PINGGIR
    isi: list[Unsur] = [
        baris(PINGGIR, PINGGIR - 2, room, f"{say(JUDUL)} · {ket.fasyankes}", 14, tebal=True),
        baris(PINGGIR, PINGGIR + 5, room, " · ".join(ket.baris(say)), 9),
    ]
    y = PINGGIR + 12
    for one in lap.kartu:
        isi.append(Kotak(PINGGIR, y, room, KARTU - 2, 0.3))
        value = one.kata or one.kosong
        isi += kotak_teks(PINGGIR + 2, y + 1, 46, 16, _huruf(value), 18 if one.kata else 10, tebal=True, tengah=True)
        stand = say(LETAK[one.letak]) if one.letak else ""
        isi += kotak_teks(PINGGIR + 2, y + 17, 46, 8, stand, 9, tengah=True)
        isi.append(baris(PINGGIR + 52, y + 1, 84, f"{one.aturan.nama}: {one.aturan.kepanjangan}", 10, tebal=True))
        isi += kotak_teks(PINGGIR + 52, y + 6.5, 84, 8, _huruf(one.aturan.rumus), 9)
        told = f"{_bagian(one.pembilang)} ÷ {_bagian(one.penyebut)}"
        isi += kotak_teks(PINGGIR + 52, y + 15, 84, 10, _huruf(told), 9)
        ideal = f"{say(N_('Ideal'))} {one.ideal}"
        isi.append(baris(PINGGIR + 140, y + 1, room - 142, _huruf(ideal), 10, tebal=True))
        isi += kotak_teks(PINGGIR + 140, y + 6.5, room - 142, 13, _huruf(one.aturan.arti), 8)
        source = f"{say(N_('Sumber'))}: {one.aturan.sumber} · {say(N_('Yakin'))}: {one.aturan.yakin.lower()}"
        isi += kotak_teks(PINGGIR + 140, y + 20, room - 142, 5, _huruf(source), 8)
        y += KARTU
    isi += kotak_teks(PINGGIR, y, room, high - y - 5, _huruf(" ".join(lap.catatan)), 9)
    return Lembar("a4-rebah", wide, high, tuple(isi))


def _lembar_gambar(lap: Laporan, ket: Keterangan, say: Ucapan) -> Lembar:
    wide, high = A4[1], A4[0]
    room = wide - 2 * PINGGIR
    isi: list[Unsur] = [
        baris(PINGGIR, PINGGIR - 2, room, f"{say(N_('Grafik Barber-Johnson'))} · {ket.fasyankes}", 13, tebal=True),
        baris(PINGGIR, PINGGIR + 5, room, " · ".join(ket.baris(say)), 9),
    ]
    isi += kertas(lap.gambar, (wide - LEBAR_GAMBAR) / 2, PINGGIR + 11, LEBAR_GAMBAR)
    below = PINGGIR + 12 + tinggi(LEBAR_GAMBAR)
    isi += kotak_teks(PINGGIR, below, room, high - below - 6, _huruf(" ".join(keterangan_grafik(lap, say))), 8.5)
    return Lembar("a4-rebah", wide, high, tuple(isi))


def keterangan_grafik(lap: Laporan, say: Ucapan) -> list[str]:
    """How the graph is read, and what is not on it."""
    made = [say(CARA_BACA)]
    if lap.tanpa_titik:
        names = ", ".join(lap.tanpa_titik)
        made.append(
            say(N_("Tanpa titik, karena tanpa tempat tidur atau tanpa pasien keluar: {nama}.")).format(nama=names)
        )
    if lap.gambar.luar:
        names = ", ".join(lap.gambar.luar)
        made.append(say(N_("Di luar bidang gambar, angkanya di tabel: {nama}.")).format(nama=names))
    return made


def xlsx(lap: Laporan, ket: Keterangan, say: Ucapan) -> bytes:
    """A sheet of the numbers with their meaning, one of the points of the graph, one a table."""
    out = BytesIO()
    options = {"in_memory": True} | dict.fromkeys(
        ("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False
    )
    with xlsxwriter.Workbook(out, options) as buku:
        bold = buku.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        wrap = buku.add_format({"text_wrap": True, "valign": "top"})
        first = buku.add_worksheet(say(N_("Indikator")))
        first.set_column(0, 1, 16)
        first.set_column(2, 9, 30)
        above = [ket.fasyankes, say(JUDUL), *ket.baris(say), *lap.catatan]
        for row, line in enumerate(above):
            first.write_string(row, 0, line)
        _kepala(first, len(above) + 1, _kolom(say), bold)
        for row, cells in enumerate(_baris(lap, say), len(above) + 2):
            for column, word in enumerate(cells):
                first.write_string(row, column, word, wrap)
        _titik(buku.add_worksheet("Barber-Johnson"), lap, bold, say)
        for one in (*((lap.bayi,) if lap.bayi else ()), *lap.tabel):
            title = f"{one.judul} · {ket.kurun}" + (f" · {ket.tempat}" if ket.tempat else "")
            _tabel(buku.add_worksheet(one.judul[:31]), one, title, bold)
    return out.getvalue()


def _kepala(sheet: Worksheet, row: int, words: Sequence[str], bold: Format) -> None:
    for column, word in enumerate(words):
        sheet.write_string(row, column, word, bold)


def _titik(sheet: Worksheet, lap: Laporan, bold: Format, say: Ucapan) -> None:
    sheet.set_column(0, 0, 24)
    _kepala(sheet, 0, (say(N_("Titik")), "TOI", "AvLOS (HP/D)"), bold)
    for row, (name, at, _) in enumerate(lap.titik, 1):
        sheet.write_string(row, 0, name)
        sheet.write_number(row, 1, float(at.toi))
        sheet.write_number(row, 2, float(at.los))
    for row, line in enumerate(keterangan_grafik(lap, say), len(lap.titik) + 2):
        sheet.write_string(row, 0, line)


def _tabel(sheet: Worksheet, tabel: Tabel, atas: str, bold: Format) -> None:
    sheet.set_column(0, 0, 26)
    sheet.write_string(0, 0, atas)
    _kepala(sheet, 2, tabel.kolom, bold)
    sheet.freeze_panes(3, 1)
    for row, cells in enumerate(tabel.baris, 3):
        for column, cell in enumerate(cells):
            if cell.nilai is None:
                sheet.write_string(row, column, cell.kata)
            else:
                sheet.write_number(row, column, float(cell.nilai))
    if tabel.catatan:
        sheet.write_string(len(tabel.baris) + 4, 0, tabel.catatan)


def titik_tertulis(lap: Laporan, say: Ucapan) -> list[tuple[str, str, str, bool]]:
    """The points in words, for who does not see the graph."""
    return [(name, angka(at.toi, 2, say), angka(at.los, 2, say), main) for name, at, main in lap.titik]


def _kolom(say: Ucapan) -> tuple[str, ...]:
    heads = (
        N_("Indikator"), N_("Nilai"), N_("Terhadap ideal"), N_("Ideal"), N_("Rumus"), N_("Pembilang"), N_("Penyebut"),
        N_("Sumber"), N_("Yakin"),
    )  # fmt: skip
    return tuple(say(word) for word in heads)


def _baris(lap: Laporan, say: Ucapan) -> list[tuple[str, ...]]:
    return [
        (
            one.aturan.nama, one.kata or one.kosong, say(LETAK[one.letak]) if one.letak else "", one.ideal,
            one.aturan.rumus, _bagian(one.pembilang), _bagian(one.penyebut), one.aturan.sumber,
            one.aturan.yakin.lower(),
        )
        for one in lap.kartu
    ]  # fmt: skip


def _bagian(parts: tuple[Bagian, ...]) -> str:
    return "; ".join(f"{one.nama} {one.kata}" for one in parts)


def _huruf(teks: str) -> str:
    """In letters the printers' own fonts have."""
    return teks.translate(HURUF)
