"""Surveillance by itself: an alert appears when a count passes its threshold, a report when its week is over.

Both are wishes that go through the front door like everybody's, and sending is people's.

Repeat story: an alert's id is made of whose counts, the disease, the week and why, a report's of its facility and
week, an edition's wish of its number; so a second worker, or this one after a lost answer, gets the first answer, and
what was decided about an alert is never asked again. A look reads the counts as they stand; where nothing was told
since the last look and no week ended, it reads nothing.
"""

import asyncio
import time
from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from engine import clock
from engine.execute import FrontDoor
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.settings import ZONA_INDONESIA
from engine.surveilans import amati, minggu
from engine.surveilans.jenjang import Kita, bertugas, kita
from engine.surveilans.minggu import Pekan
from engine.workflows.pengatur_waktu import id_perintah
from schemas.commands import sinyal as ask_sinyal
from schemas.commands import w2 as ask_w2
from schemas.message import Command, Pelaku
from schemas.names import SISTEM, Cara, PeranMesin

log = structlog.get_logger()

PENGAMAT: Final = Pelaku(SISTEM, frozenset({PeranMesin.SISTEM}))
SAPU_DETIK: Final = 30.0
"""How long it sleeps: an alert appears within half a minute of the code that raised it."""
BAGIAN: Final = 20
"""It rests so many times as long as a look took: where a look is long, it looks less often."""
MUNDUR_DETIK: Final = (1.0, 5.0, 30.0)
MUNDUR_MINGGU: Final = 2
"""Weeks that are over and still looked at: their reports may not be composed yet."""
NANTI: Final = frozenset({"belum_tercatat", "antrean_penuh"})
"""The door could not take it just now."""
SUDAH: Final = frozenset({"keadaan_tidak_sesuai", "perintah_id_terpakai", "id_terpakai", "laporan_sendiri"})
"""Another worker was quicker."""


class Tertunda(Exception):
    """The door takes nothing just now; it is looked at again."""


class Surveilans:
    """One worker of one facility. Any number may run."""

    def __init__(self, engine: Engine, *, now: clock.Clock = clock.now) -> None:
        self._engine = engine
        self._now = now
        self._dilihat: tuple[int, Pekan] | None = None
        """The ledger's last line and the week of the last look."""
        self.diminta = 0
        """How many wishes were granted."""

    async def run(self, door: FrontDoor) -> None:
        """Watch, until cancelled."""
        failures = 0
        while True:
            rest, began = SAPU_DETIK, time.monotonic()
            try:
                await self.langkah(door)
                failures, rest = 0, max(SAPU_DETIK, BAGIAN * (time.monotonic() - began))
            except (DBAPIError, Tertunda) as error:
                rest = MUNDUR_DETIK[min(failures, len(MUNDUR_DETIK) - 1)]
                failures += 1
                log.warning("surveilans_tertunda", galat=type(error).__name__)
            await asyncio.sleep(rest)

    async def langkah(self, door: FrontDoor) -> int:
        """Everything there is to ask for now; how much was granted for the first time. Raises Tertunda, DBAPIError."""
        seen, wishes = await asyncio.to_thread(self._cari)
        granted = 0
        for wish in wishes:
            answer = await door.execute(wish)
            if not isinstance(answer, Refusal):
                granted += not answer.diulang
            elif answer.kode in NANTI:
                raise Tertunda(answer.kode)
            elif answer.kode not in SUDAH:
                log.error("surveilans_ditolak", subjek=wish.subjek, kode=answer.kode)
        self._dilihat = seen
        self.diminta += granted
        return granted

    def _cari(self) -> tuple[tuple[int, Pekan] | None, list[Command]]:
        with self._engine.connect() as connection:
            satu = kita(connection)
            if satu is None or not bertugas(connection, satu):
                return None, []
            zona = ZoneInfo(ZONA_INDONESIA[satu.zona])
            week = minggu.pekan(self._now().astimezone(zona).date(), kebijakan().skdr.minggu)
            seen = (amati.kepala(connection), week)
            if seen == self._dilihat:
                return seen, []
            return seen, [*self._sinyal(connection, satu, week), *self._laporan(connection, satu, week)]

    @staticmethod
    def _sinyal(connection: Connection, satu: Kita, week: Pekan) -> Iterator[Command]:
        for one in amati.muncul(connection, kebijakan(), satu, week, MUNDUR_MINGGU):
            yield ask_sinyal.Munculkan(
                command_id=id_perintah(one.id, "muncul"),
                subjek=one.id,
                pelaku=PENGAMAT,
                cara=Cara.SISTEM,
                fasyankes=one.fasyankes,
                penyakit=one.penyakit,
                tahun=one.pekan.tahun,
                minggu=one.pekan.minggu,
                dasar=one.dasar,
                kriteria=one.kriteria,
                kasus=one.kasus,
                sebelum=one.sebelum,
            )

    @staticmethod
    def _laporan(connection: Connection, satu: Kita, week: Pekan) -> Iterator[Command]:
        for one in amati.perlu_disusun(connection, kebijakan(), satu, week, MUNDUR_MINGGU):
            yield ask_w2.Susun(
                command_id=id_perintah(one.id, f"susun/{one.edisi + 1}/{one.versi}"),
                subjek=one.id,
                pelaku=PENGAMAT,
                cara=Cara.SISTEM,
                tahun=one.pekan.tahun,
                minggu=one.pekan.minggu,
            )
