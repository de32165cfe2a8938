"""Names for codes and ids, as people say them."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from engine import tables as t
from schemas.names import SISTEM


def unit(connection: Connection) -> dict[str, str]:
    """Every unit's name by its code, also of units no longer in use: old lines still name them."""
    return {row.kode: row.nama for row in connection.execute(select(t.unit.c.kode, t.unit.c.nama))}


def petugas(connection: Connection, ids: Iterable[str | None]) -> dict[str, str]:
    """The names of these staff members by id; the unknown are absent."""
    wanted = sorted({id_ for id_ in ids if id_})
    if not wanted:
        return {}
    query = select(t.petugas.c.id, t.petugas.c.nama).where(t.petugas.c.id.in_(wanted))
    found = {row.id: row.nama for row in connection.execute(query)}
    return found | {SISTEM: "Jejak"} if SISTEM in wanted else found


def semua_petugas(connection: Connection) -> dict[str, str]:
    """The names of all active staff by id: what a list to choose from shows."""
    query = select(t.petugas.c.id, t.petugas.c.nama).where(t.petugas.c.aktif).order_by(t.petugas.c.nama)
    return {row.id: row.nama for row in connection.execute(query)}
