"""How a process is put together: web, engine, relay and NATS as one running whole, taken apart again in order."""

import asyncio
import contextlib
import gc
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from functools import partial
from types import FrameType
from typing import Final

import structlog
import uvicorn
from sqlalchemy import Engine

from cli.pangkal import tunggui
from engine import facility
from engine.announce import Listener
from engine.execute import FrontDoor
from engine.facility import Fasyankes
from engine.settings import Settings
from engine.tasks import akhiri, jaga
from web.app import create_app
from web.context import Konteks
from web.feed import Feed
from workers import sisrute
from workers.app import Nats, nats, pekerja
from workers.deadlines import Deadlines
from workers.federasi import Federasi
from workers.notices import Notices
from workers.reactions import Reactions
from workers.relay import Relay

log = structlog.get_logger()

PAMIT_DETIK: Final = 2
"""How long requests under way may still take when the process ends."""
LIHAT_DETIK: Final = 1.0
"""How often workers look whether the facility was set up by the web meanwhile."""
SINYAL: Final = (signal.SIGINT, signal.SIGTERM)


class Peladen(uvicorn.Server):
    """uvicorn that leaves the signals to us: they must end the open boards first, and our own parts after it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


async def jalankan_web(settings: Settings, engine: Engine, sock: socket.socket, *, dengan_pekerja: bool) -> None:
    """Web, front door and feed, until a signal; `dengan_pekerja`: relay and the other workers in the same process."""
    async with AsyncExitStack() as stack:
        tujuan = await stack.enter_async_context(nats(settings))
        konteks = Konteks(engine=engine, settings=settings)
        lock = asyncio.Lock()

        async def mulai() -> None:
            async with lock:
                if konteks.door is None and (milik := await asyncio.to_thread(_facility, engine)):
                    await stack.enter_async_context(_bagian(konteks, milik, tujuan, dengan_pekerja=dengan_pekerja))

        konteks.mulai = mulai
        await mulai()
        config = uvicorn.Config(
            create_app(konteks),
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=PAMIT_DETIK,
        )
        server = Peladen(config)

        def pamit() -> None:
            """Boards first: an open stream would hold the server up."""
            server.force_exit = server.should_exit
            server.should_exit = True
            if konteks.feed is not None:
                konteks.feed.close()

        with _saat_disuruh_berhenti(pamit):
            menetap()
            await server.serve(sockets=[sock])
        log.info("berhenti")


@asynccontextmanager
async def _bagian(konteks: Konteks, milik: Fasyankes, tujuan: Nats, *, dengan_pekerja: bool) -> AsyncIterator[None]:
    """What needs a facility: front door, feed and, in one process, the workers. Taken apart in reverse order."""
    async with AsyncExitStack() as stack:
        feed = await asyncio.to_thread(tunggui, konteks.engine, partial(Feed, konteks.engine, milik.kode, tujuan))
        relay = Relay(konteks.engine, milik.kode, tujuan) if dengan_pekerja else None
        tenggat = Deadlines(konteks.engine) if dengan_pekerja else None
        reaksi = Reactions(konteks.engine, milik.kode) if dengan_pekerja else None
        federasi = Federasi(konteks.engine, konteks.settings.data_dir) if dengan_pekerja else None

        def woken(seq: int) -> None:
            if relay is not None:
                relay.wake(seq)
            if tenggat is not None:
                tenggat.wake(seq)
            if reaksi is not None:
                reaksi.wake(seq)
            if federasi is not None:
                federasi.wake(seq)
            feed.wake(seq)

        door = FrontDoor(konteks.engine, milik.kode, woken=woken).open()
        stack.callback(door.close)
        stack.callback(Listener(konteks.engine, woken).open().close)
        stack.push_async_callback(akhiri, asyncio.create_task(jaga("feed", feed.run), name="feed"))
        if relay is not None:
            parts = pekerja(
                konteks.engine,
                milik.kode,
                tujuan,
                relay=relay,
                tenggat=tenggat,
                reaksi=reaksi,
                pengingat=Notices(konteks.engine, konteks.settings),
                sisrute=sisrute.dari_setelan(konteks.engine, konteks.settings),
                federasi=federasi,
                door=door,
            )
            await stack.enter_async_context(parts)
        konteks.feed, konteks.door = feed, door
        log.info("siap", fasyankes=milik.kode)
        yield


async def jalankan_pekerja(settings: Settings, engine: Engine) -> None:
    """The workers alone, until a signal: for an installation of several processes."""
    ended = asyncio.Event()
    with _saat_disuruh_berhenti(ended.set):
        async with AsyncExitStack() as stack:
            tujuan = await stack.enter_async_context(nats(settings))
            while (milik := await asyncio.to_thread(_facility, engine)) is None and not ended.is_set():
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LIHAT_DETIK):
                        await ended.wait()
            if milik is not None:
                notices = Notices(engine, settings)
                luar = sisrute.dari_setelan(engine, settings)
                luar_lain = Federasi(engine, settings.data_dir)
                parts = pekerja(engine, milik.kode, tujuan, pengingat=notices, sisrute=luar, federasi=luar_lain)
                await stack.enter_async_context(parts)
                log.info("siap", fasyankes=milik.kode)
                menetap()
                await ended.wait()
    log.info("berhenti")


def menetap() -> None:
    """What is there now stays until the end: the collector need not walk it again.

    Without this each full collection stops every request for about 0.12 s, several times a minute under load.
    """
    gc.collect()
    gc.freeze()


@contextmanager
def _saat_disuruh_berhenti(pamit: Callable[[], None]) -> Iterator[None]:
    """Call this, in the loop's own thread, at each signal to end."""
    loop = asyncio.get_running_loop()

    def handle(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(pamit)

    before = {number: signal.signal(number, handle) for number in SINYAL}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _facility(engine: Engine) -> Fasyankes | None:
    def read() -> Fasyankes | None:
        with engine.connect() as connection:
            return facility.read(connection)

    return tunggui(engine, read)
