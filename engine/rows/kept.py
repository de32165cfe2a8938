"""How the present records of one workflow are kept: one row each, written with the ledger lines that changed them."""

from collections.abc import Callable, Collection, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, bindparam, insert, select, update
from sqlalchemy.engine.interfaces import DBAPICursor

from engine.prepared import IDS, Find, Row, Write
from schemas.message import Command, Event


class Entry(NamedTuple):
    """One decided command, to be written: the wish, its fingerprint, the fact, the record before and after."""

    command: Command
    sidik: bytes
    event: Event
    before: Any
    after: Any


Beside = Callable[[Connection, Sequence[Entry]], None]
"""Writes what a workflow keeps beside its records, for the entries of one batch, in its transaction."""


def _nothing(_command: Command) -> dict[str, Any]:
    return {}


class Kept:
    """The table of one workflow's records. Its columns bear the names of the record's fields."""

    def __init__(  # noqa: PLR0913 - what there is to say of a table of records
        self,
        table: Table,
        fields: Sequence[str],
        *,
        fixed: Collection[str],
        read: Callable[[Sequence[Any]], Any],
        first: Callable[[Command], dict[str, Any]] = _nothing,
        beside: Beside | None = None,
    ) -> None:
        """How a record goes into its row and comes out of it.

        `fixed`: fields no fact after the first changes. `read`: a record from its row. `first`: columns that only
        the command that began the life knows. `beside`: called after the records are written.
        """
        self.table = table
        self._moving = tuple(name for name in fields if name not in fixed)
        self._values = attrgetter(*self._moving)
        self._record = read
        self._first = first
        self.beside = beside
        self._find = Find(
            select(*(table.c[name] for name in fields)).where(table.c.id.in_(bindparam(IDS, expanding=True)))
        )
        self._update = Write(
            update(table)
            .where(table.c.id == bindparam("b_id"), table.c.versi == bindparam("b_versi"))
            .values({name: bindparam(f"n_{name}") for name in self._moving}),
            (*(f"n_{name}" for name in self._moving), "b_id", "b_versi"),
        )

    def records(self, connection: Connection, ids: Sequence[str]) -> dict[str, Any]:
        """The present records of these ids; the unknown are absent."""
        return {row[0]: self._record(row) for row in self._find.run(connection, ids)}

    def write_new(self, connection: Connection, entries: Sequence[Entry]) -> list[Row]:
        """Insert the new records. Answers the changed ones: one row a record however many lines it got.

        Each row ends with the version the record was read at, which guards its UPDATE.
        """
        began: dict[str, Entry] = {}
        last: dict[str, Entry] = {}
        for entry in entries:
            began.setdefault(entry.after.id, entry)
            last[entry.after.id] = entry
        new = [(entry, last[key].after) for key, entry in began.items() if entry.before.versi == 0]
        if new:
            connection.execute(
                insert(self.table), [after._asdict() | self._first(entry.command) for entry, after in new]
            )
        return [
            (*self._values(last[key].after), key, entry.before.versi)
            for key, entry in began.items()
            if entry.before.versi
        ]

    def update(self, connection: Connection, changed: Sequence[Row]) -> DBAPICursor:
        """Bring the changed records up to date; the cursor's `rowcount` says how many were at the version read."""
        return self._update.run(connection, changed)
