"""Behind a number of the inpatient census: the stays that make it, and the ledger lines that changed it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from engine import tables as t
from engine.aturan_sensus import AturanSensus
from engine.sensus.hari import SEHARI
from engine.sensus.ruas import KELAS, RUANG, Ruas, andil
from schemas.names import Macam


class PilihInap(NamedTuple):
    """A number of the inpatient census: what, of which days, and of which ward and class (None: of all)."""

    macam: Macam
    dari: date
    sampai: date
    unit: str | None = None
    kelas: str | None = None
    bayi: bool | None = None
    menurut_kelas: bool = True
    """Classes are told apart where the number stands; False: moves within a ward are not in it. Where wards are not
    (`unit` None), moves within a class are not."""


class RincianInap(NamedTuple):
    """One stay behind a number, and how much of the number it is. `seq`: the ledger lines it begins and ends with."""

    ruas: Ruas
    jumlah: int

    @property
    def seq(self) -> tuple[int, ...]:
        """The lines that made it."""
        return tuple(seq for seq in (self.ruas.seq_mulai, self.ruas.seq_sampai) if seq)


def rincian(connection: Connection, aturan: AturanSensus, pilih: PilihInap) -> list[RincianInap]:
    """The stays behind a number, the oldest first; their `jumlah` add up to it."""
    found = []
    for stays in _ruas(connection, pilih):
        parts: dict[Ruas, Counter[str]] = {one: Counter() for one in stays}
        for one, arus, n in andil(stays):
            if pilih.dari.isoformat() <= arus.hari <= pilih.sampai.isoformat():
                parts[one][arus.macam] += n
        found += [
            RincianInap(one, n)
            for one, arus in parts.items()
            if _cocok(one, pilih) and (n := _andil(one, arus, aturan, pilih))
        ]
    return sorted(found, key=lambda row: (row.ruas.mulai, row.ruas.kunjungan, row.ruas.urut))


def _cocok(ruas: Ruas, pilih: PilihInap) -> bool:
    return (
        pilih.unit in {None, ruas.unit}
        and pilih.kelas in {None, ruas.kelas}
        and (pilih.bayi is None or int(pilih.bayi) == ruas.bayi)
    )


def _andil(ruas: Ruas, arus: Counter[str], aturan: AturanSensus, pilih: PilihInap) -> int:
    """How much of a number a stay is, `arus` being what it adds to the flows of the period."""
    macam, (first, last) = pilih.macam, (pilih.dari.isoformat(), pilih.sampai.isoformat())
    if macam is Macam.PASIEN_AWAL:
        return int(ruas.hari_mulai < first and (ruas.hari_sampai is None or ruas.hari_sampai >= first))
    if macam is Macam.SISA:
        return int(ruas.hari_mulai <= last and (ruas.hari_sampai is None or ruas.hari_sampai > last))
    if macam is Macam.HARI_PERAWATAN:
        end = (
            last if ruas.hari_sampai is None else min(last, (date.fromisoformat(ruas.hari_sampai) - SEHARI).isoformat())
        )
        start = max(first, ruas.hari_mulai)
        days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
        passed = arus[Macam.LEWAT] if aturan.lewat_sehari.pilihan and pilih.unit is not None else 0
        return max(0, days) + arus[Macam.SAMA_HARI] + passed
    if pilih.menurut_kelas and pilih.unit is not None:
        return arus[macam]
    no_move = RUANG if pilih.menurut_kelas else KELAS
    if macam in no_move.values():
        return 0
    return arus[macam] - (arus[no_move[macam]] if macam in no_move else 0)


def _ruas(connection: Connection, pilih: PilihInap) -> Iterator[list[Ruas]]:
    """The stays of every visit that may be behind a number: all of each, for one tells how the next was reached."""
    c, own = t.sensus.c, t.sensus.alias().c
    ids = select(own.kunjungan).where(
        own.hari_mulai <= pilih.sampai.isoformat(),
        or_(own.hari_sampai.is_(None), own.hari_sampai >= pilih.dari.isoformat()),
    )
    if pilih.unit is not None:
        ids = ids.where(own.unit == pilih.unit)
    query = select(t.sensus).where(c.kunjungan.in_(ids)).order_by(c.kunjungan, c.urut)
    rows = (Ruas(*row) for row in connection.execute(query))
    for _, stays in groupby(rows, key=lambda row: row.kunjungan):
        yield list(stays)


def penyebab(connection: Connection, unit: str, hari: date, sesudah_seq: int, *, inap: bool = True) -> list[int]:
    """The ledger lines after a position that changed the census of a unit's day.

    Of an inpatient ward the days before it count too: whoever came or left then is there on this day, or is not.
    """
    c = t.sensus_ubah.c
    days = c.hari <= hari.isoformat() if inap else c.hari == hari.isoformat()
    query = select(c.seq).where(c.unit == unit, days, c.seq > sesudah_seq).distinct().order_by(c.seq)
    return list(connection.execute(query).scalars())
