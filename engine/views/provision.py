"""Provision of folders in figures: minutes from registration to receipt in the unit, kept or not.

Source of the limits: FACTS B3 (Kepmenkes 129/2008). Every figure names the requests it is made of; what was never
received has no minutes, and no requests make no figure.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, or_, select

from engine import tables as t
from engine.policy import kebijakan
from engine.rows.permintaan import KOLOM, record_of
from engine.settings import ZONA_INDONESIA
from engine.workflows.pencarian import TERBUKA as DICARI
from engine.workflows.permintaan import TERBUKA, Permintaan
from schemas.names import JenisKunjungan, KeadaanAwal, KeadaanPermintaan, SebabHenti

_p = t.permintaan.c
S = KeadaanPermintaan
HARI_TERBANYAK: Final = 366
"""Days of one report."""


class Golongan(StrEnum):
    """What became of a request with a clock: each is in exactly one."""

    TEPAT = "tepat"
    """Received in time."""
    LAMBAT = "lambat"
    """Received, too late."""
    TIDAK_SAMPAI = "tidak_sampai"
    """Ended without the folder: not fulfilled, or expired."""
    MENUNGGU = "menunggu"
    """The patient waits still."""
    BATAL = "batal"
    """Called off: counts in no share."""


@dataclass(frozen=True, slots=True)
class Angka:
    """The figures of some requests. Shares and percentiles are None where there is nothing to take them from."""

    jumlah: int
    """All with a clock, but those called off."""
    golongan: dict[Golongan, int]
    p50: float | None
    """Minutes, of those received."""
    p90: float | None
    rata: float | None
    """The mean the standard speaks of."""

    @property
    def bagian_tepat(self) -> float | None:
        """The share received in time, of all that ended with or without the folder."""
        done = sum(self.golongan[one] for one in (Golongan.TEPAT, Golongan.LAMBAT, Golongan.TIDAK_SAMPAI))
        return self.golongan[Golongan.TEPAT] / done if done else None


@dataclass(frozen=True, slots=True)
class Baris:
    """One row of the report: a kind of visit, and what it is broken down by."""

    layanan: JenisKunjungan
    kunci: str
    """The shift, unit or cause; empty for all of them."""
    angka: Angka


@dataclass(frozen=True, slots=True)
class Laporan:
    """The report over some days of the facility's calendar."""

    mulai: date
    sampai: date
    semua: tuple[Baris, ...]
    giliran: tuple[Baris, ...]
    unit: tuple[Baris, ...]
    sebab: tuple[Baris, ...]
    hari: tuple[tuple[date, tuple[Baris, ...]], ...]

    @property
    def kosong(self) -> bool:
        """No request ran a clock."""
        return not self.semua


@dataclass(frozen=True, slots=True)
class Saringan:
    """Which requests a figure is made of."""

    mulai: date
    sampai: date
    layanan: JenisKunjungan | None = None
    giliran: str | None = None
    unit: str | None = None
    sebab: str | None = None
    golongan: Golongan | None = None


def menit(permintaan: Permintaan) -> float | None:
    """Minutes until it was received; None for one that never was."""
    if permintaan.diterima is None or permintaan.terdaftar is None:
        return None
    return (permintaan.diterima - permintaan.terdaftar) / timedelta(minutes=1)


def golongan(permintaan: Permintaan) -> Golongan:
    """What became of it."""
    if permintaan.keadaan in TERBUKA:
        return Golongan.MENUNGGU
    if permintaan.keadaan is S.DIBATALKAN:
        return Golongan.BATAL
    if permintaan.diterima is None:
        return Golongan.TIDAK_SAMPAI
    in_time = permintaan.sasaran is None or permintaan.diterima <= permintaan.sasaran
    return Golongan.TEPAT if in_time else Golongan.LAMBAT


def persentil(nilai: Sequence[float], bagian: float) -> float | None:
    """The smallest value that so large a share does not exceed (nearest rank): always one that was measured."""
    if not nilai:
        return None
    ranked = sorted(nilai)
    return ranked[max(0, -(-int(bagian * 100) * len(ranked) // 100) - 1)]


def angka(permintaan: Sequence[Permintaan]) -> Angka:
    """The figures of these requests."""
    groups = [golongan(one) for one in permintaan]
    minutes = [found for one in permintaan if golongan(one) is not Golongan.BATAL and (found := menit(one)) is not None]
    counts = {kind: groups.count(kind) for kind in Golongan}
    return Angka(
        jumlah=len(groups) - counts[Golongan.BATAL],
        golongan=counts,
        p50=persentil(minutes, 0.5),
        p90=persentil(minutes, 0.9),
        rata=sum(minutes) / len(minutes) if minutes else None,
    )


def laporan(connection: Connection, zona: str, mulai: date, sampai: date) -> Laporan:
    """The report over these days, both included."""
    there = ZoneInfo(ZONA_INDONESIA[zona])
    sampai = min(max(mulai, sampai), mulai + timedelta(days=HARI_TERBANYAK - 1))
    found = _berjam(connection, there, mulai, sampai)
    lost = _dicari(connection, there, mulai, sampai)
    by_day = {day: [one for one in found if _hari(one, there) == day] for day in {_hari(one, there) for one in found}}
    return Laporan(
        mulai,
        sampai,
        _menurut(found, lambda _: ""),
        _menurut(found, lambda one: giliran(one, there), list(kebijakan().penyediaan.giliran)),
        _menurut(found, lambda one: str(one.unit)),
        _menurut(found, lambda one: sebab(one, lost)),
        tuple((day, _menurut(by_day[day], lambda _: "")) for day in sorted(by_day)),
    )


def di_balik(connection: Connection, zona: str, sel: Saringan) -> tuple[Permintaan, ...]:
    """The requests a figure is made of, in the order in which they were asked."""
    there = ZoneInfo(ZONA_INDONESIA[zona])
    lost = _dicari(connection, there, sel.mulai, sel.sampai)
    return tuple(
        one
        for one in _berjam(connection, there, sel.mulai, sel.sampai)
        if (sel.layanan is None or one.layanan is sel.layanan)
        and (sel.giliran is None or giliran(one, there) == sel.giliran)
        and (sel.unit is None or one.unit == sel.unit)
        and (sel.sebab is None or sebab(one, lost) == sel.sebab)
        and (golongan(one) is not Golongan.BATAL if sel.golongan is None else golongan(one) is sel.golongan)
    )


def sebab(permintaan: Permintaan, dicari: Collection[str]) -> str:
    """Why it took its time: where the folder was when asked for, or that it was not where it should have been."""
    if permintaan.id in dicari and permintaan.keadaan_awal is KeadaanAwal.DI_RAK:
        return KeadaanAwal.HILANG.value
    return str(permintaan.keadaan_awal)


def giliran(permintaan: Permintaan, zona: ZoneInfo) -> str:
    """The shift in which it was asked."""
    return kebijakan().penyediaan.giliran_pada(_saat(permintaan).astimezone(zona).time())


def _saat(permintaan: Permintaan) -> datetime:
    if permintaan.terdaftar is None:
        raise LookupError("terdaftar")  # a row always has it
    return permintaan.terdaftar


def _hari(permintaan: Permintaan, zona: ZoneInfo) -> date:
    return _saat(permintaan).astimezone(zona).date()


def _berjam(connection: Connection, zona: ZoneInfo, mulai: date, sampai: date) -> list[Permintaan]:
    """The requests with a clock that were asked on these days."""
    first, last = _batas(zona, mulai, sampai)
    query = select(*KOLOM).where(_p.terdaftar >= first, _p.terdaftar < last, _p.sasaran.is_not(None))
    return [record_of(row) for row in connection.execute(query.order_by(_p.terdaftar, _p.id))]


def _dicari(connection: Connection, zona: ZoneInfo, mulai: date, sampai: date) -> set[str]:
    """The requests of these days whose folder was looked for while they waited; no search that was called off."""
    first, last = _batas(zona, mulai, sampai)
    c = t.pencarian.c
    waited = or_(_p.selesai.is_(None), c.terdaftar <= _p.selesai)
    looked = or_(c.keadaan.in_(DICARI), c.sejak >= _p.terdaftar)
    true = or_(c.sebab_henti.is_(None), c.sebab_henti != SebabHenti.LAPORAN_KELIRU)
    query = select(_p.id).join(t.pencarian, c.berkas == _p.berkas).where(waited, looked, true)
    query = query.where(_p.terdaftar >= first, _p.terdaftar < last, _p.sasaran.is_not(None))
    return set(connection.execute(query).scalars())


def _batas(zona: ZoneInfo, mulai: date, sampai: date) -> tuple[datetime, datetime]:
    first = datetime.combine(mulai, time(), zona).astimezone(UTC)
    return first, datetime.combine(sampai + timedelta(days=1), time(), zona).astimezone(UTC)


def _menurut(
    found: Sequence[Permintaan], key: Callable[[Permintaan], str], urutan: Sequence[str] = ()
) -> tuple[Baris, ...]:
    groups: dict[tuple[JenisKunjungan, str], list[Permintaan]] = {}
    for one in found:
        if one.layanan is not None:
            groups.setdefault((one.layanan, key(one)), []).append(one)
    place = {kunci: at for at, kunci in enumerate(urutan)}
    kinds = list(JenisKunjungan)
    ordered = sorted(groups, key=lambda group: (kinds.index(group[0]), place.get(group[1], len(place)), group[1]))
    return tuple(Baris(kind, kunci, angka(groups[kind, kunci])) for kind, kunci in ordered)
