"""The report as a workbook: what each number means, the numbers, and the events every one of them is made of.

Three lists hold all of them: analyses, returns, visits whose service ended. Each has a column for everything that is
counted in it, so a number is its list filtered by the columns of its row. A list ends after `TERBANYAK` events and
says so. Written row by row to a file: a workbook of a year takes no more memory than one of a day. Strings are
strings: nothing a person typed becomes a formula.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import BinaryIO, Final

import xlsxwriter
from sqlalchemy import Connection
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from engine.aturan_laporan import AturanLaporan
from engine.policy import kebijakan
from engine.projections.analisis_baris import TIDAK_LENGKAP, Macam
from engine.projections.laporan import susunan
from engine.projections.laporan_rincian import Peristiwa, Pilih, rincian
from schemas.names import JenisKunjungan, Unsur
from web.i18n import N_
from web.pages.kata import PERISTIWA
from web.pages.kata_kekurangan import KURANG
from web.pages.kata_kunjungan import JENIS
from web.pages.laporan_isi import TAK_TERCATAT, TIDAK_ADA_DATA, Laporan, Sel, Tabel
from web.pages.laporan_lembar import Keterangan, kepala
from web.pages.tampil import Ucapan

TERBANYAK: Final = 10_000
"""Events of one list: a month of a large hospital's ward. The rest is behind the numbers on the page."""
SEKALI: Final = 1000
DAFTAR: Final[dict[Macam, str]] = {
    Macam.DIPERIKSA: N_("Daftar pemeriksaan"),
    Macam.DIKEMBALIKAN: N_("Daftar pengembalian"),
    Macam.LAYANAN: N_("Daftar selesai dilayani"),
}
"""The lists, by the widest of what is counted in each."""
_HARI: Final = {
    Macam.DIPERIKSA: N_("Hari putusan"),
    Macam.DIKEMBALIKAN: N_("Hari kembali"),
    Macam.LAYANAN: N_("Hari selesai"),
}


@dataclass(frozen=True, slots=True)
class _Kolom:
    judul: str
    isi: Callable[[Peristiwa], str | int | date]
    lebar: int = 13


@dataclass(frozen=True, slots=True)
class _Rupa:
    tebal: Format
    bungkus: Format
    persen: Format
    tanggal: Format


def xlsx(  # noqa: PLR0913, PLR0917 - where it goes, what it is made of, and how it is said
    keluar: BinaryIO, connection: Connection, lap: Laporan, ket: Keterangan, aturan: AturanLaporan, say: Ucapan
) -> None:
    """A sheet of what it means, one a table, one a list of events."""
    options = {"constant_memory": True} | dict.fromkeys(
        ("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False
    )
    with xlsxwriter.Workbook(keluar, options) as buku:
        rupa = _Rupa(
            buku.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            buku.add_format({"text_wrap": True, "valign": "top"}),
            buku.add_format({"num_format": "0.0"}),
            buku.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        )
        _ringkasan(buku.add_worksheet(say(N_("Ringkasan"))), rupa, lap, ket, aturan, say)
        for tabel in lap.tabel:
            _tabel(buku.add_worksheet(tabel.judul[:31]), rupa, tabel, ket, say)
        for macam, judul in DAFTAR.items():
            _daftar(buku.add_worksheet(say(judul)), rupa, connection, lap, ket, macam, say)


def _ringkasan(  # noqa: PLR0913, PLR0917 - a sheet, its formats, and what is written on it
    sheet: Worksheet, rupa: _Rupa, lap: Laporan, ket: Keterangan, aturan: AturanLaporan, say: Ucapan
) -> None:
    sheet.set_column(0, 0, 30, rupa.bungkus)
    sheet.set_column(1, 3, 12, rupa.bungkus)
    sheet.set_column(4, 9, 40, rupa.bungkus)
    for row, line in enumerate(kepala(ket, say)):
        sheet.write_string(row, 0, line)
    head = (
        say(N_("Ukuran")), say(N_("Pembilang")), say(N_("Penyebut")), say(N_("Hasil (%)")), say(N_("Rumus")),
        say(N_("Yang dihitung")), say(N_("Dari")), say(N_("Sumber")), say(N_("Yakin")), say(N_("Catatan")),
    )  # fmt: skip
    for column, word in enumerate(head):
        sheet.write_string(5, column, word, rupa.tebal)
    for row, one in enumerate(lap.kartu, 6):
        ukuran = one.ukuran
        sheet.write_string(row, 0, f"{ukuran.nama}: {ukuran.kepanjangan}")
        sheet.write_number(row, 1, one.angka.pembilang)
        sheet.write_number(row, 2, one.angka.penyebut)
        if one.angka.persen is None:
            sheet.write_string(row, 3, one.persen)
        else:
            sheet.write_number(row, 3, float(one.angka.persen))
        said = (ukuran.rumus, ukuran.pembilang, ukuran.pembagi, ukuran.sumber, ukuran.yakin, ukuran.arti)
        for column, word in enumerate(said, 4):
            sheet.write_string(row, column, word)
    below = 7 + len(lap.kartu)
    sheet.write_string(below, 0, aturan.diperiksa.nama, rupa.tebal)
    sheet.set_row(below + 1, 48)
    sheet.merge_range(below + 1, 0, below + 1, 6, aturan.diperiksa.arti, rupa.bungkus)
    for row, line in enumerate(_penunjuk(lap, say), below + 3):
        sheet.write_string(row, 0, line)


def _penunjuk(lap: Laporan, say: Ucapan) -> Iterator[str]:
    """Which list each number is found in, and which lists were cut."""
    yield say(
        N_("Peristiwa di balik setiap angka ada di tiga lembar terakhir: saring menurut kolom yang menghitungnya.")
    )
    for macam, judul in DAFTAR.items():
        yield f"{say(judul)}: {_isi(lap.semua.get(macam, 0), say)}"


def _isi(semua: int, say: Ucapan) -> str:
    """How much of a list is there."""
    if not semua:
        return say(TIDAK_ADA_DATA)
    if semua <= TERBANYAK:
        return say(N_("{n} peristiwa, semuanya")).format(n=semua)
    return say(
        N_("DIPOTONG: {n} yang pertama dari {semua} peristiwa; pilih kurun, unit atau dokter yang lebih sempit")
    ).format(n=TERBANYAK, semua=semua)


def _tabel(sheet: Worksheet, rupa: _Rupa, tabel: Tabel, ket: Keterangan, say: Ucapan) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, len(tabel.kolom), 13)
    sheet.write_string(0, 0, _judul(tabel.judul, ket))
    for column, word in enumerate(tabel.kolom):
        sheet.write_string(2, column, word, rupa.tebal)
    sheet.freeze_panes(3, 1)
    for row, cells in enumerate(tabel.baris, 3):
        for column, cell in enumerate(cells):
            _sel(sheet, row, column, cell, rupa.persen)
    if not tabel.baris:
        sheet.write_string(3, 0, say(TIDAK_ADA_DATA))


def _judul(judul: str, ket: Keterangan) -> str:
    return f"{judul} · {ket.kurun}" + (f" · {ket.saringan}" if ket.saringan else "")


def _sel(sheet: Worksheet, row: int, column: int, cell: Sel, share: Format) -> None:
    if isinstance(cell.nilai, Decimal):
        sheet.write_number(row, column, float(cell.nilai), share)
    elif cell.nilai is not None:
        sheet.write_number(row, column, cell.nilai)
    else:
        sheet.write_string(row, column, cell.kata)


# ── lists of events ─────────────────────────────────────────────────────────────────────────────────


def _daftar(  # noqa: PLR0913, PLR0917 - a sheet, its formats, and what is written on it
    sheet: Worksheet,
    rupa: _Rupa,
    connection: Connection,
    lap: Laporan,
    ket: Keterangan,
    macam: Macam,
    say: Ucapan,
) -> None:
    columns = _kolom(connection, lap, macam, say)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.lebar)
    sheet.write_string(0, 0, _judul(say(DAFTAR[macam]), ket))
    sheet.write_string(1, 0, _isi(lap.semua.get(macam, 0), say))
    for place, column in enumerate(columns):
        sheet.write_string(3, place, column.judul, rupa.tebal)
    sheet.freeze_panes(4, 1)
    row = 3
    for row, one in enumerate(_peristiwa(connection, lap, macam), 4):
        for place, column in enumerate(columns):
            value = column.isi(one)
            if isinstance(value, date):
                sheet.write_datetime(row, place, value, rupa.tanggal)
            elif isinstance(value, int):
                sheet.write_number(row, place, value)
            elif value:
                sheet.write_string(row, place, value)
    sheet.autofilter(3, 0, row, len(columns) - 1)


def _peristiwa(connection: Connection, lap: Laporan, macam: Macam) -> Iterator[Peristiwa]:
    """The events of a list, as far as it goes, some at a time."""
    pilih, after, left = Pilih(macam, lap.pilihan.kurun, lap.akses.saring), None, TERBANYAK
    while left:
        page = rincian(connection, pilih, after, min(SEKALI, left))
        yield from page.isi
        left -= len(page.isi)
        if (after := page.lanjut) is None:
            return


def _kolom(connection: Connection, lap: Laporan, macam: Macam, say: Ucapan) -> list[_Kolom]:
    """What is told of an event: who reads it sees no more here than on the page."""
    tak = say(TAK_TERCATAT)
    found = [_Kolom(say(_HARI[macam]), lambda one: date.fromisoformat(one.hari))]
    found.append(_Kolom(say(N_("Peristiwa")), lambda one: say(PERISTIWA.get(one.jenis, one.jenis)), 26))
    found.append(_Kolom(say(N_("Baris buku jejak")), lambda one: one.seq))
    if macam is Macam.LAYANAN:
        found.append(_Kolom(say(N_("Kunjungan")), lambda one: one.kunjungan or "", 38))
    elif lap.akses.nomor:
        found.append(_Kolom(say(N_("Nomor rekam medis")), lambda one: one.nomor or "", 18))
    else:
        found.append(_Kolom(say(N_("Berkas")), lambda one: one.berkas or "", 38))
    found.append(_Kolom(say(N_("Unit")), lambda one: lap.unit.get(one.unit, one.unit) or tak, 24))
    found.append(_Kolom(say(N_("Jenis kunjungan")), lambda one: _jenis(one.jenis_kunjungan, say), 18))
    if lap.akses.nama_dokter:
        found.append(_Kolom(say(N_("Dokter")), lambda one: lap.dokter.get(one.dokter, "") or tak, 28))
    return found + (_kolom_layanan(say) if macam is Macam.LAYANAN else _kolom_berkas(connection, macam, say))


def _kolom_layanan(say: Ucapan) -> list[_Kolom]:
    return [
        _Kolom(say(N_("Diperiksa")), lambda one: int(one.diperiksa)),
        _Kolom(say(N_("Lengkap 24 jam")), lambda one: int(bool(one.tepat))),
    ]


def _kolom_berkas(connection: Connection, macam: Macam, say: Ucapan) -> list[_Kolom]:
    found = []
    if macam is Macam.DIKEMBALIKAN:
        found.append(_Kolom(say(N_("Punya batas")), lambda one: int(one.tepat is not None)))
        found.append(_Kolom(say(N_("Tepat waktu")), lambda one: int(bool(one.tepat))))
    found.append(_Kolom(say(N_("Tidak lengkap")), lambda one: int(one.putusan == TIDAK_LENGKAP)))
    found.append(_Kolom(say(N_("Lewat batas melengkapi")), lambda one: int(one.bandel)))
    if macam is Macam.DIPERIKSA:
        forms, sets = kebijakan().kelengkapan.formulir, susunan(connection)
        named = {
            name: ", ".join(sorted(forms[kode].nama if kode in forms else kode for kode in kodes))
            for name, kodes in sets.items()
        }
        found.append(_Kolom(say(N_("Formulir diperiksa")), lambda one: named.get(one.formulir, ""), 60))
        found.append(
            _Kolom(say(N_("Yang kurang")), lambda one: "; ".join(sebut_butir(butir, say) for butir in one.kurang), 60)
        )
    return found


def _jenis(kode: str, say: Ucapan) -> str:
    return say(JENIS[JenisKunjungan(kode)]) if kode else say(TAK_TERCATAT)


def sebut_butir(butir: str, say: Ucapan) -> str:
    """A form, or an item of one, in words."""
    formulir, _, unsur = butir.partition(".")
    form = kebijakan().kelengkapan.formulir.get(formulir)
    name = form.nama if form else formulir
    return f"{name}, {say(KURANG[Unsur(unsur)])}" if unsur in set(Unsur) else name
