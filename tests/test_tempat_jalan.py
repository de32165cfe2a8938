"""From a hospital's wards to the form of who refers, over the hub and back: beds, a promise that ends, an office."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from engine import rows, ruang
from engine.database import writing
from engine.execute import Accepted, FrontDoor
from engine.refusals import Refusal
from engine.ruang import Kamar
from engine.views import waktu_tanggap
from engine.views.tempat_kosong import tempat_kosong
from engine.views.tempat_tujuan import Butuh, tempat_tujuan
from engine.workflows.rujukan import Rujukan, tanda_lewat
from schemas.commands import rujukan as ask
from schemas.names import JenisTenggat, KeadaanRujukan, KelasRawat
from tests.federasi_kit import HUB, Distrik
from tests.kit import PAGI, RANAP, Arsip
from tests.klinik import Klinik
from tests.tempat_kit import susun, terima
from workers.tempat_tidur import PenerbitTempatTidur

KELAS_2 = KelasRawat.KELAS_2
WANT = Butuh(perlu=True, kelas=KELAS_2)


@pytest.fixture
def distrik(tmp_path: Path, sqlite_facility: Path) -> Iterator[Distrik]:
    made = Distrik.buat(tmp_path, sqlite_facility, "PKM1", "RS1", HUB)
    yield made
    made.tutup()


class Wilayah:
    """Each facility's door, and everything they say to each other delivered and applied."""

    def __init__(self, distrik: Distrik, stack: ExitStack) -> None:
        self.distrik = distrik
        self.arsip: dict[str, Arsip] = {}
        for kode, one in distrik.anggota.items():
            door = stack.enter_context(FrontDoor(one.engine, kode, now=one.now))
            self.arsip[kode] = Arsip(one.engine, door, distrik.jam)

    async def antar(self) -> None:
        """Beds are told, everything arrives, everything is applied."""
        for kode, arsip in self.arsip.items():
            await PenerbitTempatTidur(arsip.engine, now=self.distrik[kode].now).langkah()
        for _ in range(2):
            await self.distrik.tenang()
            for kode, arsip in self.arsip.items():
                await self.distrik[kode].terap(arsip.door)

    def kosong(self) -> int:
        """Free beds of that class at the hospital, as the Puskesmas knows them; it must know of some figure."""
        with self.arsip["PKM1"].engine.connect() as connection:
            (found,) = (one for one in tempat_tujuan(connection, self.distrik.jam(), WANT) if one.kode == "RS1")
        assert found.usia is not None
        return found.kosong

    def rujukan(self, kode: str, id_: str) -> Rujukan:
        """The record there."""
        with self.arsip[kode].engine.connect() as connection:
            found: Rujukan = rows.records(connection, "rujukan", [id_])[id_]
            return found


async def test_a_bed_is_told_promised_and_free_again_and_the_office_sees_the_answer(distrik: Distrik) -> None:
    with writing(distrik["RS1"].engine).begin() as connection:
        assert isinstance(ruang.add_room(connection, Kamar("M1", "Melati", RANAP, KELAS_2)), Kamar)
        for bed in ("M1-A", "M1-B"):
            assert ruang.add_bed(connection, bed, "M1", now=PAGI) == bed
    with ExitStack() as stack:
        area = Wilayah(distrik, stack)
        pkm, rs = area.arsip["PKM1"], area.arsip["RS1"]
        await area.antar()
        assert area.kosong() == 2
        id_ = await susun(pkm, await Klinik(pkm).pasien(), darurat=True, dihubungi="telepon")
        sent = await pkm.minta(ask.Kirim, id_)
        assert isinstance(sent, Accepted), sent
        await area.antar()
        with area.arsip[HUB].engine.connect() as connection:
            assert [(one.perujuk, one.tujuan, one.darurat) for one in waktu_tanggap.menunggu(connection)] == [
                ("PKM1", "RS1", True)
            ]
        until = distrik.jam() + timedelta(minutes=30)
        assert isinstance(await terima(rs, id_, janji_sampai=until), Accepted)
        await area.antar()
        assert area.kosong() == 1
        told = area.rujukan("PKM1", id_)
        assert (told.keadaan, told.janji_kelas, told.janji_sampai) == (KeadaanRujukan.DITERIMA, KELAS_2, until)
        with area.arsip[HUB].engine.connect() as connection:
            assert waktu_tanggap.menunggu(connection) == []
            rows_ = waktu_tanggap.baca(connection, PAGI - timedelta(days=1), PAGI + timedelta(days=1))
        share = waktu_tanggap.semua(rows_, distrik.jam())
        assert (share.dijawab, share.dalam_batas) == (1, 1)
        distrik.jam.saat = until
        with rs.engine.connect() as connection:
            assert [one.kosong for one in tempat_kosong(connection, distrik.jam())] == [2]
        for arsip, kode in ((rs, "RS1"), (pkm, "PKM1")):
            one = area.rujukan(kode, id_)
            wish = tanda_lewat(id_, JenisTenggat.JANJI_TEMPAT_TIDUR, until, one.versi)
            answer = await arsip.door.execute(wish)
            assert not isinstance(answer, Refusal), "both sides' clocks tell it: who referred learns of it"
        await area.antar()
        assert area.kosong() == 2
        for kode in ("RS1", "PKM1"):
            one = area.rujukan(kode, id_)
            assert (one.keadaan, one.janji_sampai) == (KeadaanRujukan.DITERIMA, None)
