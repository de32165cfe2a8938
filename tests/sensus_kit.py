"""A ward whose days are closed, for tests: the projection brought up to date, and the worker that closes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, insert

from engine import projections
from engine import tables as t
from engine.database import writing
from engine.execute import Answer
from engine.pengingat.sumber import KEPALA_UNIT
from engine.projections.projector import Proyektor
from engine.sensus import penutupan, susulan
from engine.sensus.giliran import kalender
from engine.sensus.penutupan import Edisi
from engine.workflows.kunjungan import Kunjungan
from engine.workflows.sensus import id_sensus
from schemas.commands import kunjungan as visit
from schemas.commands import sensus as ask
from schemas.message import Pelaku
from schemas.names import CaraKeluar
from schemas.sel import SelSensus
from tests.kit import DI_UMUM, PAGI, PKM, RANAP, Arsip
from tests.klinik import Klinik
from workers.census import Penutup

HARI: date = PAGI.date()
"""The day of PAGI: Monday."""
KARU: Pelaku = DI_UMUM
"""Whom these tests appoint head of the ward."""


def susul(engine: Engine) -> None:
    """Bring the projection to the ledger's end."""
    sensus = next(one for one in projections.semua(PKM) if one.nama == susulan.PROYEKSI)
    worker = Proyektor(engine, PKM.kode, sensus)
    worker.mulai()
    while worker.kejar():
        continue


def angkat(engine: Engine, unit: str = RANAP, pelaku: Pelaku = KARU) -> None:
    """Appoint the head of a unit."""
    with writing(engine).begin() as connection:
        connection.execute(insert(t.jabatan), {"jabatan": KEPALA_UNIT, "unit": unit, "petugas": pelaku.id})


@dataclass(slots=True)
class Sensus:
    """The closing of one facility's census in a test's hand."""

    klinik: Klinik
    penutup: Penutup

    @property
    def arsip(self) -> Arsip:
        """The facility."""
        return self.klinik.arsip

    async def tutup(self) -> None:
        """Project all there is, and let the worker look once, and once more at what it wrote itself."""
        for _ in range(2):
            susul(self.arsip.engine)
            assert await self.penutup.langkah(self.arsip.door)

    def edisi(self, hari: date = HARI, unit: str = RANAP) -> list[Edisi]:
        """Every edition of a unit's day."""
        with self.arsip.engine.connect() as connection:
            return penutupan.edisi_semua(connection, unit, hari)

    def sel(self, hari: date = HARI, unit: str = RANAP) -> tuple[SelSensus, ...]:
        """What the projection counts now."""
        with self.arsip.engine.connect() as connection:
            return susulan.sel(connection, self.kini(connection), unit, hari)

    @staticmethod
    def kini(connection: Connection) -> Any:
        """The facility's calendar."""
        return kalender(connection)

    async def tanda_tangan(self, edisi: int = 1, hari: date = HARI, pelaku: Pelaku = KARU, unit: str = RANAP) -> Answer:
        """Sign."""
        subjek = id_sensus(PKM.kode, unit, hari.isoformat())
        return await self.arsip.minta(ask.Tandatangani, subjek, pelaku, edisi=edisi)

    async def pulang(self, kunjungan: Kunjungan, saat: datetime | None = None, **isi: Any) -> Answer:
        """Discharged."""
        data = {"cara_keluar": CaraKeluar.IZIN_DOKTER, "terjadi_pada": saat} | isi
        return await self.klinik.minta(visit.Selesaikan, subjek=kunjungan.id, **data)

    def esok(self, hari: int = 1) -> None:
        """Shortly after the cut-off, so many days on."""
        there = self.arsip.jam.saat + timedelta(hours=7)
        self.arsip.jam.saat = there.replace(hour=0, minute=0, second=5) + timedelta(days=hari) - timedelta(hours=7)


def penutupan_baru(klinik: Klinik) -> Sensus:
    """That worker."""
    arsip = klinik.arsip
    return Sensus(klinik, Penutup(arsip.engine, PKM.kode, now=arsip.jam))
