"""A district with a real hub: facilities with databases and keys of their own, each run by the shipped worker."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, func, select, update

from cli import hub_dinas
from engine import clock, facility
from engine import tables as t
from engine.database import connect, writing
from engine.execute import FrontDoor
from engine.federasi import direktori
from engine.federasi.hub import HubKita
from engine.federasi.keluar import Kiriman, titip
from engine.federasi.kunci import Laci
from engine.federasi.permohonan import permohonan
from engine.hub import akar as kunci_akar
from engine.hub import buku
from engine.hub.buku import Hub
from engine.policy import kebijakan
from engine.relay import NatsTujuan
from engine.tasks import akhiri
from schemas.names.federasi import JenisFasyankes as J
from tests.federasi_kit import Catatan, CatatanAgregat
from tests.hub_kit import DuniaHub, port_kosong
from tests.siaran import sampai
from workers.federasi import Federasi, Garis

KABUPATEN: Final = "K3201"
LOOPBACK: Final = "127.0.0.1"
JENIS: Final = {"PKM1": J.PUSKESMAS, "PKM2": J.PUSKESMAS, "RS1": J.RS, KABUPATEN: J.DINKES_KABUPATEN}
"""Facilities of a test; whoever is not named here is a Puskesmas."""


@dataclass(slots=True)
class Faskes:
    """One facility."""

    kode: str
    folder: Path
    engine: Engine
    lewat: int = 0
    """The port of a proxy it goes through; 0: straight."""
    _nomor: int = 0

    def titip_agregat(self, tujuan: str, banyak: int) -> None:
        """The same to an office."""
        self.titip(tujuan, banyak, CatatanAgregat)

    def titip(self, tujuan: str, banyak: int = 1, jenis: type[Catatan] = Catatan) -> None:
        """Hand over so many messages, numbered on."""
        letters = []
        for _ in range(banyak):
            self._nomor += 1
            isi = jenis(nomor=self._nomor)
            letters.append(Kiriman(facility.baru(), isi.macam, tujuan, isi.jenis, isi))
        with writing(self.engine).begin() as connection:
            titip(connection, letters)

    def banyak(self, asal: str) -> int:
        """How many messages of this facility are in the inbox."""
        c = t.fed_masuk.c
        with self.engine.connect() as connection:
            return int(connection.execute(select(func.count()).where(c.asal == asal)).scalar_one())

    def kotak(self, asal: str) -> list[int]:
        """Their numbers, in the order they came."""
        c = t.fed_masuk.c
        with self.engine.connect() as connection:
            rows = connection.execute(select(c.isi).where(c.asal == asal).order_by(c.urut)).scalars()
            return [Catatan.model_validate_json(isi).nomor for isi in rows]

    def tanpa_tanda(self) -> int:
        """How many of what it told were not receipted yet."""
        c = t.fed_keluar.c
        with self.engine.connect() as connection:
            query = select(func.count()).where(c.diterima.is_(None), c.jenis == Catatan.jenis)
            return int(connection.execute(query).scalar_one())

    @asynccontextmanager
    async def jalan(self, door: FrontDoor | None = None) -> AsyncIterator[Federasi]:
        """Its worker runs until the block ends; with a door, what comes is applied."""
        worker = Federasi(self.engine, self.folder, tujuan=self.arah if self.lewat else None)
        task = asyncio.create_task(worker.run(door))
        try:
            yield worker
        finally:
            failed = task.done() and not task.cancelled() and task.exception()
            await akhiri(task)
            assert not failed, failed

    def arah(self, _hub: HubKita, tujuan: NatsTujuan) -> NatsTujuan:
        """Through the proxy."""
        return replace(tujuan, url=f"tls://{LOOPBACK}:{self.lewat}")

    def palsukan_ca(self, pem: str) -> None:
        """It was handed another root."""
        with writing(self.engine).begin() as connection:
            connection.execute(update(t.fed_hub).values(ca=pem))

    def cadangkan(self) -> Path:
        """Yesterday's backup."""
        path = self.folder / f"cadangan-{facility.baru()}.db"
        with closing(sqlite3.connect(self.folder / "jejak.db")) as here, closing(sqlite3.connect(path)) as there:
            here.backup(there)
        return path

    def pulihkan(self, cadangan: Path) -> None:
        """The database is what it was; nothing may run on it."""
        self.engine.dispose()
        for old in self.folder.glob("jejak.db*"):
            old.unlink()
        shutil.copy(cadangan, self.folder / "jejak.db")


@dataclass(slots=True)
class Kabupaten:
    """A hub and the facilities on it."""

    folder: Path
    dunia: DuniaHub
    akar: Path
    faskes: dict[str, Faskes] = field(default_factory=dict)

    def __getitem__(self, kode: str) -> Faskes:
        return self.faskes[kode]

    def gabung(self, satu: Faskes) -> None:
        """Enrol a facility and let it join, as people do it with files."""
        with satu.engine.connect() as connection:
            milik = facility.read(connection)
        assert milik
        asked = permohonan(milik, Laci.di(satu.folder), kebijakan().federasi, clock.now())
        hub = hub_dinas.daftar(self.dunia.folder, asked, self.akar)
        paket = buku.paket(self.dunia.folder, hub, satu.kode)
        with writing(satu.engine).begin() as connection:
            direktori.gabung(connection, paket, direktori.sidik(paket.akar), clock.now())
        self.faskes[satu.kode] = satu

    def umumkan(self) -> None:
        """Put the newest directory in force everywhere, as if it had come."""
        hub = self.dunia.hub
        for satu in self.faskes.values():
            with writing(satu.engine).begin() as connection:
                direktori.pasang(connection, hub.kode, buku.terbit(self.dunia.folder), clock.now())

    def tutup(self) -> None:
        """Let go of every database."""
        for satu in self.faskes.values():
            satu.engine.dispose()


def buat_faskes(folder: Path, contoh: Path, kode: str) -> Faskes:
    """A facility that has joined nothing, in a copy of an empty database."""
    home = folder / kode
    home.mkdir(parents=True)
    shutil.copy(contoh, home / "jejak.db")
    engine = connect(f"sqlite:///{home / 'jejak.db'}")
    with writing(engine).begin() as connection:
        connection.execute(
            update(t.fasyankes).values(kode=kode, nama=f"Contoh {kode}", jenis=JENIS.get(kode, J.PUSKESMAS))
        )
    return Faskes(kode, home, engine)


def buat_kabupaten(folder: Path, contoh: Path, *kode: str, pemilik: str = KABUPATEN, maks: int = 2**28) -> Kabupaten:
    """A hub that does not run yet, with these facilities on it."""
    akar = folder / f"akar-{pemilik}.pem"
    folder.mkdir(parents=True, exist_ok=True)
    key = kunci_akar.buat(akar)
    now = clock.now()
    hub = Hub(
        kode=pemilik,
        nama=f"Contoh {pemilik}",
        jenis=J.DINKES_KABUPATEN,
        dengar=LOOPBACK,
        port=port_kosong(),
        alamat=(LOOPBACK,),
        maks_bita=maks,
        akar=kunci_akar.umum(key),
        dibuat=now,
    )
    home = folder / f"hub-{pemilik}"
    home.mkdir()
    buku.buat(home, hub, now)
    made = Kabupaten(folder, DuniaHub(home), akar)
    for one in kode:
        made.gabung(buat_faskes(folder, contoh, one))
    made.umumkan()
    return made


@contextmanager
def kabupaten(folder: Path, contoh: Path, *kode: str, **lain: int) -> Iterator[Kabupaten]:
    """The same, let go of at the end."""
    made = buat_kabupaten(folder, contoh, *kode, maks=lain.get("maks", 2**28))
    try:
        yield made
    finally:
        made.tutup()


async def garis(worker: Federasi, hub: str, *, ada: bool = True, sebab: str | None = None) -> Garis:
    """Until there is a line to this hub; or there is none, for this reason."""

    def so() -> bool:
        line = worker.garis.get(hub)
        return line is not None and line.tersambung is ada and (sebab is None or line.sebab == sebab)

    await sampai(so, f"{hub} {'' if ada else 'tidak '}tersambung {sebab or ''}")
    return worker.garis[hub]
