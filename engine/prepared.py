"""Core statements for the hot path: compiled once a dialect, run on the driver's own cursor with plain tuples.

SQLAlchemy's execution costs about 25 µs a statement and 6 µs a row, as much as SQLite needs to write it. Statements
and type conversions are still Core's, so `tables.py` stays the one owner of both.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Boolean, Connection, Delete, Dialect, Insert, LargeBinary, Select, Update
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.sql.compiler import SQLCompiler as Compiled

from engine.driver import on_driver

Row = tuple[Any, ...]
Converters = list[tuple[int, Callable[[Any], Any]]]
IDS: Final = "ids"
"""The name of the expanding parameter of a `Find`."""


def _convert(row: Sequence[Any], converters: Converters) -> list[Any]:
    values = list(row)
    for place, convert in converters:
        value = values[place]
        if value is not None:
            values[place] = convert(value)
    return values


def _converters(found: Iterable[Callable[[Any], Any] | None]) -> Converters:
    """Where a value must be converted."""
    return [(place, convert) for place, convert in enumerate(found) if convert]


class Write:
    """A statement that writes, run for many rows, each in the order of `names`: the parameters as the SQL has them."""

    def __init__(self, statement: Insert | Update | Delete, names: Sequence[str]) -> None:
        self._statement = statement
        self._names = list(names)
        self._ready: dict[str, tuple[str, Converters]] = {}

    def run(self, connection: Connection, rows: Iterable[Sequence[Any]]) -> DBAPICursor:
        """Run for every row; the cursor's `rowcount` tells how many rows were touched, within `together` at its end."""
        sql, converters = self._ready.get(connection.dialect.name) or self._prepare(connection.dialect)
        values = [_convert(row, converters) for row in rows]

        def work(cursor: DBAPICursor) -> DBAPICursor:
            cursor.executemany(sql, values)
            return cursor

        return on_driver(connection, work)

    def _prepare(self, dialect: Dialect) -> tuple[str, Converters]:
        compiled = self._statement.compile(dialect=dialect, column_keys=self._names)
        if compiled.positiontup != self._names:
            raise ValueError(f"urutan parameter: {compiled.positiontup}")
        ready = (str(compiled), _binds(compiled, self._names, dialect))
        return self._ready.setdefault(dialect.name, ready)


class Read:
    """A SELECT with fixed parameters in the order of `names`, answered in plain lists in the order of its columns."""

    def __init__(self, statement: Select[Any], names: Sequence[str]) -> None:
        self._statement = statement
        self._names = list(names)
        self._ready: dict[str, tuple[str, Converters, Converters]] = {}

    def run(self, connection: Connection, values: Sequence[Any]) -> list[list[Any]]:
        """The rows for these values."""
        sql, binds, converters = self._ready.get(connection.dialect.name) or self._prepare(connection.dialect)

        def work(cursor: DBAPICursor) -> list[list[Any]]:
            cursor.execute(sql, tuple(_convert(values, binds)) if binds else tuple(values))
            return [_convert(row, converters) for row in cursor.fetchall()]

        return on_driver(connection, work)

    def _prepare(self, dialect: Dialect) -> tuple[str, Converters, Converters]:
        compiled = self._statement.compile(dialect=dialect)
        if compiled.positiontup != self._names:
            raise ValueError(f"urutan parameter: {compiled.positiontup}")
        ready = (str(compiled), _binds(compiled, self._names, dialect), _results(self._statement, dialect))
        return self._ready.setdefault(dialect.name, ready)


def _binds(compiled: Compiled, names: Sequence[str], dialect: Dialect) -> Converters:
    """What the parameters of a statement are converted by. Both drivers take bytes and truth values as they are."""
    types = (compiled.binds[name].type for name in names)
    return _converters(
        None if isinstance(type_, LargeBinary | Boolean) else type_.dialect_impl(dialect).bind_processor(dialect)
        for type_ in types
    )


def _results(statement: Select[Any], dialect: Dialect) -> Converters:
    """What the columns of an answer are converted by."""
    types = (column.type.dialect_impl(dialect) for column in statement.selected_columns)
    return _converters(type_.result_processor(dialect, None) for type_ in types)


class Find:
    """A SELECT with one expanding parameter named `ids`, answered in plain tuples in the order of its columns."""

    def __init__(self, statement: Select[Any]) -> None:
        self._statement = statement
        self._sql: dict[tuple[str, int], str] = {}
        self._results: dict[str, Converters] = {}

    def run(self, connection: Connection, ids: Sequence[str]) -> list[list[Any]]:
        """The rows for these ids, at least one."""
        return self.ask(connection, ids)()

    def ask(self, connection: Connection, ids: Sequence[str]) -> Callable[[], list[list[Any]]]:
        """Ask for the rows of these ids, at least one, and fetch them later: within `together` nobody waits meanwhile.

        The list is filled up to a power of two, so that a driver's statement cache holds all of the few spellings.
        """
        dialect = connection.dialect
        count = 1 << (len(ids) - 1).bit_length()
        sql = self._sql.get((dialect.name, count)) or self._prepare(dialect, count)
        converters = self._results[dialect.name]
        padded = (*ids, *(ids[-1] for _ in range(count - len(ids))))

        def work(cursor: DBAPICursor) -> DBAPICursor:
            cursor.execute(sql, padded)
            return cursor

        asked = on_driver(connection, work)

        def fetch() -> list[list[Any]]:
            return [_convert(row, converters) for row in on_driver(connection, lambda _: asked.fetchall())]

        return fetch

    def _prepare(self, dialect: Dialect, count: int) -> str:
        filled = self._statement.params({IDS: [""] * count})
        compiled = filled.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        self._results[dialect.name] = _results(self._statement, dialect)
        return self._sql.setdefault((dialect.name, count), str(compiled))
