"""One snapshot of the board for all who watch: made when the ledger grew, at most every 0.3 s, and handed to each.

Repeat story: a snapshot is the whole board at a position of the ledger, so a reader who missed some, or came back
after a restart, is right again with the next one.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import structlog
from anyio import to_thread
from sqlalchemy.exc import DBAPIError
from starlette.requests import Request

from engine.views import board, latest, names
from engine.views.board import Papan
from engine.views.latest import Gerak
from schemas.names import Keadaan
from web.auth import Pengakses, masih_boleh
from web.context import Konteks
from web.pages import kata
from web.pages.tampil import Ucapan, potongan

if TYPE_CHECKING:
    from web.feed import Kabar

log = structlog.get_logger()

RAPAT: Final = 0.3
"""Seconds between two snapshots of a burst."""
SAPU: Final = 1.0
"""Seconds after which the ledger's position is looked at though the feed was silent (a delayed broadcast)."""
USANG: Final = 15.0
"""Seconds after which a board is made again though nothing moved: what is overdue changes by itself."""
DENYUT: Final = 4.0
"""Seconds between two signs of life; a board without one for 12 s says that it is cut off."""
PERIKSA: Final = 15.0
"""Seconds after which a reader's right to read is looked at again."""

SELALU: Final = (
    Keadaan.DISIMPAN,
    Keadaan.DIAMBIL,
    Keadaan.DI_POLI,
    Keadaan.DALAM_PERJALANAN,
    Keadaan.KEMBALI,
    Keadaan.DIRAKIT,
    Keadaan.LENGKAP,
    Keadaan.TIDAK_LENGKAP,
    Keadaan.HILANG,
)
"""States the board shows also when nothing is in them."""


@dataclass(frozen=True, slots=True)
class Potret:
    """The board in each language somebody reads, at a position of the ledger. `nomor` counts snapshots."""

    nomor: int
    seq: int
    html: dict[str, str]
    tertunda: bool


def tertunda(parts: Konteks) -> bool:
    """Does the broadcast to the stream lag behind the ledger?"""
    return parts.feed is None or parts.feed.tertunda


def potret(parts: Konteks) -> dict[str, Any]:
    """What the board's template shows. Sync: call it from a thread."""
    papan: Papan = parts.papan()
    with parts.engine.connect() as connection:
        terakhir: tuple[Gerak, ...] = latest.terakhir(connection)
        unit = names.unit(connection)
    return {
        "papan": papan,
        "terakhir": terakhir,
        "unit": unit,
        "urutan_keadaan": tuple(kata.KEADAAN),
        "selalu": SELALU,
    }


class Siaran:
    """Makes the snapshots while somebody watches; one per process."""

    def __init__(self, parts: Konteks) -> None:
        self.parts = parts
        self._readers: Counter[str] = Counter()
        self._now: Potret | None = None
        self._turn = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None
        self.tutup = False
        self.sehat = True

    @contextlib.asynccontextmanager
    async def pembaca(self, bahasa: str) -> AsyncIterator[None]:
        """One reader of this language, for as long as the block lasts."""
        self._readers[bahasa] += 1
        if self._now is not None and bahasa not in self._now.html:
            self._now = None
        if self._task is None or self._task.done():
            self.tutup = False
            self._task = asyncio.create_task(self._work())
        try:
            yield
        finally:
            self._readers[bahasa] -= 1
            if not +self._readers and self._task:
                self._task.cancel()
                self._task, self._now = None, None

    async def berikut(self, setelah: int, bahasa: str) -> Potret | None:
        """The first snapshot after that number; None when nothing new came for a while, or the broadcast closed."""

        def ready() -> bool:
            now = self._now
            return self.tutup or (now is not None and now.nomor > setelah and bahasa in now.html)

        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DENYUT), self._turn:
                await self._turn.wait_for(ready)
                return None if self.tutup else self._now
        return None

    async def _work(self) -> None:
        """Snapshot after snapshot until the feed closes or the last reader leaves."""
        feed = self.parts.feed
        news = _News(feed.ikuti(feed.seq) if feed else None)
        loop = asyncio.get_running_loop()
        nomor, made = 0, -USANG
        try:
            while not news.closed:
                try:
                    if news.fresh or loop.time() - made >= USANG or await self._grown():
                        nomor, made, news.fresh = nomor + 1, loop.time(), False
                        await self._make(nomor)
                    self.sehat = True
                except DBAPIError as error:
                    self.sehat = False
                    log.error("papan_tidak_terbaca", galat=type(error.orig).__name__)
                await news.wait()
                await asyncio.sleep(max(0.0, made + RAPAT - loop.time()))
        finally:
            news.leave()
        async with self._turn:
            self.tutup = True
            self._turn.notify_all()

    async def _make(self, nomor: int) -> None:
        languages = [bahasa for bahasa, count in self._readers.items() if count]
        seq, html = await to_thread.run_sync(_render, self.parts, languages)
        async with self._turn:
            self._now = Potret(nomor, seq, html, tertunda(self.parts))
            self._turn.notify_all()

    async def _grown(self) -> bool:
        """Is there more in the ledger, or a reader of another language, than the last snapshot shows?"""
        now = self._now
        if now is None or not now.html.keys() >= (+self._readers).keys():
            return True
        return await to_thread.run_sync(_position, self.parts) != now.seq


class _News:
    """Waits for the feed's next word, or a second; one word is never asked for twice."""

    def __init__(self, news: "AsyncIterator[Kabar] | None") -> None:
        self._news = news
        self._asked: asyncio.Future[Kabar] | None = None
        self.fresh = True
        self.closed = False

    async def wait(self) -> None:
        """Until there is news, the feed closed, or a second went by."""
        if self._news is None:
            await asyncio.sleep(SAPU)
            return
        self._asked = self._asked or asyncio.ensure_future(anext(self._news))
        done, _ = await asyncio.wait({self._asked}, timeout=SAPU)
        if done:
            self.closed = isinstance(self._asked.exception(), StopAsyncIteration)
            self.fresh, self._asked = True, None

    def leave(self) -> None:
        """Stop waiting."""
        if self._asked is not None:
            self._asked.cancel()


def _position(parts: Konteks) -> int:
    with parts.engine.connect() as connection:
        return board.seq_terakhir(connection)


def _render(parts: Konteks, languages: list[str]) -> tuple[int, dict[str, str]]:
    isi = potret(parts)
    fasyankes = parts.fasyankes()
    papan: Papan = isi["papan"]
    zona = fasyankes.zona if fasyankes else None
    return papan.seq, {bahasa: potongan("papan", Ucapan(bahasa, zona, papan.pada), **isi) for bahasa in languages}


async def bingkai(request: Request, pengakses: Pengakses, siaran: Siaran, bahasa: str) -> AsyncIterator[bytes]:
    """Frames until the broadcast closes, the reader leaves, or their right to read ends."""
    loop = asyncio.get_running_loop()
    checked, seen = loop.time(), 0
    yield b"retry: 2000\n\n"
    async with siaran.pembaca(bahasa):
        while True:
            now = await siaran.berikut(seen, bahasa)
            if siaran.tutup:
                yield b"event: tutup\ndata: -\n\n"
                return
            if now is not None:
                seen = now.nomor
                lines = b"".join(b"data: %s\n" % line.encode() for line in now.html[bahasa].splitlines())
                yield b"id: %d\nevent: papan\n%s\n" % (now.seq, lines)
            if siaran.sehat:
                yield b"event: denyut\ndata: %s\n\n" % (b"tertunda" if tertunda(siaran.parts) else b"lancar")
            if loop.time() - checked >= PERIKSA:
                checked = loop.time()
                if not await to_thread.run_sync(masih_boleh, request, pengakses):
                    return
