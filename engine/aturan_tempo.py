"""The policy of deadlines and of working days: `policies/tenggat.yaml` and `policies/libur.yaml`, as validated."""

import re
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, PlainSerializer, PlainValidator

from engine.tempo import Kalender
from engine.ukuran import Angka, Batas, Tertutup

BAWAAN: Final = "lainnya"
"""The kind of unit whose limit holds for every kind that has none of its own."""
_JENIS_UNIT: Final = frozenset({"rawat_jalan", "gawat_darurat", "rawat_inap", "penunjang", "luar", BAWAAN})


class AwalTempo(StrEnum):
    """What the days of completion are counted from (FACTS B5: the sources do not agree)."""

    PULANG = "pulang"
    """The end of the visit: discharge."""
    DITERIMA = "diterima"
    """The folder's return to the record room."""
    DINYATAKAN = "dinyatakan"
    """The moment it was found incomplete."""
    DIKEMBALIKAN = "dikembalikan"
    """Its way back to the unit that must complete it; until then counted from when it was found incomplete."""


class Pengembalian(Batas):
    """How long a unit of one kind may keep a record, and since when that counts."""

    mulai: Literal[AwalTempo.DITERIMA, AwalTempo.PULANG] = AwalTempo.DITERIMA
    """`pulang`: no clock runs while a visit of the patient goes on there; without a visit, from the receipt."""


def _per_unit(limits: "dict[str, Pengembalian]") -> "dict[str, Pengembalian]":
    if unknown := sorted(limits.keys() - _JENIS_UNIT):
        raise ValueError(f"jenis unit tidak dikenal: {unknown[0]}")
    if BAWAAN not in limits:
        raise ValueError(f"{BAWAAN} harus ada")
    return limits


class AwalKelengkapan(Tertutup):
    """What the days of completion are counted from, and who says so."""

    pilihan: AwalTempo
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


class Tenggat(Tertutup):
    """Deadlines: `policies/tenggat.yaml`."""

    versi: int = Field(ge=1)
    pengisian: Batas
    """How long after the service ended a record must be filled in."""
    pengembalian: Annotated[dict[str, Pengembalian], AfterValidator(_per_unit)]
    """How long a unit may keep a record it received, by kind of unit."""
    kelengkapan: Batas
    """How long a record found incomplete may stay so."""
    awal_kelengkapan: AwalKelengkapan
    """What those days are counted from."""
    toleransi: Angka
    """A deadline told later than this after it could be told is told as a late one."""

    def pengembalian_dari(self, jenis_unit: str) -> Pengembalian:
        """How long a unit of this kind may keep a record."""
        return self.pengembalian.get(jenis_unit) or self.pengembalian[BAWAAN]


HARI: Final = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
"""The days of the week, in the order Python counts them."""


class HariKerja(Tertutup):
    """The days of the week on which the record room works."""

    pilihan: tuple[Literal["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"], ...] = Field(min_length=1)
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


TAHUN_KABISAT: Final = 2024
"""A year that has every date."""
_TETAP: Final = re.compile(r"(\d\d)-(\d\d)")


def _hari_tetap(value: object) -> tuple[int, int]:
    found = _TETAP.fullmatch(value) if isinstance(value, str) else None
    try:
        day = date(TAHUN_KABISAT, *map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        raise ValueError('harus bulan dan hari dalam tanda kutip, misalnya "08-17"')
    return day.month, day.day


def _hari_lain(value: object) -> tuple[date, ...]:
    days = value if isinstance(value, list | tuple) else [value]
    try:
        return tuple(day if isinstance(day, date) else date.fromisoformat(str(day)) for day in days)
    except ValueError as error:
        raise ValueError('harus tanggal, misalnya "2026-03-20", atau daftarnya') from error


def _bulan_hari(tanggal: tuple[int, int]) -> str:
    return "{:02d}-{:02d}".format(*tanggal)


def _semua_hari(days: tuple[date, ...]) -> list[str]:
    return [day.isoformat() for day in days]


class LiburTetap(Tertutup):
    """A holiday that falls on one date each year."""

    tanggal: Annotated[tuple[int, int], PlainValidator(_hari_tetap), PlainSerializer(_bulan_hari, return_type=str)]
    aktif: bool = True
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


class LiburLain(Tertutup):
    """A holiday of one year: the facility's own to add each year, when it is announced."""

    tanggal: Annotated[
        tuple[date, ...], PlainValidator(_hari_lain), PlainSerializer(_semua_hari, return_type=list[str])
    ]
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


LIBUR_TERBANYAK: Final = 100
"""Holidays of every year: with more of them there might be no working day left to count to."""


class Libur(Tertutup):
    """Working days: `policies/libur.yaml`."""

    versi: int = Field(ge=1)
    hari_kerja: HariKerja
    tetap: dict[str, LiburTetap] = Field(max_length=LIBUR_TERBANYAK)
    lain: dict[str, LiburLain]

    @cached_property
    def kalender(self) -> Kalender:
        """The days it is open, as `engine/tempo.py` counts them."""
        return Kalender(
            frozenset(HARI.index(hari) for hari in self.hari_kerja.pilihan),
            frozenset(libur.tanggal for libur in self.tetap.values() if libur.aktif),
            frozenset(hari for libur in self.lain.values() for hari in libur.tanggal),
        )
