"""Tables over as many sheets as they need, a head on each, places to sign at the end: the census on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from web.kertas.lembar import Cetakan, Garis, Kotak, Lembar, Rata, Unsur
from web.kertas.pas import aksara, baris, kotak_teks, lebar
from web.kertas.slip import A4

PINGGIR: Final = 10.0
PT: Final = 8.5
TINGGI_BARIS: Final = 5.8
TINGGI_KEPALA: Final = 10.0
KAKI: Final = 7.0
TINGGI_TANDA_TANGAN: Final = 30.0
TERSEMPIT: Final = 9.0
"""Millimetres of a column, before what is over is shared out."""
TERLEBAR: Final = 74.0


@dataclass(frozen=True, slots=True)
class TabelKertas:
    """One table: the heads of its columns, its rows as text; `angka`: columns that hold numbers."""

    judul: str
    kolom: Sequence[str]
    baris: Sequence[Sequence[str]]
    angka: frozenset[int] = frozenset()
    tebal: frozenset[int] = frozenset()
    """Rows in bold: sums."""
    catatan: str = ""
    kosong: str = ""
    """What is said where there are no rows."""


@dataclass(frozen=True, slots=True)
class TandaTangan:
    """A place to sign: as what, and what is known already."""

    sebagai: str
    nama: str = ""
    keterangan: str = ""


@dataclass(frozen=True, slots=True)
class Kepala:
    """What stands above: on the first sheet in full, on the others in one line."""

    fasyankes: str
    judul: str
    keterangan: Sequence[str]
    halaman: str
    """With the places `{n}` and `{semua}`."""


def cetakan(
    kepala: Kepala, saat: datetime, tabel: Sequence[TabelKertas], tanda_tangan: Sequence[TandaTangan] = ()
) -> Cetakan:
    """A4 across."""
    made = _Tumpukan(kepala)
    for one in tabel:
        _tabel(made, one)
    if tanda_tangan:
        _tanda_tangan(made, tanda_tangan)
    return Cetakan(kepala.judul, saat, made.lembar())


class _Tumpukan:
    """Sheets being filled from above."""

    def __init__(self, kepala: Kepala) -> None:
        self._kepala = kepala
        self._sheets: list[list[Unsur]] = []
        self.lebar, self.tinggi = A4[1], A4[0]
        self.ruang = self.lebar - 2 * PINGGIR
        self.bawah = self.tinggi - PINGGIR - KAKI
        self.y = self.bawah
        isi = self.minta(18)
        isi.append(baris(PINGGIR, self.y, self.ruang, kepala.judul, 14, tebal=True))
        self.y += 7
        isi.append(baris(PINGGIR, self.y, self.ruang, " · ".join(kepala.keterangan), 9))
        self.y += 7

    def minta(self, tinggi: float) -> list[Unsur]:
        """Room of this height: on this sheet, or on a new one."""
        if not self._sheets or self.y + tinggi > self.bawah:
            line = " · ".join(one for one in (self._kepala.fasyankes, *self._baris_kepala()) if one)
            self._sheets.append([baris(PINGGIR, PINGGIR - 4, self.ruang, line, 8)])
            self.y = PINGGIR + 2
        return self._sheets[-1]

    def _baris_kepala(self) -> Sequence[str]:
        return () if not self._sheets else (self._kepala.judul, *self._kepala.keterangan)

    def lembar(self) -> tuple[Lembar, ...]:
        """The sheets, each with its number."""
        made = []
        for nomor, isi in enumerate(self._sheets, 1):
            kaki = self._kepala.halaman.format(n=nomor, semua=len(self._sheets))
            foot = baris(PINGGIR, self.tinggi - PINGGIR - 2, self.ruang, kaki, 8, rata="kanan")
            made.append(Lembar("a4-rebah", self.lebar, self.tinggi, (*isi, foot)))
        return tuple(made)


def _tabel(tumpukan: _Tumpukan, tabel: TabelKertas) -> None:
    widths = _lebar(tabel, tumpukan.ruang)
    isi = _judul(tumpukan, tabel, widths)
    for place, cells in enumerate(tabel.baris):
        if tumpukan.y + TINGGI_BARIS > tumpukan.bawah:
            isi = _judul(tumpukan, tabel, widths)
        x = PINGGIR
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            rata: Rata = "kanan" if column in tabel.angka else "kiri"
            isi.append(Kotak(x, tumpukan.y, width, TINGGI_BARIS, 0.15))
            isi += kotak_teks(
                x + 0.8, tumpukan.y + 0.3, width - 1.6, TINGGI_BARIS - 0.6, cell, PT,
                tebal=place in tabel.tebal, rata=rata, tengah=True,
            )  # fmt: skip
            x += width
        tumpukan.y += TINGGI_BARIS
    if not tabel.baris and tabel.kosong:
        isi.append(baris(PINGGIR, tumpukan.y + 1, tumpukan.ruang, tabel.kosong, PT))
        tumpukan.y += TINGGI_BARIS
    if tabel.catatan:
        isi = tumpukan.minta(9)
        isi += kotak_teks(PINGGIR, tumpukan.y + 0.5, tumpukan.ruang, 8, tabel.catatan, 7.5)
        tumpukan.y += 8
    tumpukan.y += 3


def _judul(tumpukan: _Tumpukan, tabel: TabelKertas, widths: Sequence[float]) -> list[Unsur]:
    isi = tumpukan.minta(6 + TINGGI_KEPALA + TINGGI_BARIS)
    isi.append(baris(PINGGIR, tumpukan.y, tumpukan.ruang, tabel.judul, 10.5, tebal=True))
    tumpukan.y += 5.5
    if not tabel.baris:
        return isi
    x, tall = PINGGIR, _tinggi(tabel, widths)
    for column, (word, width) in enumerate(zip(tabel.kolom, widths, strict=True)):
        isi.append(Kotak(x, tumpukan.y, width, tall, 0.3))
        rata: Rata = "kanan" if column in tabel.angka else "kiri"
        isi += kotak_teks(
            x + 0.7, tumpukan.y + 0.3, width - 1.4, tall - 0.6, word, 8,
            tebal=True, rata=rata, tengah=True,
        )  # fmt: skip
        x += width
    tumpukan.y += tall
    return isi


def _tinggi(tabel: TabelKertas, widths: Sequence[float]) -> float:
    """Of the heads: one line where each fits on one."""
    fits = all(lebar(word, 8, tebal=True) <= width - 1.4 for word, width in zip(tabel.kolom, widths, strict=True))
    return TINGGI_BARIS if fits else TINGGI_KEPALA


def _lebar(tabel: TabelKertas, ruang: float) -> list[float]:
    """As wide as what stands in it wants, made to fill the sheet."""
    wanted = []
    for column, word in enumerate(tabel.kolom):
        longest = max((lebar(aksara(row[column]), PT) for row in tabel.baris), default=0.0)
        head = max((lebar(part, 8, tebal=True) for part in word.split()), default=0.0)
        wanted.append(min(TERLEBAR, max(TERSEMPIT, longest, head) + 2.4))
    over = ruang - sum(wanted)
    if over < 0:
        return [one * ruang / sum(wanted) for one in wanted]
    words = [column for column in range(len(wanted)) if column not in tabel.angka] or list(range(len(wanted)))
    part = over / len(wanted) if len(tabel.angka) > len(words) else over / len(words)
    shared = set(range(len(wanted))) if len(tabel.angka) > len(words) else set(words)
    return [one + (part if column in shared else 0.0) for column, one in enumerate(wanted)]


def _tanda_tangan(tumpukan: _Tumpukan, orang: Sequence[TandaTangan]) -> None:
    isi = tumpukan.minta(TINGGI_TANDA_TANGAN)
    width = 62.0
    x = tumpukan.lebar - PINGGIR - width * len(orang) - 6 * (len(orang) - 1)
    for one in orang:
        isi.append(baris(x, tumpukan.y, width, one.sebagai, 9, rata="tengah"))
        isi += kotak_teks(x, tumpukan.y + 5, width, 12, one.keterangan, 8)
        isi.append(Garis(x + 4, tumpukan.y + 21, x + width - 4, tumpukan.y + 21))
        isi.append(baris(x, tumpukan.y + 22, width, one.nama, 9, tebal=True, rata="tengah"))
        x += width + 6
    tumpukan.y += TINGGI_TANDA_TANGAN
