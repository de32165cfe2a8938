"""Lists over several sheets: buku ekspedisi and pull list. Every sheet repeats the head and says which it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from web.kertas.dokumen import BarisEkspedisi, DaftarTarik, Ekspedisi, Kop
from web.kertas.lembar import Cetakan, Garis, Kotak, Lembar, Rata, Unsur
from web.kertas.pas import baris, kotak_teks
from web.kertas.slip import A4

PINGGIR: Final = 10.0
PT: Final = 9.5
KAKI: Final = 12.0


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column: its head, its width in millimetres, how its cells stand."""

    judul: str
    lebar: float
    rata: Rata = "kiri"
    tebal: bool = False
    pt: float = PT


EKSPEDISI: Final = (
    Kolom("No", 10, "kanan"),
    Kolom("No. RM", 30, tebal=True, pt=12),
    Kolom("Nama pasien", 68),
    Kolom("Bagian / nama", 55),
    Kolom("Tanggal", 25),
    Kolom("Paraf", 18),
    Kolom("Tanggal", 25),
    Kolom("Paraf", 18),
    Kolom("Ket.", 28),
)
"""Fields of the buku ekspedisi, FACTS B9; two columns stand under Peminjaman, two under Kembali."""
TARIK: Final = (
    Kolom("", 8),
    Kolom("No", 9, "kanan"),
    Kolom("No. RM", 36, tebal=True, pt=14),
    Kolom("Nama pasien", 50),
    Kolom("Tempat", 24),
    Kolom("Tujuan", 27),
    Kolom("Jam", 12),
    Kolom("Catatan", 24),
)


def ekspedisi(dokumen: Ekspedisi) -> Cetakan:
    """A4 across, a line a folder, boxes to initial, signatures on the last sheet."""
    kop = dokumen.kop
    kurun = f"{kop.waktu(dokumen.dari)} - {kop.waktu(dokumen.sampai)}"
    kepala = Kepala(kop.fasyankes, "BUKU EKSPEDISI BERKAS REKAM MEDIS", f"{dokumen.unit or 'Semua bagian'} · {kurun}")
    rows = [_baris_ekspedisi(kop, nomor, satu) for nomor, satu in enumerate(dokumen.isi, 1)]
    golongan = (("Peminjaman", 4, 6), ("Kembali", 6, 8))
    sheets = _susun((A4[1], A4[0]), "a4-rebah", kepala, Tabel(EKSPEDISI, 9.0, golongan, tanda_tangan=True), rows)
    return Cetakan("Buku ekspedisi", dokumen.sampai, sheets)


def tarik(dokumen: DaftarTarik) -> Cetakan:
    """A4 upright, a box to tick before every folder."""
    kop = dokumen.kop
    kapan = f"{len(dokumen.isi)} berkas · dibuat {kop.waktu(dokumen.dibuat)}"
    kepala = Kepala(kop.fasyankes, f"DAFTAR TARIK · {dokumen.unit or 'Semua bagian'}", kapan)
    rows = [
        (
            "",
            str(nomor),
            satu.nomor,
            satu.nama or "",
            satu.tempat,
            satu.tujuan,
            kop.waktu(satu.dibutuhkan, "HH.mm"),
            satu.catatan,
        )
        for nomor, satu in enumerate(dokumen.isi, 1)
    ]
    sheets = _susun(A4, "a4", kepala, Tabel(TARIK, 10.0, centang=True), rows)
    return Cetakan("Daftar tarik", dokumen.dibuat, sheets)


@dataclass(frozen=True, slots=True)
class Kepala:
    """What stands on top of every sheet."""

    fasyankes: str
    judul: str
    keterangan: str


@dataclass(frozen=True, slots=True)
class Tabel:
    """How a list is ruled."""

    kolom: tuple[Kolom, ...]
    tinggi: float
    golongan: tuple[tuple[str, int, int], ...] = ()
    """Heads over several columns: word, first, one after the last."""
    centang: bool = False
    tanda_tangan: bool = False


def _baris_ekspedisi(kop: Kop, nomor: int, satu: BarisEkspedisi) -> tuple[str, ...]:
    pinjam, kembali = (kop.waktu(saat, "d/M/yy HH.mm") for saat in (satu.pinjam, satu.kembali))
    return str(nomor), satu.nomor, satu.nama or "", satu.bagian, pinjam, "", kembali, "", satu.ket


def _susun(
    ukuran: tuple[float, float], kertas: str, kepala: Kepala, tabel: Tabel, rows: Sequence[tuple[str, ...]]
) -> tuple[Lembar, ...]:
    lebar, tinggi = ukuran
    top = PINGGIR + 14 + (13 if tabel.golongan else 7)
    bottom = tinggi - PINGGIR - KAKI - (22 if tabel.tanda_tangan else 0)
    most = int((bottom - top) / tabel.tinggi)
    pages = [rows[start : start + most] for start in range(0, len(rows), most)] or [()]
    made = []
    for nomor, page in enumerate(pages, 1):
        isi = [*_kepala(kepala, lebar), *_judul(tabel, PINGGIR + 14)]
        for at, row in enumerate(page):
            isi += _row(tabel, row, top + at * tabel.tinggi)
        isi += _kaki(lebar, tinggi, nomor, len(pages), tanda_tangan=tabel.tanda_tangan)
        made.append(Lembar(kertas, lebar, tinggi, tuple(isi)))
    return tuple(made)


def _kepala(kepala: Kepala, lebar: float) -> list[Unsur]:
    room = lebar - 2 * PINGGIR
    return [
        baris(PINGGIR, PINGGIR - 2, room, kepala.fasyankes, 9),
        baris(PINGGIR, PINGGIR + 2, room * 0.55, kepala.judul, 14, tebal=True),
        baris(PINGGIR + room * 0.56, PINGGIR + 3.4, room * 0.44, kepala.keterangan, 9, rata="kanan"),
    ]


def _judul(tabel: Tabel, y: float) -> list[Unsur]:
    isi: list[Unsur] = []
    high = 13.0 if tabel.golongan else 7.0
    grouped = {at: word for word, first, end in tabel.golongan for at in range(first, end)}
    x = PINGGIR
    for at, kolom in enumerate(tabel.kolom):
        inside = at in grouped
        above = y + (6 if inside else 0)
        isi.append(Kotak(x, above, kolom.lebar, high - (6 if inside else 0), 0.3))
        if kolom.judul:
            isi += kotak_teks(
                x + 1, above, kolom.lebar - 2, high - (6 if inside else 0), kolom.judul, 8.5,
                tebal=True, rata="tengah", tengah=True,
            )  # fmt: skip
        x += kolom.lebar
    for word, first, end in tabel.golongan:
        left = PINGGIR + sum(kolom.lebar for kolom in tabel.kolom[:first])
        wide = sum(kolom.lebar for kolom in tabel.kolom[first:end])
        isi.append(Kotak(left, y, wide, 6, 0.3))
        isi += kotak_teks(left, y, wide, 6, word, 8.5, tebal=True, rata="tengah", tengah=True)
    return isi


def _row(tabel: Tabel, row: tuple[str, ...], y: float) -> list[Unsur]:
    isi: list[Unsur] = []
    x = PINGGIR
    for at, (kolom, cell) in enumerate(zip(tabel.kolom, row, strict=True)):
        isi.append(Kotak(x, y, kolom.lebar, tabel.tinggi, 0.15))
        if tabel.centang and at == 0:
            isi.append(Kotak(x + 2, y + tabel.tinggi / 2 - 2, 4, 4, 0.4))
        if cell:
            isi += kotak_teks(
                x + 1, y + 0.3, kolom.lebar - 2, tabel.tinggi - 0.6, cell, kolom.pt,
                tebal=kolom.tebal, rata=kolom.rata, tengah=True,
            )  # fmt: skip
        x += kolom.lebar
    return isi


def _kaki(lebar: float, tinggi: float, nomor: int, semua: int, *, tanda_tangan: bool) -> list[Unsur]:
    room = lebar - 2 * PINGGIR
    isi: list[Unsur] = [baris(PINGGIR, tinggi - PINGGIR - 4, room, f"Halaman {nomor} dari {semua}", 8, rata="kanan")]
    if tanda_tangan:
        y = tinggi - PINGGIR - KAKI - 18
        for x, word in ((PINGGIR, "Yang menyerahkan"), (lebar / 2, "Yang menerima")):
            isi += [
                baris(x, y, 80, word, 8.5),
                Garis(x, y + 18, x + 80, y + 18),
                baris(x, y + 18.5, 80, "Nama, jam", 7),
            ]
    return isi
