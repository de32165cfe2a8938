"""The rules of weekly surveillance and of outbreaks: `policies/skdr.yaml` and `policies/klb.yaml`, as validated. Pure.

Sources: FACTS B12 (SKDR catalogue 2025; Permenkes 1501/2010 articles 4 and 6).
"""

import re
from datetime import time
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, PlainSerializer, PlainValidator, model_validator

from engine.ukuran import Batas, Tertutup, pukul
from schemas.names import Kriteria

Pukul = Annotated[
    time, PlainValidator(pukul), PlainSerializer(lambda jam: jam.isoformat(timespec="minutes"), return_type=str)
]
HARI: Final = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
"""Days as `date.weekday()` counts them."""
NamaHari = Literal["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"]
KodePenyakit = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{0,15}$")]
_ICD: Final = re.compile(r"([A-Z][0-9]{2}(?:\.[0-9A-Z]{1,2})?)(?:-([A-Z][0-9]{2}(?:\.[0-9A-Z]{1,2})?))?")


INGATAN: Final = 20_000
"""Codes whose diseases are remembered: there are about so many in ICD-10."""


class Ambang(StrEnum):
    """What an alert is reckoned from."""

    NISBAH = "nisbah"
    """This week over the week before."""
    JUMLAH = "jumlah"
    """The cases of this week."""
    TREN = "tren"
    """None: the trend is looked at."""


class _Bersumber(Tertutup):
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


def _petunjuk(patterns: tuple[str, ...]) -> tuple[str, ...]:
    for one in patterns:
        found = _ICD.fullmatch(one)
        if found is None or (found[2] is not None and (len(found[1]) != len(found[2]) or found[1] > found[2])):
            raise ValueError(f"{one[:20]} bukan kode ICD-10 atau kisarannya, misalnya A09, K59.1, atau B50-B54")
    return patterns


Icd = Annotated[tuple[str, ...], AfterValidator(_petunjuk)]


def cocok(patterns: tuple[str, ...], kode: str) -> bool:
    """Does a code fall under one of these codes or ranges? `A09` holds `A09.9`; a dot may be missing."""
    plain = kode.upper().replace(".", "").strip()
    for one in patterns:
        low, _, high = one.replace(".", "").partition("-")
        if plain.startswith(low) or (high and low <= plain[: len(low)] <= high):
            return True
    return False


class Minggu(_Bersumber):
    """The calendar of epidemiological weeks."""

    mulai: NamaHari
    terkecil: int = Field(ge=1, le=7)
    """How many of a week's days must fall in a year for it to be of that year."""


class JamLapor(_Bersumber):
    """When a weekly report is late."""

    hari: NamaHari
    pukul: Pukul


class JamW2(Tertutup):
    """The same, by who reports."""

    fasilitas: JamLapor
    dinkes_kabupaten: JamLapor
    dinkes_provinsi: JamLapor


class MingguLaluNol(_Bersumber):
    """A ratio to a week that was reported as zero."""

    pilihan: Literal["jumlah", "tidak_dinilai"]
    nilai: int = Field(default=1, ge=1)


class BatasGolongan(_Bersumber):
    """Where the two age groups meet; the age itself is of the upper one."""

    tahun: int = Field(ge=1, le=120)


class PenyakitSkdr(_Bersumber):
    """One disease of the weekly report."""

    nama: str = Field(min_length=1, max_length=80)
    icd10: Icd
    di_bawah_tahun: int | None = Field(default=None, ge=1)
    ambang: Ambang
    nilai: float | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _bernilai(self) -> Self:
        if (self.nilai is None) != (self.ambang is Ambang.TREN):
            raise ValueError("nilai wajib untuk nisbah dan jumlah, dan tidak ada untuk tren")
        return self


class PenyakitKlb(_Bersumber):
    """One disease that may be an outbreak: counted as one of the weekly report, or by codes of its own."""

    nama: str = Field(min_length=1, max_length=80)
    skdr: KodePenyakit | None = None
    icd10: Icd = ()

    @model_validator(mode="after")
    def _terhitung(self) -> Self:
        if (self.skdr is None) == (not self.icd10):
            raise ValueError("salah satu: skdr atau icd10")
        return self


class NilaiKriteria(_Bersumber):
    """The number of one criterion."""

    nilai: float = Field(gt=0)


class SebelumNol(_Bersumber):
    """A multiple of nothing."""

    pilihan: Literal["tidak_dinilai", "terpenuhi"]


class Memicu(_Bersumber):
    """Criteria that open a verification by themselves."""

    pilihan: frozenset[Kriteria]


def _semua(found: "dict[Kriteria, NilaiKriteria]") -> "dict[Kriteria, NilaiKriteria]":
    if missing := sorted(set(Kriteria) - found.keys()):
        raise ValueError(f"{missing[0]} harus ada")
    return found


class AturanSkdr(Tertutup):
    """Weekly surveillance: `policies/skdr.yaml`."""

    versi: int = Field(ge=1)
    minggu: Minggu
    w2: JamW2
    verifikasi: Batas
    minggu_lalu_nol: MingguLaluNol
    golongan_umur: BatasGolongan
    penyakit: Annotated[dict[KodePenyakit, PenyakitSkdr], Field(min_length=1)]


class AturanKlb(Tertutup):
    """Outbreaks: `policies/klb.yaml`."""

    versi: int = Field(ge=1)
    penyakit: dict[KodePenyakit, PenyakitKlb]
    kriteria: Annotated[dict[Kriteria, NilaiKriteria], AfterValidator(_semua)]
    sebelum_nol: SebelumNol
    memicu: Memicu
    w1: Batas
    w1_teruskan: Batas
    w1_tanda: Batas


class Penyakit(Tertutup):
    """One entry of the catalogue: what is counted, under one code at every level."""

    kode: str
    nama: str
    icd10: tuple[str, ...]
    di_bawah_tahun: int | None = None
    ambang: Ambang = Ambang.TREN
    nilai: float | None = None
    mingguan: bool = True
    """It stands in the weekly report."""
    klb: bool = False
    """It is one of the diseases that may be an outbreak."""


class Katalog:
    """Everything that is counted, by its code: the diseases of the weekly report, then those of outbreaks alone."""

    def __init__(self, skdr: AturanSkdr, klb: AturanKlb) -> None:
        self.skdr = skdr
        self.klb = klb
        self._menurut_kode: dict[str, tuple[tuple[str, int | None], ...]] = {}

    @cached_property
    def penyakit(self) -> dict[str, Penyakit]:
        """By code, in the order of the files."""
        wabah = {one.skdr for one in self.klb.penyakit.values() if one.skdr}
        weekly = {
            kode: Penyakit(
                kode=kode,
                nama=one.nama,
                icd10=one.icd10,
                di_bawah_tahun=one.di_bawah_tahun,
                ambang=one.ambang,
                nilai=one.nilai,
                klb=kode in wabah,
            )
            for kode, one in self.skdr.penyakit.items()
        }
        return weekly | {
            kode: Penyakit(kode=kode, nama=one.nama, icd10=one.icd10, mingguan=False, klb=True)
            for kode, one in self.klb.penyakit.items()
            if one.skdr is None
        }

    def milik(self, icd: str, umur: int | None = None) -> tuple[str, ...]:
        """The diseases a coded diagnosis is a case of. Somebody of unknown age is of every age."""
        found = self._menurut_kode.get(icd)
        if found is None:
            found = tuple((kode, one.di_bawah_tahun) for kode, one in self.penyakit.items() if cocok(one.icd10, icd))
            if len(self._menurut_kode) < INGATAN:
                self._menurut_kode[icd] = found
        return tuple(kode for kode, below in found if below is None or umur is None or umur < below)
