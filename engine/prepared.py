"""Core statements for the hot path: compiled once a dialect, run with plain tuples.

SQLAlchemy's own execution costs about 6 µs a row to build parameters, as much as SQLite needs to write it.
Statement and type conversions are still Core's, so `tables.py` stays the one owner of both.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Dialect, Insert, Select, Update
from sqlalchemy.types import TypeEngine

Row = tuple[Any, ...]
Converters = list[tuple[int, Callable[[Any], Any]]]
IDS: Final = "ids"
"""The name of the expanding parameter of a `Find`."""


def _convert(row: Sequence[Any], converters: Converters) -> Row:
    if not converters:
        return tuple(row)
    values = list(row)
    for place, convert in converters:
        values[place] = convert(values[place])
    return tuple(values)


def _converters(found: Iterable[Callable[[Any], Any] | None]) -> Converters:
    return [(place, convert) for place, convert in enumerate(found) if convert]


class Write:
    """An INSERT or UPDATE run for many rows, each a tuple in the order of `names` (the bound parameters)."""

    def __init__(self, statement: Insert | Update, names: Sequence[str]) -> None:
        self._statement = statement
        self._names = tuple(names)
        self._ready: dict[str, tuple[str, list[int], Converters]] = {}

    def run(self, connection: Connection, rows: Iterable[Sequence[Any]]) -> int:
        """Run for every row; how many rows of the database it touched."""
        dialect = connection.dialect
        sql, order, converters = self._ready.get(dialect.name) or self._prepare(dialect)
        tuples = [_convert([row[place] for place in order], converters) for row in rows]
        return connection.exec_driver_sql(sql, tuples).rowcount

    def _prepare(self, dialect: Dialect) -> tuple[str, list[int], Converters]:
        compiled = self._statement.compile(dialect=dialect, column_keys=list(self._names))
        positions = list(compiled.positiontup or ())
        types: dict[str, TypeEngine[Any]] = {name: bind.type for name, bind in compiled.binds.items()}
        ready = (
            str(compiled),
            [self._names.index(name) for name in positions],
            _converters(types[name].dialect_impl(dialect).bind_processor(dialect) for name in positions),
        )
        return self._ready.setdefault(dialect.name, ready)


class Find:
    """A SELECT with one expanding parameter named `ids`, answered in plain tuples in the order of its columns."""

    def __init__(self, statement: Select[Any]) -> None:
        self._statement = statement
        self._sql: dict[tuple[str, int], str] = {}
        self._results: dict[str, Converters] = {}

    def run(self, connection: Connection, ids: Sequence[str]) -> list[Row]:
        """The rows for these ids, at least one.

        The list is filled up to a power of two, so that a driver's statement cache holds all of the few spellings.
        """
        dialect = connection.dialect
        count = 1 << (len(ids) - 1).bit_length()
        sql = self._sql.get((dialect.name, count)) or self._prepare(dialect, count)
        converters = self._results[dialect.name]
        padded = (*ids, *(ids[-1] for _ in range(count - len(ids))))
        return [_convert(row, converters) for row in connection.exec_driver_sql(sql, padded).fetchall()]

    def _prepare(self, dialect: Dialect, count: int) -> str:
        filled = self._statement.params({IDS: [""] * count})
        compiled = filled.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        types = (column.type.dialect_impl(dialect) for column in self._statement.selected_columns)
        self._results[dialect.name] = _converters(type_.result_processor(dialect, None) for type_ in types)
        return self._sql.setdefault((dialect.name, count), str(compiled))
