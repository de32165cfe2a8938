"""What is said of patients. Never a name, a number or a date of theirs: sentences are kept with their values."""

from typing import Final

from engine.refusals.kinds import Golongan, Sentence

PASIEN: Final[dict[str, Sentence]] = {
    "pasangan_tidak_ada": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Pasangan itu sudah diputuskan atau tidak mirip lagi. Muat ulang daftarnya.",
        "That pair was settled already, or is alike no more. Reload the list.",
    ),
    "pasien_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Pasien itu tidak ada di KIUP. Cari lagi, atau daftarkan dulu.",
        "There is no such patient in the index. Search again, or register them first.",
    ),
    "ditolong_lebih_dulu": Sentence(
        Golongan.TIDAK_BERHAK,
        "Petugas unit hanya mendaftarkan pasien yang belum dikenal atau bayi yang lahir di sini. "
        "Minta loket pendaftaran mendaftarkan yang lain.",
        "Unit staff register only somebody unknown, or a child born here. Ask the registration desk for others.",
    ),
    "sebelum_pasien_ada": Sentence(
        Golongan.TIDAK_SAH,
        "terjadi_pada lebih awal daripada pendaftaran pasien ini. Periksa tanggalnya.",
        "terjadi_pada is earlier than this patient's registration. Check the date.",
    ),
    "lahir_di_depan": Sentence(
        Golongan.TIDAK_SAH,
        "Tanggal lahir belum tiba. Periksa hari, bulan, dan tahunnya.",
        "The date of birth has not come yet. Check day, month and year.",
    ),
    "ada_yang_berubah": Sentence(
        Golongan.DITOLAK,
        "Tidak ada isian yang berubah. Ubah sesuatu dulu, atau tutup halamannya.",
        "Nothing was changed. Change something first, or close the page.",
    ),
    "bukan_diri_sendiri": Sentence(
        Golongan.DITOLAK,
        "Pasien tidak bisa digabung ke dirinya sendiri. Pilih pasien yang dipertahankan.",
        "A patient cannot be merged into themselves. Choose the one that stays.",
    ),
    "tujuan_gabung_bukan_terdaftar": Sentence(
        Golongan.DITOLAK,
        "Pasien tujuan sudah {keadaan}. Gabungkan ke pasien yang dipertahankan, yang masih terdaftar.",
        "The target patient is {keadaan}. Merge into the one that stays and is still registered.",
    ),
}
