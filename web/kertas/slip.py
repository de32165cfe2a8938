"""Small papers: tracer, label, KIB."""

from datetime import date
from typing import Final

from web import i18n
from web.kertas.dokumen import Kib, Label, Tracer
from web.kertas.lembar import Batang, Cetakan, Garis, Kotak, Lembar, Qr, Unsur, digeser
from web.kertas.pas import baris, kotak_teks

SLIP: Final = (105.0, 74.0)
"""A7 across, the size of a bon in FACTS B9 (about 10.5 by 7 cm); a thermal roll of 4 inches takes it."""
UKURAN_TRACER: Final = {"slip": 1.0, "a6": 2**0.5, "a5": 2.0}
"""A tracer that stands in a shelf may want to be larger: the same sheet, up to A5."""
LABEL: Final = (70.0, 37.0)
"""Three by eight of them fill an A4 sheet of labels."""
KOLOM, BARIS_LABEL = 3, 8
KARTU: Final = (85.6, 54.0)
"""ID-1, as every card printer and every wallet knows it."""
A4: Final = (210.0, 297.0)


def ukuran_tracer(sebutan: str) -> str:
    """A size that was asked for, or the slip."""
    return sebutan if sebutan in UKURAN_TRACER else "slip"


def tracer(dokumen: Tracer, ukuran: str = "slip") -> Cetakan:
    """One slip: where to in the largest letters, then number and name, then the rest."""
    lebar, tinggi = SLIP
    kop = dokumen.kop
    isi: list[Unsur] = [
        baris(4, 2.5, 54, kop.fasyankes, 8, tebal=True),
        baris(59, 2.5, 42, "TRACER · BERKAS KELUAR KE", 8, tebal=True, rata="kanan"),
        Garis(4, 7, lebar - 4, 7, 0.4),
        *kotak_teks(4, 7.8, lebar - 8, 22.6, dokumen.tujuan.upper(), 48, tebal=True, rata="tengah", tengah=True),
        Garis(4, 31, lebar - 4, 31, 0.4),
        baris(4, 32, 70, dokumen.nomor, 30, tebal=True),
        *kotak_teks(4, 45, 70, 9.5, dokumen.nama or "", 13, tebal=True),
        Qr(76, 32, 25, dokumen.kode),
        baris(76, 56.5, 25, dokumen.kode, 7, rata="tengah"),
    ]
    rows = (
        ("Keluar", kop.waktu(dokumen.keluar)),
        ("Peminjam", dokumen.peminjam or dokumen.tujuan),
        ("Keperluan", dokumen.keperluan),
    )
    for at, (judul, nilai) in enumerate(rows):
        isi += [baris(4, 55 + at * 4.6, 15, judul, 7.5), baris(19, 55 + at * 4.6, 55, nilai, 9.5, tebal=True)]
    isi.append(baris(4, 69.3, lebar - 8, "Diselipkan di tempat berkas ini; dicabut bila berkas sudah kembali.", 6.5))
    lembar = Lembar("slip", lebar, tinggi, tuple(isi))
    kali = UKURAN_TRACER[ukuran]
    lembar = lembar if ukuran == "slip" else lembar.diperbesar(f"{ukuran}-rebah", kali)
    return Cetakan("Tracer", dokumen.keluar, (lembar,))


def label(dokumen: Label) -> Cetakan:
    """One label, for a roll."""
    lebar, tinggi = LABEL
    return Cetakan("Label berkas", dokumen.dibuat, (Lembar("label", lebar, tinggi, _label(dokumen)),))


def lembar_label(semua: tuple[Label, ...]) -> Cetakan:
    """Labels on A4 sheets of 24, row by row."""
    lebar, tinggi = LABEL
    sheets = []
    for start in range(0, len(semua), KOLOM * BARIS_LABEL):
        isi: list[Unsur] = []
        for at, satu in enumerate(semua[start : start + KOLOM * BARIS_LABEL]):
            x, y = at % KOLOM * lebar, at // KOLOM * tinggi
            isi += [digeser(unsur, x, y) for unsur in _label(satu)]
        sheets.append(Lembar("a4", *A4, tuple(isi)))
    return Cetakan("Label berkas", max(satu.dibuat for satu in semua), tuple(sheets))


def kib(dokumen: Kib) -> Cetakan:
    """Front and back of the card."""
    lebar, tinggi = KARTU
    depan: list[Unsur] = [
        *kotak_teks(4, 3, lebar - 8, 6.5, dokumen.kop.fasyankes, 11, tebal=True, rata="tengah", tengah=True),
        baris(4, 9.5, lebar - 8, "KARTU IDENTITAS BEROBAT", 7.5, rata="tengah"),
        Garis(4, 14, lebar - 4, 14, 0.4),
        *kotak_teks(4, 15.5, lebar - 8, 10, dokumen.nama, 13, tebal=True, tengah=True),
        baris(4, 26, 22, "No. RM", 7),
        baris(4, 28.6, 48, dokumen.nomor, 17, tebal=True),
        baris(54, 26, 28, "Tanggal lahir", 7),
        baris(54, 29.3, 28, tanggal(dokumen.lahir), 10, tebal=True),
        Batang(4, 37.5, lebar - 8, 10, dokumen.kode),
        baris(4, 48, lebar - 8, dokumen.kode, 7, rata="tengah"),
    ]
    kalimat = (
        "Bawalah kartu ini setiap kali berobat.",
        "Satu kartu untuk satu orang; tidak dapat dipakai orang lain.",
        "Bila hilang, beri tahu loket pendaftaran: nomor rekam medis tetap yang lama.",
        "Yang menemukan kartu ini, mohon mengembalikannya ke alamat fasilitas di depan.",
    )
    belakang: list[Unsur] = [baris(6, 5, lebar - 12, "PERHATIAN", 9, tebal=True), Kotak(3, 3, lebar - 6, tinggi - 6)]
    y = 11.0
    for nomor, satu in enumerate(kalimat, 1):
        belakang += [baris(6, y, 5, f"{nomor}.", 8), *kotak_teks(11, y, lebar - 17, 8, satu, 8)]
        y += 9.2
    sides = tuple(Lembar("kartu", lebar, tinggi, tuple(side)) for side in (depan, belakang))
    return Cetakan("Kartu identitas berobat", dokumen.dibuat, sides)


def tanggal(hari: date | None) -> str:
    """A birth date as people read it; a dash where it is not known."""
    return i18n.hari(hari, i18n.ASAL, "d MMM yyyy") if hari else "-"


def _label(dokumen: Label) -> tuple[Unsur, ...]:
    lebar, _ = LABEL
    lahir = f"Lahir {tanggal(dokumen.lahir)}" if dokumen.lahir else ""
    return (
        Qr(1.5, 2, 22, dokumen.kode),
        baris(24.5, 2.5, lebar - 27, dokumen.kop.fasyankes, 7),
        baris(24.5, 5.5, lebar - 27, dokumen.nomor, 22, tebal=True),
        *kotak_teks(24.5, 14.8, lebar - 27, 6.4, dokumen.nama or "", 8.5, tebal=True),
        baris(24.5, 21.2, 22, lahir, 7),
        *((baris(46, 21.0, lebar - 48, dokumen.rumah.upper(), 8, tebal=True, rata="kanan"),) if dokumen.rumah else ()),
        Batang(2, 25, lebar - 4, 7, dokumen.kode),
        baris(2, 32.3, lebar - 4, dokumen.kode, 7, rata="tengah"),
    )
