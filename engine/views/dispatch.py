"""Buku ekspedisi: what went out to units or came back from them in one round, each going-out a line with its return.

A round is told by when its lines were recorded: so every line stands in exactly one round, and one that was told late
stands in the round it was told in, with its true time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, select

from engine import tables as t
from engine.lines import event_of
from engine.refusals import Refusal
from engine.views.paper import KELUAR, Keluar, keluar_dari
from schemas.events import berkas as told
from schemas.names import KodeUnit

PALING_BANYAK: Final = 1000
"""Folders in one book: a round of more is no round."""
SEKALI: Final = 500
LONGGAR: Final = timedelta(days=1)
"""How far a server's clock may be set back without a line being overlooked: so much more is looked through."""
PULANG: Final = (told.BerkasKembali.jenis, told.PinjamanDikembalikan.jenis)
BATAL: Final = (told.PengambilanDibatalkan.jenis,)
URUNG: Final = told.GerakDiurungkan.jenis


@dataclass(frozen=True, slots=True)
class Putaran:
    """One folder of a round. `lanjut`: it went on to somebody else before it came back."""

    keluar: Keluar
    kembali: datetime | None
    batal: bool
    lanjut: bool


def ekspedisi(
    connection: Connection, dari: datetime, sampai: datetime, unit: KodeUnit | None = None
) -> tuple[Putaran, ...] | Refusal:
    """The round between two instants, in the order the folders went out; all units where none is named."""
    c = t.jejak.c
    first, end = _seq(connection, dari - LONGGAR), _seq(connection, sampai + LONGGAR)
    kinds = (*KELUAR, *PULANG)
    query = select(c.seq, c.subjek, c.versi).where(c.seq >= first, c.seq < end, c.jenis.in_(kinds)).order_by(c.seq)
    query = query.where(c.dicatat_pada >= dari, c.dicatat_pada < sampai)
    # a round of all units is at most so many lines; twice as many, because a folder may go and come in one round
    moved = connection.execute(query.limit(PALING_BANYAK * 20 + 1)).all()
    if len(moved) > PALING_BANYAK * 20:
        return Refusal("kurun_terlalu_banyak", nilai={"batas": PALING_BANYAK})
    lives = _lives(connection, sorted({line.subjek for line in moved}))
    inside = {line.seq for line in moved}
    found = [
        putaran
        for life in lives.values()
        for putaran, seqs in _putaran(life)
        if seqs & inside and (unit is None or putaran.keluar.tujuan == unit)
    ]
    if len(found) > PALING_BANYAK:
        return Refusal("kurun_terlalu_banyak", nilai={"batas": PALING_BANYAK})
    return tuple(sorted(found, key=lambda one: one.keluar.seq))


def _seq(connection: Connection, saat: datetime) -> int:
    """The first line recorded at that instant or later, found by halving: exact while the clock never went back."""
    c = t.jejak.c
    low = 1
    last = connection.execute(select(c.seq).order_by(c.seq.desc()).limit(1)).scalar_one_or_none() or 0
    high = int(last) + 1
    while low < high:
        middle = (low + high) // 2
        recorded = connection.execute(select(c.dicatat_pada).where(c.seq == middle)).scalar_one()
        if recorded < saat:
            low = middle + 1
        else:
            high = middle
    return low


def _lives(connection: Connection, subjects: list[str]) -> dict[str, list[Any]]:
    """The lines of these records that go out, come back, or undo such a line; in order."""
    c = t.jejak.c
    lives: dict[str, list[Any]] = {}
    for start in range(0, len(subjects), SEKALI):
        some = subjects[start : start + SEKALI]
        kinds = (*KELUAR, *PULANG, *BATAL, URUNG)
        query = select(t.jejak).where(c.subjek.in_(some), c.jenis.in_(kinds)).order_by(c.subjek, c.versi)
        for row in connection.execute(query):
            lives.setdefault(row.subjek, []).append(row)
    return lives


def _putaran(life: list[Any]) -> list[tuple[Putaran, set[int]]]:
    """Each going-out of a record with what ended it, and the lines that tell of both. Undone lines tell nothing."""
    undone = {event.versi_diurungkan for row in life if isinstance(event := event_of(row), told.GerakDiurungkan)}
    made: list[tuple[Putaran, set[int]]] = []
    out: Keluar | None = None
    for row in life:
        if row.versi in undone or row.jenis == URUNG:
            continue
        if out is not None:
            back = row.terjadi_pada if row.jenis in PULANG else None
            made.append((Putaran(out, back, row.jenis in BATAL, row.jenis in KELUAR), {out.seq} | _kept(row)))
            out = None
        if row.jenis in KELUAR:
            out = keluar_dari(row)
    if out is not None:
        made.append((Putaran(out, None, batal=False, lanjut=False), {out.seq}))
    return made


def _kept(row: Any) -> set[int]:  # noqa: ANN401 - a Row with the columns of `jejak`
    """A return belongs to the book of its own round too; what goes on elsewhere has a line of its own."""
    return {row.seq} if row.jenis in PULANG else set()
