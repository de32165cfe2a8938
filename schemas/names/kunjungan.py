"""Words of visits."""

from enum import StrEnum


class KeadaanKunjungan(StrEnum):
    """The states of a visit."""

    BARU = "baru"
    TERDAFTAR = "terdaftar"
    DILAYANI = "dilayani"
    SELESAI = "selesai"
    DIBATALKAN = "dibatalkan"


class JenisKunjungan(StrEnum):
    """The three ways of being received (seed 003: TPPRJ, TPPRI, TPPGD)."""

    RAWAT_JALAN = "rawat_jalan"
    RAWAT_INAP = "rawat_inap"
    GAWAT_DARURAT = "gawat_darurat"


class AsalPasien(StrEnum):
    """Who sent the patient: the column "asal rujukan" of the daily census of polyclinics and emergency units."""

    DATANG_SENDIRI = "datang_sendiri"
    PUSKESMAS = "puskesmas"
    RUMAH_SAKIT = "rumah_sakit"
    DOKTER_PRAKTIK = "dokter_praktik"
    BIDAN = "bidan"
    FASILITAS_LAIN = "fasilitas_lain"


class KelasRawat(StrEnum):
    """The class of a bed, as the inpatient census counts them."""

    VVIP = "vvip"
    VIP = "vip"
    KELAS_1 = "kelas_1"
    KELAS_2 = "kelas_2"
    KELAS_3 = "kelas_3"
    KHUSUS = "khusus"
    STANDAR = "standar"


class CaraKeluar(StrEnum):
    """How a visit ended; which of them fit which kind of visit stands in its table of moves."""

    PULANG = "pulang"
    """Home, from a clinic or the emergency unit."""
    DIRAWAT = "dirawat"
    """Declared an inpatient; the admission is a visit of its own."""
    DIRUJUK = "dirujuk"
    IZIN_DOKTER = "izin_dokter"
    """Home from the ward, with the doctor's leave."""
    ATAS_PERMINTAAN_SENDIRI = "atas_permintaan_sendiri"
    KELUAR_LAIN = "keluar_lain"
    """Left in any other way: ran away, moved to an institution."""
    MENINGGAL = "meninggal"
    DOA = "doa"
    """Dead on arrival: died before care began."""


class AlasanBatal(StrEnum):
    """Why a visit was called off."""

    PASIEN_PERGI = "pasien_pergi"
    SALAH_PASIEN = "salah_pasien"
    SALAH_UNIT = "salah_unit"
    TERDAFTAR_GANDA = "terdaftar_ganda"
    UNIT_TUTUP = "unit_tutup"
    BATAL_LAIN = "batal_lain"
