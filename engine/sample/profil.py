"""Sample facilities of every kind beside the Puskesmas of seed 002: a hospital, and offices of health.

Small: units, invented staff, beds, a handful of patients. Their codes say what they are, like the first one's.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from engine.facility import Fasyankes, Rak, Unit
from engine.ruang import Kamar
from engine.sample.tempat import CONTOH, KAMAR, RAK, STAF, SURVEILANS, UNITS, Orang
from schemas.names import KelasRawat, KodeUnit, Peran
from schemas.names.federasi import JenisFasyankes as J


class Profil(StrEnum):
    """What `jejak up --profil` makes."""

    PUSKESMAS = "puskesmas"
    RS = "rs"
    DINKES = "dinkes"
    DINKES_PROVINSI = "dinkes-provinsi"


@dataclass(frozen=True, slots=True)
class Rekaan:
    """A sample facility."""

    milik: Fasyankes
    units: tuple[Unit, ...]
    staf: tuple[Orang, ...]
    rak: tuple[Rak, ...] = ()
    kamar: tuple[tuple[Kamar, tuple[str, ...]], ...] = ()
    pasien: range = range(0)
    """Places of its patients in the sample's list: no two facilities have the same."""
    poli: KodeUnit | None = None
    """Where they are today."""


BANYAK_PASIEN: Final = 12
_PASIEN_MULAI: Final = 5000
"""Far behind the patients of the first sample."""


def _pasien(ke: int) -> range:
    first = _PASIEN_MULAI + ke * BANYAK_PASIEN
    return range(first, first + BANYAK_PASIEN)


UNITS_RS: Final = (
    Unit(KodeUnit("RM"), "Pendaftaran dan Rekam Medis", "rekam_medis"),
    Unit(KodeUnit("IGD"), "Instalasi Gawat Darurat", "gawat_darurat"),
    Unit(KodeUnit("DALAM"), "Poliklinik Penyakit Dalam", "rawat_jalan"),
    Unit(KodeUnit("ANAK"), "Poliklinik Anak", "rawat_jalan"),
    Unit(KodeUnit("OBGYN"), "Poliklinik Kebidanan", "rawat_jalan"),
    Unit(KodeUnit("BEDAH"), "Poliklinik Bedah", "rawat_jalan"),
    Unit(KodeUnit("CEMARA"), "Bangsal Cemara", "rawat_inap"),
    Unit(KodeUnit("PINUS"), "Bangsal Pinus", "rawat_inap"),
    Unit(KodeUnit("ICU"), "Perawatan Intensif", "rawat_inap"),
)
KAMAR_RS: Final = (
    (Kamar("CM1", "Cemara 1", KodeUnit("CEMARA"), KelasRawat.KELAS_1), ("CM1-A", "CM1-B")),
    (Kamar("CM2", "Cemara 2", KodeUnit("CEMARA"), KelasRawat.KELAS_2), ("CM2-A", "CM2-B", "CM2-C")),
    (
        Kamar("PN3", "Pinus 3", KodeUnit("PINUS"), KelasRawat.KELAS_3),
        ("PN3-A", "PN3-B", "PN3-C", "PN3-D", "PN3-E", "PN3-F"),
    ),
    (
        Kamar("ICU1", "Intensif 1", KodeUnit("ICU"), KelasRawat.STANDAR, kemampuan=("icu",)),
        ("ICU1-A", "ICU1-B"),
    ),
)
_KLINIS_RS: Final = tuple(unit.kode for unit in UNITS_RS[1:])
STAF_RS: Final = (
    Orang("loket", "Contoh Petugas Pendaftaran", (Peran.PETUGAS_PENDAFTARAN,)),
    Orang("permed", "Contoh Perekam Medis", (Peran.PEREKAM_MEDIS,)),
    Orang("dokter", "Contoh Dokter Jaga", (Peran.DOKTER,), _KLINIS_RS),
    Orang("perawat", "Contoh Perawat", (Peran.PETUGAS_UNIT,), _KLINIS_RS),
    Orang("kepala", "Contoh Kepala Rekam Medis", (Peran.KEPALA,)),
    SURVEILANS,
    Orang("auditor", "Contoh Auditor", (Peran.AUDITOR,)),
)
UNITS_DINKES: Final = (
    Unit(KodeUnit("RM"), "Arsip", "rekam_medis"),
    Unit(KodeUnit("P2P"), "Pencegahan dan Pengendalian Penyakit", "penunjang"),
    Unit(KodeUnit("YANKES"), "Pelayanan Kesehatan", "penunjang"),
)
STAF_DINKES: Final = (
    SURVEILANS,
    Orang("kepala", "Contoh Kepala Dinas", (Peran.KEPALA,)),
    Orang("auditor", "Contoh Auditor", (Peran.AUDITOR,)),
)


def puskesmas(kode: str, nama: str, induk: str | None, ke: int) -> Rekaan:
    """A Puskesmas with a handful of patients; `ke`: which of them, so that no two have the same patients."""
    return Rekaan(
        Fasyankes(kode, nama, CONTOH.zona, J.PUSKESMAS, induk),
        UNITS,
        STAF,
        RAK,
        KAMAR,
        _pasien(ke),
        KodeUnit("UMUM"),
    )


def rumah_sakit(kode: str, nama: str, induk: str | None, ke: int) -> Rekaan:
    """A hospital with beds of every class."""
    milik = Fasyankes(kode, nama, CONTOH.zona, J.RS, induk)
    return Rekaan(milik, UNITS_RS, STAF_RS, RAK, KAMAR_RS, _pasien(ke), KodeUnit("DALAM"))


def dinas(kode: str, nama: str, induk: str | None, jenis: J) -> Rekaan:
    """An office of health: nobody is treated there."""
    return Rekaan(Fasyankes(kode, nama, CONTOH.zona, jenis, induk), UNITS_DINKES, STAF_DINKES)


PROVINSI: Final = dinas("CONTOHDP", "Dinas Kesehatan Provinsi Contoh", None, J.DINKES_PROVINSI)
KABUPATEN: Final = dinas("CONTOHDK", "Dinas Kesehatan Kabupaten Contoh", "CONTOHDP", J.DINKES_KABUPATEN)
RUMAH_SAKIT: Final = rumah_sakit("CONTOHRS", "RSUD Contoh", "CONTOHDK", 3)
DISTRIK: Final = (
    PROVINSI,
    KABUPATEN,
    RUMAH_SAKIT,
    puskesmas("CONTOHP1", "Puskesmas Contoh Satu", "CONTOHDK", 1),
    puskesmas("CONTOHP2", "Puskesmas Contoh Dua", "CONTOHDK", 2),
)
"""A district, with the office above it: an office before those that join its hub."""
MENURUT_PROFIL: Final = {
    Profil.RS: RUMAH_SAKIT,
    Profil.DINKES: KABUPATEN,
    Profil.DINKES_PROVINSI: PROVINSI,
}
"""The Puskesmas is the first sample, with its whole history."""


def dari_kode(kode: str) -> Rekaan | None:
    """The sample facility of this code, of those that are small."""
    return next((one for one in DISTRIK if one.milik.kode == kode), None)
