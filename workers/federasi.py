"""The exchange of one facility: a line to each hub it joined, and the inbox applied. Where none was joined: one look.

Nothing here holds anything up: what is to be told waits in the outbox, what was told is applied through the front
door like everybody's commands. Repeat story: all that is known of a lane is on the disk; a second one of us, or this
one after a kill, compares with the hub before it sends, and what comes twice is skipped by its number.
"""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from engine import clock
from engine.database import writing
from engine.execute import FrontDoor
from engine.federasi import hub as hub_kita
from engine.federasi.hub import HubKita
from engine.tasks import akhiri, jaga

if TYPE_CHECKING:
    from engine.federasi.sambungan import Sambungan
    from engine.relay import NatsTujuan
    from workers.federasi_kawat import KawatNats

log = structlog.get_logger()

TILIK_DETIK: Final = 5.0
"""How often it is looked whether a hub was joined or left."""
SAPU_DETIK: Final = 1.0
"""How often the outbox is looked at though nobody woke us."""
TUNGGU_DETIK: Final = 2.0
"""How long one question for our inbox stays open."""
RAWAT_DETIK: Final = 30.0
MUNDUR_DETIK: Final = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
"""Pauses between attempts to connect; each is varied, so that not everybody comes back at the same moment."""
NANTI_DETIK: Final = 0.5


@dataclass(slots=True)
class Garis:
    """How it stands with one hub, for people."""

    hub: str
    tersambung: bool = False
    sebab: str = ""
    """Why there is no line."""
    sejak: datetime | None = None
    terkirim: int = 0
    diambil: int = 0
    _bangun: asyncio.Event = field(default_factory=asyncio.Event)

    def bangunkan(self) -> None:
        """There may be something to send."""
        self._bangun.set()

    async def menunggu(self) -> None:
        """Until somebody wakes us, or the sweep is due."""
        try:
            async with asyncio.timeout(SAPU_DETIK):
                await self._bangun.wait()
        except TimeoutError:
            pass
        self._bangun.clear()


class Federasi:
    """One worker of one facility; keys are in its data directory."""

    def __init__(
        self,
        engine: Engine,
        data_dir: Path,
        *,
        now: clock.Clock = clock.now,
        tujuan: "Callable[[HubKita, NatsTujuan], NatsTujuan] | None" = None,
    ) -> None:
        self._engine = engine
        self._data_dir = data_dir
        self._now = now
        self._tujuan = tujuan
        self._loop: asyncio.AbstractEventLoop | None = None
        self._masuk = asyncio.Event()
        self.garis: dict[str, Garis] = {}
        """By the code of the hub's office."""

    def wake(self, _seq: int = 0) -> None:
        """A commit may have something for another facility. From any thread."""
        loop = self._loop
        if loop is not None and self.garis and not loop.is_closed():
            loop.call_soon_threadsafe(self._bangunkan)

    def _bangunkan(self) -> None:
        for line in self.garis.values():
            line.bangunkan()

    async def run(self, door: FrontDoor | None = None) -> None:
        """Exchange until cancelled; without a door the inbox is filled and not applied."""
        self._loop = asyncio.get_running_loop()
        running: dict[HubKita, asyncio.Task[None]] = {}
        applying: asyncio.Task[None] | None = None
        try:
            while True:
                wanted = set(await self._hub())
                for gone in running.keys() - wanted:
                    await akhiri(running.pop(gone))
                    self.garis.pop(gone.kode, None)
                for new in wanted - running.keys():
                    self.garis[new.kode] = Garis(new.kode)
                    name = f"federasi-{new.kode}"
                    running[new] = asyncio.create_task(jaga(name, partial(self._terhubung, new)), name=name)
                if running and door is not None and applying is None:
                    applying = asyncio.create_task(jaga("penerima", partial(self._terapkan, door)), name="penerima")
                await asyncio.sleep(TILIK_DETIK)
        finally:
            await akhiri(*running.values(), *([applying] if applying else ()))
            self.garis.clear()

    async def _hub(self) -> list[HubKita]:
        def read() -> list[HubKita]:
            with self._engine.connect() as connection:
                return hub_kita.semua(connection)

        return await asyncio.to_thread(read)

    # ── one hub ──────────────────────────────────────────────────────────────────────────────────────

    async def _terhubung(self, hub: HubKita) -> None:
        """A line after another, until cancelled."""
        from engine.federasi.kawat import KawatPutus  # noqa: PLC0415 - only who joined a hub loads the cryptography
        from engine.federasi.kunci import KunciRusak  # noqa: PLC0415 - as above
        from engine.federasi.sambungan import BelumBergabung  # noqa: PLC0415 - as above

        line, failures = self.garis[hub.kode], 0
        while True:
            try:
                await self._satu_sambungan(hub, line)
            except (KawatPutus, KunciRusak, BelumBergabung, DBAPIError) as error:
                failures = 0 if line.tersambung else failures + 1
                self._putus(line, str(error) or type(error).__name__)
            rest = MUNDUR_DETIK[min(failures, len(MUNDUR_DETIK) - 1)]
            await asyncio.sleep(rest * random.uniform(0.5, 1.0))  # noqa: S311 - spreads, hides nothing

    async def _satu_sambungan(self, hub: HubKita, line: Garis) -> None:
        from workers.federasi_sambung import sambungan  # noqa: PLC0415 - only who joined a hub loads the cryptography

        async with sambungan(self._engine, self._data_dir, hub, self._now, self._tujuan) as (kawat, session):
            await session.mulai()
            self._ada(line)
            work = (
                self._kirim(session, line),
                self._ambil(session, line),
                self._rawat(session, hub),
                self._jaga_putus(kawat),
            )
            tasks = [asyncio.create_task(one) for one in work]
            try:
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for one in tasks:
                    if one.done():
                        one.result()
            finally:
                await akhiri(*tasks)

    async def _kirim(self, session: "Sambungan", line: Garis) -> None:
        while True:
            line.terkirim += await session.dorong()
            await line.menunggu()

    async def _ambil(self, session: "Sambungan", line: Garis) -> None:
        while True:
            taken = await session.tarik(TUNGGU_DETIK)
            if taken:
                line.diambil += taken
                line.bangunkan()  # receipts
                self._masuk.set()

    async def _rawat(self, session: "Sambungan", hub: HubKita) -> None:
        while True:
            await session.rawat()
            await asyncio.to_thread(self._tandai, hub)
            await asyncio.sleep(RAWAT_DETIK)

    @staticmethod
    async def _jaga_putus(kawat: "KawatNats") -> None:
        from engine.federasi.kawat import KawatPutus  # noqa: PLC0415 - only who joined a hub loads the cryptography

        await kawat.putus.wait()
        raise KawatPutus("terputus")

    def _tandai(self, hub: HubKita) -> None:
        with writing(self._engine).begin() as connection:
            hub_kita.masih_tersambung(connection, hub.kode, self._now())

    def _ada(self, line: Garis) -> None:
        line.tersambung, line.sebab, line.sejak = True, "", self._now()
        log.info("hub_tersambung", hub=line.hub)

    def _putus(self, line: Garis, sebab: str) -> None:
        if line.tersambung or line.sebab != sebab:
            log.warning("hub_terputus", hub=line.hub, sebab=sebab)
            line.sejak = self._now()
        line.tersambung, line.sebab = False, sebab

    # ── what came in ─────────────────────────────────────────────────────────────────────────────────

    async def _terapkan(self, door: FrontDoor) -> None:
        """Apply the inbox whenever something came, and now and then."""
        from engine.penerima import terap  # noqa: PLC0415 - only who joined a hub loads all receivers

        await asyncio.to_thread(self._ulangi)
        while True:
            self._masuk.clear()
            try:
                told = await terap.terapkan(self._engine, door, self._now)
            except DBAPIError as error:
                log.warning("penerima_tertunda", galat=type(error).__name__)
                await asyncio.sleep(NANTI_DETIK)
                continue
            if told.nanti:
                await asyncio.sleep(NANTI_DETIK)
            elif not (told.diproses or told.diparkir):
                try:
                    async with asyncio.timeout(TILIK_DETIK):
                        await self._masuk.wait()
                except TimeoutError:
                    continue

    def _ulangi(self) -> None:
        from engine.penerima import terap  # noqa: PLC0415 - as above

        with writing(self._engine).begin() as connection:
            terap.ulangi(connection, versi_baru=True)
