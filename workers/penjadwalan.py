"""Reckons deadlines anew after a facility adopted another policy: an event for each that changes, through the door.

Repeat story: a wish's id is made from the policy's fingerprint, the record and its version, and the cursor moves
behind each page that was asked for. So after a crash it goes on where it was, and what was asked twice gets its first
answer. Two passes: the second, once every process knows the policy, finds what was begun by the former one meanwhile.

At the start nothing changes by itself: the policy that was adopted last stays in force whatever the files say, and
the difference is logged and shown. Where nothing was adopted yet, the files are: they become the first adoption.
"""

import asyncio
from collections.abc import Sequence
from typing import Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from engine import berlaku, clock, facility
from engine.berlaku import Aturan, Penerapan
from engine.database import writing
from engine.execute import FrontDoor
from engine.facts import SEGAR_DETIK
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.settings import ZONA_INDONESIA
from engine.views.rencana_tempo import Penghitung, Rencana
from schemas.commands import berkas as ask
from schemas.commands import kekurangan as ask_kurang
from schemas.commands import kunjungan as ask_kunjungan
from schemas.message import Command, Pelaku
from schemas.names import SISTEM, Cara, JenisTenggat, PeranMesin, PerintahId, SebabJadwal

log = structlog.get_logger()

RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-6a616477616c")
"""The name space of the ids of these wishes."""
PENJADWAL: Final = Pelaku(SISTEM, frozenset({PeranMesin.SISTEM}))
SAPU_DETIK: Final = 2.0
"""How long it sleeps: a policy is adopted in another process, perhaps."""
SEJALAN: Final = 16
"""Commands under way at once: what a person's command may find before it in its batch."""
PUTARAN: Final = 2
NANTI: Final = frozenset({"belum_tercatat", "antrean_penuh"})


class Tertunda(Exception):
    """The door takes nothing just now; the page is asked again."""


def perintah(rencana: Rencana, sidik: str) -> Command:
    """The wish that reckons this deadline anew; always the same for the same policy, record and version."""
    key = f"{sidik}/{rencana.subjek}/{rencana.jenis}/{rencana.versi}"
    amplop = {"command_id": PerintahId(str(uuid5(RUMPUN, key))), "pelaku": PENJADWAL, "cara": Cara.SISTEM}
    if rencana.jenis is JenisTenggat.KEKURANGAN:
        return ask_kurang.JadwalkanUlang(**amplop, subjek=rencana.subjek, jatuh_tempo=rencana.baru)
    if rencana.jenis is JenisTenggat.PENGISIAN:
        return ask_kunjungan.JadwalkanUlang(**amplop, subjek=rencana.subjek, kebijakan=sidik)
    return ask.JadwalkanUlang(
        **amplop, subjek=rencana.subjek, tenggat=rencana.jenis, sebab=SebabJadwal.KEBIJAKAN, kebijakan=sidik
    )


class Penjadwalan:
    """One worker of one facility. Any number may run: a wish asked twice gets one answer."""

    def __init__(self, engine: Engine, *, now: clock.Clock = clock.now) -> None:
        self._engine = engine
        self._now = now

    async def run(self, door: FrontDoor) -> None:
        """Follow what is adopted, until cancelled."""
        await asyncio.to_thread(self.mulai)
        while True:
            try:
                while await self.sehalaman(door):
                    pass
            except (DBAPIError, Tertunda) as error:
                log.warning("penjadwalan_tertunda", galat=type(error).__name__)
            await asyncio.sleep(SAPU_DETIK)

    def mulai(self) -> None:
        """What happens at the start: the first adoption, or a word about files that are not in force."""
        files = berlaku.dari(kebijakan())
        with writing(self._engine).begin() as connection:
            if facility.read(connection) is None:
                return
            last = berlaku.terakhir(connection)
            if last is None:
                berlaku.terapkan(connection, files, SISTEM, self._now(), 0, awal=True)
        if last is not None and last.sidik != files.sidik:
            log.warning("kebijakan_belum_diterapkan", berlaku=last.sidik[:12], berkas=files.sidik[:12])

    async def kejar(self, door: FrontDoor) -> Penerapan | None:
        """Everything that is to be reckoned anew, without waiting for other processes. Raises Tertunda, DBAPIError."""
        while await self.sehalaman(door, tunggu=False):
            pass
        return await asyncio.to_thread(self.terakhir)

    async def sehalaman(self, door: FrontDoor, *, tunggu: bool = True) -> bool:
        """One page; False when there is nothing to do now. `tunggu`: before the second pass, for other processes."""
        last = await asyncio.to_thread(self.terakhir)
        if last is None or last.selesai is not None:
            return False
        waited = (self._now() - last.pada).total_seconds()
        if tunggu and not last.kursor and 0 < last.putaran < PUTARAN and waited < 2 * SEGAR_DETIK:
            return False
        kursor, banyak, aturan, found = await asyncio.to_thread(self._halaman, last)
        if aturan.sidik != last.sidik:
            return True  # another was adopted in this moment
        diubah = await self._minta(door, found, aturan)
        if kursor:
            counted = banyak if last.putaran == 0 else 0
            ahead = last._replace(kursor=kursor, diperiksa=last.diperiksa + counted, diubah=last.diubah + diubah)
        else:
            done = last.putaran + 1
            ahead = last._replace(kursor="", putaran=done, selesai=self._now() if done >= PUTARAN else None)
        await asyncio.to_thread(self._maju, ahead)
        return True

    async def _minta(self, door: FrontDoor, found: Sequence[Rencana], aturan: Aturan) -> int:
        now, granted = self._now(), 0
        wishes = [perintah(one, aturan.sidik) for one in found if one.berubah(now)]
        for start in range(0, len(wishes), SEJALAN):
            answers = await asyncio.gather(*(door.execute(wish) for wish in wishes[start : start + SEJALAN]))
            for answer in answers:
                if isinstance(answer, Refusal):
                    if answer.kode in NANTI:
                        raise Tertunda(answer.kode)
                    log.info("tidak_dijadwalkan_ulang", kode=answer.kode)  # it moved on since it was looked at
                else:
                    granted += 1
        return granted

    def terakhir(self) -> Penerapan | None:
        """The last adoption, and how far it has got."""
        with self._engine.connect() as connection:
            return berlaku.terakhir(connection)

    def _halaman(self, last: Penerapan) -> tuple[str, int, Aturan, list[Rencana]]:
        with self._engine.connect() as connection:
            aturan = berlaku.aturan(connection)
            milik = facility.read(connection)
            zona = ZoneInfo(ZONA_INDONESIA[milik.zona if milik else "WIB"])
            kursor, banyak, found = Penghitung(connection, aturan, zona).halaman(last.kursor)
        return kursor, banyak, aturan, found

    def _maju(self, penerapan: Penerapan) -> None:
        with writing(self._engine).begin() as connection:
            berlaku.maju(connection, penerapan)
