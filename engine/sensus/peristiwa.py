"""The ledger lines behind a number of the census: which fact, when, in which line. No name of a patient is in them."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from engine import tables as t

SEKALI = 500
_j = t.jejak.c


class Peristiwa(NamedTuple):
    """One line of the ledger."""

    seq: int
    jenis: str
    terjadi_pada: datetime
    dicatat_pada: datetime


def peristiwa(connection: Connection, seqs: Iterable[int]) -> dict[int, Peristiwa]:
    """These lines."""
    wanted = sorted(set(seqs))
    found: dict[int, Peristiwa] = {}
    for at in range(0, len(wanted), SEKALI):
        query = select(_j.seq, _j.jenis, _j.terjadi_pada, _j.dicatat_pada).where(_j.seq.in_(wanted[at : at + SEKALI]))
        found |= {row.seq: Peristiwa(*row) for row in connection.execute(query)}
    return found
