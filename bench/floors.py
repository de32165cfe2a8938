"""The floors: the same rows written with nothing in between.

`grouped`: plain sqlite3 (or psycopg), group commit with the same hand-over between callers and one writing thread.
`one_by_one`: psycopg, one transaction a move, as many connections as callers.
"""

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass

import psycopg
from sqlalchemy.engine import make_url

from bench.rows import LINE, MOVING, Row, Rows

Commit = Callable[[Sequence[Rows]], None]
"""Writes rows in one transaction."""


@dataclass(frozen=True, slots=True)
class Statements:
    """The same statements in a driver's own spelling."""

    record: str
    line: str
    count: str
    started: str
    ended: str


def statements(mark: str) -> Statements:
    """`mark` is the driver's placeholder."""
    sets = ", ".join(f"{name}={mark}" for name in MOVING)
    columns, marks = ", ".join(LINE), ", ".join([mark] * len(LINE))
    return Statements(
        f"UPDATE berkas SET {sets} WHERE id={mark} AND versi={mark}",  # noqa: S608 - our own column names
        f"INSERT INTO jejak ({columns}) VALUES ({marks})",  # noqa: S608 - our own column names
        f"INSERT INTO hitungan (keadaan, unit, jumlah) VALUES ({mark}, {mark}, {mark}) "  # noqa: S608 - the same
        "ON CONFLICT (keadaan, unit) DO UPDATE SET jumlah = hitungan.jumlah + excluded.jumlah",
        "INSERT INTO tenggat (subjek, jenis, jatuh_tempo, versi) "  # noqa: S608 - the same
        f"VALUES ({mark}, {mark}, {mark}, {mark})",
        f"DELETE FROM tenggat WHERE subjek={mark} AND jenis={mark}",  # noqa: S608 - the same
    )


def write(execute: Callable[[str, Sequence[Row]], object], sql: Statements, batch: Sequence[Rows]) -> None:
    """One batch's rows, a statement for each table."""
    execute(sql.record, [rows.record for rows in batch])
    execute(sql.line, [rows.line for rows in batch])
    execute(sql.count, _summed(batch))
    if started := [row for rows in batch for row in rows.started]:
        execute(sql.started, started)
    if ended := [row for rows in batch for row in rows.ended]:
        execute(sql.ended, ended)


class Grouped:
    """Group commit with nothing else: callers hand rows to one thread, which writes what is waiting."""

    def __init__(self, write: Commit) -> None:
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


@contextmanager
def sqlite_writer(path: str) -> Iterator[Commit]:
    """A writer on a plain sqlite3 connection with our durability settings."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=wal", "synchronous=full", "foreign_keys=1", "cache_size=-16384"):
        connection.execute(f"PRAGMA {pragma}")
    sql = statements("?")

    def commit(batch: Sequence[Rows]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        write(connection.executemany, sql, batch)
        connection.execute("COMMIT")

    with closing(connection):
        yield commit


@contextmanager
def postgres_writer(url: str) -> Iterator[Commit]:
    """A writer on a plain psycopg connection."""
    connection = psycopg.connect(dsn(url), autocommit=False)
    sql = statements("%s")

    def commit(batch: Sequence[Rows]) -> None:
        with connection.cursor() as cursor:
            write(cursor.executemany, sql, batch)
        connection.commit()

    with closing(connection):
        yield commit


SAMBUNGAN = 64
"""More connections than this a PostgreSQL as it comes does not give (100, some kept back)."""


def one_by_one(url: str, rows: Sequence[Rows], callers: int) -> None:
    """Each caller its own connection, each move its own transaction: as most programs do."""
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
                for row in item.started:
                    connection.execute(sql.started, row)
                for row in item.ended:
                    connection.execute(sql.ended, row)
                connection.commit()

    threads = [threading.Thread(target=caller) for _ in range(min(callers, SAMBUNGAN))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _summed(batch: Sequence[Rows]) -> list[Row]:
    """One row a state and place, however many moves: as the front door does, but as if all of a batch were alike."""
    (a, b) = batch[0].counts
    return [(*a[:2], a[2] * len(batch)), (*b[:2], b[2] * len(batch))]


def dsn(url: str) -> str:
    """The address as psycopg spells it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
