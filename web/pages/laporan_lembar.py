"""The report on paper: the period, what each number means, and the numbers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from engine.aturan_laporan import AturanLaporan
from web.i18n import N_
from web.kertas import pdf as jadi_pdf
from web.kertas.lembar import Cetakan, Kotak, Lembar, Unsur
from web.kertas.pas import baris, kotak_teks
from web.pages.laporan_isi import Laporan, Tabel
from web.pages.tampil import Ucapan

JUDUL: Final = N_("Laporan kelengkapan rekam medis")
LEBAR, TINGGI, PINGGIR = 297.0, 210.0, 10.0
BAWAH: Final = TINGGI - PINGGIR - 6
TINGGI_BARIS: Final = 6.2
NAMA_LEBAR: Final = 62.0
JUDUL_TABEL: Final = 16.0
UTUH: Final = 80.0
"""A table no higher than this stays on one sheet."""
PT: Final = 8.5


@dataclass(frozen=True, slots=True)
class Keterangan:
    """What the report is of."""

    fasyankes: str
    kurun: str
    saringan: str
    dibuat: datetime


def kepala(ket: Keterangan, say: Ucapan) -> list[str]:
    """The lines above everything."""
    return [
        ket.fasyankes,
        say(JUDUL),
        f"{say(N_('Kurun'))}: {ket.kurun}" + (f" ({ket.saringan})" if ket.saringan else ""),
        f"{say(N_('Dibuat'))}: {say.waktu(ket.dibuat)}",
    ]


# ── paper ───────────────────────────────────────────────────────────────────────────────────────────


class _Tumpukan:
    """Sheets being filled from above."""

    def __init__(self, kepala: str) -> None:
        self._kepala = kepala
        self._sheets: list[list[Unsur]] = []
        self.y = BAWAH

    def minta(self, tinggi: float) -> list[Unsur]:
        """Room of this height: on this sheet, or on a new one."""
        if not self._sheets or self.y + tinggi > BAWAH:
            self._sheets.append([baris(PINGGIR, PINGGIR - 4, LEBAR - 2 * PINGGIR, self._kepala, 8)])
            self.y = PINGGIR + 2
        return self._sheets[-1]

    def lembar(self, say: Ucapan) -> tuple[Lembar, ...]:
        """The sheets, each with its number."""
        made = []
        for nomor, isi in enumerate(self._sheets, 1):
            kaki = say(N_("Halaman {n} dari {semua}")).format(n=nomor, semua=len(self._sheets))
            foot = baris(PINGGIR, TINGGI - PINGGIR - 2, LEBAR - 2 * PINGGIR, kaki, 8, rata="kanan")
            made.append(Lembar("a4-rebah", LEBAR, TINGGI, (*isi, foot)))
        return tuple(made)


def pdf(lap: Laporan, ket: Keterangan, aturan: AturanLaporan, say: Ucapan) -> bytes:
    """A4 across: the big numbers with their meaning, then every table."""
    atas = kepala(ket, say)
    tumpukan = _Tumpukan(" · ".join(atas))
    room = LEBAR - 2 * PINGGIR
    isi = tumpukan.minta(16)
    isi.append(baris(PINGGIR, tumpukan.y, room, say(JUDUL), 15, tebal=True))
    isi.append(baris(PINGGIR, tumpukan.y + 7.5, room, atas[2], 10))
    tumpukan.y += 15
    for one in lap.kartu:
        isi, ukuran = tumpukan.minta(19), one.ukuran
        isi.append(Kotak(PINGGIR, tumpukan.y, room, 18, 0.3))
        isi += kotak_teks(PINGGIR + 2, tumpukan.y + 1, 40, 16, one.persen, 17, tebal=True, tengah=True)
        counted = say(N_("{pembilang} dari {penyebut}")).format(
            pembilang=one.angka.pembilang, penyebut=one.angka.penyebut
        )
        isi.append(baris(PINGGIR + 44, tumpukan.y + 1, 70, ukuran.nama, 10, tebal=True))
        isi += kotak_teks(PINGGIR + 44, tumpukan.y + 6, 70, 6, ukuran.kepanjangan, 8)
        isi.append(baris(PINGGIR + 44, tumpukan.y + 12, 70, counted, 10))
        said = f"{ukuran.rumus}. {ukuran.pembilang} ÷ {ukuran.pembagi}. {ukuran.arti}"
        isi += kotak_teks(PINGGIR + 118, tumpukan.y + 1, room - 120, 11, said, 8)
        source = f"{say(N_('Sumber'))}: {ukuran.sumber} · {say(N_('Yakin'))}: {ukuran.yakin}"
        isi.append(baris(PINGGIR + 118, tumpukan.y + 13, room - 120, source, 8))
        tumpukan.y += 20
    isi = tumpukan.minta(14)
    isi += kotak_teks(PINGGIR, tumpukan.y, room, 12, f"{aturan.diperiksa.nama}: {aturan.diperiksa.arti}", 8.5)
    tumpukan.y += 14
    for tabel in lap.tabel:
        _tabel(tumpukan, tabel, say)
    return jadi_pdf(Cetakan(say(JUDUL), ket.dibuat, tumpukan.lembar(say)))


def _tabel(tumpukan: _Tumpukan, tabel: Tabel, say: Ucapan) -> None:
    wide = (LEBAR - 2 * PINGGIR - NAMA_LEBAR) / max(1, len(tabel.kolom) - 1)

    whole = JUDUL_TABEL + TINGGI_BARIS * max(1, len(tabel.baris))
    tumpukan.minta(whole if whole <= UTUH else JUDUL_TABEL + 3 * TINGGI_BARIS)

    def judul() -> list[Unsur]:
        isi = tumpukan.minta(JUDUL_TABEL + TINGGI_BARIS)
        isi.append(baris(PINGGIR, tumpukan.y, 200, tabel.judul, 11, tebal=True))
        tumpukan.y += 6
        for column, word in enumerate(tabel.kolom):
            x, room = _tempat(column, wide)
            isi.append(Kotak(x, tumpukan.y, room, 9, 0.3))
            isi.extend(kotak_teks(x + 1, tumpukan.y, room - 2, 9, word, 8, tebal=True, tengah=True))
        tumpukan.y += 9
        return isi

    isi = judul()
    for cells in tabel.baris:
        if tumpukan.y + TINGGI_BARIS > BAWAH:
            isi = judul()
        for column, cell in enumerate(cells):
            x, room = _tempat(column, wide)
            isi.append(Kotak(x, tumpukan.y, room, TINGGI_BARIS, 0.15))
            isi.extend(
                kotak_teks(
                    x + 1, tumpukan.y + 0.4, room - 2, TINGGI_BARIS - 0.8, cell.kata, PT,
                    rata="kanan" if column else "kiri", tengah=True,
                )
            )  # fmt: skip
        tumpukan.y += TINGGI_BARIS
    if not tabel.baris:
        isi.append(baris(PINGGIR, tumpukan.y, 100, say(N_("tidak ada data")), PT))
        tumpukan.y += TINGGI_BARIS
    tumpukan.y += 5


def _tempat(column: int, wide: float) -> tuple[float, float]:
    return (PINGGIR, NAMA_LEBAR) if column == 0 else (PINGGIR + NAMA_LEBAR + (column - 1) * wide, wide)
