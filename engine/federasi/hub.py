"""The hubs this facility joined, as whoever connects to them needs them; and when there last was a line."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select, update

from engine import tables as t


class HubKita(NamedTuple):
    """A hub we joined and have not left."""

    kode: str
    url: str
    ca: str


class KeadaanHub(NamedTuple):
    """How it stands with one of them, as the database knows it."""

    kode: str
    url: str
    versi: int
    """Of its directory, as we have it."""
    diperbarui: datetime
    tersambung: datetime | None
    """When there last was a line; told every half minute while there is one."""


def semua(connection: Connection) -> list[HubKita]:
    """All of them, by code."""
    c = t.fed_hub.c
    query = select(c.kode, c.url, c.ca).where(c.aktif).order_by(c.kode)
    return [HubKita(*row) for row in connection.execute(query)]


def keadaan(connection: Connection) -> list[KeadaanHub]:
    """How it stands with all of them, by code."""
    c = t.fed_hub.c
    query = select(c.kode, c.url, c.versi, c.diperbarui, c.tersambung).where(c.aktif).order_by(c.kode)
    return [KeadaanHub(*row) for row in connection.execute(query)]


def masih_tersambung(connection: Connection, kode: str, now: datetime) -> None:
    """There is a line now."""
    connection.execute(update(t.fed_hub).where(t.fed_hub.c.kode == kode).values(tersambung=now))
