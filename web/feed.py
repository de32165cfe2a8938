"""What the open boards live on: ledger lines in order, each once, from any position; and whether the broadcast lags.

The ledger is the truth: it is read once for all boards, when the stream or the committer says there is more, and once
a second in any case. A reader holds nothing but its position, so a slow one costs nothing.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Final, Self

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from engine import ledger
from engine.relay import NatsTujuan
from engine.tasks import akhiri
from schemas.message import Telling
from web.feed_tail import Ekor

log = structlog.get_logger()

SAPU_DETIK: Final = 1.0
"""How often the ledger is looked at though nobody woke us."""
DETAK_DETIK: Final = 10.0
"""The longest silence towards a reader."""
TUNDA_DETIK: Final = 2.0
"""How long a line may be missing from the stream before the broadcast counts as delayed."""
HALAMAN: Final = 256
"""Lines told at once."""
CINCIN: Final = 2048
"""Lines kept at hand; who is further behind reads the ledger."""
MEMBACA_BERSAMA: Final = 2
"""Readers that may catch up from the ledger at the same moment."""


@dataclass(frozen=True, slots=True)
class Kabar:
    """News for a board: lines (perhaps none), whether the broadcast is delayed, and how far the ledger has got."""

    tellings: tuple[Telling, ...]
    tertunda: bool
    seq: int


class Feed:
    """One reading of one facility's ledger, for all boards of this process.

    Constructing it reads the ledger's position. `run` must be running for anything to be told.
    """

    def __init__(self, engine: Engine, fasyankes: str, nats: Callable[[], NatsTujuan | None]) -> None:
        self._engine = engine
        self._fasyankes = fasyankes
        self._tail = Ekor(fasyankes, nats, self._position)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken = asyncio.Event()
        self._asked = False
        self._changed = asyncio.Event()
        self._catching_up = asyncio.Semaphore(MEMBACA_BERSAMA)
        self._stream: int | None = None
        self._behind_since: float | None = None
        self._readable = True
        self.tutup = False
        """True once closed: readers end."""
        self.tertunda = True
        """Is the broadcast delayed: no NATS, or lines missing from the stream for too long?"""
        with engine.connect() as connection:
            self.seq, _ = ledger.head(connection, fasyankes)
            start = max(0, self.seq - CINCIN)
            self._ring = [telling for telling, _ in ledger.read(connection, fasyankes, start, CINCIN)]

    async def run(self) -> None:
        """Read and tell until cancelled or closed."""
        self._loop = asyncio.get_running_loop()
        tail = asyncio.create_task(self._tail.run())
        try:
            while not self.tutup:
                self._asked = False
                self._woken.clear()
                await self._read_on()
                self._judge()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(SAPU_DETIK):
                        await self._woken.wait()
        finally:
            await akhiri(tail)

    def wake(self, seq: int) -> None:
        """The committer of this process wrote up to `seq`. From any thread."""
        loop = self._loop
        if loop is None or self._asked or seq <= self.seq or loop.is_closed():
            return
        self._asked = True
        loop.call_soon_threadsafe(self._woken.set)

    def close(self) -> None:
        """End all readers and the reading. Call it from the loop's own thread."""
        self.tutup = True
        self._woken.set()
        self._tell()

    def ikuti(self, after: int) -> AsyncIterator[Kabar]:
        """Everything after this position, then what comes, until the feed closes. The first word comes at once."""
        return _Pembaca(self, after)

    def berubah(self) -> asyncio.Event:
        """Set at the next change; take it before looking, so that none is missed."""
        return self._changed

    async def halaman(self, after: int) -> tuple[Telling, ...]:
        """The next lines after a position: from those at hand, or from the ledger. Raises DBAPIError."""
        if self._ring and after >= self._ring[0].seq - 1:
            start = after + 1 - self._ring[0].seq
            return tuple(self._ring[start : start + HALAMAN])
        async with self._catching_up:
            return tuple(await asyncio.to_thread(self._page, after, HALAMAN))

    async def posisi_sah(self, after: int) -> int:
        """The position itself, or the ledger's end where it lies beyond: of a ledger that was restored, say."""
        if after <= self.seq:
            return max(after, 0)
        return min(after, await asyncio.to_thread(self._head))

    def _head(self) -> int:
        with self._engine.connect() as connection:
            return ledger.head(connection, self._fasyankes)[0]

    def _page(self, after: int, limit: int) -> list[Telling]:
        with self._engine.connect() as connection:
            return [telling for telling, _ in ledger.read(connection, self._fasyankes, after, limit)]

    async def _read_on(self) -> None:
        try:
            while page := await asyncio.to_thread(self._page, self.seq, HALAMAN):
                self._ring += page
                if len(self._ring) > 2 * CINCIN:
                    del self._ring[:-CINCIN]
                self.seq = page[-1].seq
                self._tell()
                if len(page) < HALAMAN:
                    break
            self._readable = True
        except DBAPIError as error:
            if self._readable:
                log.warning("papan_tidak_terbaca", galat=type(error.orig).__name__)
            self._readable = False

    def _position(self, seq: int | None) -> None:
        """The stream got this far, or is out of reach."""
        self._stream = seq
        if seq is not None and seq > self.seq:
            self._woken.set()
        self._judge()

    def _judge(self) -> None:
        """Is the broadcast delayed? Tell the readers where that changed."""
        now = asyncio.get_running_loop().time()
        if self._stream is not None and self._stream >= self.seq:
            self._behind_since = None
        elif self._behind_since is None:
            self._behind_since = now
        late = self._stream is None or (self._behind_since is not None and now - self._behind_since >= TUNDA_DETIK)
        if late is not self.tertunda:
            self.tertunda = late
            self._tell()

    def _tell(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()


class _Pembaca:
    """One reader's place in the feed."""

    def __init__(self, feed: Feed, after: int) -> None:
        self._feed = feed
        self._after = after
        self._late: bool | None = None

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Kabar:
        feed = self._feed
        if self._late is None:
            self._after = await feed.posisi_sah(self._after)
        while not feed.tutup:
            changed = feed.berubah()
            if self._after < feed.seq:
                try:
                    tellings = await feed.halaman(self._after)
                except DBAPIError:
                    await asyncio.sleep(SAPU_DETIK)
                    return self._kabar(())
                return self._kabar(tellings)
            if feed.tertunda is not self._late:
                return self._kabar(())
            try:
                async with asyncio.timeout(DETAK_DETIK):
                    await changed.wait()
            except TimeoutError:
                return self._kabar(())
        raise StopAsyncIteration

    def _kabar(self, tellings: tuple[Telling, ...]) -> Kabar:
        if tellings:
            self._after = tellings[-1].seq
        self._late = self._feed.tertunda
        return Kabar(tellings, self._late, self._feed.seq)
