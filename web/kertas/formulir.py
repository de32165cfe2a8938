"""Forms people sign or keep: the bon in three parts, the cover of a folder."""

from typing import Final

from web.kertas.dokumen import Bon, Sampul
from web.kertas.lembar import Batang, Cetakan, Garis, Kotak, Lembar, Qr, Unsur, digeser
from web.kertas.pas import baris, kotak_teks
from web.kertas.slip import A4, tanggal

A5: Final = (148.0, 210.0)
BAGIAN: Final = (
    ("1", "PADA BERKAS REKAM MEDIS"),
    ("2", "DI RAK, DI TEMPAT BERKAS"),
    ("3", "PADA PEMINJAM"),
)
"""Rangkap tiga (FACTS B9): where each part goes."""
TAHUN: Final = 10


def bon(dokumen: Bon) -> Cetakan:
    """Three identical parts on one A5 sheet, cut lines between them."""
    lebar, tinggi = A5
    part = tinggi / len(BAGIAN)
    isi: list[Unsur] = []
    for at, (nomor, tempat) in enumerate(BAGIAN):
        isi += [digeser(unsur, 0, at * part) for unsur in _bagian(dokumen, nomor, tempat)]
        if at:
            isi.append(Garis(0, at * part, lebar, at * part, 0.25, putus=True))
    return Cetakan("Bon peminjaman", dokumen.pinjam, (Lembar("a5", lebar, tinggi, tuple(isi)),))


def _bagian(dokumen: Bon, nomor: str, tempat: str) -> list[Unsur]:
    lebar, kop = A5[0], dokumen.kop
    isi: list[Unsur] = [
        baris(8, 4, 78, kop.fasyankes, 8),
        baris(8, 7.6, 78, "BON PEMINJAMAN BERKAS REKAM MEDIS", 10, tebal=True),
        Kotak(90, 4, 50, 8.5, 0.3),
        baris(91, 4.4, 48, f"Lembar {nomor} dari {len(BAGIAN)}", 7, rata="tengah"),
        baris(91, 7.9, 48, tempat, 8, tebal=True, rata="tengah"),
        Garis(8, 14, lebar - 8, 14, 0.4),
        Qr(117, 15, 23, dokumen.kode),
        baris(117, 37.6, 23, dokumen.kode, 6.5, rata="tengah"),
    ]
    rows = (
        ("No. RM", dokumen.nomor, 15, 5.8),
        ("Nama pasien", dokumen.nama or "", 11, 8.6),
        ("Nama peminjam", dokumen.peminjam, 11, 5.4),
        ("Tanggal pinjam", kop.waktu(dokumen.pinjam), 10, 5.0),
        ("Tanggal kembali", kop.waktu(dokumen.kembali), 10, 5.0),
        ("Keperluan", dokumen.keperluan, 10, 5.0),
    )
    y = 14.8
    for judul, nilai, pt, tinggi in rows:
        isi.append(baris(8, y + tinggi / 2 - 1.7, 28, judul, 8))
        isi += kotak_teks(37, y, 77, tinggi, nilai, pt, tebal=True, tengah=True) if nilai else []
        y += tinggi
        isi.append(Garis(37, y, 114, y, 0.12))
    for x, siapa in ((8, "Peminjam"), (80, "Petugas")):
        isi += [baris(x, 50, 60, f"Tanda tangan {siapa.lower()}", 7), Garis(x, 64, x + 60, 64, 0.2)]
    return isi


def sampul(dokumen: Sampul) -> Cetakan:
    """The cover of a folder on A4."""
    lebar, tinggi = A4
    isi: list[Unsur] = [
        *kotak_teks(20, 20, lebar - 40, 14, dokumen.kop.fasyankes, 22, tebal=True, rata="tengah", tengah=True),
        Garis(20, 37, lebar - 20, 37, 0.6),
        baris(20, 44, lebar - 40, "BERKAS REKAM MEDIS", 20, tebal=True, rata="tengah"),
        baris(20, 54, lebar - 40, "RAHASIA", 14, rata="tengah"),
        Kotak(20, 68, lebar - 40, 34, 0.6),
        baris(24, 70, 60, "Nomor rekam medis", 10),
        baris(24, 75, lebar - 48, dokumen.nomor, 60, tebal=True, rata="tengah"),
        baris(20, 110, 60, "Nama", 10),
        *kotak_teks(20, 116, lebar - 40, 24, dokumen.nama or "", 28, tebal=True),
        Garis(20, 141, lebar - 20, 141),
        baris(20, 145, 60, "Tanggal lahir", 10),
        baris(20, 151, lebar - 40, tanggal(dokumen.lahir), 18, tebal=True),
        Garis(20, 160, lebar - 20, 160),
        baris(20, 168, lebar - 40, "Tahun kunjungan (beri tanda tahun kunjungan terakhir)", 10),
    ]
    tahun = int(dokumen.kop.waktu(dokumen.dibuat, "yyyy"))
    wide = (lebar - 40) / TAHUN
    for at in range(TAHUN):
        x = 20 + at * wide
        isi += [
            Kotak(x, 175, wide, 16),
            baris(x, 176, wide, str(tahun + at), 11, rata="tengah"),
        ]
    isi += [
        Batang(60, 225, lebar - 80, 18, dokumen.kode),
        Qr(18, 216, 36, dokumen.kode),
        baris(60, 244, lebar - 80, dokumen.kode, 11, rata="tengah"),
    ]
    return Cetakan("Sampul berkas", dokumen.dibuat, (Lembar("a4", lebar, tinggi, tuple(isi)),))
