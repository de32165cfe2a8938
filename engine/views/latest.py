"""The newest moves of the whole facility, as the board lists them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from engine import tables as t
from engine.lines import event_of
from engine.views import names
from engine.views.sentences import Kalimat, kalimat, orang_dalam
from schemas.events import berkas as told
from schemas.names import BerkasId

BARIS: Final = 12
BUKAN_GERAK: Final = (told.BerkasLewatTenggat.jenis, told.BerkasDijadwalkanUlang.jenis)
"""Lines of the timer: they move nothing, and what is late stands in a list of its own."""


@dataclass(frozen=True, slots=True)
class Gerak:
    """One line of the ledger, with the number of its record."""

    seq: int
    berkas: BerkasId
    nomor: str
    jenis: str
    ditolak: bool
    kalimat: Kalimat
    pelaku: str | None
    terjadi_pada: datetime
    dicatat_pada: datetime


def terakhir(connection: Connection, sampai: int, batas: int = BARIS) -> tuple[Gerak, ...]:
    """The last moves up to a position of the ledger, newest first; lines of the timer are none."""
    j = t.jejak.c
    query = select(t.jejak, t.berkas.c.nomor).join(t.berkas, t.berkas.c.id == j.subjek).order_by(j.seq.desc())
    query = query.where(j.seq <= sampai, j.jenis.not_in(BUKAN_GERAK))
    rows = connection.execute(query.limit(batas)).all()
    return ceritakan(connection, rows)


def ceritakan(connection: Connection, rows: Sequence[Any]) -> tuple[Gerak, ...]:
    """Lines of the ledger, each with the number of its record, as lists show them."""
    events = [event_of(row) for row in rows]
    unit = names.unit(connection)
    petugas = names.petugas(connection, (orang for event in events for orang in orang_dalam(event)))
    return tuple(
        Gerak(
            seq=row.seq,
            berkas=BerkasId(row.subjek),
            nomor=row.nomor,
            jenis=row.jenis,
            ditolak=getattr(event, "ditolak", None) is not None,
            kalimat=kalimat(event, unit, petugas),
            pelaku=petugas.get(event.pelaku),
            terjadi_pada=event.terjadi_pada,
            dicatat_pada=event.dicatat_pada,
        )
        for row, event in zip(rows, events, strict=True)
    )
