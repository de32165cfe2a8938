"""What is said of the closing of the census."""

from typing import Final

from engine.refusals.kinds import Golongan, Sentence

SENSUS: Final[dict[str, Sentence]] = {
    "sensus_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Sensus unit itu untuk hari itu belum ditutup. Lihat keadaannya di halaman Penutupan sensus.",
        "That unit's census of that day is not closed yet. See where it stands on the page of closings.",
    ),
    "sebelum_sensus_ada": Sentence(
        Golongan.TIDAK_SAH,
        "terjadi_pada lebih awal daripada penutupannya. Periksa jamnya.",
        "terjadi_pada is earlier than its closing. Check the clock.",
    ),
    "sensus_itu": Sentence(
        Golongan.TIDAK_SAH,
        "Nama sensus ini bukan dari unit dan hari itu.",
        "The name of this census is not made of that unit and day.",
    ),
    "hari_belum_lewat": Sentence(
        Golongan.DITOLAK,
        "Hari sensus {hari} belum lewat batasnya. Ia ditutup sendiri sesudah itu.",
        "The census day {hari} has not passed its cut-off. It is closed by itself after that.",
    ),
    "kepala_unit_itu": Sentence(
        Golongan.TIDAK_BERHAK,
        "Yang menandatangani sensus adalah kepala unit itu sendiri. Admin atau kepala rekam medis mengangkatnya di "
        "halaman Pemberitahuan.",
        "A census is signed by the head of that very unit. The administrator or the head of records appoints them on "
        "the page of notices.",
    ),
    "edisi_terbaru": Sentence(
        Golongan.DITOLAK,
        "Edisi itu bukan yang terbaru. Muat ulang halamannya dan baca edisi yang terbaru.",
        "That edition is not the newest. Reload the page and read the newest one.",
    ),
    "edisi_sudah_lama": Sentence(
        Golongan.DITOLAK,
        "Edisi {edisi} sudah diganti edisi {terbaru}. Yang berubah: {beda}. Baca dulu edisi {terbaru}, lalu "
        "tandatangani yang itu.",
        "Edition {edisi} was replaced by edition {terbaru}. What changed: {beda}. Read edition {terbaru} first, then "
        "sign that one.",
    ),
    "edisi_berikutnya": Sentence(
        Golongan.DITOLAK,
        "Edisi itu bukan kelanjutan edisi yang ada.",
        "That edition does not follow on the one there is.",
    ),
    "sel_berubah": Sentence(
        Golongan.DITOLAK,
        "Tidak satu sel pun berbeda dari edisi yang ada.",
        "Not one cell differs from the edition there is.",
    ),
    "sudah_ditandatangani": Sentence(
        Golongan.DITOLAK,
        "Edisi terbaru sensus ini sudah ditandatangani. Tidak ada yang perlu dikerjakan.",
        "The newest edition of this census is signed already. Nothing is left to do.",
    ),
}
