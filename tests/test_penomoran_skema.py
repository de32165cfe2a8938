"""The four ways of numbering, one sentence each: what they give, what they refuse, where the folder then stands."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from engine import tables as t
from engine.execute import Accepted
from engine.facility import baru
from engine.refusals import Refusal
from schemas.commands import berkas as ask
from schemas.message import Pelaku
from schemas.names import BerkasId, JenisKunjungan
from tests.kit import LOKET, PERMED, Arsip, wish
from tests.test_penomoran import daftar, ditolak, nomor_semua, pasien_baru, rencana, urut


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: the giving of numbers is held to both databases in `test_penomoran.py`."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


async def test_a_command_asked_again_gets_its_number_once(arsip: Arsip) -> None:
    command = wish(ask.Daftarkan, BerkasId(baru()), LOKET)
    first, again = await arsip.door.execute(command), await arsip.door.execute(command)
    assert isinstance(first, Accepted)
    assert isinstance(again, Accepted)
    assert again.diulang
    assert nomor_semua(arsip.engine) == ["00-00-01"]


async def test_a_long_run_of_imported_numbers_is_passed_at_once(arsip: Arsip) -> None:
    asked = [arsip.door.execute(wish(ask.Daftarkan, BerkasId(baru()), nomor=f"{n:06d}")) for n in range(1, 601)]
    await asyncio.gather(*asked)
    assert await daftar(arsip) == "00-06-01"


async def test_a_start_can_be_set(arsip: Arsip) -> None:
    rencana(arsip.engine, "2026-01-01", "unit", mulai=4501)
    assert [await daftar(arsip), await daftar(arsip)] == ["00-45-01", "00-45-02"]


async def test_when_the_numbers_run_out_it_is_said_and_a_longer_form_goes_on(arsip: Arsip) -> None:
    rencana(arsip.engine, "2026-01-01", "unit", kelompok="1-1", mulai=98)
    assert [await daftar(arsip), await daftar(arsip)] == ["9-8", "9-9"]
    assert await ditolak(arsip) == "nomor_habis"
    rencana(arsip.engine, "2026-02-01", "unit", kelompok="2-2")
    assert await daftar(arsip) == "01-00"


async def test_serial_gives_a_patient_a_new_number_every_time(arsip: Arsip) -> None:
    rencana(arsip.engine, "2026-01-01", "serial")
    pasien = await pasien_baru(arsip)
    assert [await daftar(arsip, pasien=pasien) for _ in range(3)] == urut(1, 3)


async def test_unit_keeps_one_number_for_a_patient(arsip: Arsip) -> None:
    pasien = await pasien_baru(arsip)
    assert await daftar(arsip, pasien=pasien) == "00-00-01"
    assert await ditolak(arsip, pasien=pasien) == "pasien_sudah_bernomor"
    assert await daftar(arsip, pasien=pasien, pembawa="elektronik") == "00-00-01"
    assert await ditolak(arsip, pasien=pasien, pembawa="elektronik") == "pasien_sudah_bernomor"
    assert await daftar(arsip) == "00-00-02"


async def test_a_household_is_asked_for_only_where_numbers_go_by_household(arsip: Arsip) -> None:
    assert await ditolak(arsip, keluarga="00-00-01") == "bukan_penomoran_keluarga"


async def test_a_ward_folder_lives_in_the_ward_where_filing_is_decentralised(arsip: Arsip) -> None:
    with arsip.engine.begin() as connection:
        row = {"id": 1, "sistem": "akhir", "kelompok": "2-2-2", "anggota": 0, "diperbarui": arsip.jam.saat}
        connection.execute(insert(t.penjajaran), row)
        simpan = {"berlaku": "2026-01-01", "inap": "RANAP", "dibuat": arsip.jam.saat, "pelaku": PERMED.id}
        connection.execute(insert(t.penyimpanan), simpan)
    pasien = await pasien_baru(arsip)
    await daftar(arsip, pasien=pasien, layanan=JenisKunjungan.RAWAT_JALAN)
    await daftar(arsip, pasien=pasien, layanan=JenisKunjungan.RAWAT_INAP)
    with arsip.engine.connect() as connection:
        c = t.berkas.c
        rows = connection.execute(select(c.nomor, c.rumah, c.urutan).order_by(c.rumah)).all()
    assert [tuple(row) for row in rows] == [("00-00-01", "RANAP", "01 00 00"), ("00-00-01", "RM", "01 00 00")]


async def test_an_electronic_record_stands_on_no_shelf(arsip: Arsip) -> None:
    await daftar(arsip, pembawa="elektronik")
    with arsip.engine.connect() as connection:
        assert connection.execute(select(t.berkas.c.urutan)).scalar_one() is None


@pytest.mark.parametrize("layanan", [None, *JenisKunjungan])
async def test_where_filing_is_centralised_every_folder_lives_in_the_record_room(
    arsip: Arsip, layanan: JenisKunjungan | None
) -> None:
    await daftar(arsip, layanan=layanan)
    with arsip.engine.connect() as connection:
        assert connection.execute(select(t.berkas.c.rumah)).scalar_one() == "RM"


async def test_a_folder_is_linked_to_a_patient_of_the_index_and_a_wrong_link_is_mended_by_record_staff(
    arsip: Arsip,
) -> None:
    assert await ditolak(arsip, pasien=baru()) == "pasien_tidak_dikenal"
    one, other = await pasien_baru(arsip), await pasien_baru(arsip)
    berkas = await arsip.daftar()
    assert await tautan(arsip, berkas, LOKET, baru()) == "pasien_tidak_dikenal"
    assert await tautan(arsip, berkas, LOKET, one) is None
    assert await tautan(arsip, berkas, LOKET, one) == "pasien_lain"
    assert await tautan(arsip, berkas, LOKET, other) == "tautan_boleh_diganti"
    assert await tautan(arsip, berkas, PERMED, other) is None
    assert await ditolak(arsip, pasien=other) == "pasien_sudah_bernomor"
    with arsip.engine.connect() as connection:
        row = connection.execute(select(t.berkas.c.pasien, t.berkas.c.keadaan, t.berkas.c.versi)).one()
    assert tuple(row) == (other, "disimpan", 3)


async def tautan(arsip: Arsip, berkas: BerkasId, pelaku: Pelaku, pasien: str) -> str | None:
    """Link a folder; the `kode` where that was refused."""
    answer = await arsip.minta(ask.Kaitkan, berkas, pelaku, pasien=pasien)
    return answer.kode if isinstance(answer, Refusal) else None
