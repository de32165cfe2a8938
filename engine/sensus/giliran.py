"""Which units and days are to be closed, and until when somebody should have signed.

A ward has a census on every day it has beds, also an empty one, or somebody in it; a clinic where somebody came (or
always, by policy). Each unit's days are closed in order, so the last one closed says where to go on after an outage.
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
from engine.sensus.hari import SEHARI, antara, batas, hari_sensus, hari_terakhir
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

    def hari(self, saat: datetime) -> date:
        """The day a moment falls on."""
        return hari_sensus(saat, self.zona, self.aturan.batas)

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
    """Every unit's days whose cut-off is past and that are not closed, the oldest first.

    Each unit is looked at from its own last closed day on: one that nobody visits makes no look longer.
    """
    until, first = kini.terakhir(saat), awal(saat, kini)
    found = set()
    for unit, kind in _unit(connection).items():
        last = _terakhir_ditutup(connection, unit)
        start = first if last is None else last + SEHARI
        if start <= until:
            days = _berhari(connection, kini, unit, kind, (start, until))
            found |= {Giliran(day, KodeUnit(unit), kind) for day in days}
    return sorted(found)


def awal(saat: datetime, kini: Kalender) -> date:
    """The day from which a unit is closed that never was."""
    return kini.terakhir(saat) - timedelta(days=max(0, kini.aturan.tutup_mundur.batas.days - 1))


def layanan(connection: Connection, unit: str) -> JenisKunjungan | None:
    """What an active unit does; None for one that has no census."""
    return _unit(connection).get(unit)


def bermalam(connection: Connection, unit: str) -> bool:
    """Do people stay the night there: are there beds, or somebody who lay in one?"""
    b, s = t.tempat_tidur.c, t.sensus.c
    return any(
        connection.execute(select(one).where(one == unit).limit(1)).first() is not None for one in (b.unit, s.unit)
    )


def _unit(connection: Connection) -> dict[str, JenisKunjungan]:
    c = t.unit.c
    query = select(c.kode, c.jenis).where(c.aktif, c.jenis.in_(LAYANAN))
    return {row.kode: JenisKunjungan(row.jenis) for row in connection.execute(query)}


def _terakhir_ditutup(connection: Connection, unit: str) -> date | None:
    c = t.sensus_penutupan.c
    found = connection.execute(select(func.max(c.hari)).where(c.unit == unit)).scalar()
    return date.fromisoformat(found) if found else None


Kurun = tuple[date, date]


def _berhari(connection: Connection, kini: Kalender, unit: str, kind: JenisKunjungan, kurun: Kurun) -> set[date]:
    """The days of a period on which a unit has a census: with beds, with somebody in them, or with visitors."""
    if kind is not JenisKunjungan.RAWAT_INAP and kini.aturan.ditutup_tanpa_kunjungan.pilihan:
        return set(antara(*kurun))
    v = t.sensus_kunjungan.c
    came = select(v.hari).where(v.unit == unit, v.hari.between(kurun[0].isoformat(), kurun[1].isoformat())).distinct()
    found = {date.fromisoformat(day) for day in connection.execute(came).scalars()}
    for begins, ends in (*_beralas(connection, kini, unit), *_berpenghuni(connection, unit, kurun)):
        found.update(antara(max(begins, kurun[0]), min(ends, kurun[1])))
    return found


def _beralas(connection: Connection, kini: Kalender, unit: str) -> Iterable[Kurun]:
    """From which day to which each bed stood in a ward."""
    b = t.tempat_tidur.c
    for row in connection.execute(select(b.mulai, b.sampai).where(b.unit == unit)):
        ends = date.max if row.sampai is None else kini.hari(row.sampai - timedelta(microseconds=1))
        yield kini.hari(row.mulai), ends


def _berpenghuni(connection: Connection, unit: str, kurun: Kurun) -> Iterable[Kurun]:
    """From which day to which somebody lay there: also in a ward whose last bed was taken away under them."""
    s = t.sensus.c
    mine = select(s.hari_mulai, s.hari_sampai).where(s.unit == unit, s.hari_mulai <= kurun[1].isoformat())
    for there in (s.hari_sampai.is_(None), s.hari_sampai >= kurun[0].isoformat()):  # each by the index; an OR is not
        for row in connection.execute(mine.where(there)):
            ends = date.max if row.hari_sampai is None else date.fromisoformat(row.hari_sampai)
            yield date.fromisoformat(row.hari_mulai), ends


def _pukul(saat: datetime, jam: time, zona: str) -> datetime:
    """The first time this hour comes, from this moment on."""
    there = ZoneInfo(ZONA_INDONESIA[zona])
    local = saat.astimezone(there)
    due = datetime.combine(local.date(), jam, there)
    return (due if due >= local else datetime.combine(local.date() + SEHARI, jam, there)).astimezone(UTC)
