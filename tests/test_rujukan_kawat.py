"""A referral between two databases over a sealed wire: it closes its loop, and steps that cross end equal."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from engine import rows
from engine import tables as t
from engine.execute import Accepted, FrontDoor
from engine.facility import baru
from engine.refusals import Refusal
from engine.views import rujukan as baca
from engine.workflows.rujukan import Rujukan
from schemas.commands import pasien as ask_pasien
from schemas.commands import rujukan as ask
from schemas.commands.pasien import Identitas
from schemas.message import Command, Pelaku
from schemas.names import AlasanTempat, KeadaanRujukan, LayananRujukan, Peran
from tests.buku import satu_cerita
from tests.federasi_kit import Distrik, Gangguan
from tests.kit import UMUM, orang
from tests.rujukan_kit import BALASAN, SURAT

S = KeadaanRujukan
DOKTER = orang(Peran.DOKTER, Peran.PETUGAS_PENDAFTARAN, unit=(UMUM,))


class Berdua:
    """A Puskesmas and a hospital on one hub, each with its door."""

    def __init__(self, folder: Path, contoh: Path) -> None:
        self.distrik = Distrik.buat(folder, contoh, "PKM1", "RS1", "K3201")
        self.pintu = {
            kode: FrontDoor(self.distrik[kode].engine, kode, now=self.distrik.jam).open() for kode in ("PKM1", "RS1")
        }

    def tutup(self) -> None:
        for door in self.pintu.values():
            door.close()
        self.distrik.tutup()

    async def minta(self, di: str, kind: type[Command], subjek: str | None = None, **isi: Any) -> Accepted:
        id_ = baru()
        who: Pelaku = DOKTER
        answer = await self.pintu[di].execute(kind(**{"command_id": id_, "subjek": subjek or id_, "pelaku": who} | isi))
        assert isinstance(answer, Accepted), answer
        return answer

    async def antar(self) -> None:
        """All news arrives and is applied, also what that makes."""
        for _ in range(4):
            await self.distrik.tenang(minutes=1)
            for kode, door in self.pintu.items():
                await self.distrik[kode].terap(door)

    def kini(self, di: str, id_: str) -> Rujukan:
        with self.distrik[di].engine.connect() as connection:
            found: Rujukan = rows.records(connection, "rujukan", [id_])[id_]
            return found

    async def pasien(self, di: str, nama: str) -> str:
        return (await self.minta(di, ask_pasien.PasienDaftarkan, identitas=Identitas(nama=nama))).subjek

    async def kirim(self) -> str:
        id_ = (
            await self.minta(
                "PKM1",
                ask.Susun,
                pasien=await self.pasien("PKM1", "PASIEN RAHASIA CONTOH"),
                tujuan="RS1",
                unit=UMUM,
                layanan=LayananRujukan.DARURAT_INAP,
                alasan_rujukan="rawat_inap",
                alasan_tempat=AlasanTempat.SATU_SATUNYA,
                surat=SURAT,
            )
        ).subjek
        await self.minta("PKM1", ask.Kirim, id_)
        return id_


@pytest.fixture
def berdua(tmp_path: Path, sqlite_facility: Path) -> Iterator[Berdua]:
    made = Berdua(tmp_path, sqlite_facility)
    yield made
    made.tutup()


async def test_a_referral_closes_its_loop_and_the_hub_sees_nothing_of_the_patient(berdua: Berdua) -> None:
    id_ = await berdua.kirim()
    berdua.distrik["PKM1"].kawat.gangguan += [Gangguan.PUTUS_SESUDAH_KIRIM, Gangguan.PUTUS_SEBELUM_KIRIM]
    await berdua.antar()
    there = await berdua.pasien("RS1", "PASIEN RAHASIA CONTOH")
    with berdua.distrik["RS1"].engine.connect() as connection:
        letter = baca.satu(connection, id_)
    assert letter is not None
    assert letter.identitas is not None
    assert (letter.identitas.nama, letter.surat.terapi) == ("PASIEN RAHASIA CONTOH", SURAT.terapi)
    await berdua.minta("RS1", ask.Terima, id_, catatan="Lapor ke IGD")
    await berdua.minta("RS1", ask.Tiba, id_, pasien=there)
    await berdua.minta("RS1", ask.Layani, id_)
    await berdua.minta("RS1", ask.Balas, id_, tindak_lanjut="selesai", balasan=BALASAN)
    await berdua.antar()
    with berdua.distrik["PKM1"].engine.connect() as connection:
        answer = baca.satu(connection, id_)
    assert answer is not None
    assert answer.balasan is not None
    assert (answer.balasan.anjuran, answer.catatan) == (BALASAN.anjuran, "Lapor ke IGD")
    sent = answer.baris.kabar
    assert sent is not None
    assert sent.di_hub is not None
    assert sent.diterima is not None
    await berdua.minta("PKM1", ask.Tutup, id_)
    await berdua.antar()
    assert {berdua.kini(kode, id_).keadaan for kode in berdua.pintu} == {S.DITUTUP}
    satu_cerita(berdua.distrik["PKM1"].engine)
    for kode in berdua.pintu:
        with berdua.distrik[kode].engine.connect() as connection:
            told = str(connection.execute(select(t.jejak.c.data)).scalars().all())
        assert "RAHASIA" not in told
        assert "tifoid" not in told


async def test_a_cancellation_that_crosses_the_arrival_leaves_both_sides_with_the_patient_there(
    berdua: Berdua,
) -> None:
    id_ = await berdua.kirim()
    await berdua.antar()
    await berdua.minta("PKM1", ask.Batalkan, id_, alasan_batal="pasien_menolak")
    await berdua.minta("RS1", ask.Tiba, id_, pasien=await berdua.pasien("RS1", "PASIEN RAHASIA CONTOH"))
    await berdua.antar()
    assert {berdua.kini(kode, id_).keadaan for kode in berdua.pintu} == {S.TIBA}


async def test_who_comes_with_the_letter_before_the_line_is_back_is_the_same_referral(berdua: Berdua) -> None:
    id_ = await berdua.kirim()
    who = await berdua.pasien("RS1", "PASIEN RAHASIA CONTOH")
    await berdua.minta(
        "RS1", ask.Masuk, id_, perujuk="PKM1", dari_kode=True, layanan=LayananRujukan.RAWAT_JALAN,
        alasan_rujukan="lainnya", identitas={"nama": "PASIEN RAHASIA CONTOH"}, surat={},
    )  # fmt: skip
    await berdua.minta("RS1", ask.Tiba, id_, pasien=who)
    await berdua.antar()
    here, there = (berdua.kini(kode, id_) for kode in ("PKM1", "RS1"))
    assert (here.keadaan, there.keadaan) == (S.TIBA, S.TIBA)
    assert there.layanan is LayananRujukan.DARURAT_INAP, "the letter that followed says what it is"
    assert there.pasien == who


async def test_a_hospital_that_refuses_never_advises_itself_nor_the_one_that_asked(berdua: Berdua) -> None:
    id_ = await berdua.kirim()
    await berdua.antar()
    for saran in ("RS1", "PKM1"):
        wish = ask.Tolak(command_id=baru(), subjek=id_, pelaku=DOKTER, alasan_tolak="alat_rusak", saran=saran)
        answer = await berdua.pintu["RS1"].execute(wish)
        assert isinstance(answer, Refusal)
        assert (answer.kode, answer.field) == ("saran_tempat_lain", "saran")
    assert berdua.kini("RS1", id_).keadaan is S.DIKIRIM
