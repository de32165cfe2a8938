"""All rules, in one walk over an evidence folder."""

from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.pemeriksa.bukti import Bukti, Pelanggaran, Temuan
from tests.torture.pemeriksa.buku import baca_buku
from tests.torture.pemeriksa.kenari import periksa_kenari
from tests.torture.pemeriksa.klien import baca_klien, periksa_cakram, periksa_klien, periksa_urutan
from tests.torture.pemeriksa.proyeksi import periksa_kursor
from tests.torture.pemeriksa.rantai import Rantai
from tests.torture.pemeriksa.tabel import (
    Cek,
    periksa_berkas,
    periksa_hitungan,
    periksa_penolakan,
    periksa_surat_mati,
)
from tests.torture.pemeriksa.tenggat import Halangan, Tenggat


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
    rantai, cek, tenggat = Rantai(bukti), Cek(), Tenggat(bukti, Halangan.baca(bukti))
    buku = baca_buku(bukti, rantai.baris(), [cek.dengar, tenggat.dengar])
    klien = baca_klien(bukti)
    periksa_klien(klien, buku, bukti)
    periksa_cakram(klien, bukti)
    tenggat.periksa()
    periksa_hitungan(bukti, buku)
    periksa_surat_mati(bukti)
    angka = {
        "baris": len(buku.oleh),
        "pesan": rantai.pesan,
        "berkas": periksa_berkas(bukti, buku),
        "perintah": len(klien.minta),
        "dijawab_ok": sum(minta.ok is not None for minta in klien.minta.values()),
        "ditolak": sum(minta.kode is not None for minta in klien.minta.values()),
        "tak_tentu": klien.angka["unknown"],
        "diurutkan": periksa_urutan(klien, buku, temuan),
        "penolakan": periksa_penolakan(bukti, klien, buku),
        "perlu_dicek": cek.periksa(bukti),
        "tenggat_dimulai": tenggat.dimulai,
        "tenggat_ditandai": tenggat.ditandai,
        "proyeksi": periksa_kursor(bukti, buku),
        "kenari": periksa_kenari(bukti),
        "gangguan": sum(1 for _ in bukti.baris("gangguan.jsonl")),
    }
    return Hasil(temuan.semua(), angka)
