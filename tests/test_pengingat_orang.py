"""Reminders and the people: a doctor's word in the middle of a digest, what is urgent, who is told from above."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from engine import tables as t
from engine.database import writing
from engine.execute import Accepted
from engine.pengingat.tahap import Tahap
from engine.points import Titik
from engine.policy import pakai
from schemas.commands import kekurangan as ask
from schemas.message import Command, Pelaku
from schemas.names import Peran
from tests.kit import DOKTER, PERMED, SERBA_BISA, UMUM, Arsip, Jam
from tests.pengingat_kit import MULAI, Catatan, buat_orang, kiriman, kontak, kotak, kurang, pekerja, saat_lewat
from tests.test_kekurangan import dirakit
from tests.test_pengingat import SUREL

__all__ = ["saat_lewat"]


@pytest.fixture
def jam() -> Jam:
    return Jam(MULAI)


# ── through the front door ──────────────────────────────────────────────────────────────────────────


async def test_a_doctors_word_said_while_the_digest_is_made_is_heard_and_a_refusal_of_it_too(
    arsip: Arsip, tmp_path: Path, saat_lewat: dict[Titik, list[object]]
) -> None:
    """The race itself: the doctor's command is answered between the worker's look and its transaction."""
    berkas = await dirakit(arsip)
    first, second = await arsip.kurang(berkas, "resume_medis.terisi", "resume_medis.tanggal", oleh=PERMED)
    arsip.jam.maju(hours=23)
    loop = asyncio.get_running_loop()

    def minta(kind: type[Command], gap: str, who: Pelaku, **isi: object) -> None:
        asked = arsip.minta(kind, gap, who, **isi)
        assert isinstance(asyncio.run_coroutine_threadsafe(asked, loop).result(10), Accepted)

    out = Catatan()
    kontak(arsip.engine, **SUREL)
    worker = pekerja(arsip.engine, arsip.jam, tmp_path, out)
    saat_lewat[Titik.PENGINGAT_DITEMUKAN] = [lambda: minta(ask.NyatakanDilengkapi, first, DOKTER)]
    saat_lewat[Titik.KIRIMAN_DITEMUKAN] = [
        lambda: minta(ask.Tolak, first, PERMED, sebab="belum_terisi"),
        lambda: minta(ask.NyatakanDilengkapi, second, DOKTER),
    ]
    await asyncio.to_thread(asyncio.run, worker.susun())
    assert [row.isi for row in kotak(arsip.engine)] == [[["kekurangan", "sendiri", 1, 0, 1, 1]]]
    await asyncio.to_thread(asyncio.run, worker.kirimkan("surel"))
    assert [surat.isi for surat in out.surat] == [[["kekurangan", "sendiri", 1, 0, 1, 1]]], "the other one is open now"
    await arsip.minta(ask.NyatakanDilengkapi, first, DOKTER)
    arsip.jam.maju(days=6)
    assert await worker.susun() == 0


# ── what is urgent ──────────────────────────────────────────────────────────────────────────────────

MENDESAK = """
mendesak:
  formulir: {pilihan: [laporan_operasi], sumber: uji, yakin: RENDAH, arti: Uji.}
"""


@pytest.fixture
def mendesak(tmp_path: Path) -> Iterator[None]:
    """A facility to which the operation sheet is urgent."""
    folder = tmp_path / "kebijakan"
    folder.mkdir()
    (folder / "pengingat.yaml").write_text(MENDESAK, encoding="utf-8")
    pakai(folder)
    yield
    pakai(None)


async def test_who_is_handed_a_gap_is_told_the_next_morning_whatever_rung_it_is_on(
    arsip: Arsip, tmp_path: Path
) -> None:
    """They were told of their own yesterday, and no rung of this gap falls today: it is theirs since yesterday."""
    berkas = await dirakit(arsip)
    (gap,) = await arsip.kurang(berkas, "resume_medis.terisi")
    await arsip.kurang(berkas, "resume_medis.tanggal", orang=SERBA_BISA.id)
    worker = pekerja(arsip.engine, arsip.jam, tmp_path)
    for _ in range(2):
        arsip.jam.maju(days=1)
        await worker.susun()
    told = [row.petugas for row in kotak(arsip.engine)]
    assert sorted(told) == sorted([DOKTER.id, SERBA_BISA.id]), "of the first morning; on the second no rung fell"
    handed = {"penanggung_jawab": SERBA_BISA.id, "sebab": "berhalangan"}
    assert isinstance(await arsip.minta(ask.Alihkan, gap, PERMED, **handed), Accepted)
    arsip.jam.maju(days=1)
    await worker.susun()
    assert [(row.petugas, row.isi[0][2:]) for row in kotak(arsip.engine)[2:]] == [(SERBA_BISA.id, [1, 0, 2, 1])]


@pytest.mark.usefixtures("mendesak")
async def test_what_is_urgent_goes_at_once_at_night_too_and_once_in_an_hour(
    engine: Engine, jam: Jam, tmp_path: Path
) -> None:
    kontak(engine, **SUREL)
    jam.maju(hours=16)  # 22:00, in the quiet hours
    out = Catatan()
    worker = pekerja(engine, jam, tmp_path, out)

    async def berkeliling() -> int:
        await worker.susun()
        await worker.kirimkan("surel")
        return len(out.surat)

    kurang(engine, sejak=jam.saat)
    assert await berkeliling() == 0, "an ordinary gap waits for the morning"
    operasi = "laporan_operasi.ada"
    gaps = [kurang(engine, butir=operasi, sejak=jam.saat) for _ in range(3)]
    assert await berkeliling() == 1
    assert out.surat[0].kalimat == "Mendesak: 3 berkas belum lengkap."
    jam.maju(minutes=30)
    kurang(engine, butir=operasi, sejak=jam.saat)
    assert await berkeliling() == 1, "the next one has its turn within the hour"
    jam.maju(minutes=30)
    assert await berkeliling() == 2
    for _ in range(3):
        jam.maju(hours=1)
        assert await berkeliling() == 2, "each was told of once"
    with writing(engine).begin() as connection:
        connection.execute(update(t.kiriman).values(keadaan=Tahap.MENUNGGU, berikut=jam.saat))
        connection.execute(update(t.kekurangan).where(t.kekurangan.c.butir == operasi).values(keadaan="dilengkapi"))
    await worker.kirimkan("surel")
    assert (len(out.surat), {row.galat for row in kiriman(engine)}) == (2, {"tidak_ada_lagi"})
    assert len(gaps) == 3


async def test_the_head_of_the_unit_and_the_committee_are_told_of_what_is_long_overdue(
    engine: Engine, jam: Jam, tmp_path: Path
) -> None:
    head, member = buat_orang(engine, "ketua", Peran.DOKTER), buat_orang(engine, "komite", Peran.DOKTER)
    with writing(engine).begin() as connection:
        rows = [("kepala_unit", UMUM, head), ("komite_medik", "*", member)]
        for jabatan, unit, who in rows:
            connection.execute(t.jabatan.insert(), {"jabatan": jabatan, "unit": unit, "petugas": who})
    kurang(engine, sejak=MULAI - timedelta(days=17), tempo=MULAI - timedelta(days=3))
    kurang(engine, sejak=MULAI - timedelta(days=16), tempo=MULAI - timedelta(days=2))
    jam.maju(hours=1)
    worker = pekerja(engine, jam, tmp_path)
    await worker.susun()
    assert {row.petugas: row.isi for row in kotak(engine)} == {
        DOKTER.id: [["kekurangan", "sendiri", 2, 2, 2, 1]],
        head: [["kekurangan", "kepala_unit", 1, 1, 1, 1]],
    }
    jam.maju(days=4)
    await worker.susun()
    assert [row.isi for row in kotak(engine, member)] == [[["kekurangan", "komite_medik", 1, 1, 1, 1]]]
