"""The floor of `bench.flow`: rows in group commits on sqlite3, the same bytes through nats-py, a consumer that inserts.

It inserts what it fetches in one transaction a batch. One process and a nats-server, as ours; no HTTP, rules or proof.
"""

import asyncio
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from nats.aio.client import Client
from nats.js.api import AckPolicy, ConsumerConfig
from sqlalchemy import Engine

from bench import floors, lags, moves, plain_stream
from bench.pace import paced
from bench.rows import Rows
from bench.work import Figures, Size
from engine import ledger

FETCH: Final = 500
WAIT_SECONDS: Final = 0.05
Item = tuple[Rows, bytes]


def bodies_of(engine: Engine, after: int) -> list[bytes]:
    """The CloudEvents after a position."""
    with engine.connect() as connection:
        last = ledger.head(connection, moves.FASYANKES.kode)[0]
        lines = ledger.read(connection, moves.FASYANKES.kode, after, last - after)
    return [telling.amplop() for telling, _ in lines]


async def measure(folder: Path, base: Path, items: Sequence[Item], size: Size) -> list[Figures]:
    """The even pace, then all at once."""
    async with plain_stream.server(folder / "lantai") as client:
        await plain_stream.new_stream(client)
        consumer = _Consumer(client, folder / "proyeksi-lantai.db")
        with floors.sqlite_writer(str(base)) as commit:
            floor = floors.Grouped(commit)
            try:
                async with asyncio.TaskGroup() as group:
                    reading = group.create_task(consumer.run())
                    found = await _both(client, floor, consumer, items, size)
                    reading.cancel()
                return found
            finally:
                floor.close()


async def _both(
    client: Client, floor: floors.Grouped, consumer: "_Consumer", items: Sequence[Item], size: Size
) -> list[Figures]:
    first = await _paced(client, floor, consumer, items[: size.paced], size.pace)
    count = size.burst // size.passes
    starts = [size.paced + turn * count for turn in range(size.passes)]
    return [first, middle([await _burst(client, floor, consumer, items[start : start + count]) for start in starts])]


def middle(found: Sequence[Figures]) -> Figures:
    """The pass whose rate is the middle one."""
    return sorted(found, key=lambda one: float(str(one["gerak_per_detik"])))[len(found) // 2]


class _Consumer:
    """Fetches and inserts; remembers when each message's commit was done, by its place in the stream."""

    def __init__(self, client: Client, file: Path) -> None:
        self._client = client
        self._file = file
        self._moved = asyncio.Condition()
        self.seen: dict[int, float] = {}
        self.position = 0

    async def run(self) -> None:
        """Until cancelled."""
        with closing(await asyncio.to_thread(self._open)) as database:
            await self._follow(database)

    async def _follow(self, database: sqlite3.Connection) -> None:
        config = ConsumerConfig(ack_policy=AckPolicy.ALL, max_ack_pending=10 * FETCH)
        js = self._client.jetstream()
        pull = await js.pull_subscribe(plain_stream.SUBJECT, "lantai", stream=plain_stream.STREAM, config=config)
        while True:
            try:
                messages = await pull.fetch(FETCH, timeout=WAIT_SECONDS)
            except TimeoutError:
                continue
            rows = [(message.metadata.sequence.stream, message.subject, message.data) for message in messages]
            await asyncio.to_thread(self._insert, database, rows)
            now = time.perf_counter()
            async with self._moved:
                self.seen.update((seq, now) for seq, _, _ in rows)
                self.position = rows[-1][0]
                self._moved.notify_all()
            await messages[-1].ack()

    async def reached(self, position: int) -> float:
        """When that message was in the table."""
        async with self._moved:
            await self._moved.wait_for(lambda: self.position >= position)
        return self.seen[position]

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._file, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode=wal", "synchronous=full"):
            database.execute(f"PRAGMA {pragma}")
        database.execute("CREATE TABLE baris (seq INTEGER PRIMARY KEY, jenis TEXT, isi BLOB)")
        return database

    def _insert(self, database: sqlite3.Connection, rows: Sequence[tuple[int, str, bytes]]) -> None:
        database.execute("BEGIN IMMEDIATE")
        database.executemany("INSERT INTO baris VALUES (?, ?, ?)", rows)
        database.execute("COMMIT")


async def _paced(
    client: Client, floor: floors.Grouped, consumer: _Consumer, items: Sequence[Item], pace: float
) -> Figures:
    js = client.jetstream()

    async def one(item: Item) -> int:
        rows, body = item
        await floor.put(rows)
        return (await js.publish(plain_stream.SUBJECT, body)).seq

    found = await paced(items, pace, one)
    await consumer.reached(max(seq for _, _, seq in found))
    return {"gerak": len(found), **lags.spread([consumer.seen[seq] - start for start, _, seq in found])}


async def _burst(client: Client, floor: floors.Grouped, consumer: _Consumer, items: Sequence[Item]) -> Figures:
    start, before = time.perf_counter(), consumer.position
    publishing: asyncio.Queue[list[bytes] | None] = asyncio.Queue(2)

    async def publish() -> None:
        while bodies := await publishing.get():
            await plain_stream.batch(client, bodies)

    published = asyncio.create_task(publish())
    for at in range(0, len(items), plain_stream.AT_ONCE):
        chunk = items[at : at + plain_stream.AT_ONCE]
        await asyncio.gather(*(floor.put(rows) for rows, _ in chunk))
        await publishing.put([body for _, body in chunk])
    await publishing.put(None)
    await published
    end = await consumer.reached(before + len(items))
    return {"gerak": len(items), "gerak_per_detik": len(items) / (end - start)}
