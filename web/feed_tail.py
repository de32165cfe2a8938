"""The end of the stream, as the boards watch it: how far JetStream has got, or that it cannot be reached.

Part of `web.feed`, and with it the only place in the web that speaks NATS.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

import structlog
from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.api import StreamInfo
from sqlalchemy.exc import DBAPIError

from engine.relay import Aliran, NatsTujuan, sekarang
from schemas import subjects

log = structlog.get_logger()

SAMBUNG_DETIK: Final = 3
TILIK_DETIK: Final = 0.5
"""How often the epochs are looked at: a rebuilt stream is another one."""
ULANG_DETIK: Final = 0.5


Posisi = Callable[[int | None], None]
"""Told how far the stream has got; None: it cannot be reached, or there is none that is whole."""


class Ekor:
    """Watches the current epoch's end, on its own connection.

    It asks where the end is and takes no message: at full load reading them here costs as much as deciding the moves.
    """

    def __init__(self, fasyankes: str, nats: Callable[[], NatsTujuan | None], posisi: Posisi) -> None:
        self._fasyankes = fasyankes
        self._nats = nats
        self._posisi = posisi
        self._told = False

    async def run(self) -> None:
        """Watch until cancelled, over however many connections that takes."""
        while True:
            try:
                await self._connected()
            except (NatsError, OSError, TimeoutError, DBAPIError) as error:
                if not self._told:
                    self._told = True
                    log.info("papan_tanpa_nats", galat=type(error).__name__)
            self._posisi(None)
            await asyncio.sleep(ULANG_DETIK)

    async def _connected(self) -> None:
        tujuan = self._nats()
        if tujuan is None:
            return
        lost = asyncio.Event()
        async with _sambung(tujuan, lost) as client:
            js = client.jetstream(timeout=SAMBUNG_DETIK)
            while not lost.is_set():
                now = sekarang(await self._epochs(js))
                if now is None:
                    self._posisi(None)
                else:
                    self._told = False
                    self._posisi(now.terakhir)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(TILIK_DETIK):
                        await lost.wait()

    async def _epochs(self, js: JetStreamContext) -> list[Aliran]:
        found: list[Aliran] = []
        offset = 0
        while page := await js.streams_info(offset=offset):
            offset += len(page)
            found += [stream for info in page if (stream := self._aliran(info))]
        return found

    def _aliran(self, info: StreamInfo) -> Aliran | None:
        epoch = subjects.epoch_of(self._fasyankes, info.config.name or "")
        if epoch is None:
            return None
        state = info.state
        whole = (info.config.metadata or {}).get(subjects.M_SELESAI) == "ya"
        return Aliran(epoch, whole, state.first_seq, state.last_seq, state.messages, state.num_deleted or 0)


async def _quiet(_error: Exception) -> None:
    """Said once by the watcher, not by the library at each attempt."""


@asynccontextmanager
async def _sambung(tujuan: NatsTujuan, lost: asyncio.Event) -> AsyncIterator[Client]:
    """A connection that sets `lost` when it breaks; a restarted server of ours listens elsewhere, so no reconnect."""

    async def closed() -> None:
        lost.set()

    client = Client()
    try:
        async with asyncio.timeout(SAMBUNG_DETIK):
            await client.connect(
                tujuan.url,
                token=tujuan.token,
                allow_reconnect=False,
                max_reconnect_attempts=1,
                reconnect_time_wait=0,
                connect_timeout=SAMBUNG_DETIK,
                ping_interval=5,
                max_outstanding_pings=2,
                error_cb=_quiet,
                closed_cb=closed,
            )
        yield client
    finally:
        transport = client._transport  # noqa: SLF001 - the library leaves the socket of a failed connection open
        with contextlib.suppress(NatsError, OSError):
            await client.close()
        if transport is not None:
            transport.close()  # type: ignore[no-untyped-call]
            with contextlib.suppress(NatsError, OSError):
                await transport.wait_closed()  # type: ignore[no-untyped-call]
