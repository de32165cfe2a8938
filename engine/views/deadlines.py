"""Deadlines that run, by when they are due. Reads the pending rows; the commits of moves are their only writer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, select, tuple_

from engine import tables as t
from schemas.names import BerkasId, JenisTenggat

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


@dataclass(frozen=True, slots=True)
class TenggatBerkas:
    """A deadline as lists show it."""

    nomor: str
    tenggat: Tenggat
    tempat: str | None
    """Where the record counts now."""
    pemegang: str | None


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
    b = t.berkas.c
    query = (
        select(*_ORDER, _c.versi, b.nomor, func.coalesce(b.tujuan, b.lokasi).label("tempat"), b.pemegang)
        .join(t.berkas, b.id == _c.subjek)
        .order_by(*_ORDER)
        .limit(limit)
    )
    return [
        TenggatBerkas(
            row.nomor,
            Tenggat(row.jatuh_tempo, BerkasId(row.subjek), JenisTenggat(row.jenis), row.versi),
            row.tempat,
            row.pemegang,
        )
        for row in connection.execute(query)
    ]
