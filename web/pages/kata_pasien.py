"""What the pages of the master index say: why somebody was found, what happened to an entry, why it was changed."""

from typing import Final

from web.i18n import N_
from web.pages.isian_pasien import BIDANG, HUBUNGAN, KELAMIN

ALASAN: Final = {
    "nik_sama": N_("NIK sama"),
    "paspor_sama": N_("nomor paspor sama"),
    "jkn_sama": N_("nomor JKN sama"),
    "nomor_rm": N_("nomor rekam medis"),
    "nama_sama": N_("nama sama"),
    "nama_mirip": N_("nama mirip"),
    "nama_lama": N_("nama lama"),
    "lahir_sama": N_("tanggal lahir sama"),
    "lahir_tertukar": N_("tanggal dan bulan lahir tertukar"),
    "lahir_dekat": N_("tanggal lahir hampir sama"),
    "telepon_sama": N_("telepon sama"),
    "ibu_sama": N_("nama ibu mirip"),
    "alamat_mirip": N_("alamat mirip"),
    "keluarga_sama": N_("kartu keluarga sama"),
    "nik_beda": N_("tetapi NIK berbeda"),
    "lahir_beda": N_("tetapi tanggal lahir berbeda"),
    "kelamin_beda": N_("tetapi jenis kelamin berbeda"),
}
PERISTIWA: Final = {
    "pasien.terdaftar.v1": N_("Didaftarkan"),
    "pasien.identitas_diubah.v1": N_("Identitas diubah"),
    "pasien.digabung.v1": N_("Digabung ke pasien lain"),
    "pasien.dipisahkan.v1": N_("Dipisahkan lagi"),
}
SEBAB: Final = {
    "dilengkapi": N_("Dilengkapi"),
    "salah_tulis": N_("Dulu salah tulis"),
    "berubah": N_("Memang berubah (pindah, ganti nama, ganti nomor)"),
    "dikenali": N_("Pasien tanpa nama sekarang dikenali"),
}
KATA: Final = {
    "BIDANG": BIDANG,
    "KELAMIN": KELAMIN,
    "HUBUNGAN": HUBUNGAN,
    "ALASAN_KIUP": ALASAN,
    "PERISTIWA_PASIEN": PERISTIWA,
    "SEBAB_UBAH": SEBAB,
}
"""What the templates know them by."""
