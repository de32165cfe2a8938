"""What is said of requests for folders."""

from typing import Final

from engine.refusals.kinds import Golongan, Sentence

PERMINTAAN: Final[dict[str, Sentence]] = {
    "permintaan_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Permintaan itu tidak ada di sini. Muat ulang daftar tarik, lalu pilih lagi.",
        "There is no such request here. Reload the pull list and choose again.",
    ),
    "sebelum_permintaan_ada": Sentence(
        Golongan.DITOLAK,
        "Waktu kejadian mendahului saat berkas diminta. Periksa jam perangkatnya.",
        "It is said to have happened before the folder was asked for. Check the device's clock.",
    ),
    "dibutuhkan_terlalu_lampau": Sentence(
        Golongan.TIDAK_SAH,
        "Waktu dibutuhkan lebih dari {jam} jam yang lalu. Periksa tanggalnya, atau kosongkan: dibutuhkan sekarang.",
        "The time it is needed lies more than {jam} hours back. Check its date, or leave it empty: needed now.",
    ),
    "permintaan_sudah_ada": Sentence(
        Golongan.DITOLAK,
        "Berkas ini sudah diminta untuk unit dan keperluan yang sama dan belum sampai. Lihat daftar tarik.",
        "This folder is already asked for by that unit for the same purpose and has not arrived. See the pull list.",
    ),
    "unit_yang_meminta": Sentence(
        Golongan.TIDAK_BERHAK,
        "Anda tidak bertugas di unit itu. Minta petugas unitnya, pendaftaran, atau ruang rekam medis.",
        "You do not serve in that unit. Ask its staff, the registration desk or the record room.",
    ),
    "asal_benar": Sentence(
        Golongan.TIDAK_BERHAK,
        "Permintaan atas nama pendaftaran hanya dibuat oleh pendaftaran kunjungan. Pakai asal tangan.",
        "A request in the name of registration is made by registering a visit. Use the origin tangan.",
    ),
    "belum_dikerjakan": Sentence(
        Golongan.DITOLAK,
        "Orang lain sedang mencari berkas ini. Pilih permintaan lain, atau minta ia melepaskannya.",
        "Somebody else is looking for this folder. Choose another request, or ask them to let go of it.",
    ),
    "sedang_dikerjakan": Sentence(
        Golongan.DITOLAK,
        "Anda tidak sedang mengerjakan permintaan ini. Muat ulang daftar tarik.",
        "You are not working on this request. Reload the pull list.",
    ),
    "pulang_tanpa_diterima": Sentence(
        Golongan.DITOLAK,
        "Permintaan ini selesai karena sebab lain, jadi tetap selesai. Buat permintaan baru bila berkasnya perlu.",
        "This request ended for another reason and stays ended. Ask anew if the folder is needed.",
    ),
    "diterima_di_jalan": Sentence(
        Golongan.DITOLAK,
        "Pindaian terima itu tidak di antara berangkat dan pulangnya berkas. Periksa jam perangkatnya.",
        "That receipt does not lie between the folder's leaving and its return. Check the device's clock.",
    ),
    "berkas_tidak_beredar_lagi": Sentence(
        Golongan.DITOLAK,
        "Berkas itu sudah {keadaan}, jadi tidak dapat diminta lagi. Periksa nomornya.",
        "That folder is {keadaan} and cannot be asked for any more. Check the number.",
    ),
    "dibutuhkan_terlalu_jauh": Sentence(
        Golongan.DITOLAK,
        "Waktu dibutuhkan paling jauh {hari} hari ke depan. Pilih waktu yang lebih dekat.",
        "The time needed is at most {hari} days ahead. Choose a nearer one.",
    ),
}
