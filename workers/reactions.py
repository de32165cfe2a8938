"""Reactions: reads the ledger line by line and asks, through the front door, for what follows from each.

Repeat story: a wish's id is made from the line it follows from, and the cursor moves behind each line that asked for
something before the next is looked at. So after a crash in between the same wishes are asked again and get their first
answers; and what a line asks for is found while no later line was answered. A line that cannot be answered is parked
as a dead letter and tried again later; it never holds up the next one.
"""

import asyncio
import time
from collections.abc import Sequence
from typing import Final, NamedTuple

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from engine import clock, reactions
from engine.execute import Answer, FrontDoor
from engine.points import Titik, passing
from engine.projections.cursor import Kursor
from engine.projections.kinds import TAK_TERPAKAI, Gagal
from engine.reactions import posisi
from engine.reactions.posisi import Baris
from engine.refusals import Refusal
from schemas.message import Command

log = structlog.get_logger()

SAPU_DETIK: Final = 1.0
"""How long it sleeps at most: a commit elsewhere may not have woken it."""
JEDA_DETIK: Final = 0.02
"""Between two looks, however often it is woken."""
MUNDUR_DETIK: Final = (1.0, 5.0, 30.0)
ULANG_DETIK: Final = 600.0
"""How often parked lines are tried again; and once at the start."""
NANTI: Final = frozenset({"belum_tercatat", "antrean_penuh"})
"""The door could not take it just now: nothing is wrong with the line."""
SUDAH: Final = frozenset(
    {
        "keadaan_tidak_sesuai",
        "mendahului_fakta",
        "perintah_id_terpakai",
        "permintaan_sudah_ada",
        "sudah_dicari_orang",
        "id_terpakai",
        "pinjaman_tidak_di_luar",
        "tenggat_tetap",
        "tenggat_tidak_berjalan",
        "sedang_ditunggu_isinya",
        "tempo_lain",
    }
)
"""Somebody was quicker, or the line was answered before: nothing is left to do."""
BASI: Final = frozenset({"berkas_tidak_beredar_lagi"})
"""A folder was merged or put away between the reading and the asking: what follows is read again, at once."""
SEGERA: Final = 1_000_000
"""Added to the attempt that is read again: its wishes bear ids of their own, apart from those of later attempts."""


class Tertunda(Exception):
    """The door takes nothing just now; the line is asked again."""


class Hasil(NamedTuple):
    """What came of a page."""

    banyak: int
    sampai: int


class Reactions:
    """One worker of one facility. Any number may run: a wish asked twice gets one answer."""

    def __init__(self, engine: Engine, fasyankes: str, *, now: clock.Clock = clock.now) -> None:
        self._engine = engine
        self._fasyankes = fasyankes
        self._now = now
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken = asyncio.Event()
        self._asked = False
        self._dibaca: Kursor | None = None
        """How far it has read, where that is further than the cursor: lines that nothing follows from."""
        self._ditaruh = 0.0
        """When the cursor was moved last (on a clock that only goes forward)."""
        self.diminta = 0
        """How many wishes it has brought to the door and seen granted."""

    def wake(self, _seq: int = 0) -> None:
        """The ledger grew. From any thread."""
        loop = self._loop
        if loop is None or self._asked or loop.is_closed():
            return
        self._asked = True
        loop.call_soon_threadsafe(self._woken.set)

    async def run(self, door: FrontDoor) -> None:
        """Follow the ledger, until cancelled."""
        self._loop = asyncio.get_running_loop()
        failures, again = 0, 0.0
        while True:
            self._asked = False
            self._woken.clear()
            try:
                if self._loop.time() >= again:
                    await self.coba_lagi(door)
                    again = self._loop.time() + ULANG_DETIK
                while (await self._halaman(door)).banyak:
                    pass
                if time.monotonic() - self._ditaruh >= SAPU_DETIK:
                    await self._susul()
                failures, rest = 0, SAPU_DETIK
            except (DBAPIError, Tertunda) as error:
                rest = MUNDUR_DETIK[min(failures, len(MUNDUR_DETIK) - 1)]
                failures += 1
                log.warning("reaksi_tertunda", galat=type(error).__name__)
                await asyncio.sleep(rest)
            await asyncio.sleep(JEDA_DETIK)
            try:
                async with asyncio.timeout(rest):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def kejar(self, door: FrontDoor) -> int:
        """Answer every line up to the ledger's end, and put the cursor there; its position.

        Raises Tertunda, DBAPIError.
        """
        while (done := await self._halaman(door)).banyak:
            pass
        await self._susul()
        return done.sampai

    async def _susul(self) -> None:
        """Move the cursor over lines that were only read: not at each of them, which would cost the door its disk."""
        if self._dibaca is not None:
            await self._taruh(self._dibaca, ())

    async def _halaman(self, door: FrontDoor) -> Hasil:
        page = await asyncio.to_thread(posisi.baca, self._engine, self._fasyankes, self._dibaca)
        if not page.sampai or page.sampai.seq == page.dari:
            return Hasil(0, page.dari)
        rest = await asyncio.to_thread(posisi.yang_berarti, self._engine, page.baris)
        while rest:
            baris, *rest = rest
            began = time.perf_counter()
            failed, asked = await self._jawab(door, baris)
            if asked or failed:
                await self._taruh(baris.kursor, failed)
                await asyncio.sleep(min(JEDA_DETIK, time.perf_counter() - began))  # half of the time is people's
                later = [one for one in page.baris if one.kursor.seq > baris.kursor.seq]
                rest = await asyncio.to_thread(posisi.yang_berarti, self._engine, later)
        self._dibaca = page.sampai
        if page.gagal:
            await self._taruh(page.sampai, page.gagal)
        return Hasil(page.sampai.seq - page.dari, page.sampai.seq)

    async def _taruh(self, ke: Kursor, failed: Sequence[Gagal]) -> None:
        passing(Titik.REAKSI_SEBELUM_KURSOR)
        await asyncio.to_thread(posisi.taruh, self._engine, ke, failed, self._now())
        self._dibaca, self._ditaruh = None, time.monotonic()
        for one in failed:
            log.error("surat_mati", proyeksi=posisi.NAMA, seq=one.seq, jenis=one.jenis, galat=one.galat)

    async def _jawab(self, door: FrontDoor, baris: Baris, percobaan: int = 0) -> tuple[list[Gagal], int]:
        """Ask for what follows from one line. What could not be asked or was refused, and how much was asked."""
        try:
            wishes = await asyncio.to_thread(self._tanggapan, baris, percobaan)
        except TAK_TERPAKAI as error:
            return [Gagal(baris.kursor.seq, baris.event.jenis, type(error).__name__)], 0
        for command in wishes:
            passing(Titik.REAKSI_SEBELUM_PERINTAH)
            answer = await door.execute(command)
            passing(Titik.REAKSI_SESUDAH_PERINTAH)
            if isinstance(answer, Refusal):
                if answer.kode in NANTI:
                    raise Tertunda(answer.kode)
                if answer.kode in BASI and percobaan < SEGERA:
                    failed, more = await self._jawab(door, baris, percobaan + SEGERA)
                    return failed, len(wishes) + more
                if answer.kode not in SUDAH:
                    return [Gagal(baris.kursor.seq, baris.event.jenis, answer.kode)], len(wishes)
            else:
                self.diminta += not answer.diulang
        return [], len(wishes)

    def _tanggapan(self, baris: Baris, percobaan: int) -> tuple[Command, ...]:
        with self._engine.connect() as connection:
            wishes = reactions.tanggapan(connection, baris.event, percobaan)
            # looked at after the facts: no other worker had gone past the line when they were read
            done = wishes and not percobaan and posisi.sampai(connection) >= baris.kursor.seq
        return () if done else wishes

    async def coba_lagi(self, door: FrontDoor) -> int:
        """Try what was parked again, each with wishes of new ids; how many of them went through."""
        good = 0
        for surat, baris in await asyncio.to_thread(posisi.terparkir, self._engine, self._fasyankes):
            failed: Sequence[Gagal] = [Gagal(surat.seq, surat.jenis, surat.galat)]
            if baris is not None:
                failed, _ = await self._jawab(door, baris, surat.percobaan)
            await asyncio.to_thread(posisi.dicoba, self._engine, surat, failed, self._now())
            good += not failed
        return good


__all__ = ["Answer", "Reactions", "Tertunda"]
