"""Every table, typed. `migrations/` must agree with these files; a test compares them."""

from engine.tables.care import kamar, kunjungan, peminjaman, pencarian, pencarian_letak, permintaan, tempat_tidur
from engine.tables.facility import fasyankes, petugas, sesi, token, unit
from engine.tables.folders import (
    antrean_cetak,
    berkas,
    hitungan,
    nomor_akhiran,
    penjajaran,
    penomoran,
    rak,
    ruas,
    stasiun_cetak,
)
from engine.tables.kinds import Utc, metadata
from engine.tables.ledger import jejak, kursor, penolakan, perlu_dicek, rekap_gerak, siaran, surat_mati, tenggat
from engine.tables.patients import identitas_lama, kata_mirip, kata_nama, pasien, pasien_kata

__all__ = [
    "Utc",
    "antrean_cetak",
    "berkas",
    "fasyankes",
    "hitungan",
    "identitas_lama",
    "jejak",
    "kamar",
    "kata_mirip",
    "kata_nama",
    "kunjungan",
    "kursor",
    "metadata",
    "nomor_akhiran",
    "pasien",
    "pasien_kata",
    "peminjaman",
    "pencarian",
    "pencarian_letak",
    "penjajaran",
    "penolakan",
    "penomoran",
    "perlu_dicek",
    "permintaan",
    "petugas",
    "rak",
    "rekap_gerak",
    "ruas",
    "sesi",
    "siaran",
    "stasiun_cetak",
    "surat_mati",
    "tempat_tidur",
    "tenggat",
    "token",
    "unit",
]
