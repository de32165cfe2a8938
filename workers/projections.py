"""Turns the stream into a projection: messages as they come, applied in batches, acknowledged after the commit.

Repeat story: the cursor in the projection's own transaction says what was applied; a message at or before it is
skipped, a gap after it is filled from the ledger. So a lost acknowledgement, a restart or a rebuilt stream costs time,
never a count. While NATS is away, or the stream silent, the ledger itself is swept.
"""

import asyncio
from collections.abc import Callable
from typing import Final

import structlog
from nats.aio.client import Client
from nats.errors import Error as NatsError
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from engine.points import Titik, passing
from engine.projections.cursor import BukuLain
from engine.projections.kinds import Proyeksi
from engine.projections.projector import Proyektor
from engine.relay import NatsTujuan, sekarang
from schemas import subjects
from workers.compare import head
from workers.pull import Penarik, tarik
from workers.streams import JAWAB_DETIK, Beda, sambung, semua

log = structlog.get_logger()

TILIK_DETIK: Final = 2.0
"""How often the epochs, the ledger and the cursor are looked at."""
KUMPUL_DETIK: Final = 0.02
"""How long messages gather before they are written: a commit for each would cost the front door its disk."""
RAMAI: Final = 100
RAMAI_DETIK: Final = 0.1
"""The same after a batch of so many: under load fewer, bigger transactions leave the front door more."""
ULANG_DETIK: Final = 0.5
SALAH: Final = (NatsError, OSError, TimeoutError, DBAPIError, Beda)
"""What may go wrong on the way: tried again, told once."""


class PekerjaProyeksi:
    """Keeps one projection of one facility up to date. `nats` says where NATS is now, None while it is nowhere."""

    def __init__(
        self, engine: Engine, fasyankes: str, proyeksi: Proyeksi, nats: Callable[[], NatsTujuan | None]
    ) -> None:
        self._engine = engine
        self._fasyankes = fasyankes
        self._proyektor = Proyektor(engine, fasyankes, proyeksi)
        self._nats = nats
        self._told = False
        self._banyak = 0
        """Messages of the last batch."""
        self._diam = -1
        """Where the cursor was when it was last looked at."""
        self.epoch: int | None = None
        """The epoch that is followed; None while there is none."""

    @property
    def nama(self) -> str:
        """The projection's."""
        return self._proyektor.nama

    async def run(self) -> None:
        """Follow until cancelled, over however many connections that takes."""
        while True:
            try:
                await asyncio.to_thread(self._proyektor.mulai)
                await self._connected()
            except BukuLain:
                continue  # looked into at once, by starting again
            except SALAH as error:
                self._delayed(type(error).__name__)
            finally:
                self.epoch = None
            await asyncio.sleep(ULANG_DETIK)

    async def _connected(self) -> None:
        """One connection's life."""
        tujuan = self._nats()
        if tujuan is None:
            await self._sapu()
            return
        lost = asyncio.Event()
        try:
            async with sambung(tujuan, lost.set) as client:
                while not lost.is_set():
                    await self._kejar()
                    await self._ikuti(client, lost)
        except (NatsError, OSError, TimeoutError):
            await self._sapu()
            raise

    async def _ikuti(self, client: Client, lost: asyncio.Event) -> None:
        """Follow the epoch that is whole now, until another is."""
        js = client.jetstream(timeout=JAWAB_DETIK)
        loop = asyncio.get_running_loop()
        now = sekarang(await semua(js, self._fasyankes))
        if now is None:
            await asyncio.sleep(ULANG_DETIK)
            return
        stream = subjects.stream(self._fasyankes, now.epoch)
        async with tarik(client, js, stream, self._proyektor.kursor.seq + 1) as penarik:
            self.epoch = now.epoch
            self._flowing()
            looked = loop.time()
            while not lost.is_set():
                await self._ambil(penarik)
                if loop.time() - looked > TILIK_DETIK:
                    newest = sekarang(await semua(js, self._fasyankes))
                    if newest is None or newest.epoch != now.epoch:
                        return
                    await self._sapu()
                    looked = loop.time()

    async def _ambil(self, penarik: Penarik) -> None:
        messages = await penarik.ambil(TILIK_DETIK)
        if not messages:
            return
        await asyncio.sleep(RAMAI_DETIK if self._banyak > RAMAI else KUMPUL_DETIK)
        messages |= await penarik.ambil(0)
        self._banyak = len(messages)
        bodies = {seq: message.data for seq, message in messages.items()}
        await asyncio.to_thread(self._proyektor.terima, bodies)
        await messages[max(messages)].ack()
        passing(Titik.PROYEKSI_SESUDAH_ACK)

    async def _kejar(self) -> None:
        """Apply all that the ledger has."""
        while await asyncio.to_thread(self._proyektor.kejar):
            continue

    async def _sapu(self) -> None:
        """Where nothing came since the last look, though the ledger has more: read the ledger."""
        await asyncio.to_thread(self._proyektor.tilik)
        before, self._diam = self._diam, self._proyektor.kursor.seq
        if before == self._diam < await head(self._engine, self._fasyankes):
            await self._kejar()

    def _delayed(self, galat: str) -> None:
        if not self._told:
            self._told = True
            log.warning("proyeksi_tertunda", proyeksi=self._proyektor.nama, galat=galat)

    def _flowing(self) -> None:
        if self._told:
            log.info("proyeksi_lancar", proyeksi=self._proyektor.nama, seq=self._proyektor.kursor.seq)
        self._told = False
