"""Which units and days are to be closed, and until when somebody should have signed.

A ward has a census on every day it has beds, also an empty one; a clinic where somebody came (or always, by policy).
Each unit's days are closed in order, so the last one closed says where to go on after an outage.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from engine import facility
from engine import tables as t
from engine.aturan_sensus import AturanSensus
from engine.policy import kebijakan
from engine.sensus.hari import SEHARI, antara, batas, hari_terakhir
from engine.settings import ZONA_INDONESIA
from schemas.names import JenisKunjungan, KodeUnit

LAYANAN: Final = tuple(JenisKunjungan)
"""The kinds of unit that have a census, by the kind of visit they receive."""


class Kalender(NamedTuple):
    """Whose days: the facility's code and zone, and the rules of its census."""

    fasyankes: str
    zona: str
    aturan: AturanSensus

    def terakhir(self, saat: datetime) -> date:
        """The last day whose cut-off is past."""
        return hari_terakhir(saat, self.zona, self.aturan.batas)

    def batas(self, hari: date) -> tuple[datetime, datetime]:
        """When a day began, and when it was over."""
        return batas(hari, self.zona, self.aturan.batas)

    def tenggat(self, hari: date, terbit: datetime | None = None) -> datetime:
        """Until when it should be signed: the first such hour after the day, or after an edition that came later."""
        due = _pukul(self.batas(hari)[1], self.aturan.tanda_tangan_paling_lambat.pukul, self.zona)
        return due if terbit is None else _pukul(terbit, self.aturan.tanda_tangan_paling_lambat.pukul, self.zona)


class Giliran(NamedTuple):
    """A unit's day that is to be closed."""

    hari: date
    unit: KodeUnit
    layanan: JenisKunjungan


def kalender(connection: Connection) -> Kalender | None:
    """The facility's; None before it was set up."""
    milik = facility.read(connection)
    return Kalender(milik.kode, milik.zona, kebijakan().sensus) if milik else None


def harus_ditutup(connection: Connection, saat: datetime, kini: Kalender) -> list[Giliran]:
    """Every unit's days whose cut-off is past and that are not closed, the oldest first."""
    c = t.sensus_penutupan.c
    query = select(c.unit, func.max(c.hari)).group_by(c.unit)
    last = {unit: date.fromisoformat(hari) for unit, hari in connection.execute(query)}
    until = kini.terakhir(saat)
    kinds = _unit(connection)
    start = {unit: last[unit] + SEHARI if unit in last else awal(saat, kini) for unit in kinds}
    if not start:
        return []
    open_ = _berisi(connection, kini, antara(min(start.values()), until), kinds)
    return sorted(Giliran(hari, KodeUnit(unit), kinds[unit]) for unit, hari in open_ if start[unit] <= hari <= until)


def awal(saat: datetime, kini: Kalender) -> date:
    """The day from which a unit is closed that never was."""
    return kini.terakhir(saat) - timedelta(days=max(0, kini.aturan.tutup_mundur.batas.days - 1))


def layanan(connection: Connection, unit: str) -> JenisKunjungan | None:
    """What an active unit does; None for one that has no census."""
    return _unit(connection).get(unit)


def _unit(connection: Connection) -> dict[str, JenisKunjungan]:
    c = t.unit.c
    query = select(c.kode, c.jenis).where(c.aktif, c.jenis.in_(LAYANAN))
    return {row.kode: JenisKunjungan(row.jenis) for row in connection.execute(query)}


def _berisi(
    connection: Connection, kini: Kalender, hari: list[date], kinds: dict[str, JenisKunjungan]
) -> set[tuple[str, date]]:
    """The days on which each unit has a census."""
    if not hari:
        return set()
    found = {(unit, day) for unit, day in _dikunjungi(connection, hari) if unit in kinds}
    if kini.aturan.ditutup_tanpa_kunjungan.pilihan:
        clinics = [unit for unit, kind in kinds.items() if kind is not JenisKunjungan.RAWAT_INAP]
        found |= {(unit, day) for unit in clinics for day in hari}
    b = t.tempat_tidur.c
    beds = connection.execute(select(b.unit, b.mulai, b.sampai).where(b.mulai < kini.batas(hari[-1])[1])).all()
    for day in hari:
        began, ended = kini.batas(day)
        found |= {
            (row.unit, day)
            for row in beds
            if row.unit in kinds and row.mulai < ended and (row.sampai is None or row.sampai > began)
        }
    return found


def _dikunjungi(connection: Connection, hari: list[date]) -> Iterable[tuple[str, date]]:
    v = t.sensus_kunjungan.c
    query = select(v.unit, v.hari).where(v.hari.between(hari[0].isoformat(), hari[-1].isoformat())).distinct()
    return [(row.unit, date.fromisoformat(row.hari)) for row in connection.execute(query)]


def _pukul(saat: datetime, jam: time, zona: str) -> datetime:
    """The first time this hour comes, from this moment on."""
    there = ZoneInfo(ZONA_INDONESIA[zona])
    local = saat.astimezone(there)
    due = datetime.combine(local.date(), jam, there)
    return (due if due >= local else datetime.combine(local.date() + SEHARI, jam, there)).astimezone(UTC)
