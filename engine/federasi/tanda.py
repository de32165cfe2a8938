"""Three facts about what was sent, and when each became one: *terkirim*, *sampai di hub*, *diterima*."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from engine import tables as t


class Tanda(NamedTuple):
    """How far one message has come, by our clock. Each fact has a proof of its own; none is reckoned from another.

    `terkirim`: handed over for sending, on our disk. `di_hub`: the hub holds it. `diterima`: it is on the disk of
    the facility it is for, which signed that.
    """

    terkirim: datetime
    di_hub: datetime | None
    diterima: datetime | None


def tanda(connection: Connection, id: str) -> Tanda | None:  # noqa: A002 - the id of the message
    """The facts of one message; None for one that was never handed over."""
    return tanda_semua(connection, [id]).get(id)


def tanda_semua(connection: Connection, ids: Sequence[str]) -> dict[str, Tanda]:
    """The facts of several messages by id; the unknown are absent."""
    c = t.fed_keluar.c
    if not ids:
        return {}
    query = select(c.id, c.dibuat, c.di_hub, c.diterima).where(c.id.in_(ids))
    return {row.id: Tanda(row.dibuat, row.di_hub, row.diterima) for row in connection.execute(query)}
