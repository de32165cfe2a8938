"""Facilities that exchange over a wire in memory, between real databases: a hub that drops, repeats, forgets and lies.

`async with`-free: `Distrik.buat(folder, contoh, kode…)` gives facilities that joined; `distrik.tenang()` lets everything
move until nothing moves any more; faults are armed on `distrik.hub` and on each facility's `kawat`.
"""

import contextlib
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Final, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, select, update

from engine import facility, points
from engine import tables as t
from engine.database import connect, writing
from engine.execute import FrontDoor
from engine.federasi import direktori
from engine.federasi.jalur import siaran, urai
from engine.federasi.kawat import Datang, HubPenuh, KawatPutus, Pesan, Terakhir, UrutanLain
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
from tests.kit import PAGI, Jam

HUB: Final = "K3201"
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


class Gangguan(StrEnum):
    """What a wire does wrong, once, at the next call it fits."""

    PUTUS_SEBELUM_KIRIM = "putus_sebelum_kirim"
    PUTUS_SESUDAH_KIRIM = "putus_sesudah_kirim"
    """The hub stored it; the answer never came."""
    PUTUS_SEBELUM_ACK = "putus_sebelum_ack"
    PENUH = "penuh"
    HILANG = "hilang"
    """A message of a page never comes, though the hub believes it was taken."""
    GANDA = "ganda"
    ACAK = "acak"


class _Baris(NamedTuple):
    urutan: int
    jalur: str
    pesan: Pesan


@dataclass(slots=True)
class HubPalsu:
    """A hub in memory. `lupa`, `mundur`, `sisip`, `ulangi` are what a real one does on a bad day."""

    kode: str = HUB
    aliran: list[_Baris] = field(default_factory=list)
    sampai: Counter[str] = field(default_factory=Counter)
    """What each facility acknowledged."""
    _urutan: int = 0

    def terakhir(self, jalur: str) -> _Baris | None:
        return next((one for one in reversed(self.aliran) if one.jalur == jalur), None)

    def simpan(self, jalur: str, pesan: Iterable[Pesan]) -> int:
        for one in pesan:
            self._urutan += 1
            self.aliran.append(_Baris(self._urutan, jalur, one))
        return self._urutan

    def untuk(self, kode: str) -> list[_Baris]:
        return [one for one in self.aliran if one.urutan > self.sampai[kode] and self._milik(one.jalur, kode)]

    def _milik(self, jalur: str, kode: str) -> bool:
        lane = urai(jalur)
        if lane is None:
            return jalur.endswith(f".{kode}")
        return lane[2] == (self.kode if siaran(*lane) else kode) and not (siaran(*lane) and lane[0] == kode)

    def lupa(self) -> None:
        """The store is deleted: nothing is there, and nobody acknowledged anything."""
        self.aliran.clear()
        self.sampai.clear()
        self._urutan = 0

    def mundur(self, banyak: int) -> None:
        """The store is an older copy: the last so many messages are gone."""
        if banyak:
            del self.aliran[-banyak:]
        self._urutan = self.aliran[-1].urutan if self.aliran else 0
        for kode in self.sampai:
            self.sampai[kode] = min(self.sampai[kode], self._urutan)

    def ulangi(self, kode: str, banyak: int) -> None:
        """The last acknowledgement was not on the disk: so many messages are given again."""
        self.sampai[kode] = max(0, self.sampai[kode] - banyak)

    def buang(self, jalur: str, place: int) -> None:
        """One message of a lane is gone: retention, or a hub that holds it back."""
        own = [one for one in self.aliran if one.jalur == jalur]
        self.aliran.remove(own[place])


@dataclass(slots=True)
class KawatPalsu:
    """A line to that hub."""

    peladen: HubPalsu
    kode: str
    gangguan: list[Gangguan] = field(default_factory=list)
    acak: random.Random = field(default_factory=lambda: random.Random(1))
    terkirim: int = 0

    @property
    def hub(self) -> str:
        return self.peladen.kode

    def _kena(self, gangguan: Gangguan) -> bool:
        if gangguan in self.gangguan:
            self.gangguan.remove(gangguan)
            return True
        return False

    async def terakhir(self, jalur: str) -> Terakhir | None:
        found = self.peladen.terakhir(jalur)
        return Terakhir(found.urutan, found.pesan.kepala, found.pesan.badan) if found else None

    async def kirim(self, jalur: str, pesan: Sequence[Pesan], setelah: int) -> int:
        assert jalur.startswith(f"fed.{self.kode}."), "jalur orang lain"
        if self._kena(Gangguan.PUTUS_SEBELUM_KIRIM):
            raise KawatPutus
        if self._kena(Gangguan.PENUH):
            raise HubPenuh
        last = self.peladen.terakhir(jalur)
        if (last.urutan if last else 0) != setelah:
            raise UrutanLain
        place = self.peladen.simpan(jalur, pesan)
        self.terkirim += len(pesan)
        if self._kena(Gangguan.PUTUS_SESUDAH_KIRIM):
            raise KawatPutus
        return place

    async def ambil(self, banyak: int, tunggu: float) -> Sequence[Datang]:
        del tunggu
        page = [Datang(one.jalur, one.urutan, *one.pesan) for one in self.peladen.untuk(self.kode)[:banyak]]
        last = page[-1:]
        if page and self._kena(Gangguan.HILANG):
            del page[self.acak.randrange(len(page))]
        if page and self._kena(Gangguan.GANDA):
            page = [one for each in page for one in (each, each)]
        if page and self._kena(Gangguan.ACAK):
            self.acak.shuffle(page)
        return [*page, *(one for one in last if one not in page[-1:])] if page else last

    async def selesai(self, datang: Datang) -> None:
        if self._kena(Gangguan.PUTUS_SEBELUM_ACK):
            raise KawatPutus
        self.peladen.sampai[self.kode] = max(self.peladen.sampai[self.kode], datang.urutan)


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

    def __getitem__(self, kode: str) -> Fasilitas:
        return self.anggota[kode]

    def tutup(self) -> None:
        for one in self.anggota.values():
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

    def __enter__(self) -> "MatiDi":
        points.hang(self)
        return self

    def __exit__(self, *_: object) -> None:
        points._hooks.remove(self)  # noqa: SLF001 - hung up by this test alone


def ubah_kepala(pesan: Pesan, **kepala: str) -> Pesan:
    """The same message with other headers: `ubah_kepala(p, Fed_Seq="7")`."""
    return Pesan(dict(pesan.kepala) | {name.replace("_", "-"): value for name, value in kepala.items()}, pesan.badan)
