"""Sheets of the census nobody signed: their heads owe it at once, the record office learns of it when it is late."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from engine import tables as t
from engine.pengingat.hal import Hal
from engine.sensus.giliran import kalender
from engine.sensus.penutupan import Lembar, menunggu
from schemas.names import Peran

MENUNGGU: Final = "sensus"
"""A head of a unit is to sign."""
LEWAT: Final = "sensus_lewat"
"""The hour of policy has passed: the record office is told, urgently."""


def tanda_tangan(connection: Connection, kepala: dict[str, set[str]], pada: datetime) -> Iterator[Hal]:
    """What heads owe: reminded of from the first morning on."""
    kini = kalender(connection)
    if kini is None or not kepala:
        return
    for one in menunggu(connection, pada):
        if one.id is None:
            continue
        since = kini.batas(one.hari)[0] if one.edisi == 1 else one.terbit or pada
        for who in sorted(kepala.get(one.unit, ())):
            yield Hal(MENUNGGU, one.id, one.id, who, since, one.tenggat)


def lewat(connection: Connection, pada: datetime, sejak: datetime | None = None) -> Iterator[Hal]:
    """What the record office is told of: units unsigned at the hour of policy, and days that were not even closed."""
    late = [one for one in menunggu(connection, pada, sejak) if one.tenggat <= pada]
    if not late:
        return
    for who in _kantor(connection):
        for one in late:
            name = _nama(one)
            yield Hal(LEWAT, name, name, who, one.tenggat, one.tenggat, mendesak=True)


def _nama(one: Lembar) -> str:
    return f"{one.unit}|{one.hari.isoformat()}"


def _kantor(connection: Connection) -> list[str]:
    """The head of the record room; where there is none, its staff."""
    c = t.petugas.c
    people = connection.execute(select(c.id, c.peran).where(c.aktif)).all()
    for role in (Peran.KEPALA, Peran.PEREKAM_MEDIS):
        if found := sorted(row.id for row in people if role in row.peran):
            return found
    return []
