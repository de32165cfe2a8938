"""What is said where paper is asked for."""

from typing import Final

from engine.refusals.kinds import Golongan, Sentence

KERTAS: Final[dict[str, Sentence]] = {
    "berkas_di_tempat": Sentence(
        Golongan.DITOLAK,
        "Berkas ini tidak sedang keluar, jadi tidak ada tracer atau bonnya. Ambil atau pinjamkan dulu berkasnya.",
        "This folder is not out, so it has no tracer or loan slip. Pull it or lend it first.",
    ),
    "kertas_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Kertas itu tidak ada. Pilih tracer, bon, label, KIB, sampul, ekspedisi, atau daftar tarik.",
        "There is no such paper. Choose tracer, loan slip, label, card, cover, dispatch book or pull list.",
    ),
    "kurun_tidak_sah": Sentence(
        Golongan.TIDAK_SAH,
        "Waktu {field} tidak sah. Tulis awal dan akhir putaran, akhir sesudah awal, paling lama {hari} hari.",
        "Time {field} is not valid. Give the beginning and the end, the end after the beginning, {hari} days at most.",
    ),
    "kurun_terlalu_banyak": Sentence(
        Golongan.DITOLAK,
        "Lebih dari {batas} berkas dalam kurun itu. Pilih satu unit atau kurun yang lebih pendek.",
        "More than {batas} folders in that time. Choose one unit or a shorter time.",
    ),
    "pasien_tanpa_berkas": Sentence(
        Golongan.DITOLAK,
        "Pasien ini belum punya nomor rekam medis. Daftarkan berkasnya dulu, lalu cetak kartunya.",
        "This patient has no record number yet. Register the folder first, then print the card.",
    ),
    "stasiun_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Stasiun cetak itu tidak ada lagi. Pilih stasiun lain atau buat yang baru.",
        "That print station is gone. Choose another or make a new one.",
    ),
}
