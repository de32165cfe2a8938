"""One snapshot of the board for all who watch: made when the ledger grew, at most every 0.3 s, and handed to each.

Repeat story: a snapshot is the whole board at a position of the ledger, so a reader who missed some, or came back
after a restart, is right again with the next one.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import structlog
from anyio import to_thread
from sqlalchemy.exc import DBAPIError
from starlette.requests import Request

from engine.views import latest, names, pencarian, requests
from engine.views.board import Papan
from engine.views.latest import Gerak
from schemas.names import Keadaan
from web.auth import Pengakses, masih_boleh
from web.context import Konteks
from web.i18n import BAHASA
from web.pages import kata, kata_permintaan
from web.pages.tampil import Ucapan, potongan

if TYPE_CHECKING:
    from web.feed import Feed

log = structlog.get_logger()

RAPAT: Final = 0.3
"""Seconds between two snapshots of a burst."""
USANG: Final = 15.0
"""Seconds after which a board is made again though nothing moved: what is overdue changes by itself."""
DENYUT: Final = 4.0
"""Seconds between two signs of life; a board without one for 12 s says that it is cut off."""
PERIKSA: Final = 15.0
"""Seconds after which a reader's right to read is looked at again."""

PENANTIAN: Final = 12
"""Running clocks listed on the board."""

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
    """The board in each language, at a position of the ledger. `nomor` counts snapshots."""

    nomor: int
    seq: int
    html: dict[str, str]


Pemotret = Callable[[Konteks, int], Potret]
"""Makes a snapshot, in a thread. The board's, unless a page says otherwise."""


def tertunda(parts: Konteks) -> bool:
    """Does the broadcast to the stream lag behind the ledger?"""
    return parts.feed is None or parts.feed.tertunda


def potret(parts: Konteks) -> dict[str, Any]:
    """What the board's template shows. Sync: call it from a thread."""
    papan: Papan = parts.papan()
    with parts.engine.connect() as connection:
        terakhir: tuple[Gerak, ...] = latest.terakhir(connection, papan.seq)
        unit = names.unit(connection)
        dicari = pencarian.terbuka(connection)
        terlihat = pencarian.terlihat(connection, papan.pada)
        penantian = requests.penantian(connection, papan.pada, PENANTIAN)
    return {
        "penantian": penantian,
        "TANDA_JAM": kata_permintaan.TANDA,
        "dicari": dicari,
        "terlihat": terlihat,
        "papan": papan,
        "terakhir": terakhir,
        "unit": unit,
        "urutan_keadaan": tuple(kata.KEADAAN),
        "selalu": SELALU,
    }


class Siaran:
    """Makes the snapshots while somebody watches; one per process and page that is live."""

    def __init__(self, parts: Konteks, feed: "Feed", buat: "Pemotret | None" = None, *, jeda: float = RAPAT) -> None:
        self._jeda = jeda
        self.parts = parts
        self.feed = feed
        self._buat = buat or _render
        self.sehat = True
        """False while the database cannot be read: then there is no sign of life either."""
        self._readers = 0
        self._now: Potret | None = None
        self._turn = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None

    @contextlib.asynccontextmanager
    async def pembaca(self) -> AsyncIterator[None]:
        """One reader, for as long as the block lasts; the first starts the work, the last ends it."""
        self._readers += 1
        if self._task is None:
            self._task = asyncio.create_task(self._work())
        try:
            yield
        finally:
            self._readers -= 1
            if not self._readers and self._task is not None:
                self._task.cancel()
                self._task, self._now = None, None

    async def berikut(self, setelah: int) -> Potret | None:
        """The first snapshot after that number; None when there was no new one for a while, or the feed closed."""

        def ready() -> bool:
            return self.feed.tutup or (self._now is not None and self._now.nomor > setelah)

        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DENYUT), self._turn:
                await self._turn.wait_for(ready)
                return None if self.feed.tutup else self._now
        return None

    async def _work(self) -> None:
        """Snapshot after snapshot until the feed closes or the last reader leaves. News during one makes the next."""
        nomor = 0
        while not self.feed.tutup:
            changed = self.feed.berubah()
            nomor += 1
            await self._make(nomor)
            await asyncio.sleep(self._jeda)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(USANG):
                    await changed.wait()
        async with self._turn:
            self._turn.notify_all()

    async def _make(self, nomor: int) -> None:
        try:
            made = await to_thread.run_sync(self._buat, self.parts, nomor)
        except DBAPIError as error:
            self.sehat = False
            log.error("papan_tidak_terbaca", galat=type(error.orig).__name__)
            return
        self.sehat = True
        async with self._turn:
            self._now = made
            self._turn.notify_all()


def _render(parts: Konteks, nomor: int) -> Potret:
    isi = potret(parts)
    fasyankes = parts.fasyankes()
    papan: Papan = isi["papan"]
    zona = fasyankes.zona if fasyankes else None
    html = {bahasa: potongan("papan", Ucapan(bahasa, zona, papan.pada), **isi) for bahasa in BAHASA}
    return Potret(nomor, papan.seq, html)


async def bingkai(request: Request, pengakses: Pengakses, siaran: Siaran, bahasa: str) -> AsyncIterator[bytes]:
    """Frames until the feed closes, the reader leaves, or their right to read ends."""
    loop = asyncio.get_running_loop()
    checked, seen = loop.time(), 0
    yield b"retry: 2000\n\n"
    async with siaran.pembaca():
        while True:
            now = await siaran.berikut(seen)
            if siaran.feed.tutup:
                yield b"event: tutup\ndata: -\n\n"
                return
            if now is not None:
                seen = now.nomor
                lines = b"".join(b"data: %s\n" % line.encode() for line in now.html[bahasa].splitlines())
                yield b"id: %d\nevent: papan\n%s\n" % (now.seq, lines)
            if siaran.sehat:
                yield b"event: denyut\ndata: %s\n\n" % (b"tertunda" if siaran.feed.tertunda else b"lancar")
            if loop.time() - checked >= PERIKSA:
                checked = loop.time()
                if not await to_thread.run_sync(masih_boleh, request, pengakses):
                    return
