"""How far a projection has got: a ledger position and the hash of the line there, so that another ledger is noticed."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from engine import ledger
from engine import tables as t
from engine.driver import statement


class Kursor(NamedTuple):
    """The last line applied."""

    seq: int
    hash: bytes


class BukuLain(Exception):
    """The ledger is not the one this projection was made of: an older copy was restored. Only a rebuild helps."""


def awal(fasyankes: str) -> Kursor:
    """Nothing applied yet."""
    return Kursor(0, ledger.genesis(fasyankes))


def baca(connection: Connection, nama: str) -> Kursor | None:
    """Where this projection is; None before its first line."""
    row = connection.execute(select(t.kursor.c.seq, t.kursor.c.hash).where(t.kursor.c.nama == nama)).first()
    return Kursor(row[0], bytes(row[1])) if row else None


def pegang(connection: Connection, fasyankes: str, nama: str, now: datetime) -> Kursor:
    """Where this projection is, held until the end of the transaction: two workers take turns.

    A holder that freezes loses it after a while, as with the ledger's own lock.
    """
    c = t.kursor.c
    query = select(c.seq, c.hash).where(c.nama == nama)
    if connection.dialect.name == "postgresql":
        statement(connection, "SET LOCAL idle_in_transaction_session_timeout = '10s'")
        query = query.with_for_update()
    row = connection.execute(query).first()
    if row is not None:
        return Kursor(row[0], bytes(row[1]))
    start = awal(fasyankes)
    connection.execute(insert(t.kursor), {"nama": nama, "seq": 0, "hash": start.hash, "diperbarui": now})
    return start


def taruh(connection: Connection, nama: str, kursor: Kursor, now: datetime) -> None:
    """Move it, in the transaction of the effect."""
    values = {"seq": kursor.seq, "hash": kursor.hash, "diperbarui": now}
    connection.execute(update(t.kursor).where(t.kursor.c.nama == nama).values(values))


def hash_di(connection: Connection, fasyankes: str, seq: int) -> bytes | None:
    """The ledger's hash at a position; None where it has no such line."""
    if seq == 0:
        return ledger.genesis(fasyankes)
    found = connection.execute(select(t.jejak.c.hash).where(t.jejak.c.seq == seq)).scalar()
    return bytes(found) if found is not None else None


def periksa(connection: Connection, fasyankes: str, kursor: Kursor) -> None:
    """Raise BukuLain unless the ledger has, at this position, the line the projection was made of."""
    if hash_di(connection, fasyankes, kursor.seq) != kursor.hash:
        raise BukuLain(f"baris {kursor.seq} bukan yang dulu")
