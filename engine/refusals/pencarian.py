"""What is said in the search for a missing folder."""

from typing import Final

from engine.refusals.kinds import Golongan, Sentence

PENCARIAN: Final[dict[str, Sentence]] = {
    "pencarian_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Pencarian itu tidak ada di sini. Buka daftar berkas hilang, lalu pilih dari sana.",
        "There is no such search here. Open the list of missing records and choose from there.",
    ),
    "sebelum_pencarian_ada": Sentence(
        Golongan.TIDAK_SAH,
        "terjadi_pada lebih awal daripada mulainya pencarian ini. Periksa tanggalnya.",
        "terjadi_pada is earlier than the beginning of this search. Check the date.",
    ),
    "pemula_sendiri": Sentence(
        Golongan.TIDAK_BERHAK,
        "Pencarian ini dimulai orang lain, atau oleh laporan hilang. Bila berkasnya ada, catat ditemukan.",
        "This search was begun by somebody else, or by a report of loss. If the folder is there, say it is found.",
    ),
    "belum_dicari": Sentence(
        Golongan.DITOLAK,
        "Sudah ada tempat yang diperiksa, jadi tidak dibatalkan lagi. Bila berkasnya ada, catat ditemukan.",
        "A place was looked at already, so this search is not called off. If the folder is there, say it is found.",
    ),
    "sudah_dicari_orang": Sentence(
        Golongan.DITOLAK,
        "Berkas ini sudah dicari. Buka pencariannya dan pilih tempat yang belum diperiksa.",
        "This record is being searched for already. Open that search and pick a place nobody has looked in.",
    ),
    "berkas_tamat": Sentence(
        Golongan.DITOLAK,
        "Berkas ini sudah tidak beredar (dimusnahkan, digabung, atau dilestarikan). Periksa riwayatnya.",
        "This record is out of circulation (destroyed, merged or preserved). Look at its history.",
    ),
    "sudah_dicari": Sentence(
        Golongan.DITOLAK,
        "Belum ada tempat yang diperiksa. Periksa tempat-tempat dalam daftarnya dulu, lalu nyatakan hilang.",
        "No place has been looked in yet. Work through the list of places first, then declare it lost.",
    ),
    "laporan_dibatalkan": Sentence(
        Golongan.DITOLAK,
        "Sistem sendiri hanya menghentikan pencarian yang laporannya diurungkan. Minta kepala memutuskannya.",
        "By itself the system only ends a search whose report was undone. Ask the head to decide.",
    ),
    "bertugas_di_unit_klaim": Sentence(
        Golongan.TIDAK_BERHAK,
        "Anda tidak bertugas di unit itu. Klaim hanya untuk unit Anda sendiri, atau minta rekam medis mencatatnya.",
        "You do not serve in that unit. Claim for your own unit, or ask the record room to write it down.",
    ),
    "sudah_diklaim": Sentence(
        Golongan.DITOLAK,
        "Sudah ada klaim bahwa berkas ini dikembalikan. Tunggu sampai klaim itu diperiksa.",
        "Somebody has already claimed that this record was returned. Wait until that claim is looked into.",
    ),
    "tempat_sedang_dicari": Sentence(
        Golongan.DITOLAK,
        "Orang lain sedang mencari di sana sejak {menit} menit lalu. Pilih tempat berikutnya.",
        "Somebody else has been looking there for {menit} minutes. Pick the next place.",
    ),
}
