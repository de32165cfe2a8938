"""Planted faults. Each is a patch applied in the process under test by `tests.torture.anak --mutan NAME`.

`MUTAN` holds two kinds: tools, which only make a fault's moment come sooner or last longer and are used on the sound
product too, and mutants, each with the tool its play uses. The plays and what must be caught stand in `daftar.py`.
"""

from collections.abc import Callable
from typing import Final

from tests.torture.mutan import alat, buku, pekerja, pintu, siaran

Tanam = Callable[[], None]


def _dengan(*tanam: Tanam) -> Tanam:
    """All of these, in order."""

    def semua() -> None:
        for satu in tanam:
            satu()

    return semua


ALAT: Final[dict[str, Tanam]] = {
    "cepat": alat.cepat,
    "zombi": alat.zombi,
    "bangun_pelan": _dengan(alat.cepat, alat.bangun_pelan),
    "commit_pelan": _dengan(alat.cepat, alat.commit_pelan),
}
"""What the sound product is run with, play by play."""

_CACAT: Final[dict[str, tuple[str, Tanam]]] = {
    "jawab_sebelum_commit": ("cepat", pintu.jawab_sebelum_commit),
    "jawab_seq_salah": ("cepat", pintu.jawab_seq_salah),
    "lupa_command_id": ("cepat", pintu.lupa_command_id),
    "lupa_penolakan": ("cepat", pintu.lupa_penolakan),
    "penolakan_menulis": ("cepat", pintu.penolakan_menulis),
    "tanpa_cek_versi": ("cepat", pintu.tanpa_cek_versi),
    "susulan_menggerakkan": ("cepat", pintu.susulan_menggerakkan),
    "urungkan_siapa_pun": ("cepat", pintu.urungkan_siapa_pun),
    "nomor_di_log": ("cepat", pintu.nomor_di_log),
    "ingatan_basi": ("cepat", buku.ingatan_basi),
    "rantai_lompat": ("cepat", buku.rantai_lompat),
    "hitungan_di_luar": ("cepat", buku.hitungan_di_luar),
    "berkas_di_luar": ("cepat", buku.berkas_di_luar),
    "tanpa_perlu_dicek": ("cepat", buku.tanpa_perlu_dicek),
    "sinkron_mati": ("cepat", buku.sinkron_mati),
    "tanpa_kunci_buku": ("commit_pelan", buku.tanpa_kunci_buku),
    "tanpa_pagar": ("zombi", siaran.tanpa_pagar),
    "terbit_ulang_naif": ("cepat", siaran.terbit_ulang_naif),
    "tanda_dini": ("bangun_pelan", siaran.tanda_dini),
    "kursor_sebelum_efek": ("cepat", pekerja.kursor_sebelum_efek),
    "tanpa_kursor": ("cepat", pekerja.tanpa_kursor),
    "tenggat_lokal": ("cepat", pekerja.tenggat_lokal),
    "tenggat_di_memori": ("cepat", pekerja.tenggat_di_memori),
    "tenggat_id_acak": ("cepat", pekerja.tenggat_id_acak),
    "tenggat_berulang": ("cepat", pekerja.tenggat_berulang),
}

MUTAN: Final[dict[str, Tanam]] = ALAT | {nama: _dengan(ALAT[alat_], cacat) for nama, (alat_, cacat) in _CACAT.items()}
"""Everything `--mutan` takes."""
CACAT: Final = {nama: alat_ for nama, (alat_, _) in _CACAT.items()}
"""The mutants, each with its tool."""
