"""What a print station has to print: one slip a ledger line that takes a folder from its place, at least once.

A station's jobs are derived from the ledger up to its own position, in the transaction that moves that position, so
none is lost and none is made twice; a job is printed when its station says so. A slip that came out just before the
power went is printed again: better two slips than a gap without one.

A slip comes out where the folder left from: what the record room gives out at its stations, what a unit sends on at
the unit's own, or at the record room's where the unit has none (the slip in the shelf names the wrong unit then).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select, update

from engine import facility
from engine import tables as t
from engine.lines import event_of
from engine.refusals import Refusal
from engine.views.paper import DI_TEMPAT, MENCABUT
from schemas.events.berkas import BerkasDialihkan, BerkasDiterima
from schemas.names import RUANG_REKAM_MEDIS

BERTRACER: Final = (*MENCABUT, BerkasDialihkan.jenis)
"""Lines that make a slip: taken from its place, or sent on to another unit than the slip in its place names."""
SEKALI: Final = 2000
"""Lines of the ledger looked through at once."""
DISIMPAN_HARI: Final = 7
"""Days a printed job is kept, to be printed again."""
NAMA_TERPANJANG: Final = 60
TERAKHIR: Final = 30
"""Printed jobs a station shows."""


class Tahap(StrEnum):
    """Where a job is."""

    MENUNGGU = "menunggu"
    GAGAL = "gagal"
    """Sent, and somebody said that nothing came out; it waits until somebody asks for it again."""
    DICETAK = "dicetak"
    DILEWATI = "dilewati"
    """Its folder was back before the slip came out."""


@dataclass(frozen=True, slots=True)
class Stasiun:
    """A place with a printer."""

    kode: str
    nama: str
    seq: int
    """Up to this line of the ledger its jobs are made."""
    unit: str | None = None
    """The unit whose own station it is; None for the record room's."""


@dataclass(frozen=True, slots=True)
class Tugas:
    """One slip. `seq`: the ledger line it tells of, which with the station is its key."""

    seq: int
    berkas: str
    tahap: Tahap
    kali: int
    """How often it was sent to the printer."""
    diperbarui: datetime


_s, _a = t.stasiun_cetak.c, t.antrean_cetak.c


def semua(connection: Connection) -> list[Stasiun]:
    """Every station, by name."""
    return [Stasiun(*row) for row in connection.execute(select(_s.kode, _s.nama, _s.seq, _s.unit).order_by(_s.nama))]


def stasiun(connection: Connection, kode: str) -> Stasiun | None:
    """The station of this code."""
    row = connection.execute(select(_s.kode, _s.nama, _s.seq, _s.unit).where(_s.kode == kode)).first()
    return Stasiun(*row) if row else None


def buka(connection: Connection, nama: str, now: datetime, unit: str | None = None) -> Stasiun | Refusal:
    """The station of this name; a new one begins at the end of the ledger: what went before was seen to by hand.

    `unit`: whose a new one is; one that is there already stays whose it was.
    """
    nama = " ".join(nama.split())
    if not 0 < len(nama) <= NAMA_TERPANJANG or not nama.isprintable():
        return Refusal("nama_tempat_tidak_sah", "nama", {"batas": NAMA_TERPANJANG})
    key = nama.casefold()[:NAMA_TERPANJANG]
    row = connection.execute(select(_s.kode, _s.nama, _s.seq, _s.unit).where(_s.kunci == key)).first()
    if row is not None:
        return Stasiun(*row)
    unit = unit if unit != RUANG_REKAM_MEDIS else None
    if unit is not None and all(one.kode != unit for one in facility.units(connection)):
        return Refusal("unit_tidak_dikenal", "unit", {"unit": unit[:40]})
    last = connection.execute(select(func.coalesce(func.max(t.jejak.c.seq), 0))).scalar_one()
    made = Stasiun(facility.baru(), nama, int(last), unit)
    connection.execute(
        insert(t.stasiun_cetak),
        {
            "kode": made.kode,
            "nama": nama,
            "kunci": key,
            "unit": unit,
            "mulai": made.seq,
            "seq": made.seq,
            "dibuat": now,
            "terakhir": now,
        },
    )
    return made


def hapus(connection: Connection, kode: str) -> None:
    """Take a station away, with its jobs."""
    connection.execute(delete(t.antrean_cetak).where(_a.stasiun == kode))
    connection.execute(delete(t.stasiun_cetak).where(_s.kode == kode))


def perbarui(connection: Connection, kode: str, now: datetime) -> bool:
    """Make the jobs of the lines since the last time; False where there is no such station.

    Repeat story: the station's row is held, its position moves with its jobs, so every line makes one job or none.
    """
    row = connection.execute(select(_s.seq, _s.unit).where(_s.kode == kode).with_for_update()).first()
    if row is None:
        return False
    seq, c = int(row.seq), t.jejak.c
    while True:
        query = select(c.seq, c.jenis, c.subjek, c.versi).where(c.seq > seq).order_by(c.seq).limit(SEKALI)
        lines = connection.execute(query).all()
        jobs = [
            {
                "stasiun": kode,
                "seq": line.seq,
                "berkas": line.subjek,
                "keadaan": Tahap.MENUNGGU,
                "kali": 0,
                "diperbarui": now,
            }
            for line in lines
            if line.jenis in BERTRACER and _dicetak_di_sini(connection, row.unit, line)
        ]
        if jobs:
            connection.execute(insert(t.antrean_cetak), jobs)
        seq = lines[-1].seq if lines else seq
        if len(lines) < SEKALI:
            break
    _lewati(connection, kode, now)
    old = _a.keadaan.in_((Tahap.DICETAK, Tahap.DILEWATI)) & (_a.diperbarui < now - timedelta(days=DISIMPAN_HARI))
    connection.execute(delete(t.antrean_cetak).where(_a.stasiun == kode, old))
    connection.execute(update(t.stasiun_cetak).where(_s.kode == kode).values(seq=seq, terakhir=now))
    return True


def _dicetak_di_sini(connection: Connection, unit: str | None, line: Any) -> bool:  # noqa: ANN401 - a Row of `jejak`
    """Does this line's slip come out at a station of this unit, or of the record room (None)?"""
    if line.jenis in MENCABUT:
        return unit is None
    asal = _asal(connection, line)
    if unit is not None or asal is None:
        return unit == asal
    own = select(_s.kode).where(_s.unit == asal, _s.mulai < line.seq).limit(1)
    return connection.execute(own).first() is None


def _asal(connection: Connection, line: Any) -> str | None:  # noqa: ANN401 - a Row of `jejak`
    """The unit that sends a folder on: the one that received it last."""
    c = t.jejak.c
    query = select(t.jejak).where(c.subjek == line.subjek, c.versi < line.versi, c.jenis == BerkasDiterima.jenis)
    row = connection.execute(query.order_by(c.versi.desc()).limit(1)).first()
    event = event_of(row) if row else None
    return event.unit if isinstance(event, BerkasDiterima) else None


def ada_baru(connection: Connection, kode: str) -> bool:
    """Is there something to write down? Asked at every move of any folder, so it only reads, and most often says no."""
    last = connection.execute(select(func.max(t.jejak.c.seq))).scalar_one()
    mine = connection.execute(select(_s.seq).where(_s.kode == kode)).scalar_one_or_none()
    if last is None or mine is None or last <= mine:
        return False
    if last - mine >= SEKALI or jumlah_menunggu(connection, kode):
        return True  # a waiting slip may have become needless
    c = t.jejak.c
    pulled = select(c.seq).where(c.seq > mine, c.jenis.in_(BERTRACER)).limit(1)
    return connection.execute(pulled).first() is not None


def menunggu(connection: Connection, kode: str, batas: int = 50) -> list[Tugas]:
    """What is to be printed now, in the order the folders left."""
    return _tugas(connection, kode, (Tahap.MENUNGGU,), batas, newest=False)


def lainnya(connection: Connection, kode: str) -> list[Tugas]:
    """What failed, then what was printed last."""
    failed = _tugas(connection, kode, (Tahap.GAGAL,), TERAKHIR, newest=True)
    return failed + _tugas(connection, kode, (Tahap.DICETAK, Tahap.DILEWATI), TERAKHIR, newest=True)


def jumlah_menunggu(connection: Connection, kode: str) -> int:
    """How many wait."""
    query = select(func.count()).where(_a.stasiun == kode, _a.keadaan == Tahap.MENUNGGU)
    return int(connection.execute(query).scalar_one())


def tandai(connection: Connection, kode: str, seqs: list[int], tahap: Tahap, now: datetime) -> int:
    """Say what became of jobs; how many there were. Saying it twice says it once."""
    if not seqs:
        return 0
    values = {"keadaan": tahap, "diperbarui": now}
    query = update(t.antrean_cetak).where(_a.stasiun == kode, _a.seq.in_(seqs), _a.keadaan != tahap)
    more = {"kali": _a.kali + 1} if tahap in {Tahap.DICETAK, Tahap.GAGAL} else {}
    return int(connection.execute(query.values(values | more)).rowcount)


def _tugas(connection: Connection, kode: str, tahap: tuple[Tahap, ...], batas: int, *, newest: bool) -> list[Tugas]:
    order = _a.seq.desc() if newest else _a.seq
    query = select(_a.seq, _a.berkas, _a.keadaan, _a.kali, _a.diperbarui)
    query = query.where(_a.stasiun == kode, _a.keadaan.in_(tahap)).order_by(order).limit(batas)
    return [Tugas(row[0], row[1], Tahap(row[2]), row[3], row[4]) for row in connection.execute(query)]


def _lewati(connection: Connection, kode: str, now: datetime) -> None:
    """A station that was off for a day does not print slips for folders that are home again."""
    home = select(t.berkas.c.id).where(t.berkas.c.id == _a.berkas, t.berkas.c.keadaan.in_(DI_TEMPAT)).exists()
    later = t.antrean_cetak.alias()
    newer = select(later.c.seq).where(later.c.stasiun == kode, later.c.berkas == _a.berkas, later.c.seq > _a.seq)
    query = update(t.antrean_cetak).where(_a.stasiun == kode, _a.keadaan == Tahap.MENUNGGU, home | newer.exists())
    connection.execute(query.values(keadaan=Tahap.DILEWATI, diperbarui=now))
