"""The relay: carries committed lines to JetStream, in order, each once; compares first, rebuilds where it must.

Nothing here may hold a move up: whatever happens to NATS, lines wait in the ledger and are carried later.
Repeat story: a line is fenced by its predecessor's position, so a second relay, or this one after a lost answer,
is refused by the server and compares again before it goes on.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Final

import structlog
from nats.aio.client import Client
from nats.errors import Error as NatsError
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from engine import clock
from engine.relay import NatsTujuan, Sebab
from engine.tasks import akhiri
from workers.carry import Pembawa
from workers.streams import Beda, Macet, sambung

log = structlog.get_logger()

SAPU_DETIK: Final = 1.0
"""How often the ledger is looked at though nobody woke us."""
TILIK_DETIK: Final = 5.0
"""How often the stream's own numbers are compared while the connection holds."""
SISIR_DETIK: Final = 60.0
"""Pause between two comparisons of the whole stream, line by line; within one, a page every SAPU_DETIK."""
SABAR_KALI: Final = 3
"""How often in a row a stream may take nothing before another is begun in its place."""
TUNDA_DETIK: Final = 2.0
"""Lines that wait longer than this make the broadcast a delayed one."""
MUNDUR_DETIK: Final = (0.05, 0.25, 0.5, 1.0, 2.0)
"""Pauses between attempts."""
SALAH: Final = (NatsError, OSError, TimeoutError, DBAPIError, Beda)
"""What may go wrong on the way: tried again, told once."""


class Relay:
    """One relay of one facility. `nats` says where NATS is now, None while it is nowhere."""

    def __init__(
        self,
        engine: Engine,
        fasyankes: str,
        nats: Callable[[], NatsTujuan | None],
        *,
        now: clock.Clock = clock.now,
    ) -> None:
        self._engine = engine
        self._fasyankes = fasyankes
        self._nats = nats
        self._now = now
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken = asyncio.Event()
        self._asked = False
        self._shift = 0
        self._tried = 0.0
        self._told = False
        self._stuck = 0
        self._patience = SABAR_KALI
        self.terkirim = 0
        """The last position known to be in the stream."""
        self.epoch: int | None = None
        """The epoch lines go to."""
        self.sejak: datetime | None = now()
        """Since when the broadcast is delayed; None while it is not."""

    @property
    def tertunda(self) -> bool:
        """Is the broadcast delayed: no NATS, or lines that wait too long?"""
        return self.sejak is not None or bool(self._tried and self._age() > TUNDA_DETIK)

    def _age(self) -> float:
        return self._loop.time() - self._tried if self._loop else 0.0

    def wake(self, seq: int) -> None:
        """There are lines up to `seq`. From any thread."""
        loop = self._loop
        if loop is None or self._asked or seq <= self.terkirim or loop.is_closed():
            return
        self._asked = True
        loop.call_soon_threadsafe(self._woken.set)

    async def run(self) -> None:
        """Carry lines until cancelled."""
        self._loop = asyncio.get_running_loop()
        failures = 0
        while True:
            before = (self.epoch, self.terkirim)
            try:
                await self._connected()
            except SALAH as error:
                self._stuck += isinstance(error, Macet)
                self._delayed(type(error).__name__)
                log.debug("siaran_terhenti", galat=type(error).__name__, keterangan=str(error))
            failures = 0 if (self.epoch, self.terkirim) != before else failures + 1
            await asyncio.sleep(MUNDUR_DETIK[min(failures, len(MUNDUR_DETIK) - 1)])

    async def _connected(self) -> None:
        """One connection's life: carry until it breaks."""
        tujuan = self._nats()
        if tujuan is None:
            self._delayed("tanpa_nats")
            return
        lost = asyncio.Event()
        async with sambung(tujuan, lost.set) as client:
            carrying = asyncio.create_task(self._carry(client))
            losing = asyncio.create_task(lost.wait())
            try:
                await asyncio.wait({carrying, losing}, return_when=asyncio.FIRST_COMPLETED)
                if carrying.done():
                    carrying.result()
                self._delayed("terputus")
            finally:
                await akhiri(carrying, losing)

    async def _carry(self, client: Client) -> None:
        loop = asyncio.get_running_loop()
        self._shift += 1
        replace = Sebab.MACET if self._stuck >= self._patience else None
        if replace:  # more patient each time: a server that is merely slow must not fill its disk with epochs
            self._stuck, self._patience = 0, self._patience * 2
        carrier = await Pembawa(client, self._engine, self._fasyankes).mulai(self._shift, baru=replace)
        await carrier.hapus_lama()
        looked = loop.time()
        sweep, unswept = looked + SAPU_DETIK, True
        while True:
            self._asked = False
            self._woken.clear()
            self._tried = loop.time()
            while await carrier.bawa():
                self.epoch, self.terkirim = carrier.epoch, carrier.sampai
                if self._age() > TUNDA_DETIK:
                    self._delayed("tertinggal")
            self._tried = 0.0
            self.epoch, self.terkirim = carrier.epoch, carrier.sampai
            self._flowing()
            if loop.time() - looked > TILIK_DETIK:
                await carrier.tilik()
                looked = loop.time()
            if loop.time() > sweep:
                unswept = await carrier.sisir()
                sweep = loop.time() + (SAPU_DETIK if unswept else SISIR_DETIK)
                if carrier.epoch != self.epoch:
                    continue
            try:
                async with asyncio.timeout(SAPU_DETIK):
                    await self._woken.wait()
            except TimeoutError:
                continue

    def _delayed(self, sebab: str) -> None:
        self._tried = 0.0
        self.sejak = self.sejak or self._now()
        if not self._told:
            self._told = True
            log.warning("siaran_tertunda", sebab=sebab, terkirim=self.terkirim)

    def _flowing(self) -> None:
        if self.sejak is not None:
            log.info("siaran_lancar", epoch=self.epoch, terkirim=self.terkirim)
        self.sejak = None
        self._told = False
        self._stuck, self._patience = 0, SABAR_KALI
