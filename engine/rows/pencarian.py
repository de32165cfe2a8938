"""The records of searches, and beside them the last word on each place that was looked at."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from engine import tables as t
from engine.prepared import Write
from engine.rows.kept import Entry, Kept
from engine.workflows.pencarian import Pencarian
from schemas.events.pencarian import TempatDiperiksa
from schemas.names import KeadaanPencarian, SebabHenti, SebabPencarian


def record_of(row: Sequence[Any]) -> Pencarian:
    """A search from its row, columns in the order of its fields."""
    plain = Pencarian(*row)
    return plain._replace(
        keadaan=KeadaanPencarian(plain.keadaan),
        sebab=SebabPencarian(plain.sebab) if plain.sebab else None,
        sebab_henti=SebabHenti(plain.sebab_henti) if plain.sebab_henti else None,
    )


_KOLOM: Final = ("pencarian", "letak", "hasil", "pelaku", "pada", "versi")


def _statement(dialect: Any) -> Write:  # noqa: ANN401 - the two dialects' insert functions share a shape, no type
    statement = dialect.insert(t.pencarian_letak)
    looked = statement.on_conflict_do_update(
        index_elements=["pencarian", "letak"],
        set_={name: getattr(statement.excluded, name) for name in ("hasil", "pelaku", "pada", "versi")},
    )
    return Write(looked, _KOLOM)


_LETAK: Final = {"sqlite": _statement(sqlite), "postgresql": _statement(postgresql)}


def _looked(connection: Connection, entries: Sequence[Entry]) -> None:
    """The last word on each place, in the order of the facts."""
    last = {
        (entry.after.id, event.letak): (event.hasil, event.pelaku, entry.after.terakhir, event.versi)
        for entry in entries
        if isinstance(event := entry.event, TempatDiperiksa)
    }
    if last:
        _LETAK[connection.dialect.name].run(connection, [(*key, *word) for key, word in sorted(last.items())])


KEPT = Kept(
    t.pencarian,
    Pencarian._fields,
    fixed={"id", "berkas", "sebab", "pemula", "terdaftar"},
    read=record_of,
    beside=_looked,
)
