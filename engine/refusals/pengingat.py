"""What is said about notices and the links in them."""

from typing import Final

from engine.refusals.kinds import Golongan, Sentence

PENGINGAT: Final[dict[str, Sentence]] = {
    "tautan_tidak_sah": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Tautan itu tidak dikenal. Mungkin terpotong saat disalin. Masuk saja, lalu buka Tugas.",
        "That link is not known. Perhaps it was cut when it was copied. Log in and open Tasks.",
    ),
    "tautan_kedaluwarsa": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Tautan itu sudah kedaluwarsa. Daftar Anda tetap ada: masuk, lalu buka Tugas.",
        "That link has expired. Your list is still there: log in and open Tasks.",
    ),
    "tautan_orang_lain": Sentence(
        Golongan.TIDAK_BERHAK,
        "Tautan itu untuk petugas lain, dan Anda masuk dengan akun Anda sendiri. Buka Tugas untuk daftar Anda.",
        "That link is for somebody else, and you are logged in as yourself. Open Tasks for your own list.",
    ),
    "kiriman_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Kiriman itu bukan surat mati, atau sudah tidak disimpan. Muat ulang daftarnya.",
        "That delivery is no dead letter, or is not kept any more. Reload the list.",
    ),
    "kanal_belum_disetel": Sentence(
        Golongan.TIDAK_SAH,
        "Kanal {kanal} belum dapat dipakai: {sebab}.",
        "The way out {kanal} cannot be used yet: {sebab}.",
    ),
}
