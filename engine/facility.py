"""A facility in its database: tables, the record room, its first administrator."""

from dataclasses import dataclass
from typing import Final

import uuid_utils
from sqlalchemy import Connection, insert, select

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


def create(connection: Connection, fasyankes: Fasyankes, units: tuple[Unit, ...]) -> None:
    """Write the facility and its units; the record room is always among them."""
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


def units(connection: Connection) -> list[Unit]:
    """The facility's active units, in their order."""
    query = select(t.unit.c.kode, t.unit.c.nama, t.unit.c.jenis).where(t.unit.c.aktif).order_by(t.unit.c.urutan)
    return [Unit(*row) for row in connection.execute(query)]
