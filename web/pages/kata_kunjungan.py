"""What the screens call the words of a visit. Colour never stands alone."""

from typing import Final

from schemas.names import (
    AlasanBatal,
    AsalPasien,
    CaraKeluar,
    JenisKunjungan,
    KeadaanKunjungan,
    KelasRawat,
    Peran,
)
from web.i18n import N_
from web.pages.kata import Rupa

KEADAAN: Final[dict[KeadaanKunjungan, Rupa]] = {
    KeadaanKunjungan.TERDAFTAR: Rupa(N_("Menunggu"), "jalan", "jam"),
    KeadaanKunjungan.DILAYANI: Rupa(N_("Dilayani"), "unit", "unit"),
    KeadaanKunjungan.SELESAI: Rupa(N_("Selesai"), "rak", "benar"),
    KeadaanKunjungan.DIBATALKAN: Rupa(N_("Dibatalkan"), "tamat", "silang"),
}
INAP: Final[dict[KeadaanKunjungan, Rupa]] = KEADAAN | {
    KeadaanKunjungan.TERDAFTAR: Rupa(N_("Menuju bangsal"), "jalan", "panah"),
    KeadaanKunjungan.DILAYANI: Rupa(N_("Dirawat"), "unit", "unit"),
}
"""The same for an inpatient."""
JENIS: Final[dict[JenisKunjungan, str]] = {
    JenisKunjungan.RAWAT_JALAN: N_("Rawat jalan"),
    JenisKunjungan.RAWAT_INAP: N_("Rawat inap"),
    JenisKunjungan.GAWAT_DARURAT: N_("Gawat darurat"),
}
ASAL: Final[dict[AsalPasien, str]] = {
    AsalPasien.DATANG_SENDIRI: N_("Datang sendiri"),
    AsalPasien.PUSKESMAS: N_("Puskesmas"),
    AsalPasien.RUMAH_SAKIT: N_("Rumah sakit"),
    AsalPasien.DOKTER_PRAKTIK: N_("Dokter praktik"),
    AsalPasien.BIDAN: N_("Bidan"),
    AsalPasien.FASILITAS_LAIN: N_("Fasilitas lain"),
}
KELAS: Final[dict[KelasRawat, str]] = {
    KelasRawat.VVIP: N_("VVIP"),
    KelasRawat.VIP: N_("VIP"),
    KelasRawat.KELAS_1: N_("Kelas 1"),
    KelasRawat.KELAS_2: N_("Kelas 2"),
    KelasRawat.KELAS_3: N_("Kelas 3"),
    KelasRawat.KHUSUS: N_("Khusus"),
    KelasRawat.STANDAR: N_("Standar"),
}
CARA_KELUAR: Final[dict[CaraKeluar, str]] = {
    CaraKeluar.PULANG: N_("Pulang"),
    CaraKeluar.IZIN_DOKTER: N_("Pulang, izin dokter"),
    CaraKeluar.DIRAWAT: N_("Dirawat"),
    CaraKeluar.DIRUJUK: N_("Dirujuk"),
    CaraKeluar.ATAS_PERMINTAAN_SENDIRI: N_("Atas permintaan sendiri"),
    CaraKeluar.KELUAR_LAIN: N_("Keluar, lain-lain"),
    CaraKeluar.MENINGGAL: N_("Meninggal"),
    CaraKeluar.DOA: N_("Meninggal sebelum tiba (DOA)"),
}
ALASAN_BATAL: Final[dict[AlasanBatal, str]] = {
    AlasanBatal.PASIEN_PERGI: N_("Pasien pergi"),
    AlasanBatal.SALAH_PASIEN: N_("Salah pasien"),
    AlasanBatal.SALAH_UNIT: N_("Salah unit"),
    AlasanBatal.TERDAFTAR_GANDA: N_("Terdaftar ganda"),
    AlasanBatal.UNIT_TUTUP: N_("Unit tutup"),
    AlasanBatal.BATAL_LAIN: N_("Lain-lain"),
}
BOLEH_NAMA: Final = frozenset(
    {Peran.PETUGAS_PENDAFTARAN, Peran.PEREKAM_MEDIS, Peran.PETUGAS_UNIT, Peran.DOKTER, Peran.KEPALA}
)
"""Who is shown patients' names: those who care for them or for their records."""
LOKET: Final = frozenset({Peran.PETUGAS_PENDAFTARAN, Peran.PEREKAM_MEDIS})
UNIT: Final = frozenset({Peran.PETUGAS_UNIT, Peran.DOKTER})


def rupa(jenis: JenisKunjungan, keadaan: KeadaanKunjungan) -> Rupa:
    """How the state of a visit of this kind looks."""
    return (INAP if jenis is JenisKunjungan.RAWAT_INAP else KEADAAN)[keadaan]
