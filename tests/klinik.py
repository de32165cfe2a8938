"""A facility that receives patients: its desk, its emergency unit, its beds; for tests of visits."""

from dataclasses import dataclass, field
from typing import Any

from engine import facility, rows, ruang
from engine.database import writing
from engine.execute import Accepted, Answer
from engine.facility import Unit, baru
from engine.refusals import Refusal
from engine.ruang import Kamar
from engine.workflows.kunjungan import Kunjungan
from schemas.commands import kunjungan as ask
from schemas.commands import pasien as ask_pasien
from schemas.commands.pasien import Identitas
from schemas.message import Pelaku
from schemas.names import (
    JenisKunjungan,
    KelasRawat,
    KodeUnit,
    Peran,
)
from tests.kit import DOKTER, LOKET, PAGI, PERMED, RANAP, UMUM, Arsip, orang

IGD = KodeUnit("IGD")
DI_IGD = orang(Peran.PETUGAS_UNIT, unit=(IGD,))


@dataclass(slots=True)
class Klinik:
    """The facility with an emergency unit, two rooms and four beds."""

    arsip: Arsip
    _nomor: int = field(default=0)

    async def pasien(self, *, dikenal: bool = True) -> str:
        """A patient in the index."""
        self._nomor += 1
        nama = f"PASIEN CONTOH {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[self._nomor % 26]}"
        answer = await self.minta(ask_pasien.PasienDaftarkan, PERMED, identitas=Identitas(nama=nama), dikenal=dikenal)
        assert isinstance(answer, Accepted), answer
        return answer.subjek

    async def minta(self, kind: type[Any], pelaku: Pelaku = LOKET, subjek: str | None = None, **isi: Any) -> Answer:
        """Ask through the front door."""
        id_ = baru()
        command = kind(**{"command_id": id_, "subjek": subjek or id_, "pelaku": pelaku} | isi)
        return await self.arsip.door.execute(command)

    async def daftar(self, pasien: str | None = None, unit: str = UMUM, pelaku: Pelaku = LOKET, **isi: Any) -> Answer:
        """A visit at a clinic (or the emergency unit)."""
        jenis = JenisKunjungan.GAWAT_DARURAT if unit == IGD else JenisKunjungan.RAWAT_JALAN
        return await self.minta(
            ask.Daftarkan,
            pelaku,
            **{
                "pasien": pasien or await self.pasien(),
                "jenis_kunjungan": jenis,
                "unit": unit,
                "cara_bayar": "umum",
            }
            | isi,
        )

    async def terdaftar(self, pasien: str | None = None, unit: str = UMUM, **isi: Any) -> Kunjungan:
        """The same, granted."""
        answer = await self.daftar(pasien, unit, **isi)
        assert isinstance(answer, Accepted), answer
        return self.kini(answer.subjek)

    async def rawat(self, dari: Kunjungan, bed: str = "M1-A", **isi: Any) -> Answer:
        """An admission from that visit."""
        return await self.minta(
            ask.MasukRawatInap,
            **{
                "pasien": dari.pasien,
                "asal": dari.id,
                "dokter": DOKTER.id,
                "tempat_tidur": bed,
                "cara_bayar": "jkn",
            }
            | isi,
        )

    async def dirawat(self, bed: str = "M1-A", **isi: Any) -> Kunjungan:
        """A patient admitted into this bed."""
        answer = await self.rawat(await self.terdaftar(), bed, **isi)
        assert isinstance(answer, Accepted), answer
        return self.kini(answer.subjek)

    def kini(self, id_: str) -> Kunjungan:
        """The present record."""
        with self.arsip.engine.connect() as connection:
            found: Kunjungan = rows.records(connection, "kunjungan", [id_])[id_]
            return found

    def terisi(self) -> dict[str, str]:
        """Who lies where, as the wards' page tells it."""
        with self.arsip.engine.connect() as connection:
            return {bed.kode: bed.kunjungan for bed in ruang.beds(connection) if bed.kunjungan}


def klinik_baru(arsip: Arsip) -> Klinik:
    """That facility."""
    with writing(arsip.engine).begin() as connection:
        assert isinstance(facility.add_unit(connection, Unit(IGD, "Gawat Darurat", "gawat_darurat")), Unit)
        for kode, kelas in (("M1", KelasRawat.KELAS_2), ("M3", KelasRawat.KELAS_3)):
            assert isinstance(ruang.add_room(connection, Kamar(kode, f"Melati {kode}", RANAP, kelas)), Kamar)
            for bed in ("A", "B"):
                assert ruang.add_bed(connection, f"{kode}-{bed}", kode, now=PAGI) == f"{kode}-{bed}"
    return Klinik(arsip)


def kode(answer: Answer) -> str:
    """Why not."""
    assert isinstance(answer, Refusal), answer
    return answer.kode
