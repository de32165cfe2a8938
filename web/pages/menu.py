"""The menu: what each person's roles may open, the daily round first, the rest behind one more step."""

from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from schemas.names import Peran
from schemas.names.federasi import PENYELENGGARA, JenisFasyankes
from web.i18n import N_

LOKET: Final = frozenset({Peran.PETUGAS_PENDAFTARAN, Peran.PEREKAM_MEDIS})
UNIT: Final = frozenset({Peran.PETUGAS_UNIT, Peran.DOKTER})
DOKTER: Final = frozenset({Peran.DOKTER})
REKAM_MEDIS: Final = frozenset({Peran.PEREKAM_MEDIS})
KEPALA: Final = frozenset({Peran.KEPALA})
ADMIN: Final = frozenset({Peran.ADMIN})
SURVEILANS: Final = frozenset({Peran.PETUGAS_SURVEILANS})
SEMUA: Final = frozenset(Peran)

UTAMA: Final = 7
"""Entries side by side: what fits one row at 1366 pixels beside the name of whoever is logged in."""


class Butir(NamedTuple):
    """One entry: where it leads, the page's name, the word for it."""

    alamat: str
    nama: str
    sebutan: str


class Menu(NamedTuple):
    """The first entries, and those behind "Lainnya"."""

    utama: tuple[Butir, ...]
    lain: tuple[Butir, ...]


MENU: Final = (
    (Butir("/surveilans", "surveilans", N_("Surveilans")), SURVEILANS),
    (Butir("/tugas", "tugas", N_("Tugas")), DOKTER),
    (Butir("/loket", "loket", N_("Loket")), LOKET),
    (Butir("/pindai", "pindai", N_("Pindai")), SEMUA),
    (Butir("/rakit", "rakit_antre", N_("Rakit")), REKAM_MEDIS),
    (Butir("/papan", "papan", N_("Papan")), SEMUA),
    (Butir("/permintaan", "permintaan", N_("Permintaan")), SEMUA),
    (Butir("/kunjungan", "kunjungan_hari_ini", N_("Kunjungan")), UNIT | KEPALA),
    (Butir("/perlu-dicek", "perlu_dicek", N_("Perlu dicek")), KEPALA),
    (Butir("/laporan/kelengkapan", "laporan", N_("Laporan")), KEPALA),
    (Butir("/pengguna", "pengguna", N_("Pengguna")), ADMIN),
    (Butir("/pasien", "pasien", N_("Pasien")), LOKET | UNIT | KEPALA),
    (Butir("/cari", "cari", N_("Cari")), SEMUA),
    (Butir("/kode", "kode_antre", N_("Kode")), REKAM_MEDIS | DOKTER),
    (Butir("/koreksi", "koreksi", N_("Koreksi")), REKAM_MEDIS | KEPALA),
    (Butir("/tugas", "tugas", N_("Tugas")), LOKET | UNIT | KEPALA),
    (Butir("/hilang", "hilang", N_("Hilang")), SEMUA),
    (Butir("/pinjaman", "pinjaman", N_("Pinjaman")), frozenset({Peran.PEREKAM_MEDIS, Peran.KEPALA, Peran.DOKTER})),
    (Butir("/bangsal", "bangsal", N_("Bangsal")), LOKET | UNIT | KEPALA),
    (
        Butir("/laporan/kelengkapan", "laporan", N_("Laporan")),
        frozenset({Peran.KEPALA, Peran.PEREKAM_MEDIS, Peran.DOKTER, Peran.AUDITOR}),
    ),
    (Butir("/rekonsiliasi", "rekonsiliasi", N_("Rekonsiliasi")), LOKET | UNIT | KEPALA | frozenset({Peran.AUDITOR})),
    (Butir("/rujukan", "rujukan", N_("Rujukan")), LOKET | UNIT | KEPALA),
    (
        Butir("/rujukan/pantau", "rujukan_pantau", N_("Pantau rujukan")),
        KEPALA | frozenset({Peran.AUDITOR, Peran.PETUGAS_SURVEILANS}),
    ),
    (Butir("/sensus", "sensus", N_("Sensus")), SEMUA),
    (Butir("/indikator", "indikator", N_("Indikator")), REKAM_MEDIS | KEPALA | frozenset({Peran.AUDITOR})),
    (
        Butir("/surveilans", "surveilans", N_("Surveilans")),
        REKAM_MEDIS | DOKTER | KEPALA | frozenset({Peran.AUDITOR}),
    ),
    (Butir("/rekap", "rekap", N_("Rekap")), SEMUA),
    (Butir("/pasien/ganda", "pasien_ganda", N_("Pasien kembar")), REKAM_MEDIS),
    (Butir("/rak", "rak", N_("Rak")), LOKET | KEPALA | ADMIN),
    (Butir("/berkas-baru", "berkas_baru", N_("Berkas baru")), LOKET),
    (Butir("/label", "label", N_("Label")), SEMUA),
    (Butir("/impor", "impor", N_("Impor")), frozenset({Peran.PEREKAM_MEDIS, Peran.ADMIN})),
    (Butir("/unit", "unit", N_("Unit dan rak")), ADMIN),
    (Butir("/kamar", "kamar", N_("Kamar")), ADMIN),
    (Butir("/pemberitahuan", "pemberitahuan", N_("Pemberitahuan")), ADMIN | KEPALA),
    (Butir("/federasi", "federasi", N_("Federasi")), ADMIN | KEPALA),
    (Butir("/kebijakan", "kebijakan", N_("Kebijakan")), KEPALA),
    (Butir("/bantuan", "bantuan", N_("Bantuan")), SEMUA),
)


DINAS: Final = frozenset(
    {
        "pengguna",
        "rujukan_pantau",
        "surveilans",
        "federasi",
        "unit",
        "pemberitahuan",
        "kebijakan",
        "bantuan",
    }
)
"""What an office of health needs: nobody is treated there, and no folder lies there."""


def menu(peran: AbstractSet[Peran], jenis: JenisFasyankes = JenisFasyankes.PUSKESMAS) -> Menu:
    """What a person of these roles may open; a page two of their roles open stands where the first of them has it."""
    shown = [entry for entry in MENU if jenis not in PENYELENGGARA or entry[0].nama in DINAS]
    open_ = tuple(dict.fromkeys(butir for butir, who in shown if not who.isdisjoint(peran)))
    return Menu(open_[:UTAMA], open_[UTAMA:])
