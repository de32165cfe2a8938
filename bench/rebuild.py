"""(e) A stream rebuilt from the ledger into a new epoch, against the same bytes published in plain atomic batches."""

import asyncio
import time
from collections.abc import Sequence
from statistics import median
from typing import Final

from nats.aio.client import Client
from sqlalchemy import Engine

from bench import besar, moves, plain_stream
from bench.work import Figures, Work
from engine import ledger
from engine.database import connect
from workers.carry import bangun_ulang
from workers.nats_server import NatsServer
from workers.streams import sambung

LINES_A_RECORD: Final = 10


def measure(work: Work) -> Figures:
    """Lines a second, ours and the floor in turns."""
    file = work.folder / "jejak.db"
    besar.make(file, max(1, work.size.rebuild // LINES_A_RECORD))
    engine = connect(f"sqlite:///{file}")
    try:
        return asyncio.run(_measure(work, engine))
    finally:
        engine.dispose()


async def _measure(work: Work, engine: Engine) -> Figures:
    with engine.connect() as connection:
        last = ledger.head(connection, moves.FASYANKES.kode)[0]
        bodies = [telling.amplop() for telling, _ in ledger.read(connection, moves.FASYANKES.kode, 0, last)]
    ours: list[float] = []
    floor: list[float] = []
    async with NatsServer(work.folder) as server:
        if server.tujuan is None:
            raise TimeoutError("nats-server tidak mulai")
        async with sambung(server.tujuan) as client:
            for turn in range(work.size.passes):
                for contestant in (ours, floor) if turn % 2 == 0 else (floor, ours):
                    start = time.perf_counter()
                    if contestant is ours:
                        await bangun_ulang(engine, moves.FASYANKES.kode, server.tujuan)
                    else:
                        await _plain(client, bodies)
                    contestant.append(last / (time.perf_counter() - start))
    return {
        "baris": last,
        "mb": round(sum(map(len, bodies)) / 1e6, 1),
        "baris_per_detik": round(median(ours)),
        "lantai_per_detik": round(median(floor)),
        "rasio": round(median(our / other for our, other in zip(ours, floor, strict=True)), 3),
    }


async def _plain(client: Client, bodies: Sequence[bytes]) -> None:
    """A stream, the bytes, and the stream gone again: as a rebuild removes the epoch before it."""
    await plain_stream.new_stream(client)
    for start in range(0, len(bodies), plain_stream.AT_ONCE):
        await plain_stream.batch(client, bodies[start : start + plain_stream.AT_ONCE])
    await client.jetstream().delete_stream(plain_stream.STREAM)
