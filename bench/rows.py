"""What a move writes, as plain tuples ready for a driver: its record, its line, its counts, its deadlines.

Made from what the front door wrote, by folding the ledger again, so that the floors write the very same rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Engine, select

from engine import ledger
from engine import tables as t
from engine.alur import perubahan
from engine.lines import event_of
from engine.workflows.berkas import BERKAS, Berkas
from schemas.names import BerkasId

Row = tuple[Any, ...]
Plain = Callable[[Any], Any]
LINE: Final = tuple(column.name for column in t.jejak.columns)
MOVING: Final = tuple(name for name in Berkas._fields if name not in {"id", "pembawa", "terdaftar"})
"""What moves change in a record."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What one move writes: its record's new row, its line, its two counts, the deadlines it starts and ends."""

    record: Row
    line: Row
    counts: tuple[Row, Row]
    started: tuple[Row, ...]
    ended: tuple[Row, ...]


def rows_of(engine: Engine, after: int, *, text_times: bool) -> list[Rows]:
    """The rows that the front door wrote after a position."""
    plain = _text if text_times else _same
    known: dict[str, Berkas] = {}
    made: list[Rows] = []
    with engine.connect() as connection:
        for line in connection.execute(select(t.jejak).order_by(t.jejak.c.seq)):
            before = known.get(line.subjek) or Berkas(BerkasId(line.subjek))
            record = known[line.subjek] = BERKAS.apply(before, event_of(line))
            if line.seq > after:
                made.append(_rows(line, before, record, plain))
    return made


def _rows(line: Any, before: Berkas, record: Berkas, plain: Plain) -> Rows:
    due = perubahan(before, record)
    return Rows(
        (*(plain(getattr(record, name)) for name in MOVING), line.subjek, before.versi),
        tuple(plain(value) for value in line),
        ((plain(before.keadaan), ledger.place(before), -1), (plain(record.keadaan), ledger.place(record), 1)),
        tuple((line.subjek, plain(kind), plain(at), record.versi) for kind, at in due.items() if at is not None),
        tuple((line.subjek, plain(kind)) for kind, at in due.items() if at is None),
    )


def _text(value: Any) -> Any:
    return value.isoformat(timespec="microseconds") if hasattr(value, "isoformat") else _same(value)


def _same(value: Any) -> Any:
    return getattr(value, "value", value)
