"""The timer: tells each deadline late when it is due, by a command through the front door like everybody's.

Repeat story: a deadline's command id is made from its row, so a second timer, or this one after a lost answer, gets
the first answer; the row goes away in the transaction that tells it. Down for days = all are told at once, marked late.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from engine import clock
from engine.alur import wish
from engine.execute import Answer, FrontDoor
from engine.points import Titik, passing
from engine.refusals import Refusal
from engine.views import deadlines
from engine.views.deadlines import Tenggat
from schemas.message import Command

log = structlog.get_logger()

SAPU_DETIK: Final = 1.0
"""How long it sleeps at most: clocks are set, and a commit elsewhere may bring an earlier deadline."""
JEDA_DETIK: Final = 0.25
"""Between two looks, however often it is woken."""
HALAMAN: Final = 512
"""Deadlines read at once."""
SEJALAN: Final = 4
"""Commands under way at once: what a person's command may find before it in its batch."""
SEPI: Final = 32
"""The same where nobody else asks anything: a transaction of more costs each of them less."""
RAMAI_DETIK: Final = 1.0
"""Whoever asked so lately will ask again: between two of a counter's requests lie more than a few deadlines."""
MENEPI_DETIK: Final = 0.025
"""Where others ask it stands aside as long as a few took, but no longer than this: on a busy machine, where they take
long because the processor is elsewhere, standing aside as long again would only leave it idle."""
MUNDUR_DETIK: Final = (1.0, 5.0, 30.0, 300.0)
"""How long a deadline that cannot be told is left alone; the others go on."""
NANTI: Final = frozenset({"belum_tercatat", "antrean_penuh"})
"""The door could not take it just now: nothing is wrong with the deadline."""


@dataclass(slots=True)
class _Terparkir:
    """A deadline that could not be told: how often it was tried, and when it is tried again (on the loop's clock)."""

    kali: int
    lagi: float


class Deadlines:
    """One timer of one facility."""

    def __init__(self, engine: Engine, *, now: clock.Clock = clock.now) -> None:
        self._engine = engine
        self._now = now
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken = asyncio.Event()
        self._asked = False
        self._parked: dict[Tenggat, _Terparkir] = {}
        self._tried: dict[Tenggat, int] = {}
        self._sejalan = SEJALAN
        self._ramai_sampai = 0.0
        """Until when others are reckoned with."""
        self.ditandai = 0
        """How many it has told late."""

    def wake(self, _seq: int = 0) -> None:
        """A commit may have brought an earlier deadline. From any thread."""
        loop = self._loop
        if loop is None or self._asked or loop.is_closed():
            return
        self._asked = True
        loop.call_soon_threadsafe(self._woken.set)

    async def run(self, door: FrontDoor) -> None:
        """Tell what is due, until cancelled."""
        self._loop = asyncio.get_running_loop()
        failures = 0
        while True:
            self._asked = False
            self._woken.clear()
            try:
                rest = await self.lewatkan(door)
                failures = 0
            except DBAPIError as error:
                rest = MUNDUR_DETIK[min(failures, len(MUNDUR_DETIK) - 2)]
                failures += 1
                log.warning("tenggat_tertunda", galat=type(error).__name__)
            await asyncio.sleep(JEDA_DETIK)
            try:
                async with asyncio.timeout(max(0.0, rest - JEDA_DETIK)):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def lewatkan(self, door: FrontDoor) -> float:
        """Tell all that is due now, in the order in which it is due; answers how long there is nothing to do."""
        after: Tenggat | None = None
        gone = {*self._parked, *self._tried}
        while page := await asyncio.to_thread(self._due, after):
            passing(Titik.TENGGAT_DITEMUKAN)
            after = page[-1]
            gone.difference_update(page)
            if not await self._tell_all(door, [one for one in page if self._may_try(one)]):
                return SAPU_DETIK  # the door is shut or full: those who wait there come first
            if len(page) < HALAMAN:
                break
        now = self._now()
        for tenggat in gone:
            if tenggat.jatuh_tempo <= now:  # moved on meanwhile, or told by another timer
                self._parked.pop(tenggat, None)
                self._tried.pop(tenggat, None)
        return await asyncio.to_thread(self._rest)

    def _due(self, after: Tenggat | None) -> list[Tenggat]:
        with self._engine.connect() as connection:
            return deadlines.due(connection, self._now(), HALAMAN, after)

    def _rest(self) -> float:
        now = self._now()
        with self._engine.connect() as connection:
            following = deadlines.next_due(connection, now)
        return min(SAPU_DETIK, (following - now).total_seconds()) if following else SAPU_DETIK

    def _may_try(self, tenggat: Tenggat) -> bool:
        parked = self._parked.get(tenggat)
        return parked is None or self._loop is None or parked.lagi <= self._loop.time()

    async def _tell_all(self, door: FrontDoor, due: Sequence[Tenggat]) -> bool:
        """A few at a time, standing aside for others who ask; more at a time where nobody does."""
        start = 0
        while start < len(due):
            chunk = due[start : start + self._sejalan]
            start += len(chunk)
            taken, began = door.diambil, time.perf_counter()
            if not await self._tell(door, chunk):
                return False
            ended = time.perf_counter()
            if door.diambil - taken > len(chunk):
                self._ramai_sampai = ended + RAMAI_DETIK
            if ended < self._ramai_sampai:
                self._sejalan = SEJALAN
                await asyncio.sleep(min(MENEPI_DETIK, ended - began))
            else:
                self._sejalan = min(SEPI, 2 * self._sejalan)
        return True

    async def _tell(self, door: FrontDoor, chunk: Sequence[Tenggat]) -> bool:
        """A few at once. False when the door takes none just now."""
        commands = [self._command(tenggat) for tenggat in chunk]
        passing(Titik.TENGGAT_SEBELUM_PERINTAH)
        answers = await asyncio.gather(*(door.execute(command) for command in commands))
        passing(Titik.TENGGAT_SESUDAH_PERINTAH)
        for tenggat, answer in zip(chunk, answers, strict=True):
            self._answered(tenggat, answer)
        return not any(isinstance(answer, Refusal) and answer.kode in NANTI for answer in answers)

    def _command(self, tenggat: Tenggat) -> Command:
        return wish(tenggat.subjek, tenggat.jenis, tenggat.jatuh_tempo, tenggat.versi, self._tried.get(tenggat, 0))

    def _answered(self, tenggat: Tenggat, answer: Answer) -> None:
        if not isinstance(answer, Refusal):
            self.ditandai += not answer.diulang
        elif answer.kode == "belum_jatuh_tempo":
            # the clock was set back in between; a no is remembered, so the next wish must be another one
            self._tried[tenggat] = self._tried.get(tenggat, 0) + 1
        elif answer.kode in NANTI:
            return
        else:
            self._park(tenggat, answer.kode)

    def _park(self, tenggat: Tenggat, kode: str) -> None:
        """Leave it alone for a while, ever longer; the others go on."""
        kali = self._parked[tenggat].kali + 1 if tenggat in self._parked else 0
        pause = MUNDUR_DETIK[min(kali, len(MUNDUR_DETIK) - 1)]
        self._parked[tenggat] = _Terparkir(kali, (self._loop.time() if self._loop else 0.0) + pause)
        if kali or kode != "tenggat_tidak_berjalan":  # once: its record moved on between our look and our wish
            log.error("tenggat_diparkir", subjek=tenggat.subjek, tenggat=tenggat.jenis, kode=kode, kali=kali + 1)
