"""What tests build with: a facility, people of every role, commands in one line."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, insert

from engine import facility
from engine import tables as t
from engine.execute import Accepted, Answer, FrontDoor
from engine.facility import Fasyankes, Unit, baru
from schemas.commands import berkas as ask
from schemas.commands import kekurangan as ask_kurang
from schemas.message import Command, Pelaku
from schemas.names import SEMUA_UNIT, SISTEM, BerkasId, KodeUnit, Peran, PeranMesin, PetugasId

PKM = Fasyankes("PKM1", "Puskesmas Contoh", "WIB")
UMUM, GIGI, KIA, RANAP = KodeUnit("UMUM"), KodeUnit("GIGI"), KodeUnit("KIA"), KodeUnit("RANAP")
UNITS = (
    Unit(UMUM, "Poli Umum", "rawat_jalan"),
    Unit(GIGI, "Poli Gigi", "rawat_jalan"),
    Unit(KIA, "Poli KIA", "rawat_jalan"),
    Unit(RANAP, "Rawat Inap", "rawat_inap"),
)
PAGI = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Monday 08:00 WIB."""


def orang(*peran: Peran, unit: tuple[KodeUnit, ...] = ()) -> Pelaku:
    """Somebody with these roles, serving in these units."""
    return Pelaku(PetugasId(baru()), frozenset(peran), frozenset(unit))


LOKET = orang(Peran.PETUGAS_PENDAFTARAN)
PERMED = orang(Peran.PEREKAM_MEDIS)
PERMED_LAIN = orang(Peran.PEREKAM_MEDIS)
DI_UMUM = orang(Peran.PETUGAS_UNIT, unit=(UMUM,))
DI_GIGI = orang(Peran.PETUGAS_UNIT, unit=(GIGI,))
DOKTER = orang(Peran.DOKTER, unit=(UMUM,))
KEPALA = orang(Peran.KEPALA)
SERBA_BISA = orang(*Peran, unit=(SEMUA_UNIT,))
MESIN = Pelaku(SISTEM, frozenset({PeranMesin.SISTEM}))
"""A timer: no person, and in no list of them."""
SEMUA_ORANG = (LOKET, PERMED, PERMED_LAIN, DI_UMUM, DI_GIGI, DOKTER, KEPALA, SERBA_BISA)


@dataclass(slots=True)
class Jam:
    """A clock that goes only when told to."""

    saat: datetime = PAGI
    langkah: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        self.saat += self.langkah
        return self.saat

    def maju(self, **kwargs: float) -> datetime:
        """Let time pass."""
        self.saat += timedelta(**kwargs)
        return self.saat


def wish(kind: type[Command], subjek: str, pelaku: Pelaku = SERBA_BISA, **isi: Any) -> Command:
    """A command with a fresh id."""
    return kind(**{"command_id": baru(), "subjek": subjek, "pelaku": pelaku} | isi)


def settle_facility(connection: Connection) -> None:
    """The sample facility and its people, in an empty database."""
    facility.create(connection, PKM, UNITS)
    connection.execute(
        insert(t.petugas),
        [
            {
                "id": who.id,
                "nama_pengguna": f"orang{place}",
                "nama": f"Orang {place}",
                "peran": sorted(who.peran),
                "unit": sorted(who.unit),
                "aktif": True,
                "harus_ganti_sandi": False,
                "dibuat": PAGI,
            }
            for place, who in enumerate(SEMUA_ORANG)
        ],
    )


@dataclass(slots=True)
class Arsip:
    """A facility with its front door, for a test."""

    engine: Engine
    door: FrontDoor
    jam: Jam
    _nomor: int = field(default=0)

    async def daftar(self, pembawa: str = "fisik", nomor: str | None = None) -> BerkasId:
        """A new record on the rack."""
        self._nomor += 1
        berkas = BerkasId(baru())
        answer = await self.minta(ask.Daftarkan, berkas, nomor=nomor or f"{self._nomor:06d}", pembawa=pembawa)
        assert isinstance(answer, Accepted), answer
        return berkas

    async def kurang(
        self, berkas: str, *butir: str, oleh: Pelaku = SERBA_BISA, orang: PetugasId | None = None
    ) -> list[str]:
        """Gaps found in a record that is being analysed, one for each item; their ids."""
        made = []
        for item in butir or ("identitas.terisi",):
            made.append(baru())
            isi = {"berkas": berkas, "butir": item, "penanggung_jawab": orang or DOKTER.id}
            answer = await self.minta(ask_kurang.Catat, made[-1], oleh, **isi)
            assert isinstance(answer, Accepted), answer
        return made

    async def lengkapi(self, *kekurangan: str, oleh: Pelaku = SERBA_BISA) -> None:
        """These gaps are completed and verified."""
        for one in kekurangan:
            for kind in (ask_kurang.NyatakanDilengkapi, ask_kurang.Verifikasi):
                answer = await self.minta(kind, one, oleh)
                assert isinstance(answer, Accepted), answer

    async def minta(self, kind: type[Command], subjek: str, /, pelaku: Pelaku = SERBA_BISA, **isi: Any) -> Answer:
        """Ask through the front door."""
        return await self.door.execute(wish(kind, subjek, pelaku, **isi))
