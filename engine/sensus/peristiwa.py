"""The ledger lines behind a number of the census: which fact, when, in which line. No name of a patient is in them."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from engine import tables as t
from engine.lines import event_of

SEKALI = 500
_j = t.jejak.c


class Peristiwa(NamedTuple):
    """One line of the ledger."""

    seq: int
    jenis: str
    terjadi_pada: datetime
    dicatat_pada: datetime
    berlaku: datetime
    """When it counts from: an admission told later than the patient came, from the coming."""


def peristiwa(connection: Connection, seqs: Iterable[int]) -> dict[int, Peristiwa]:
    """These lines."""
    wanted = sorted(set(seqs))
    found: dict[int, Peristiwa] = {}
    for at in range(0, len(wanted), SEKALI):
        query = select(t.jejak).where(_j.seq.in_(wanted[at : at + SEKALI]))
        for row in connection.execute(query):
            came = getattr(event_of(row), "datang_pada", None) or row.terjadi_pada
            found[row.seq] = Peristiwa(row.seq, row.jenis, row.terjadi_pada, row.dicatat_pada, came)
    return found
