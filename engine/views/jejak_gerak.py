"""A folder's journeys, read from its events alone: legs, stays, sightings. Pure.

Arriving home is scanned by the record room, so a leg home that ends in the room has arrived.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from engine.workflows.berkas import BERKAS, Berkas
from schemas.events import berkas as told
from schemas.message import Event
from schemas.names import RUANG_REKAM_MEDIS, BerkasId, Keadaan, KodeUnit

S = Keadaan


class Baris(NamedTuple):
    """An event at its place in the ledger."""

    seq: int
    event: Event


@dataclass(slots=True)
class Kaki:
    """One leg of a journey: sent from a place to a unit, and whether anybody scanned its arrival."""

    dari: KodeUnit | None
    ke: KodeUnit
    pada: datetime
    baris: tuple[int, ...]
    sampai: bool = False


@dataclass(slots=True)
class Tinggal:
    """One stay in a unit."""

    unit: KodeUnit
    mulai: datetime
    selesai: datetime | None
    baris: tuple[int, ...]


@dataclass(slots=True)
class Perjalanan:
    """A folder's journeys, up to when it was missed: what the drawing and the reasons are made of."""

    akhir: Berkas
    """The record as it was before it was missed."""
    gerak: list[Baris] = field(default_factory=list)
    """The facts that moved it, in their order, without what was undone."""
    kaki: list[Kaki] = field(default_factory=list)
    tinggal: list[Tinggal] = field(default_factory=list)
    terlihat: list[Baris] = field(default_factory=list)

    @property
    def terakhir(self) -> Baris | None:
        """The last fact that moved it."""
        return self.gerak[-1] if self.gerak else None


def perjalanan(berkas: str, lines: Iterable[Baris]) -> Perjalanan:
    """Walk a folder's events, in order of version, up to its last report of loss. What was undone is no journey."""
    walked = list(lines)
    seen: list[Baris] = []
    if _fold(berkas, walked).keadaan in {S.HILANG, S.DITEMUKAN}:
        reported = max(at for at, line in enumerate(walked) if isinstance(line.event, told.BerkasDilaporkanHilang))
        seen = [line for line in walked[reported:] if isinstance(line.event, told.BerkasTerlihat)]
        walked = walked[:reported]
    path = Perjalanan(_fold(berkas, walked))
    for line in walked:
        if isinstance(line.event, told.BerkasTerlihat):
            path.terlihat.append(line)
        elif isinstance(line.event, told.GerakDiurungkan):
            path.gerak = path.gerak[:-1]
        elif line.event.dari != line.event.ke:
            path.gerak.append(line)
    path.terlihat += seen
    for line in path.gerak:
        _walk(path, line)
    return path


def _fold(berkas: str, lines: Sequence[Baris]) -> Berkas:
    record = Berkas(BerkasId(berkas))
    for line in lines:
        record = BERKAS.apply(record, line.event)
    return record


def _walk(path: Perjalanan, line: Baris) -> None:
    event, when = line.event, waktu(line.event)
    here = path.tinggal[-1] if path.tinggal and path.tinggal[-1].selesai is None else None
    way = path.kaki[-1] if path.kaki and len(path.kaki[-1].baris) == 1 else None
    if way is not None:
        way.sampai = event.unit == way.ke if isinstance(event, told.BerkasDiterima) else way.ke == RUANG_REKAM_MEDIS
        way.baris = (*way.baris, line.seq)
    if here is not None:
        here.selesai, here.baris = when, (*here.baris, line.seq)
    if isinstance(event, told.BerkasDiambil | told.BerkasDikembalikanKeUnit | told.BerkasDialihkan):
        path.kaki.append(Kaki(here.unit if here else RUANG_REKAM_MEDIS, event.tujuan, when, (line.seq,)))
    elif isinstance(event, told.BerkasDikirimKembali):
        path.kaki.append(Kaki(here.unit if here else RUANG_REKAM_MEDIS, RUANG_REKAM_MEDIS, when, (line.seq,)))
    elif isinstance(event, told.BerkasDiterima):
        path.tinggal.append(Tinggal(event.unit, when, None, (line.seq,)))


def waktu(event: Event) -> datetime:
    """When it happened, as far as can be told: never after it was recorded."""
    return min(event.terjadi_pada, event.dicatat_pada)
