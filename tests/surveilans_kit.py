"""A chain of surveillance for tests: a Puskesmas, its Dinkes, the province, the ministry, a database each.

Letters go from outbox to inbox by hand (`Rantai.antar`), sealed by nobody: how they are carried is tested elsewhere.
A test can lose, repeat and hold them.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert, select, update

from engine import rows
from engine import tables as t
from engine.database import connect, writing
from engine.execute import Accepted, Answer, FrontDoor
from engine.facility import baru
from engine.federasi.masuk import Masuk
from engine.penerima import PENERIMA
from engine.refusals import Refusal
from schemas import subjects
from schemas.commands import kunjungan as visit
from schemas.commands import pasien as ask_pasien
from schemas.commands.kunjungan import KodeDiagnosis
from schemas.federasi import ISI
from schemas.message import Command, Pelaku
from schemas.names import CaraKeluar, JenisKunjungan, Kriteria, Langkah, Peran
from schemas.names.federasi import JenisFasyankes
from tests.kit import LOKET, PAGI, PERMED, SERBA_BISA, UMUM, Jam, orang, wish
from workers.deadlines import Deadlines
from workers.surveilans import Surveilans

J = JenisFasyankes
SURVEILANS = orang(Peran.PETUGAS_SURVEILANS)
PUSKESMAS, KABUPATEN, PROVINSI, PUSAT = "PKM1", "K3201", "P32", "RI"
TINGKAT = (
    (PUSKESMAS, J.PUSKESMAS, KABUPATEN),
    (KABUPATEN, J.DINKES_KABUPATEN, PROVINSI),
    (PROVINSI, J.DINKES_PROVINSI, PUSAT),
    (PUSAT, J.KEMENTERIAN, None),
)


@dataclass(slots=True)
class Fasilitas:
    """One of them, with its front door and its watch."""

    kode: str
    engine: Engine
    door: FrontDoor
    jam: Jam
    amat: Surveilans = field(init=False)

    def __post_init__(self) -> None:
        self.amat = Surveilans(self.engine, now=self.jam)

    async def minta(self, kind: type[Command], subjek: str, pelaku: Pelaku = SURVEILANS, **isi: Any) -> Answer:
        """Ask."""
        return await self.door.execute(wish(kind, subjek, pelaku, **isi))

    async def jadi(self, kind: type[Command], subjek: str, pelaku: Pelaku = SURVEILANS, **isi: Any) -> Accepted:
        """Ask for what must be granted."""
        answer = await self.minta(kind, subjek, pelaku, **isi)
        assert isinstance(answer, Accepted), answer
        return answer

    async def amati(self) -> int:
        """Let the watch look once."""
        return await self.amat.langkah(self.door)

    async def tenggat(self) -> None:
        """Let the timer ask for what is due."""
        await Deadlines(self.engine, now=self.jam).lewatkan(self.door)

    def catatan(self, alur: str, id_: str) -> Any:
        """The present record."""
        with self.engine.connect() as connection:
            return rows.records(connection, alur, [id_]).get(id_)

    def semua(self, alur: str) -> list[Any]:
        """Every record of a workflow."""
        kept = rows.KEPT[alur]
        with self.engine.connect() as connection:
            ids = list(connection.execute(select(kept.table.c.id).order_by(kept.table.c.terdaftar)).scalars())
            return list(kept.records(connection, ids).values()) if ids else []

    async def pasien(self, **lebih: Any) -> str:
        """A patient with a plainly invented name."""
        who = baru()
        name = "Contoh Rekaan " + who[-6:].translate(str.maketrans("0123456789", "ghijklmnop"))
        await self.jadi(ask_pasien.PasienDaftarkan, who, LOKET, identitas={"nama": name} | lebih)
        return who

    async def kasus(self, *icd: str, pasien: str | None = None, kasus_baru: bool | None = True, **isi: Any) -> str:
        """A visit with these codes, as a new case."""
        id_ = baru()
        ended = isi.pop("cara_keluar", None)
        await self.jadi(
            visit.Daftarkan,
            id_,
            LOKET,
            **{
                "pasien": pasien or await self.pasien(),
                "unit": UMUM,
                "jenis_kunjungan": JenisKunjungan.RAWAT_JALAN,
                "cara_bayar": "umum",
            }
            | isi,
        )
        died = {"meninggal_pada": self.jam.saat} if ended == CaraKeluar.MENINGGAL else {}
        if ended is not None:
            await self.jadi(visit.Layani, id_, SERBA_BISA)
            await self.jadi(visit.Selesaikan, id_, SERBA_BISA, cara_keluar=ended, **died)
        codes = tuple(KodeDiagnosis(kode=one, kasus_baru=kasus_baru) for one in icd)
        await self.jadi(visit.Kodekan, id_, PERMED, kode=codes)
        return id_


@dataclass(slots=True)
class Rantai:
    """All of them on one clock, and the letters between them."""

    jam: Jam
    fasilitas: dict[str, Fasilitas]
    terkirim: set[str] = field(default_factory=set)
    putus: set[tuple[str, str]] = field(default_factory=set)
    """Lines that are down: (from, to)."""
    parkir: list[tuple[str, str]] = field(default_factory=list)
    """Letters the front door refused: their kind, and why."""

    def __getitem__(self, kode: str) -> Fasilitas:
        return self.fasilitas[kode]

    async def antar(self, *, ulang: bool = False) -> int:
        """Carry what lies in the outboxes, in order, until there is nothing more. `ulang`: what was carried too."""
        total, seen = 0, set[str]()
        while True:
            moved = 0
            for sender in self.fasilitas.values():
                for row in self.surat(sender):
                    _, _, to = subjects.urai_jalur(row.jalur) or ("", "", "")
                    known = row.id in seen or (row.id in self.terkirim and not ulang)
                    if known or (sender.kode, to) in self.putus or to not in self.fasilitas:
                        continue
                    seen.add(row.id)
                    self.terkirim.add(row.id)
                    await self.terima(self.fasilitas[to], sender.kode, row)
                    moved += 1
            total += moved
            if not moved:
                return total

    @staticmethod
    def surat(dari: Fasilitas) -> list[Any]:
        """Its outbox, in the order of its lanes."""
        with dari.engine.connect() as connection:
            c = t.fed_keluar.c
            return list(connection.execute(select(t.fed_keluar).order_by(c.dibuat, c.jalur, c.epoch, c.seq)))

    async def terima(self, ke: Fasilitas, asal: str, row: Any) -> Answer | None:
        """One letter arrives."""
        kind = ISI[row.jenis]
        came = Masuk(1, row.id, asal, kind.macam, row.jenis, kind.baca(row.isi), row.dibuat, self.jam.saat, None)
        with ke.engine.connect() as connection:
            command = PENERIMA[row.jenis](connection, came)
        if command is None:
            return None
        answer = await ke.door.execute(command)
        if isinstance(answer, Refusal):
            self.parkir.append((row.jenis, answer.kode))
        return answer


@contextmanager
def rantai_baru(contoh: Path, folder: Path, mulai: datetime = PAGI) -> Iterator[Rantai]:
    """The four of them, each in a copy of an empty facility."""
    jam = Jam(mulai)
    made: dict[str, Fasilitas] = {}
    for kode, jenis, induk in TINGKAT:
        path = folder / f"{kode}.db"
        shutil.copy(contoh, path)
        engine = connect(f"sqlite:///{path}")
        with writing(engine).begin() as connection:
            connection.execute(
                update(t.fasyankes).values(
                    kode=kode, nama=f"Contoh {kode}", jenis=jenis, induk=induk, dibuat=mulai - timedelta(days=60)
                )
            )
            below = [
                {
                    "kode": one,
                    "hub": kode,
                    "nama": f"Contoh {one}",
                    "jenis": kind,
                    "tingkat": 1,
                    "induk": up,
                    "aktif": True,
                }
                for one, kind, up in TINGKAT
                if one != kode
            ]
            connection.execute(insert(t.sekutu), below)
        made[kode] = Fasilitas(kode, engine, FrontDoor(engine, kode, now=jam).open(), jam)
    try:
        yield Rantai(jam, made)
    finally:
        for one in made.values():
            one.door.close()
            one.engine.dispose()


async def ditolak(satu: Fasilitas, kind: type[Command], subjek: str, **isi: Any) -> str:
    """Why not."""
    answer = await satu.minta(kind, subjek, **isi)
    assert isinstance(answer, Refusal), answer
    return answer.kode


def w1_isi(satu: Fasilitas, **isi: Any) -> dict[str, Any]:
    """What an outbreak report of dengue says."""
    return {
        "penyakit": "C",
        "diketahui": satu.jam.saat,
        "mulai": "2026-02-27",
        "bawah": 2,
        "atas": 5,
        "mati": 1,
        "kriteria": (Kriteria.K3,),
        "langkah": (Langkah.PENYELIDIKAN, Langkah.VEKTOR),
        "desa": "Contoh Makmur",
        "kecamatan": "Contoh Barat",
    } | isi
