"""Every table, typed. `migrations/` must agree with these files; a test compares them."""

from engine.tables.care import kamar, kunjungan, peminjaman, pencarian, pencarian_letak, permintaan, tempat_tidur
from engine.tables.completeness import kekurangan
from engine.tables.facility import fasyankes, petugas, sesi, token, unit
from engine.tables.folders import (
    antrean_cetak,
    berkas,
    hitungan,
    nomor_akhiran,
    penjajaran,
    penomoran,
    penyimpanan,
    rak,
    ruas,
    stasiun_cetak,
)
from engine.tables.kinds import Utc, metadata
from engine.tables.ledger import (
    jejak,
    kebijakan_diterapkan,
    kursor,
    penolakan,
    perlu_dicek,
    rekap_gerak,
    siaran,
    surat_mati,
    tenggat,
)
from engine.tables.notices import jabatan, kiriman, pemberitahuan, rahasia
from engine.tables.patients import identitas_lama, kata_mirip, kata_nama, pasien, pasien_kata

__all__ = [
    "Utc",
    "antrean_cetak",
    "berkas",
    "fasyankes",
    "hitungan",
    "identitas_lama",
    "jabatan",
    "jejak",
    "kamar",
    "kata_mirip",
    "kata_nama",
    "kebijakan_diterapkan",
    "kekurangan",
    "kiriman",
    "kunjungan",
    "kursor",
    "metadata",
    "nomor_akhiran",
    "pasien",
    "pasien_kata",
    "pemberitahuan",
    "peminjaman",
    "pencarian",
    "pencarian_letak",
    "penjajaran",
    "penolakan",
    "penomoran",
    "penyimpanan",
    "perlu_dicek",
    "permintaan",
    "petugas",
    "rahasia",
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
