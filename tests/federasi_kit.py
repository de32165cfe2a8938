"""Facilities that exchange over a wire in memory, between real databases, and a hub that lies.

`Distrik.buat(folder, contoh, kode…)` gives facilities that joined; `distrik.tenang()` lets everything
move until nothing moves any more; faults are armed on `distrik.hub` and on each facility's `kawat`.
"""

import contextlib
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar, Final, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, select, update

from engine import facility, points
from engine import tables as t
from engine.database import connect, writing
from engine.execute import FrontDoor
from engine.federasi import direktori
from engine.federasi.kawat import KawatPutus, Pesan
from engine.federasi.keluar import Kiriman, titip
from engine.federasi.kunci import Laci
from engine.federasi.sambungan import Sambungan
from engine.penerima.terap import Terapan, terapkan
from engine.points import Titik
from engine.policy import kebijakan
from schemas.federasi import Isi
from schemas.federasi.kunci import Direktori, DirektoriTerbit, SekutuTercatat
from schemas.federasi.paket import PaketGabung
from schemas.names.federasi import JenisFasyankes, MacamJalur
from tests.federasi_palsu import HUB, Gangguan, HubPalsu, KawatPalsu
from tests.kit import PAGI, Jam

PEM: Final = "-----BEGIN CERTIFICATE-----\ncontoh\n-----END CERTIFICATE-----\n"
ANGGOTA: Final[Mapping[str, JenisFasyankes]] = {
    "PKM1": JenisFasyankes.PUSKESMAS,
    "PKM2": JenisFasyankes.PUSKESMAS,
    "RS1": JenisFasyankes.RS,
    HUB: JenisFasyankes.DINKES_KABUPATEN,
}


class Catatan(Isi):
    """A message that means nothing."""

    jenis: ClassVar[str] = "uji.catatan;1"
    macam: ClassVar[MacamJalur] = MacamJalur.REF
    nomor: int


class CatatanAgregat(Catatan):
    """The same, to an office."""

    jenis: ClassVar[str] = "uji.agregat;1"
    macam: ClassVar[MacamJalur] = MacamJalur.AGG


class CatatanTempat(Catatan):
    """The same, to everybody."""

    jenis: ClassVar[str] = "uji.tempat;1"
    macam: ClassVar[MacamJalur] = MacamJalur.BED


class Mati(BaseException):
    """The process died here."""


@dataclass(slots=True)
class Fasilitas:
    """One facility: its database, its keys, its line."""

    kode: str
    engine: Engine
    laci: Laci
    kawat: KawatPalsu
    jam: Jam
    meleset: timedelta = timedelta(0)
    """How far its clock is off."""
    _sambungan: Sambungan | None = None
    _nomor: int = 0

    def now(self) -> datetime:
        return self.jam() + self.meleset

    def titip(self, tujuan: str, banyak: int = 1, jenis: type[Catatan] = Catatan) -> list[int]:
        """Hand over so many messages; their numbers count on for each facility."""
        numbers = list(range(self._nomor + 1, self._nomor + banyak + 1))
        self._nomor += banyak
        with writing(self.engine).begin() as connection:
            letters = [Kiriman(facility.baru(), jenis.macam, tujuan, jenis.jenis, jenis(nomor=one)) for one in numbers]
            titip(connection, letters, pada=self.now())
        return numbers

    async def sambungan(self) -> Sambungan:
        """The connection there is, or another one."""
        if self._sambungan is None:
            made = Sambungan(self.engine, self.kawat, self.laci, kebijakan().federasi, self.now)
            await made.mulai()
            self._sambungan = made
        return self._sambungan

    def putus(self) -> None:
        """The connection is gone; or the process was."""
        self._sambungan = None

    async def putaran(self) -> int:
        """Send what waits, take what is there. A line that breaks or a process that dies ends it. How much moved."""
        try:
            line = await self.sambungan()
            return await line.dorong() + await line.tarik()
        except (KawatPutus, Mati):
            self.putus()
            return 1

    async def terap(self, door: FrontDoor) -> Terapan:
        """Apply what is in the inbox."""
        return await terapkan(self.engine, door, self.now)

    def kotak(self, jalur: str) -> list[int]:
        """The numbers in the inbox, of one lane, in the order they came."""
        c = t.fed_masuk.c
        with self.engine.connect() as connection:
            rows = connection.execute(select(c.isi).where(c.jalur == jalur).order_by(c.urut)).scalars()
            return [Catatan.model_validate_json(isi).nomor for isi in rows]

    def jalur(self, jalur: str) -> Mapping[str, object]:
        """A lane's row."""
        with self.engine.connect() as connection:
            row = connection.execute(select(t.fed_jalur).where(t.fed_jalur.c.jalur == jalur)).mappings().first()
            return dict(row) if row else {}

    def galat(self) -> Counter[str]:
        """Open alarms by cause."""
        c = t.fed_galat.c
        with self.engine.connect() as connection:
            return Counter(connection.execute(select(c.sebab).where(c.selesai.is_(None))).scalars())

    def cadangkan(self, folder: Path) -> Path:
        """Yesterday's backup."""
        path = folder / f"cadangan-{self.kode}-{facility.baru()}.db"
        with (
            contextlib.closing(sqlite3.connect(str(self.engine.url.database))) as here,
            contextlib.closing(sqlite3.connect(path)) as there,
        ):
            here.backup(there)
        return path

    def pulihkan(self, cadangan: Path) -> None:
        """The database is what it was when the backup was made. The keys are files, and stay."""
        self.putus()
        path = Path(str(self.engine.url.database))
        self.engine.dispose()
        for old in path.parent.glob(f"{path.name}*"):
            old.unlink()
        shutil.copy(cadangan, path)


@dataclass(slots=True)
class Distrik:
    """Facilities on one hub, and the root their directory is signed with."""

    hub: HubPalsu
    akar: Ed25519PrivateKey
    jam: Jam
    anggota: dict[str, Fasilitas]
    jenis: Mapping[str, JenisFasyankes]
    versi: int = 0

    @classmethod
    def buat(cls, folder: Path, contoh: Path, *kode: str, engines: Mapping[str, Engine] | None = None) -> "Distrik":
        """These facilities, each in a copy of an empty database (or in the one given), joined to one hub."""
        hub, jam = HubPalsu(), Jam(langkah=timedelta(seconds=1))
        made = cls(hub, Ed25519PrivateKey.generate(), jam, {}, {one: ANGGOTA[one] for one in kode})
        for one in kode:
            engine = (engines or {}).get(one)
            if engine is None:
                path = folder / f"{one}.db"
                shutil.copy(contoh, path)
                engine = connect(f"sqlite:///{path}")
            with writing(engine).begin() as connection:
                connection.execute(update(t.fasyankes).values(kode=one, jenis=ANGGOTA[one]))
            laci = Laci.di(folder / one)
            laci.siapkan(one, kebijakan().federasi, PAGI)
            made.anggota[one] = Fasilitas(one, engine, laci, KawatPalsu(hub, one), jam)
        terbit = made.terbitkan()
        for member in made.anggota.values():
            made.gabungkan(member, terbit)
        return made

    @classmethod
    def kosong(cls, seperti: "Distrik") -> "Distrik":
        """The same district, with a hub of its own, and nobody on it yet (`tambah`)."""
        return cls(HubPalsu(), seperti.akar, Jam(langkah=timedelta(seconds=1)), {}, seperti.jenis, seperti.versi)

    def tambah(self, kode: str, engine: Engine, laci: Laci) -> None:
        """A facility that has joined already."""
        self.anggota[kode] = Fasilitas(kode, engine, laci, KawatPalsu(self.hub, kode), self.jam)

    def salin(self, dari: Path, folder: Path) -> "Distrik":
        """The same district as it was made in `dari` (and closed), with databases, keys and a hub of its own."""
        fresh = Distrik.kosong(self)
        for kode in self.anggota:
            shutil.copy(dari / f"{kode}.db", folder / f"{kode}.db")
            shutil.copytree(dari / kode, folder / kode)
            fresh.tambah(kode, connect(f"sqlite:///{folder / f'{kode}.db'}"), Laci.di(folder / kode))
        return fresh

    def __getitem__(self, kode: str) -> Fasilitas:
        return self.anggota[kode]

    def tutup(self) -> None:
        for one in self.anggota.values():
            with one.engine.connect() as connection:
                if connection.dialect.name == "sqlite":
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            one.engine.dispose()

    def terbitkan(self, ubah: Callable[[SekutuTercatat], SekutuTercatat] = lambda one: one) -> DirektoriTerbit:
        """The next version of the directory, with everybody's keys."""
        self.versi += 1
        peers = [
            ubah(
                SekutuTercatat(
                    kode=one.kode,
                    nama=f"Contoh {one.kode}",
                    fasyankes=self.jenis[one.kode],
                    tingkat=2 if self.jenis[one.kode] is JenisFasyankes.RS else 1,
                    kunci=tuple(key.tercatat for key in one.laci.semua()),
                )
            )
            for one in self.anggota.values()
        ]
        told = Direktori(hub=HUB, versi=self.versi, dibuat=self.jam(), sekutu=tuple(peers))
        return direktori.terbitkan(told, self.akar)

    def pasang(self, terbit: DirektoriTerbit, *kode: str) -> None:
        """Put a directory in force there, as if it had come."""
        for one in kode or tuple(self.anggota):
            with writing(self[one].engine).begin() as connection:
                direktori.pasang(connection, HUB, terbit, self.jam())

    def gabungkan(self, member: Fasilitas, terbit: DirektoriTerbit) -> None:
        root = self.akar.public_key().public_bytes_raw()
        paket = PaketGabung(
            hub=HUB, url="tls://127.0.0.1:4443", ca=PEM, akar=root.hex(), fasyankes=member.kode, direktori=terbit
        )
        with writing(member.engine).begin() as connection:
            direktori.gabung(connection, paket, direktori.sidik(root), self.jam())

    async def tenang(self, putaran: int = 60, **maju: float) -> None:
        """Let everything move until nothing moves; tend in between, as time goes on."""
        for _ in range(putaran):
            moved = 0
            for one in self.anggota.values():
                moved += await one.putaran()
            if not moved:
                if not maju:
                    return
                self.jam.maju(**maju)
                maju = {}
                for one in self.anggota.values():
                    await (await one.sambungan()).rawat()
        raise AssertionError("tidak menjadi tenang")


def jalur(asal: str, tujuan: str, macam: MacamJalur = MacamJalur.REF) -> str:
    return f"fed.{asal}.{macam.value}.{tujuan}"


class MatiDi:
    """Dies at a moment, the n-th time it is passed. `with MatiDi(Titik.X): …`."""

    def __init__(self, titik: Titik, ke: int = 1) -> None:
        self._titik, self._sisa = titik, ke

    def __call__(self, titik: Titik) -> None:
        if titik is self._titik:
            self._sisa -= 1
            if self._sisa == 0:
                raise Mati(titik)

    def __enter__(self) -> Self:
        points.hang(self)
        return self

    def __exit__(self, *_: object) -> None:
        points._hooks.remove(self)  # noqa: SLF001 - hung up by this test alone


def ubah_kepala(pesan: Pesan, **kepala: str) -> Pesan:
    """The same message with other headers: `ubah_kepala(p, Fed_Seq="7")`."""
    return Pesan(dict(pesan.kepala) | {name.replace("_", "-"): value for name, value in kepala.items()}, pesan.badan)


__all__ = [
    "HUB", "Catatan", "CatatanAgregat", "CatatanTempat", "Distrik", "Fasilitas", "Gangguan", "HubPalsu", "KawatPalsu",
    "Mati", "MatiDi", "jalur", "ubah_kepala",
]  # fmt: skip
