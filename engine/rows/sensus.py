"""Where the census of each unit's day stands; beside it every edition that was ever issued, readable for ever."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, select, update

from engine import tables as t
from engine.rows.kept import Entry, Kept
from engine.workflows.sensus import Sensus
from schemas.events import sensus as told
from schemas.names import JenisKunjungan, KeadaanSensus
from schemas.sel import SelSensus


def record_of(row: Sequence[Any]) -> Sensus:
    """A census from its row, columns in the order of its fields."""
    plain = Sensus(*row)
    return plain._replace(keadaan=KeadaanSensus(plain.keadaan), layanan=JenisKunjungan(plain.layanan))


_TERBIT: Final = (told.SensusDitutup, told.SensusDiterbitkanUlang)


def _editions(connection: Connection, entries: Sequence[Entry]) -> None:
    """Each edition as it was issued, then who signed it. No row is ever written over."""
    issued = [_edisi(entry, entry.event) for entry in entries if isinstance(entry.event, _TERBIT)]
    if issued:
        connection.execute(insert(t.sensus_edisi), issued)
    signed = [
        {"s": entry.after.id, "e": entry.event.edisi, "oleh": entry.event.pelaku, "pada": entry.after.terakhir}
        for entry in entries
        if isinstance(entry.event, told.SensusDitandatangani)
    ]
    if signed:
        c = t.sensus_edisi.c
        statement = update(t.sensus_edisi).where(c.sensus == bindparam("s"), c.edisi == bindparam("e"))
        connection.execute(statement.values(penanda=bindparam("oleh"), ditandatangani=bindparam("pada")), signed)


def _edisi(entry: Entry, event: "told.SensusDitutup | told.SensusDiterbitkanUlang") -> dict[str, Any]:
    again = event if isinstance(event, told.SensusDiterbitkanUlang) else None
    return {
        "sensus": entry.after.id,
        "edisi": event.edisi,
        "unit": entry.after.unit,
        "hari": entry.after.hari,
        "sampai_seq": event.sampai_seq,
        "sel": [[one.baris, one.kolom, one.nilai] for one in event.sel],
        "beda": [[one.baris, one.kolom, one.dulu, one.kini] for one in again.beda] if again else [],
        "penyebab": list(again.penyebab) if again else [],
        "terbit": entry.after.terbit,
        "penanda": None,
        "ditandatangani": None,
    }


def sel_edisi(connection: Connection, sensus: str, edisi: int) -> tuple[SelSensus, ...] | None:
    """The cells of one edition; None for one that was not issued."""
    c = t.sensus_edisi.c
    row = connection.execute(select(c.sel).where(c.sensus == sensus, c.edisi == edisi)).first()
    return None if row is None else dari_baris(row.sel)


def dari_baris(rows: Sequence[Sequence[Any]]) -> tuple[SelSensus, ...]:
    """Cells as a row keeps them."""
    return tuple(SelSensus(baris=one[0], kolom=one[1], nilai=one[2]) for one in rows)


KEPT = Kept(
    t.sensus_penutupan,
    Sensus._fields,
    fixed={"id", "unit", "hari", "layanan", "susulan", "terdaftar"},
    read=record_of,
    beside=_editions,
)
