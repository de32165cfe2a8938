"""What the broadcast tests build with: a real nats-server, lines in the ledger, waiting for a condition."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager

from nats.js import JetStreamContext
from sqlalchemy import Engine

from engine.execute import Accepted
from engine.facility import baru
from engine.relay import sekarang
from engine.tasks import akhiri
from schemas.commands import berkas as ask
from schemas.names import BerkasId
from tests.kit import PKM, Arsip, wish
from workers.compare import Laporan, periksa
from workers.nats_server import NatsServer
from workers.streams import sambung, semua

TENGGAT = 20.0
"""Seconds a condition may take to come true; far more than it needs."""


async def sampai(
    condition: Callable[[], object], apa: str = "", tenggat: float = TENGGAT, *, sela: float = 0.01
) -> None:
    """Wait until this holds; `sela`: seconds between two looks."""
    loop = asyncio.get_running_loop()
    end = loop.time() + tenggat
    while True:
        found = condition()
        if isinstance(found, Awaitable):
            found = await found
        if found:
            return
        if loop.time() > end:
            raise AssertionError(f"tidak tercapai: {apa or condition}")
        await asyncio.sleep(sela)


@asynccontextmanager
async def pekerjaan(coroutine: Coroutine[None, None, None]) -> AsyncIterator["asyncio.Task[None]"]:
    """Something that runs until the block ends; its failure is the test's failure."""
    task = asyncio.create_task(coroutine)
    try:
        yield task
    finally:
        failed = task.done() and not task.cancelled() and task.exception()
        await akhiri(task)
        assert not failed, failed


@asynccontextmanager
async def jetstream(server: NatsServer) -> AsyncIterator[JetStreamContext]:
    """A hand of our own in the server."""
    assert server.tujuan
    async with sambung(server.tujuan) as client:
        yield client.jetstream(timeout=5)


async def isi_buku(arsip: Arsip, baris: int) -> int:
    """So many more lines in the ledger; the last one's position."""
    futures = [
        arsip.door.submit(wish(ask.Daftarkan, BerkasId(baru()), nomor=f"{next(_NOMOR):08d}")) for _ in range(baris)
    ]
    answers = [await asyncio.wrap_future(future) for future in futures]
    last = answers[-1]
    assert isinstance(last, Accepted), last
    return last.seq


_NOMOR = itertools.count(1)


async def utuh(engine: Engine, server: NatsServer) -> Laporan:
    """The full check of stream against ledger, which must find nothing."""
    assert server.tujuan
    report = await periksa(engine, PKM.kode, server.tujuan)
    assert report.utuh, report
    return report


async def epochs(server: NatsServer) -> list[int]:
    """The epochs that exist."""
    async with jetstream(server) as js:
        return sorted(stream.epoch for stream in await semua(js, PKM.kode))


async def epoch_pembaca(server: NatsServer) -> int | None:
    """The epoch readers follow."""
    async with jetstream(server) as js:
        found = sekarang(await semua(js, PKM.kode))
        return found.epoch if found else None
