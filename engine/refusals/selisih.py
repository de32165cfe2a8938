"""What is said of exceptions between visits and folders."""

from typing import Final

from engine.refusals.kinds import Golongan, Sentence

SELISIH: Final[dict[str, Sentence]] = {
    "selisih_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Selisih itu belum pernah dijelaskan. Muat ulang halaman Rekonsiliasi, lalu pilih dari sana.",
        "Nobody has explained that exception. Reload the reconciliation page and choose from there.",
    ),
    "sebelum_selisih_ada": Sentence(
        Golongan.TIDAK_SAH,
        "terjadi_pada lebih awal daripada penjelasan pertamanya. Periksa jamnya.",
        "terjadi_pada is earlier than its first explanation. Check the clock.",
    ),
    "selisih_tidak_ada": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Selisih itu sudah tidak ada: kunjungan dan berkasnya cocok sekarang. Kembali ke halaman Rekonsiliasi.",
        "That exception is gone: the visit and the folder agree now. Go back to the reconciliation page.",
    ),
    "selisih_itu": Sentence(
        Golongan.TIDAK_SAH,
        "Penjelasan ini bukan tentang selisih itu: macam, berkas, kunjungan dan awalnya harus seperti di daftarnya.",
        "This explanation is not about that exception: its kind, folder, visit and beginning must be those listed.",
    ),
    "selisih_unit_itu": Sentence(
        Golongan.TIDAK_BERHAK,
        "Selisih ini tanggungan unit lain. Minta petugas unitnya, atau ruang rekam medis.",
        "This exception is another unit's. Ask its staff, or the record room.",
    ),
    "penjelasan_cocok": Sentence(
        Golongan.TIDAK_SAH,
        "Alasan itu tidak menjelaskan selisih macam ini. Pilih salah satu yang ditawarkan halamannya.",
        "That reason does not explain an exception of this kind. Choose one that its page offers.",
    ),
}
