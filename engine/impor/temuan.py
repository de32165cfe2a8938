"""What an import has to say about a row: where, what kind, how bad.

The kind of a cell is told, never the cell itself; that goes only to the screen of the person who brought the file.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from engine.impor.lembar import Isi, hampa, teks


class Keparahan(StrEnum):
    """How bad: the row is left out, or it is taken and something of it was not."""

    DITOLAK = "ditolak"
    PERINGATAN = "peringatan"


T, P = Keparahan.DITOLAK, Keparahan.PERINGATAN

ALASAN: Final[dict[str, tuple[Keparahan, str]]] = {
    "baris_rusak": (
        T,
        "Jumlah sel tidak sama dengan judul, atau tanda kutip tidak tertutup. Periksa baris ini di sumbernya.",
    ),
    "objek_bukan_teks": (P, "Sel ini berisi [object Object]: ekspornya rusak. Selnya tidak diimpor."),
    "nomor_kosong": (T, "Nomor rekam medis kosong atau '-': di SIMRS itu baris pengganti, bukan pasien."),
    "nomor_tidak_sah": (
        T,
        "Ini bukan nomor rekam medis: huruf, angka, titik, garis miring, dan setrip, paling banyak 24.",
    ),
    "nomor_ilmiah": (
        T,
        "Excel menulis nomor ini sebagai pangkat sepuluh; angkanya sudah hilang. Ambil lagi dari sumbernya.",
    ),
    "nomor_terpotong": (
        T,
        (
            "Nomor ini lebih pendek daripada yang lain; nol di depannya mungkin hilang. Tidak ditebak: sebut "
            "lebar nomor bila memang begitu."
        ),
    ),
    "nomor_dilengkapi": (P, "Nol di depan nomor ini dilengkapi sampai lebar yang Anda sebut."),
    "nomor_lebih_panjang": (P, "Nomor ini lebih panjang daripada lebar yang Anda sebut; dipakai apa adanya."),
    "nomor_beberapa_orang": (
        T,
        (
            "Beberapa baris memakai nomor ini untuk orang yang berbeda. Mana yang benar tidak ditebak; pisahkan "
            "di sumbernya."
        ),
    ),
    "baris_kembar": (P, "Baris ini sama dengan baris sebelumnya; tidak diimpor dua kali."),
    "satu_map_keluarga": (
        P,
        "Beberapa pasien memakai satu map keluarga. Semuanya didaftarkan; map dikaitkan dengan yang pertama.",
    ),
    "nama_kosong": (T, "Nama kosong."),
    "nama_tidak_sah": (T, "Nama ini tidak bisa dipakai."),
    "bayi_bernama_ibu": (
        P,
        "Bayi yang masih memakai nama ibunya: sebutan By, nama ibunya dicatat di kolom nama ibu.",
    ),
    "nama_almarhum": (P, "Alm bukan bagian nama dan dihapus. Kematian pasien tidak diimpor; catat di Jejak."),
    "gelar_diduga": (P, "Yang di belakang koma dicatat sebagai gelar. Periksa, bila itu bagian dari namanya."),
    "salah_enkode": (
        P,
        "Hurufnya rusak karena salah enkode (misalnya Ã©). Diimpor apa adanya; ekspor ulang sebagai UTF-8.",
    ),
    "huruf_hilang": (P, "Ada huruf yang sudah hilang di berkas ini. Diimpor apa adanya; ekspor ulang sebagai UTF-8."),
    "nik_angka_excel": (
        P,
        (
            "NIK ini disimpan Excel sebagai angka: angka ke-16-nya sudah hilang. Tidak diimpor, tidak diperbaiki;"
            " isi dari KTP atau KK."
        ),
    ),
    "nik_ilmiah": (P, "NIK ini tertulis sebagai pangkat sepuluh; angkanya sudah hilang. Tidak diimpor."),
    "nik_panjang": (P, "NIK harus 16 angka. Tidak diimpor."),
    "nik_bukan_angka": (P, "NIK hanya angka. Tidak diimpor."),
    "nik_ganjil": (P, "NIK ini ganjil. Diimpor; periksa dengan KTP."),
    "nik_kembar": (P, "NIK ini juga ada di baris lain berkas ini. Diimpor; periksa."),
    "kk_angka_excel": (
        P,
        "Nomor keluarga ini disimpan Excel sebagai angka: angka terakhirnya sudah hilang. Tidak diimpor.",
    ),
    "tanggal_tidak_terbaca": (P, "Ini bukan tanggal yang dikenal. Tidak diimpor."),
    "tanggal_bulan_dulu": (
        P,
        (
            "Bulan dan hari tertukar (bulan lebih dari 12). Tidak diimpor; bila seluruh kolom begitu, ekspor "
            "ulang sebagai tttt-bb-hh."
        ),
    ),
    "tahun_dua_angka": (P, "Tahunnya hanya dua angka; abadnya tidak ditebak. Tidak diimpor."),
    "tanggal_di_depan": (P, "Tanggal lahir di masa depan. Tidak diimpor."),
    "tanggal_lampau": (P, "Tahun lahirnya terlalu lampau. Tidak diimpor."),
    "umur_beku": (P, "Tanggal lahir tidak ada; umur yang tertulis dihitung entah kapan, jadi tidak dipakai."),
    "jk_tidak_dikenal": (P, "Jenis kelamin ini tidak dikenal. Dicatat tidak diketahui."),
    "jk_dua_tanda": (P, "Kolom L dan P sama-sama ditandai. Dicatat tidak diketahui."),
    "hubungan_tidak_dikenal": (P, "Hubungan ini tidak dikenal. Dicatat lainnya."),
    "isi_tidak_sah": (P, "Isi kolom ini tidak bisa dipakai. Tidak diimpor."),
    # told by the run, not by the row
    "nomor_milik_orang_lain": (
        T,
        "Di Jejak nomor ini milik pasien lain. Tidak diimpor; samakan dulu di salah satu sistem.",
    ),
    "sudah_ada_di_jejak": (
        P,
        "Pasien dengan nomor ini sudah ada di Jejak dan identitasnya lain di kolom ini. Yang di Jejak tidak diubah.",
    ),
    "diubah_di_jejak": (
        P,
        "Kolom ini lain dari yang di Jejak, dan pasien ini sudah diubah orang di Jejak. Yang di Jejak tidak diubah.",
    ),
    "orang_kembar": (P, "Nama dan tanggal lahir ini juga ada di baris lain dengan nomor lain. Diimpor; periksa."),
    "mungkin_kembar": (
        P,
        "Mungkin orang yang sama dengan pasien yang sudah ada. Tetap didaftarkan; periksa dan gabungkan bila sama.",
    ),
    "pasien_digabung": (P, "Pasien ini sudah digabung ke pasien lain di Jejak. Tidak diubah."),
    "belum_selesai": (T, "Belum diimpor; jalankan lagi berkas yang sama."),
}
"""By kode: how bad, and the sentence. Refusals of the front door are told under their own kode."""


@dataclass(frozen=True, slots=True, repr=False)
class Temuan:
    """One thing to report. `isi` is for the eyes of the person who brought the file, and for nothing else."""

    baris: int
    kolom: str
    kode: str
    keparahan: Keparahan
    alasan: str
    kelas: str
    isi: str = ""

    def __repr__(self) -> str:
        """Without the cell: a log line may quote a finding."""
        return f"Temuan({self.baris}, {self.kolom}, {self.kode})"

    __str__ = __repr__


def temuan(baris: int, kolom: str, kode: str, isi: Isi = "", *, alasan: str = "") -> Temuan:
    """A finding of a known kind; `alasan` in place of its own sentence."""
    keparahan, kalimat = ALASAN[kode]
    return Temuan(baris, kolom, kode, keparahan, alasan or kalimat, kelas(isi), teks(isi)[:80])


def kelas(isi: Isi) -> str:
    """What kind of thing a cell holds, without saying what it holds."""
    if hampa(isi):
        return "kosong"
    if isinstance(isi, date):
        return "tanggal Excel"
    if isinstance(isi, int | float):
        return "angka Excel"
    text = teks(isi)
    if text.isdecimal():
        return f"{len(text)} angka"
    return f"teks {len(text)} huruf"


TERBANYAK: Final = 100_000
"""Findings kept with their rows; beyond that they are only counted."""


@dataclass(slots=True)
class Catatan:
    """The findings of one run, counted whole and kept up to a limit."""

    semua: list[Temuan] = field(default_factory=list)
    kode: Counter[str] = field(default_factory=Counter)
    baris_ditolak: int = 0
    baris_peringatan: int = 0
    terpotong: bool = False

    def catat(self, satu: Temuan) -> None:
        """Keep one."""
        self.kode[satu.kode] += 1
        if len(self.semua) < TERBANYAK:
            self.semua.append(satu)
        else:
            self.terpotong = True

    def baris(self, temuan: list[Temuan]) -> None:
        """Keep all findings of one row, and count the row once."""
        for satu in temuan:
            self.catat(satu)
        if any(satu.keparahan is Keparahan.DITOLAK for satu in temuan):
            self.baris_ditolak += 1
        elif temuan:
            self.baris_peringatan += 1
