"""From record numbers to records, many at once: what an import asks before it registers anything."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from engine import tables as t
from schemas.names import BerkasId, Pembawa


def ids(connection: Connection, kunci: Collection[str], pembawa: Pembawa = Pembawa.FISIK) -> dict[str, BerkasId]:
    """The records with these keys (`engine.numbers.kunci` of a number); the unknown are absent."""
    query = select(t.berkas.c.kunci, t.berkas.c.id).where(t.berkas.c.kunci.in_(kunci), t.berkas.c.pembawa == pembawa)
    return {row.kunci: BerkasId(row.id) for row in connection.execute(query)}
