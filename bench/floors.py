"""The floors: the same rows written with nothing in between.

`grouped`: plain sqlite3 (or psycopg), group commit with the same hand-over between callers and one writing thread.
`one_by_one`: psycopg, one transaction a move, as many connections as callers.
"""

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from sqlalchemy import Engine, select
from sqlalchemy.engine import make_url

from engine import ledger
from engine import tables as t
from engine.workflows.berkas import Berkas

Row = tuple[Any, ...]
_LINE: Final = tuple(column.name for column in t.jejak.columns)
MOVING: Final = tuple(name for name in Berkas._fields if name not in {"id", "pembawa", "terdaftar"})
"""What moves change in a record."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What one move writes: its record's new row, its line, its two counts."""

    record: Row
    line: Row
    counts: tuple[Row, Row]


@dataclass(frozen=True, slots=True)
class Statements:
    """The same three statements in a driver's own spelling."""

    record: str
    line: str
    count: str


def statements(mark: str) -> Statements:
    """`mark` is the driver's placeholder."""
    sets = ", ".join(f"{name}={mark}" for name in MOVING)
    columns, marks = ", ".join(_LINE), ", ".join([mark] * len(_LINE))
    return Statements(
        f"UPDATE berkas SET {sets} WHERE id={mark} AND versi={mark}",  # noqa: S608 - our own column names
        f"INSERT INTO jejak ({columns}) VALUES ({marks})",  # noqa: S608 - our own column names
        f"INSERT INTO hitungan (keadaan, unit, jumlah) VALUES ({mark}, {mark}, {mark}) "  # noqa: S608 - the same
        "ON CONFLICT (keadaan, unit) DO UPDATE SET jumlah = hitungan.jumlah + excluded.jumlah",
    )


def rows_of(engine: Engine, after: int, *, text_times: bool) -> list[Rows]:
    """The rows that the front door wrote after a position, as plain tuples ready for the driver."""
    with engine.connect() as connection:
        lines = connection.execute(select(t.jejak).where(t.jejak.c.seq > after).order_by(t.jejak.c.seq)).all()
        records = ledger.records(connection, {line.subjek for line in lines})
    plain = _text if text_times else _same
    return [_rows(line, records[line.subjek], plain) for line in lines]


def _rows(line: Any, record: Any, plain: Callable[[Any], Any]) -> Rows:
    changed = record._replace(versi=line.versi)
    return Rows(
        (*(plain(getattr(changed, name)) for name in MOVING), line.subjek, line.versi - 1),
        tuple(plain(value) for value in line),
        (("disimpan", "RM", -1), ("diambil", "GIGI", 1)),
    )


def _text(value: Any) -> Any:
    return value.isoformat(timespec="microseconds") if hasattr(value, "isoformat") else getattr(value, "value", value)


def _same(value: Any) -> Any:
    return getattr(value, "value", value)


class Grouped:
    """Group commit with nothing else: callers hand rows to one thread, which writes what is waiting."""

    def __init__(self, write: Callable[[Sequence[Rows]], None]) -> None:
        self._write = write
        self._waiting: queue.SimpleQueue[tuple[Rows, asyncio.Future[None]] | None] = queue.SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    async def put(self, rows: Rows) -> None:
        """Wait until these rows are durable."""
        future: asyncio.Future[None] = self._loop.create_future()
        self._waiting.put((rows, future))
        await future

    def close(self) -> None:
        """Stop the thread."""
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._waiting.get()) is not None:
            batch = [first, *self._more()]
            self._write([rows for rows, _ in batch])
            self._loop.call_soon_threadsafe(_done, [future for _, future in batch])

    def _more(self) -> Iterator[tuple[Rows, "asyncio.Future[None]"]]:
        for _ in range(255):
            try:
                item = self._waiting.get_nowait()
            except queue.Empty:
                return
            if item is None:
                self._waiting.put(None)
                return
            yield item


def _done(futures: list["asyncio.Future[None]"]) -> None:
    for future in futures:
        future.set_result(None)


def sqlite_writer(path: str) -> Callable[[Sequence[Rows]], None]:
    """A writer on a plain sqlite3 connection with our durability settings."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=wal", "synchronous=full", "foreign_keys=1", "cache_size=-16384"):
        connection.execute(f"PRAGMA {pragma}")
    sql = statements("?")

    def write(batch: Sequence[Rows]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(sql.record, [rows.record for rows in batch])
        connection.executemany(sql.line, [rows.line for rows in batch])
        connection.executemany(sql.count, _summed(batch))
        connection.execute("COMMIT")

    return write


def postgres_writer(url: str) -> Callable[[Sequence[Rows]], None]:
    """A writer on a plain psycopg connection."""
    connection = psycopg.connect(dsn(url), autocommit=False)
    sql = statements("%s")

    def write(batch: Sequence[Rows]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(sql.record, [rows.record for rows in batch])
            cursor.executemany(sql.line, [rows.line for rows in batch])
            cursor.executemany(sql.count, _summed(batch))
        connection.commit()

    return write


def one_by_one(url: str, rows: Sequence[Rows], callers: int) -> None:
    """Each caller its own connection, each move its own transaction: what most programs do."""
    waiting = iter(rows)
    lock = threading.Lock()
    sql = statements("%s")

    def caller() -> None:
        with psycopg.connect(dsn(url), autocommit=False) as connection:
            while True:
                with lock:
                    item = next(waiting, None)
                if item is None:
                    return
                connection.execute(sql.record, item.record)
                connection.execute(sql.line, item.line)
                connection.commit()

    threads = [threading.Thread(target=caller) for _ in range(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _summed(batch: Sequence[Rows]) -> list[Row]:
    """As the front door does: one row a state and place, however many moves."""
    (a, b) = batch[0].counts
    return [(*a[:2], a[2] * len(batch)), (*b[:2], b[2] * len(batch))]


def dsn(url: str) -> str:
    """The address as psycopg spells it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
