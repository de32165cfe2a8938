"""Our neighbours in the chain, and a letter to one of them: always the same for the same fact."""

from typing import NamedTuple
from uuid import UUID, uuid5

from sqlalchemy import Connection, select

from engine import tables as t
from engine.federasi.keluar import Kiriman
from schemas.federasi import Isi
from schemas.message import Event


class Sekitar(NamedTuple):
    """Who we are, and who is above us."""

    kode: str
    induk: str | None


def sekitar(connection: Connection) -> Sekitar | None:
    """From the facility's own row."""
    row = connection.execute(select(t.fasyankes.c.kode, t.fasyankes.c.induk)).first()
    return None if row is None else Sekitar(row.kode, row.induk)


def surat(event: Event, tujuan: str, isi: Isi) -> Kiriman:
    """What this fact tells that neighbour."""
    named = str(uuid5(UUID(event.perintah_id), f"{tujuan}|{isi.jenis}"))
    return Kiriman(named, isi.macam, tujuan, isi.jenis, isi)
