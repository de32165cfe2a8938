"""The words under which patients are found: written with the identity they stand for, in one transaction.

A former name keeps its words: whoever was called so is still found by it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from engine import tables as t
from engine.kiup.nama import kata, kunci_mirip, kunci_nama
from engine.prepared import IDS, Find, Write

Bernama = tuple[str, str]
"""A patient and a name of theirs."""


def _missing(dialect: Any, table: Any, names: Sequence[str]) -> Write:  # noqa: ANN401 - the two dialects' insert functions share a shape, no type
    return Write(dialect.insert(table).on_conflict_do_nothing(), names)


def _counted(dialect: Any) -> Write:  # noqa: ANN401 - as above
    statement = dialect.insert(t.kata_nama)
    added = statement.on_conflict_do_update(
        index_elements=["kata"], set_={"jumlah": t.kata_nama.c.jumlah + statement.excluded.jumlah}
    )
    return Write(added, ("kata", "jumlah"))


_KATA: Final = {
    "sqlite": _missing(sqlite, t.pasien_kata, ("kunci", "pasien_id")),
    "postgresql": _missing(postgresql, t.pasien_kata, ("kunci", "pasien_id")),
}
_MIRIP: Final = {
    "sqlite": _missing(sqlite, t.kata_mirip, ("kunci", "kata")),
    "postgresql": _missing(postgresql, t.kata_mirip, ("kunci", "kata")),
}
_ADA: Final = Find(select(t.kata_nama.c.kata).where(t.kata_nama.c.kata.in_(bindparam(IDS, expanding=True))))
_JUMLAH: Final = {"sqlite": _counted(sqlite), "postgresql": _counted(postgresql)}


def baris(named: Iterable[Bernama]) -> tuple[list[tuple[str, str]], Counter[str]]:
    """The rows these names stand for in the index, and how often each word occurs in them."""
    rows: set[tuple[str, str]] = set()
    counts: Counter[str] = Counter()
    for pasien, nama in named:
        words = kata(nama)
        rows.update((kunci, pasien) for kunci in kunci_nama(words))
        counts.update(set(words))
    return sorted(rows), counts


def tulis(connection: Connection, named: Iterable[Bernama]) -> None:
    """Make these patients findable by these names. What finds a word is written with the first name that has it."""
    rows, counts = baris(named)
    if not rows:
        return
    dialect = connection.dialect.name
    known = {row[0] for row in _ADA.run(connection, sorted(counts))}
    _write(connection, _KATA[dialect], t.pasien_kata, rows)
    _JUMLAH[dialect].run(connection, sorted(counts.items()))
    fresh = sorted((kunci, word) for word in counts.keys() - known for kunci in kunci_mirip(word))
    if fresh:
        _write(connection, _MIRIP[dialect], t.kata_mirip, fresh)


def _write(connection: Connection, write: Write, table: Table, rows: Sequence[tuple[str, str]]) -> None:
    """All rows at once where the database takes arrays: a tenth of the work of one statement a row."""
    if connection.dialect.name != "postgresql":
        write.run(connection, rows)
        return
    first, second = (list(column) for column in zip(*rows, strict=True))
    sql = f"INSERT INTO {table.name} SELECT * FROM unnest(%s::text[], %s::text[]) ON CONFLICT DO NOTHING"  # noqa: S608 - our own name
    connection.exec_driver_sql(sql, (first, second))
