"""Reading projections: how far each is, the recap of a day, and the facts behind one of its numbers."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from engine import tables as t
from engine.projections import letters, recap
from engine.projections.kinds import TAK_TERPAKAI, dari_buku
from engine.settings import ZONA_INDONESIA
from engine.views.latest import Gerak, ceritakan

HALAMAN: Final = 100
SEKALI: Final = 1000
"""Lines looked through at once for those behind a number."""


@dataclass(frozen=True, slots=True)
class Posisi:
    """How far a projection is. `sampai`: when its last line was recorded; `sejak`: when the first it lacks was."""

    nama: str
    seq: int
    buku: int
    sampai: datetime | None
    sejak: datetime | None
    diperbarui: datetime | None
    surat_mati: int

    @property
    def tertinggal(self) -> int:
        """Lines it has not applied."""
        return max(0, self.buku - self.seq)

    def lama(self, kini: datetime) -> timedelta:
        """How long its first missing line has waited."""
        return max(timedelta(0), kini - self.sejak) if self.sejak else timedelta(0)


@dataclass(frozen=True, slots=True)
class Sel:
    """One number of the recap."""

    unit: str
    jenis: str
    jumlah: int


@dataclass(frozen=True, slots=True)
class Rekap:
    """The recap of one day, and how far it is."""

    tanggal: date
    posisi: Posisi
    isi: tuple[Sel, ...]

    @property
    def jumlah(self) -> int:
        """All facts of the day."""
        return sum(sel.jumlah for sel in self.isi)


@dataclass(frozen=True, slots=True)
class Saringan:
    """Which number of the recap: a day; a place and a kind, or None for all of them."""

    tanggal: date
    unit: str | None = None
    jenis: str | None = None


@dataclass(frozen=True, slots=True)
class Halaman:
    """Facts behind a number, oldest position first; `lanjut`: ask again after this one."""

    isi: tuple[Gerak, ...]
    lanjut: int | None


def posisi(connection: Connection, nama: str) -> Posisi:
    """How far this projection is. The cursor is read before the ledger's head, so it is never ahead of it."""
    c, j = t.kursor.c, t.jejak.c
    row = connection.execute(select(c.seq, c.diperbarui).where(c.nama == nama)).first()
    seq, diperbarui = (row.seq, row.diperbarui) if row else (0, None)
    buku = connection.execute(select(func.max(j.seq))).scalar() or 0
    recorded = {
        line.seq: line.dicatat_pada
        for line in connection.execute(select(j.seq, j.dicatat_pada).where(j.seq.in_((seq, seq + 1))))
    }
    waiting = letters.menunggu(connection, nama)
    return Posisi(nama, seq, buku, recorded.get(seq), recorded.get(seq + 1), diperbarui, waiting)


def rekap(connection: Connection, tanggal: date) -> Rekap:
    """The recap of this day of the facility's clock."""
    where = posisi(connection, recap.NAMA)
    c = t.rekap_gerak.c
    query = select(c.unit, c.jenis, c.jumlah).where(c.tanggal == tanggal.isoformat()).order_by(c.unit, c.jenis)
    return Rekap(tanggal, where, tuple(Sel(*row) for row in connection.execute(query)))


def hari_terdekat(connection: Connection, tanggal: date, *, maju: bool) -> date | None:
    """The next day after this one (or the last before it) on which anything happened."""
    c = t.rekap_gerak.c
    days = select(func.min(c.tanggal) if maju else func.max(c.tanggal))
    found = connection.execute(days.where(c.tanggal > tanggal.isoformat() if maju else c.tanggal < tanggal.isoformat()))
    return date.fromisoformat(iso) if (iso := found.scalar()) else None


def di_balik(connection: Connection, zona: str, sel: Saringan, *, setelah: int = 0, batas: int = HALAMAN) -> Halaman:
    """The facts behind a number, after a position.

    The numbers know between which positions their facts stand, so only that stretch of the ledger is read.
    """
    c = t.rekap_gerak.c
    query = select(func.min(c.seq_awal), func.max(c.seq_akhir)).where(c.tanggal == sel.tanggal.isoformat())
    if sel.unit is not None:
        query = query.where(c.unit == sel.unit)
    if sel.jenis is not None:
        query = query.where(c.jenis == sel.jenis)
    first, last = connection.execute(query).one()
    if first is None:
        return Halaman((), None)
    found: list[Any] = []
    at = max(setelah, first - 1)
    while len(found) <= batas and (rows := _some(connection, zona, sel, at, last)):
        at = rows[-1].seq
        found += [row for row in rows if _counted(row, zona, sel)]
    more = found[batas - 1].seq if len(found) > batas else None
    return Halaman(ceritakan(connection, found[:batas]), more)


def _some(connection: Connection, zona: str, sel: Saringan, after: int, last: int) -> list[Any]:
    """Lines after a position that may be of this day."""
    j = t.jejak.c
    start = datetime.combine(sel.tanggal, time(), ZoneInfo(ZONA_INDONESIA[zona])).astimezone(UTC)
    end = start + timedelta(days=1)
    query = (
        select(t.jejak, t.berkas.c.nomor)
        .join(t.berkas, t.berkas.c.id == j.subjek)
        .where(j.seq > after, j.seq <= last)
        .where(j.terjadi_pada >= start, j.dicatat_pada >= start, (j.terjadi_pada < end) | (j.dicatat_pada < end))
        .order_by(j.seq)
        .limit(SEKALI)
    )
    return list(connection.execute(query if sel.jenis is None else query.where(j.jenis == sel.jenis)))


def _counted(row: Any, zona: str, sel: Saringan) -> bool:  # noqa: ANN401 - a Row of `jejak`
    """Is this one of the facts the number counts?"""
    try:
        berita = dari_buku(row)
        tempat = recap.tempat(berita)
    except TAK_TERPAKAI:
        return False  # a dead letter
    return sel.unit in {None, tempat} and recap.tanggal(berita.efektif, zona) == sel.tanggal.isoformat()
