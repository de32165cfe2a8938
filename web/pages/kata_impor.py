"""The words of the import page."""

from types import SimpleNamespace
from typing import Final

from engine.impor.peta import Kolom
from engine.impor.temuan import Keparahan
from web.i18n import N_
from web.meja_impor import Tahap

K = Kolom

KOLOM: Final = {
    K.NOMOR: N_("Nomor rekam medis"),
    K.NAMA: N_("Nama pasien"),
    K.SEBUTAN: N_("Sebutan (Tn, Ny, Nn, An, By)"),
    K.GELAR: N_("Gelar"),
    K.NIK: N_("NIK"),
    K.JENIS_KELAMIN: N_("Jenis kelamin"),
    K.TANDA_L: N_("Tanda centang laki-laki"),
    K.TANDA_P: N_("Tanda centang perempuan"),
    K.TEMPAT_LAHIR: N_("Tempat lahir"),
    K.TANGGAL_LAHIR: N_("Tanggal lahir"),
    K.TEMPAT_TANGGAL_LAHIR: N_("Tempat dan tanggal lahir"),
    K.UMUR: N_("Umur (hanya diperiksa)"),
    K.ALAMAT: N_("Alamat"),
    K.RT: N_("RT"),
    K.RW: N_("RW"),
    K.KELURAHAN: N_("Kelurahan atau desa"),
    K.KECAMATAN: N_("Kecamatan"),
    K.KABUPATEN: N_("Kabupaten atau kota"),
    K.TELEPON: N_("Nomor telepon"),
    K.PENANGGUNG_JAWAB: N_("Penanggung jawab"),
    K.HUBUNGAN: N_("Hubungan penanggung jawab"),
    K.NAMA_IBU: N_("Nama ibu"),
    K.NOMOR_KELUARGA: N_("Nomor kartu keluarga"),
    K.NOMOR_JKN: N_("Nomor JKN"),
}
KEPARAHAN: Final = {Keparahan.DITOLAK: N_("Ditolak"), Keparahan.PERINGATAN: N_("Peringatan")}
SUMBER: Final = SimpleNamespace(
    pratata={
        "otomatis": N_("Otomatis: menurut nama kolomnya"),
        "khanza": N_("SIMRS Khanza, tabel pasien"),
        "mlite": N_("mLITE, tabel pasien"),
        "epuskesmas": N_("ePuskesmas dan yang serupa"),
    },
    tahap={
        Tahap.DIPETAKAN: N_("Menunggu pilihan kolom"),
        Tahap.MEMERIKSA: N_("Sedang diperiksa"),
        Tahap.DIPERIKSA: N_("Sudah diperiksa, belum diimpor"),
        Tahap.MENGIMPOR: N_("Sedang diimpor"),
        Tahap.SELESAI: N_("Selesai"),
        Tahap.TERPUTUS: N_("Terputus sebelum selesai"),
        Tahap.GAGAL: N_("Gagal dibaca"),
    },
)
"""Where a file comes from, and how far it is."""
