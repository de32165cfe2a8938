"""Two clocks of something that is missing: the legal one, and the fair one that runs while its owner could reach it.

Legal: from the moment policy counts from until it was completed. Fair: the part of that time in which the folder was
where the responsible person serves, in their hands, or electronic, and something of theirs was open: what is said to
be completed waits for record staff, not for them (RIVALS 2.3: a doctor is blamed for days the folder lay elsewhere).
Pure: both clocks are sums over one list of intervals that tile the time between.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple, TypeVar

from engine.workflow import Workflow
from engine.workflows.berkas import BERKAS, Berkas
from engine.workflows.kekurangan import KEKURANGAN, Kekurangan
from schemas.message import Event
from schemas.names import (
    RUANG_REKAM_MEDIS,
    SEMUA_UNIT,
    Keadaan,
    KeadaanKekurangan,
    KodeUnit,
    Pembawa,
    PetugasId,
)

S, K = Keadaan, KeadaanKekurangan


class Sebab(StrEnum):
    """Why an interval counts for whoever must complete it, or does not."""

    DI_UNITNYA = "di_unitnya"
    DI_TANGANNYA = "di_tangannya"
    ELEKTRONIK = "elektronik"
    DI_REKAM_MEDIS = "di_rekam_medis"
    DI_UNIT_LAIN = "di_unit_lain"
    DI_JALAN = "di_jalan"
    DIPINJAM = "dipinjam"
    HILANG = "hilang"
    MENUNGGU_PERIKSA = "menunggu_periksa"
    BUKAN_TANGGUNGANNYA = "bukan_tanggungannya"
    TIDAK_DIKETAHUI = "tidak_diketahui"


TERJANGKAU: Final = frozenset({Sebab.DI_UNITNYA, Sebab.DI_TANGANNYA, Sebab.ELEKTRONIK})
"""They could have completed it."""


class Ruas(NamedTuple):
    """One interval: as long as nothing changed for the person it is about."""

    mulai: datetime
    sampai: datetime
    sebab: Sebab
    tempat: KodeUnit | None
    """Where the folder was, or was on its way from."""

    @property
    def terjangkau(self) -> bool:
        """It counts on the fair clock."""
        return self.sebab in TERJANGKAU

    @property
    def lama(self) -> timedelta:
        """How long it was."""
        return self.sampai - self.mulai


class DuaJam(NamedTuple):
    """Both clocks of one person and one folder, with the intervals they are the sums of."""

    petugas: PetugasId
    mulai: datetime
    sampai: datetime
    """Until then it is counted: when it was completed, or now."""
    selesai: bool
    ruas: tuple[Ruas, ...]

    @property
    def hukum(self) -> timedelta:
        """The legal time."""
        return self.sampai - self.mulai

    @property
    def adil(self) -> timedelta:
        """The fair time."""
        return sum((ruas.lama for ruas in self.ruas if ruas.terjangkau), timedelta())


def dua_jam(  # noqa: PLR0913 - the folder, the gaps, the person, and the time between
    riwayat: Iterable[Event],
    kekurangan: Sequence[Iterable[Event]],
    *,
    petugas: PetugasId,
    unit: frozenset[KodeUnit],
    mulai: datetime,
    kini: datetime,
) -> DuaJam:
    """The clocks of whoever must complete these gaps of a folder. Facts in order of version.

    `mulai`: what policy counts from. `unit`: where they serve, as of now: the past of that is not kept, and the page
    says so. Whose a gap was is known: before it was found it is counted as its first owner's, never as that of
    somebody it was handed to later.
    """
    folder = _langkah(Berkas, BERKAS, riwayat)
    gaps = [_langkah(Kekurangan, KEKURANGAN, one) for one in kekurangan]
    ended = [_berakhir(steps[-1][1]) for steps in gaps if steps]
    done = bool(ended) and all(one is not None for one in ended)
    sampai = max((one for one in ended if one is not None), default=kini) if done else kini
    mulai = min(mulai, sampai)
    cuts = {mulai, sampai}
    moments = [at for at, _ in folder] + [at for steps in gaps for at, _ in steps]
    cuts.update(at for at in moments if mulai < at < sampai)
    ruas: list[Ruas] = []
    for began, until in pairwise(sorted(cuts)):
        berkas = _pada(folder, began)
        sebab = _sebab(berkas, [_saat(steps, began) for steps in gaps if steps], petugas, unit)
        tempat = berkas.lokasi if berkas is not None else None
        if ruas and (ruas[-1].sebab, ruas[-1].tempat) == (sebab, tempat):
            ruas[-1] = ruas[-1]._replace(sampai=until)
        else:
            ruas.append(Ruas(began, until, sebab, tempat))
    return DuaJam(petugas, mulai, sampai, done, tuple(ruas))


R = TypeVar("R", Berkas, Kekurangan)


def _langkah(kosong: Callable[..., R], workflow: Workflow[R], events: Iterable[Event]) -> list[tuple[datetime, R]]:
    """A record after each of its facts, with the moment it came to be so."""
    steps: list[tuple[datetime, R]] = []
    for event in events:
        record = workflow.apply(steps[-1][1] if steps else kosong(event.subjek), event)
        at = min(event.terjadi_pada, event.dicatat_pada)
        # a sighting told late stands in no order of time, and moves nothing
        steps.append((max(at, steps[-1][0]) if steps else at, record))
    return steps


def _pada(steps: Sequence[tuple[datetime, R]], saat: datetime) -> R | None:
    """The record at a moment; None before its first fact."""
    found = bisect_right(steps, saat, key=lambda step: step[0])
    return steps[found - 1][1] if found else None


class _Saat(NamedTuple):
    """A gap at a moment: whose it was, and what was known of it; None before it was found."""

    milik: PetugasId | None
    keadaan: KeadaanKekurangan | None


def _saat(steps: Sequence[tuple[datetime, Kekurangan]], saat: datetime) -> _Saat:
    found = _pada(steps, saat)
    return _Saat(steps[0][1].penanggung_jawab, None) if found is None else _Saat(found.penanggung_jawab, found.keadaan)


def _berakhir(gap: Kekurangan) -> datetime | None:
    """When a gap was completed, as it turned out, or struck off."""
    return (gap.dilengkapi or gap.selesai) if gap.keadaan is K.DIVERIFIKASI else gap.selesai


def _sebab(berkas: Berkas | None, gaps: Sequence[_Saat], petugas: PetugasId, unit: frozenset[KodeUnit]) -> Sebab:
    own = [gap for gap in gaps if gap.milik == petugas]
    if gaps and not own:
        return Sebab.BUKAN_TANGGUNGANNYA
    if own and all(gap.keadaan not in {None, K.TERBUKA} for gap in own):
        return Sebab.MENUNGGU_PERIKSA
    return _jangkauan(berkas, petugas, unit)


_TEMPAT: Final = {
    S.DIAMBIL: Sebab.DI_JALAN,
    S.DALAM_PERJALANAN: Sebab.DI_JALAN,
    S.DIPINJAM: Sebab.DIPINJAM,
    S.HILANG: Sebab.HILANG,
    S.DITEMUKAN: Sebab.HILANG,
}


def _jangkauan(berkas: Berkas | None, petugas: PetugasId, unit: frozenset[KodeUnit]) -> Sebab:
    """Could they reach it?"""
    if berkas is None:
        return Sebab.TIDAK_DIKETAHUI
    if berkas.pembawa is Pembawa.ELEKTRONIK:
        return Sebab.ELEKTRONIK
    if berkas.keadaan is S.HILANG:
        return Sebab.HILANG
    if berkas.pemegang == petugas:
        return Sebab.DI_TANGANNYA
    if berkas.keadaan is S.DI_POLI:
        return Sebab.DI_UNITNYA if unit & {berkas.lokasi, SEMUA_UNIT} else Sebab.DI_UNIT_LAIN
    if (elsewhere := _TEMPAT.get(berkas.keadaan)) is not None:
        return elsewhere
    at_home = berkas.lokasi in unit if berkas.lokasi else False
    if at_home:
        return Sebab.DI_UNITNYA
    return Sebab.DI_REKAM_MEDIS if berkas.lokasi == RUANG_REKAM_MEDIS else Sebab.TIDAK_DIKETAHUI
