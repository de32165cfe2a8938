"""The inbox: what a person was told, read or not, and the key of the links that lead to it."""

import secrets
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Engine, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine import tables as t
from engine.database import writing
from engine.pengingat import kalimat
from engine.pengingat.hal import Isi
from engine.pengingat.kalimat import Aturan

HALAMAN: Final = 50
_KUNCI: Final = "tautan"


class Pemberitahuan(NamedTuple):
    """One notice in an inbox."""

    id: str
    aturan: Aturan
    isi: Isi
    mendesak: bool
    dibuat: datetime
    dibaca: datetime | None


def isi_kotak(connection: Connection, petugas: str, sebelum: str | None = None) -> list[Pemberitahuan]:
    """A person's notices, newest first; the page after the one that ended with `sebelum`."""
    c = t.pemberitahuan.c
    query = select(c.id, c.aturan, c.isi, c.mendesak, c.dibuat, c.dibaca).where(c.petugas == petugas)
    if sebelum is not None:
        query = query.where(c.id < sebelum)  # ids are made in order of time
    rows = connection.execute(query.order_by(c.id.desc()).limit(HALAMAN))
    return [Pemberitahuan(r.id, Aturan(r.aturan), kalimat.baca(r.isi), r.mendesak, r.dibuat, r.dibaca) for r in rows]


def belum_dibaca(connection: Connection, petugas: str) -> int:
    """How many wait to be read."""
    c = t.pemberitahuan.c
    query = select(func.count()).where(c.petugas == petugas, c.dibaca.is_(None))
    return int(connection.execute(query).scalar_one())


def tandai_dibaca(connection: Connection, petugas: str, pada: datetime, pemberitahuan: str | None = None) -> int:
    """Read: one of this person's own, or all; the first reading counts."""
    c = t.pemberitahuan.c
    mine = (c.petugas == petugas) & c.dibaca.is_(None)
    if pemberitahuan is not None:
        mine &= c.id == pemberitahuan
    return int(connection.execute(update(t.pemberitahuan).where(mine).values(dibaca=pada)).rowcount)


def kunci_tautan(engine: Engine, pada: datetime) -> bytes:
    """The key that signs links, made when it is first wanted; the same in every process of the facility."""
    c = t.rahasia.c
    query = select(c.nilai).where(c.nama == _KUNCI)
    with engine.connect() as connection:
        found: bytes | None = connection.execute(query).scalar()
    if found is not None:
        return found
    kind: Any = sqlite.insert if engine.dialect.name == "sqlite" else postgresql.insert
    row = {"nama": _KUNCI, "nilai": secrets.token_bytes(32), "dibuat": pada}
    with writing(engine).begin() as connection:
        connection.execute(kind(t.rahasia).values(row).on_conflict_do_nothing(index_elements=["nama"]))
        made: bytes = connection.execute(query).scalar_one()
    return made
