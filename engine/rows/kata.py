"""The words under which patients are found: written with the identity they stand for, in one transaction.

A former name keeps its words: whoever was called so is still found by it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from engine import tables as t
from engine.kiup.nama import kata, kunci_mirip, kunci_nama
from engine.prepared import Write

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
    """Make these patients findable by these names."""
    rows, counts = baris(named)
    if not rows:
        return
    dialect = connection.dialect.name
    _KATA[dialect].run(connection, rows)
    _JUMLAH[dialect].run(connection, sorted(counts.items()))
    _MIRIP[dialect].run(connection, sorted((kunci, word) for word in counts for kunci in kunci_mirip(word)))
