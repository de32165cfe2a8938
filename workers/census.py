"""The closing of the census: each unit's day is frozen after its cut-off, and issued again when it changed later.

Both are wishes that go through the front door like everybody's.

Repeat story: an edition's wish has an id made from its subject and its number, so a second worker, or this one after
a lost answer, gets the first answer; each unit's days are closed in order, so the last one closed says where to go on;
and the cursor over late lines moves only when all they changed was asked for by the worker that moves it: an edition of
another worker may be of fewer lines. Nothing is read before the projection
has passed every line the ledger had when the look began, so a count is never closed half made.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

import structlog
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from engine import clock
from engine.database import writing
from engine.execute import FrontDoor
from engine.points import Titik, passing
from engine.refusals import Refusal
from engine.sensus import susulan
from engine.sensus.giliran import Giliran, Kalender, harus_ditutup, kalender
from engine.sensus.susulan import Terpengaruh
from engine.workflows.sensus import id_perintah, id_sensus
from schemas.commands import sensus as ask
from schemas.message import Command, Pelaku
from schemas.names import SISTEM, Cara, PeranMesin, PerintahId

log = structlog.get_logger()
T = TypeVar("T", Giliran, Terpengaruh)

PENUTUP: Final = Pelaku(SISTEM, frozenset({PeranMesin.SISTEM}))
SAPU_DETIK: Final = 5.0
"""How long it sleeps: a day is closed seconds after its cut-off, a late event shown seconds after it came."""
MUNDUR_DETIK: Final = (1.0, 5.0, 30.0)
TUNGGU_DETIK: Final = 0.5
"""How long it waits for a projection that is behind."""
SEJALAN: Final = 8
"""Days asked for at once: what a person's command may find before it in its batch."""
KALI: Final = 10
"""How often the same days are counted again because the projection moved on meanwhile."""
NANTI: Final = frozenset({"belum_tercatat", "antrean_penuh"})
"""The door could not take it just now."""
SUDAH: Final = frozenset(
    {"keadaan_tidak_sesuai", "perintah_id_terpakai", "edisi_berikutnya", "sel_berubah", "id_terpakai"}
)
"""Another worker was quicker; the next look finds what is left to do."""


class Tertunda(Exception):
    """The door takes nothing just now; the days are asked again."""


class Penutup:
    """One worker of one facility. Any number may run: an edition asked for twice is issued once."""

    def __init__(self, engine: Engine, fasyankes: str, *, now: clock.Clock = clock.now) -> None:
        self._engine = engine
        self._fasyankes = fasyankes
        self._now = now
        self._kepala = 0
        """The ledger's last line when the present wait for the projection began; 0: it does not wait."""
        self.ditutup = 0
        """How many days it has closed."""
        self.diterbitkan = 0
        """How many further editions it has issued."""
        self._didahului = False
        """Another worker answered something of this look: what it counted up to may be less than we have seen."""

    async def run(self, door: FrontDoor) -> None:
        """Close and issue, until cancelled."""
        failures = 0
        while True:
            rest = SAPU_DETIK
            try:
                if not await self.langkah(door):
                    rest = TUNGGU_DETIK
                failures = 0
            except (DBAPIError, Tertunda) as error:
                rest = MUNDUR_DETIK[min(failures, len(MUNDUR_DETIK) - 1)]
                failures += 1
                log.warning("penutupan_tertunda", galat=type(error).__name__)
            await asyncio.sleep(rest)

    async def langkah(self, door: FrontDoor) -> bool:
        """Everything there is to do now. False: the projection is behind, nothing was looked at.

        Raises Tertunda, DBAPIError.
        """
        seq = await asyncio.to_thread(self._tersusul)
        if seq is None:
            return False
        due, late, here = await asyncio.to_thread(self._cari, seq)
        self._didahului = False
        if due or late:
            passing(Titik.SENSUS_DITEMUKAN)
        for start in range(0, len(due), SEJALAN):
            page = due[start : start + SEJALAN]
            self.ditutup += await self._minta(door, await asyncio.to_thread(self._tetap, self._tutup, page))
        for start in range(0, len(late), SEJALAN):
            changed = late[start : start + SEJALAN]
            self.diterbitkan += await self._minta(door, await asyncio.to_thread(self._tetap, self._terbit, changed))
        if seq > here and not self._didahului:
            passing(Titik.SENSUS_SEBELUM_KURSOR)
            await asyncio.to_thread(self._taruh, seq)
        return True

    def _tersusul(self) -> int | None:
        """The line the projection is at, if that is not before the ledger's end of when the look began."""
        with self._engine.connect() as connection:
            at = susulan.proyeksi(connection, kalender(connection))
            self._kepala = self._kepala or susulan.kepala(connection, self._fasyankes)
        if at < self._kepala:
            return None
        self._kepala = 0
        return at

    def _cari(self, seq: int) -> tuple[list[Giliran], list[Terpengaruh], int]:
        """What is to be closed, what may have changed, and where the cursor over late lines is."""
        with self._engine.connect() as connection:
            kini, here, saat = kalender(connection), susulan.sampai(connection), self._now()
            if kini is None:
                return [], [], here
            missed = susulan.terlewat(connection, here, seq, saat, kini)
            due = sorted({*harus_ditutup(connection, saat, kini), *missed})
            return due, susulan.terpengaruh(connection, here, seq, saat, kini), here

    def _tetap(
        self, make: Callable[[Connection, Kalender, T, int], Command | None], what: Sequence[T]
    ) -> list[Command]:
        """The wishes for these days, all counted while the projection stood at one line. Raises Tertunda."""
        for _ in range(KALI):
            with self._engine.connect() as connection:
                kini = kalender(connection)
                if kini is None:
                    return []
                at = susulan.proyeksi(connection, kini)
                made = [make(connection, kini, one, at) for one in what]
                if susulan.proyeksi(connection, kini) == at:
                    return [one for one in made if one is not None]
        raise Tertunda("proyeksi_bergerak")

    def _tutup(self, connection: Connection, kini: Kalender, one: Giliran, seq: int) -> Command:
        hari = one.hari.isoformat()
        subjek = id_sensus(self._fasyankes, one.unit, hari)
        return ask.Tutup(
            command_id=PerintahId(id_perintah(subjek, 1)),
            subjek=subjek,
            pelaku=PENUTUP,
            cara=Cara.SISTEM,
            di=one.unit,
            unit=one.unit,
            hari=hari,
            layanan=one.layanan,
            sampai_seq=seq,
            sel=susulan.sel(connection, kini, one.unit, one.hari),
            susulan=susulan.terlambat(self._now(), kini.batas(one.hari)[1]) or None,
        )

    def _terbit(self, connection: Connection, kini: Kalender, one: Terpengaruh, seq: int) -> Command | None:
        """None where the cells are those of the newest edition."""
        cells = susulan.sel(connection, kini, one.unit, one.hari)
        found = susulan.berubah(connection, one, cells)
        if found is None:
            return None
        edition, changed = found
        return ask.TerbitkanUlang(
            command_id=PerintahId(id_perintah(edition.sensus, edition.edisi + 1)),
            subjek=edition.sensus,
            pelaku=PENUTUP,
            cara=Cara.SISTEM,
            di=one.unit,
            edisi=edition.edisi + 1,
            sampai_seq=seq,
            sel=cells,
            penyebab=susulan.penyebab(connection, edition, changed, seq),
        )

    async def _minta(self, door: FrontDoor, wishes: Sequence[Command]) -> int:
        """Ask; how many were granted for the first time."""
        if not wishes:
            return 0
        passing(Titik.SENSUS_SEBELUM_PERINTAH)
        answers = await asyncio.gather(*(door.execute(wish) for wish in wishes))
        passing(Titik.SENSUS_SESUDAH_PERINTAH)
        granted = 0
        for wish, answer in zip(wishes, answers, strict=True):
            if not isinstance(answer, Refusal):
                granted += not answer.diulang
            elif answer.kode in NANTI:
                raise Tertunda(answer.kode)
            elif answer.kode in SUDAH:
                self._didahului = True
            else:
                log.error("sensus_ditolak", sensus=wish.subjek, kode=answer.kode)
        return granted

    def _taruh(self, seq: int) -> None:
        now = self._now()
        with writing(self._engine).begin() as connection:
            susulan.taruh(connection, seq, now)
