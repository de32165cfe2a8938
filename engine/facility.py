"""A facility in its database: tables, the record room, its first administrator."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import uuid_utils
from sqlalchemy import Connection, func, insert, select

from engine import clock
from engine import tables as t
from schemas.names import RUANG_REKAM_MEDIS, KodeUnit

JENIS_UNIT: Final = {
    "rekam_medis": "Rekam medis",
    "rawat_jalan": "Rawat jalan",
    "rawat_inap": "Rawat inap",
    "gawat_darurat": "Gawat darurat",
    "penunjang": "Penunjang",
    "luar": "Di luar / tidak tercatat",
}
"""Kinds of unit and how people say them."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A place a folder can be at."""

    kode: KodeUnit
    nama: str
    jenis: str


@dataclass(frozen=True, slots=True)
class Rak:
    """A rack (or a section of one) in the record room."""

    kode: str
    nama: str


@dataclass(frozen=True, slots=True)
class Fasyankes:
    """The facility this database belongs to."""

    kode: str
    nama: str
    zona: str


def baru() -> str:
    """A new identifier: UUIDv7, so that rows made together lie together."""
    return str(uuid_utils.uuid7())


def read(connection: Connection) -> Fasyankes | None:
    """The facility, or None before it was set up."""
    row = connection.execute(select(t.fasyankes.c.kode, t.fasyankes.c.nama, t.fasyankes.c.zona)).first()
    return Fasyankes(*row) if row else None


def born(connection: Connection) -> datetime:
    """When the facility was set up, to the microsecond."""
    dibuat: datetime = connection.execute(select(t.fasyankes.c.dibuat)).scalar_one()
    return dibuat


def create(connection: Connection, fasyankes: Fasyankes, units: tuple[Unit, ...], rak: tuple[Rak, ...] = ()) -> None:
    """Write the facility, its units and racks; the record room is always among the units."""
    connection.execute(
        insert(t.fasyankes),
        {"kode": fasyankes.kode, "nama": fasyankes.nama, "zona": fasyankes.zona, "dibuat": clock.now()},
    )
    everywhere = {unit.kode: unit for unit in (Unit(RUANG_REKAM_MEDIS, "Ruang Rekam Medis", "rekam_medis"), *units)}
    connection.execute(
        insert(t.unit),
        [
            {"kode": unit.kode, "nama": unit.nama, "jenis": unit.jenis, "aktif": True, "urutan": place}
            for place, unit in enumerate(everywhere.values())
        ],
    )
    if rak:
        rows = [{"kode": satu.kode, "nama": satu.nama, "urutan": place} for place, satu in enumerate(rak)]
        connection.execute(insert(t.rak), rows)


def racks(connection: Connection) -> list[Rak]:
    """The racks, in their order."""
    return [Rak(*row) for row in connection.execute(select(t.rak.c.kode, t.rak.c.nama).order_by(t.rak.c.urutan))]


def units(connection: Connection) -> list[Unit]:
    """The facility's active units, in their order."""
    query = select(t.unit.c.kode, t.unit.c.nama, t.unit.c.jenis).where(t.unit.c.aktif).order_by(t.unit.c.urutan)
    return [Unit(*row) for row in connection.execute(query)]


def add_unit(connection: Connection, unit: Unit) -> bool:
    """Add a unit after the others; False where its code is already taken, by a closed unit too."""
    if connection.execute(select(t.unit.c.kode).where(t.unit.c.kode == unit.kode)).first():
        return False
    last = connection.execute(select(func.coalesce(func.max(t.unit.c.urutan), 0))).scalar_one()
    row = {"kode": unit.kode, "nama": unit.nama, "jenis": unit.jenis, "aktif": True, "urutan": last + 1}
    connection.execute(insert(t.unit), row)
    return True
