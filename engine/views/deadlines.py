"""Deadlines that run, by when they are due. Reads the pending rows; the commits of moves are their only writer."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, func, literal, select, tuple_

from engine import tables as t
from schemas.names import BerkasId, JenisTenggat, KeadaanKekurangan

_c = t.tenggat.c
_ORDER: Final = (_c.jatuh_tempo, _c.subjek, _c.jenis)


@dataclass(frozen=True, slots=True, order=True)
class Tenggat:
    """One deadline that runs. In order of when they are due."""

    jatuh_tempo: datetime
    subjek: BerkasId
    jenis: JenisTenggat
    versi: int
    """The fact since which it runs like this."""


@dataclass(frozen=True, slots=True, order=True)
class TenggatBerkas:
    """A deadline as lists show it, with the record it is of."""

    jatuh_tempo: datetime
    jenis: JenisTenggat
    subjek: str
    """The folder, the gap, or the visit."""
    nomor: str
    """The folder's; "" for a visit's records, whichever folder they are in."""
    tempat: str | None = field(compare=False)
    """Where the record counts now; where the visit was."""
    lewat: bool = field(compare=False)
    """It was told late."""


_b, _g, _k = t.berkas.c, t.kekurangan.c, t.kunjungan.c
_folder = t.berkas.alias("berkas_kekurangan")
_f = _folder.c
_TEMPAT: Final = func.coalesce(_b.tujuan, _b.lokasi, _f.tujuan, _f.lokasi, _k.unit)
DISEBUT: Final = (
    JenisTenggat.PENGEMBALIAN,
    JenisTenggat.KELENGKAPAN,
    JenisTenggat.PINJAMAN,
    JenisTenggat.KEKURANGAN,
    JenisTenggat.PENGISIAN,
)
"""The deadlines of records; requests and loans have lists of their own."""
_RECORD: Final = (_b.id, _b.nomor, func.coalesce(_b.tujuan, _b.lokasi))


def due(connection: Connection, now: datetime, limit: int, after: Tenggat | None = None) -> list[Tenggat]:
    """The deadlines due by `now`, earliest first, behind `after` where a page goes on."""
    query = select(*_ORDER, _c.versi).where(_c.jatuh_tempo <= now).order_by(*_ORDER).limit(limit)
    if after is not None:
        query = query.where(tuple_(*_ORDER) > (after.jatuh_tempo, after.subjek, after.jenis))
    return [
        Tenggat(row.jatuh_tempo, BerkasId(row.subjek), JenisTenggat(row.jenis), row.versi)
        for row in connection.execute(query)
    ]


def next_due(connection: Connection, now: datetime) -> datetime | None:
    """When the next deadline after `now` is due."""
    found: datetime | None = connection.execute(select(func.min(_c.jatuh_tempo)).where(_c.jatuh_tempo > now)).scalar()
    return found


def jumlah(connection: Connection, now: datetime) -> tuple[int, int]:
    """How many run, and how many of them are due already."""
    return (
        connection.execute(select(func.count()).select_from(t.tenggat)).scalar_one(),
        connection.execute(select(func.count()).select_from(t.tenggat).where(_c.jatuh_tempo <= now)).scalar_one(),
    )


def berikut(connection: Connection, limit: int) -> list[TenggatBerkas]:
    """The next due, earliest first, with the record each is of."""
    query = (
        select(_c.jatuh_tempo, _c.jenis, _c.subjek, func.coalesce(_b.nomor, _f.nomor, ""), _TEMPAT)
        .select_from(t.tenggat)
        .outerjoin(t.berkas, _b.id == _c.subjek)
        .outerjoin(t.kekurangan, _g.id == _c.subjek)
        .outerjoin(_folder, _f.id == _g.berkas)
        .outerjoin(t.kunjungan, _k.id == _c.subjek)
        .where(_c.jenis.in_(DISEBUT))
        .order_by(*_ORDER)
        .limit(limit)
    )
    return [_listed(JenisTenggat(row.jenis), row[0], *row[2:], lewat=False) for row in connection.execute(query)]


def sudah_lewat(connection: Connection, limit: int) -> list[TenggatBerkas]:
    """What was told late and is owed still, the longest owed first. Reads every record."""
    home = select(_b.kembali_sebelum, *_RECORD).where(_b.kembali_lewat)
    owed = select(_b.jatuh_tempo, *_RECORD, _b.penanggung_jawab).where(_b.tempo_lewat)
    gaps = (
        select(_g.jatuh_tempo, _g.id, _f.nomor, func.coalesce(_f.tujuan, _f.lokasi))
        .join(_folder, _f.id == _g.berkas)
        .where(_g.keadaan == KeadaanKekurangan.TERBUKA, _g.lewat)
    )
    visits = select(_k.isi_sebelum, _k.id, literal(""), _k.unit).where(_k.isi_lewat, _k.lengkap_pada.is_(None))
    late = [
        _listed(JenisTenggat.PENGEMBALIAN, *row, lewat=True)
        for row in connection.execute(home.order_by(_b.kembali_sebelum, _b.id).limit(limit))
    ]
    late += [
        _listed(JenisTenggat.KELENGKAPAN if row[-1] else JenisTenggat.PINJAMAN, *row[:-1], lewat=True)
        for row in connection.execute(owed.order_by(_b.jatuh_tempo, _b.id).limit(limit))
    ]
    late += [
        _listed(JenisTenggat.KEKURANGAN, *row, lewat=True)
        for row in connection.execute(gaps.order_by(_g.jatuh_tempo, _g.id).limit(limit))
    ]
    late += [
        _listed(JenisTenggat.PENGISIAN, *row, lewat=True)
        for row in connection.execute(visits.order_by(_k.isi_sebelum, _k.id).limit(limit))
    ]
    return sorted(late)[:limit]


def _listed(jenis: JenisTenggat, *columns: Any, lewat: bool) -> TenggatBerkas:  # noqa: ANN401 - due time and _RECORD
    due, subjek, nomor, tempat = columns
    return TenggatBerkas(due, jenis, subjek, nomor, tempat, lewat)
