"""All rules, in one walk over an evidence folder."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.pemeriksa.bukti import Bukti, Pelanggaran, Temuan
from tests.torture.pemeriksa.buku import baca_buku
from tests.torture.pemeriksa.kekurangan import Kekurangan
from tests.torture.pemeriksa.kenari import periksa_kenari
from tests.torture.pemeriksa.klien import baca_klien, periksa_cakram, periksa_klien, periksa_urutan
from tests.torture.pemeriksa.kunjungan import Kunjungan
from tests.torture.pemeriksa.lipat import Jejak
from tests.torture.pemeriksa.pencarian import Pencarian
from tests.torture.pemeriksa.permintaan import Permintaan
from tests.torture.pemeriksa.proyeksi import Rekap, periksa_kursor
from tests.torture.pemeriksa.rantai import Rantai, periksa_pengamatan
from tests.torture.pemeriksa.tabel import (
    Cek,
    periksa_berkas,
    periksa_hitungan,
    periksa_penolakan,
    periksa_surat_mati,
)
from tests.torture.pemeriksa.tenggat import Aturan, Halangan, Tenggat


@dataclass(slots=True)
class Hasil:
    """What is wrong, and how much was looked at."""

    pelanggaran: list[Pelanggaran] = field(default_factory=list)
    angka: dict[str, int] = field(default_factory=dict)


def periksa(folder: Path) -> list[Pelanggaran]:
    """Everything that is wrong with this evidence; an empty list is a clean run."""
    return periksa_lengkap(folder).pelanggaran


def periksa_lengkap(folder: Path) -> Hasil:
    """The same, with the figures of the report."""
    temuan = Temuan()
    bukti = Bukti.buka(Path(folder), temuan)
    rekap = Rekap(bukti)
    rantai, cek, tenggat = Rantai(bukti), Cek(), Tenggat(bukti, Halangan.baca(bukti), Aturan(bukti))
    pencarian = Pencarian(bukti)
    kekurangan = Kekurangan(bukti, tenggat)
    permintaan = Permintaan(bukti, tenggat)
    kunjungan = Kunjungan(bukti)

    def semua(baris: Jejak) -> None:
        pencarian.dengar(baris)
        kekurangan.dengar(baris)
        permintaan.dengar(baris)
        kunjungan.dengar(baris)
        rekap.dengar(baris)

    buku = baca_buku(bukti, rantai.baris(), [cek.dengar, tenggat.dengar], semua)
    klien = baca_klien(bukti)
    aturan: dict[str, Callable[[], int | None]] = {
        "perintah": lambda: periksa_klien(klien, buku, bukti),
        "diurutkan": lambda: periksa_urutan(klien, buku, temuan),
        "cakram": lambda: periksa_cakram(klien, bukti),
        "berkas": lambda: periksa_berkas(bukti, buku),
        "hitungan": lambda: periksa_hitungan(bukti, buku),
        "penolakan": lambda: periksa_penolakan(bukti, klien, buku),
        "perlu_dicek": lambda: cek.periksa(bukti),
        "tenggat": tenggat.periksa,
        "proyeksi": lambda: periksa_kursor(bukti, buku),
        "rekap": rekap.periksa,
        "pencarian": lambda: pencarian.periksa(buku.berkas),
        "kekurangan": kekurangan.periksa,
        "permintaan": lambda: permintaan.periksa(buku.berkas),
        "kunjungan": kunjungan.periksa,
        "pengamatan": lambda: periksa_pengamatan(bukti),
        "surat_mati": lambda: periksa_surat_mati(bukti),
        "kenari": lambda: periksa_kenari(bukti),
    }
    angka = {
        "baris": len(buku.oleh),
        "pesan": rantai.pesan,
        "dijawab_ok": sum(minta.ok is not None for minta in klien.minta.values()),
        "ditolak": sum(minta.kode is not None for minta in klien.minta.values()),
        "tak_tentu": klien.angka["unknown"],
        "tenggat_dimulai": tenggat.dimulai,
        "tenggat_ditandai": tenggat.ditandai,
        "gangguan": sum(1 for _ in bukti.baris("gangguan.jsonl")),
    }
    for nama, satu in aturan.items():
        try:
            angka[nama] = satu() or 0
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            temuan.catat("bukti_rusak", nama, f"{type(error).__name__}: {error}")
    return Hasil(temuan.semua(), angka)
