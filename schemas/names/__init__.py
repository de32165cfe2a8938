"""The trade's words as types: identifiers, roles, states, places.

The same spelling stands in code, tables, subjects, screens and documents; `docs/glosarium.md` explains each.
"""

from schemas.names.berkas import AlasanCek, CaraKembali, Keadaan, Keperluan, Pembawa, PutusanCek
from schemas.names.everywhere import Cara, JenisTenggat, Peran, PeranMesin, SebabJadwal
from schemas.names.ids import (
    RUANG_REKAM_MEDIS,
    SEMUA_UNIT,
    SISTEM,
    BerkasId,
    KodeUnit,
    KodeUnitSah,
    Letak,
    NomorRm,
    PerintahId,
    PetugasId,
    SidikKebijakan,
    UuidBerkas,
    UuidPerintah,
    UuidPetugas,
    UuidSubjek,
)
from schemas.names.kekurangan import (
    Butir,
    KeadaanKekurangan,
    KodeFormulir,
    SebabAlih,
    SebabHapus,
    SebabTolak,
    Unsur,
)
from schemas.names.koreksi import KeadaanKoreksi, SebabKoreksi, SebabTolakKoreksi
from schemas.names.kunjungan import AlasanBatal, AsalPasien, CaraKeluar, JenisKunjungan, KeadaanKunjungan, KelasRawat
from schemas.names.pasien import BidangIdentitas, HubunganPenanggung, JenisKelamin, KeadaanPasien, SebabUbah, Sebutan
from schemas.names.peminjaman import AlasanBatalPinjam, AlasanTolakPinjam, KeadaanPeminjaman, PihakLuar
from schemas.names.pencarian import HasilPeriksa, KeadaanPencarian, SebabHenti, SebabPencarian
from schemas.names.penutupan import KeadaanSensus
from schemas.names.permintaan import AsalPermintaan, KeadaanAwal, KeadaanPermintaan, SebabBatal, SebabTidakTerpenuhi
from schemas.names.selisih import AlasanSelisih, KeadaanSelisih, MacamSelisih
from schemas.names.sensus import Macam

__all__ = [
    "RUANG_REKAM_MEDIS",
    "SEMUA_UNIT",
    "SISTEM",
    "AlasanBatal",
    "AlasanBatalPinjam",
    "AlasanCek",
    "AlasanSelisih",
    "AlasanTolakPinjam",
    "AsalPasien",
    "AsalPermintaan",
    "BerkasId",
    "BidangIdentitas",
    "Butir",
    "Cara",
    "CaraKeluar",
    "CaraKembali",
    "HasilPeriksa",
    "HubunganPenanggung",
    "JenisKelamin",
    "JenisKunjungan",
    "JenisTenggat",
    "Keadaan",
    "KeadaanAwal",
    "KeadaanKekurangan",
    "KeadaanKoreksi",
    "KeadaanKunjungan",
    "KeadaanPasien",
    "KeadaanPeminjaman",
    "KeadaanPencarian",
    "KeadaanPermintaan",
    "KeadaanSelisih",
    "KeadaanSensus",
    "KelasRawat",
    "Keperluan",
    "KodeFormulir",
    "KodeUnit",
    "KodeUnitSah",
    "Letak",
    "Macam",
    "MacamSelisih",
    "NomorRm",
    "Pembawa",
    "Peran",
    "PeranMesin",
    "PerintahId",
    "PetugasId",
    "PihakLuar",
    "PutusanCek",
    "SebabAlih",
    "SebabBatal",
    "SebabHapus",
    "SebabHenti",
    "SebabJadwal",
    "SebabKoreksi",
    "SebabPencarian",
    "SebabTidakTerpenuhi",
    "SebabTolak",
    "SebabTolakKoreksi",
    "SebabUbah",
    "Sebutan",
    "SidikKebijakan",
    "Unsur",
    "UuidBerkas",
    "UuidPerintah",
    "UuidPetugas",
    "UuidSubjek",
]
