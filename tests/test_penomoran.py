"""Numbers are given inside the commit: none twice, none left out, whoever asks and through whichever door."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select

from engine import tables as t
from engine.arsip import baca as arsip_kini
from engine.database import connect
from engine.execute import Accepted, FrontDoor
from engine.facility import baru
from engine.nomor_kosong import kosong
from engine.refusals import Refusal
from schemas.commands import berkas as ask
from schemas.commands.pasien import Identitas, PasienDaftarkan
from schemas.names import BerkasId
from tests.berjalan import mulai
from tests.buku import satu_cerita
from tests.kit import DI_GIGI, LOKET, PAGI, PKM, Arsip, Jam, wish

KLIEN = 32


def nomor_semua(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return sorted(connection.execute(select(t.berkas.c.nomor)).scalars())


def nomor_dari(engine: Engine, berkas: str) -> str:
    with engine.connect() as connection:
        return str(connection.execute(select(t.berkas.c.nomor).where(t.berkas.c.id == berkas)).scalar_one())


def urut(dari: int, sampai: int) -> list[str]:
    return [f"{n:06d}"[:2] + "-" + f"{n:06d}"[2:4] + "-" + f"{n:06d}"[4:] for n in range(dari, sampai + 1)]


def rencana(engine: Engine, berlaku: str, skema: str, **isi: Any) -> None:
    row = {"berlaku": berlaku, "skema": skema, "kelompok": "2-2-2", "anggota": 2 if skema == "keluarga" else 0} | isi
    with engine.begin() as connection:
        connection.execute(insert(t.penomoran), row)


async def pasien_baru(arsip: Arsip) -> str:
    """A patient with a plainly invented name."""
    pasien = baru()
    answer = await arsip.door.execute(
        wish(PasienDaftarkan, BerkasId(pasien), identitas=Identitas(nama="Contoh Rekaan"))
    )
    assert isinstance(answer, Accepted), answer
    return pasien


async def daftar(arsip: Arsip, **isi: Any) -> str:
    berkas = BerkasId(baru())
    answer = await arsip.minta(ask.Daftarkan, berkas, LOKET, **isi)
    assert isinstance(answer, Accepted), answer
    return nomor_dari(arsip.engine, berkas)


async def ditolak(arsip: Arsip, **isi: Any) -> str:
    answer = await arsip.minta(ask.Daftarkan, BerkasId(baru()), LOKET, **isi)
    assert isinstance(answer, Refusal), answer
    assert answer.kalimat
    assert answer.sentence
    return answer.kode


def daftarkan_bersama(doors: list[FrontDoor], banyak: int) -> None:
    """32 clients at once, each registering one folder after another."""

    def klien(at: int) -> None:
        for turn in range(banyak):
            answer = doors[(at + turn) % len(doors)].submit(wish(ask.Daftarkan, BerkasId(baru()), LOKET)).result(60)
            assert isinstance(answer, Accepted), answer

    with ThreadPoolExecutor(KLIEN) as pool:
        list(pool.map(klien, range(KLIEN)))


def test_thirty_two_clients_registering_at_once_get_no_number_twice_and_leave_none_out(arsip: Arsip) -> None:
    daftarkan_bersama([arsip.door], 8)
    assert nomor_semua(arsip.engine) == urut(1, KLIEN * 8)
    satu_cerita(arsip.engine)


def test_two_doors_on_one_database_give_no_number_twice_and_leave_none_out(url: str, engine: Engine) -> None:
    other = connect(url)
    with FrontDoor(engine, PKM.kode, now=Jam()) as first, FrontDoor(other, PKM.kode, now=Jam()) as second:
        daftarkan_bersama([first, second], 6)
    other.dispose()
    assert nomor_semua(engine) == urut(1, KLIEN * 6)
    satu_cerita(engine)


def test_two_processes_on_one_database_give_no_number_twice_and_leave_none_out(
    url: str, engine: Engine, tmp_path: Path
) -> None:
    each = 120
    log = tmp_path / "anak.log"
    children = [mulai("tests.anak_nomor", [url, str(each)], log, log) for _ in range(2)]
    assert [child.wait(90) for child in children] == [0, 0], log.read_text(encoding="utf-8")
    assert nomor_semua(engine) == urut(1, 2 * each)
    satu_cerita(engine)


async def test_a_refused_registration_uses_no_number(arsip: Arsip) -> None:
    assert await daftar(arsip) == "00-00-01"
    answer = await arsip.minta(ask.Daftarkan, BerkasId(baru()), DI_GIGI)
    assert isinstance(answer, Refusal)
    assert answer.kode == "peran_tidak_boleh"
    asked = [arsip.door.execute(wish(ask.Daftarkan, BerkasId(baru()), DI_GIGI if n % 2 else LOKET)) for n in range(20)]
    answers = await asyncio.gather(*asked)
    assert sum(isinstance(answer, Accepted) for answer in answers) == 10
    assert nomor_semua(arsip.engine) == urut(1, 11)


async def test_numbers_that_came_another_way_are_passed_over(arsip: Arsip) -> None:
    for brought in ("000002", "00-00-03", "000005"):
        await daftar(arsip, nomor=brought)
    assert [await daftar(arsip) for _ in range(4)] == ["00-00-01", "00-00-04", "00-00-06", "00-00-07"]


async def test_an_import_in_the_same_batch_does_not_collide_with_the_counter(arsip: Arsip) -> None:
    asked = [
        arsip.door.execute(wish(ask.Daftarkan, BerkasId(baru()), nomor=f"{n:06d}" if n % 3 == 0 else None))
        for n in range(1, 61)
    ]
    answers = await asyncio.gather(*asked)
    given = [answer for answer in answers if isinstance(answer, Accepted)]
    assert len(set(nomor_semua(arsip.engine))) == len(given)
    assert {answer.kode for answer in answers if isinstance(answer, Refusal)} <= {"berkas_sudah_ada"}


async def test_a_scheme_begins_on_its_day_on_the_facilitys_clock_and_counts_on(arsip: Arsip) -> None:
    rencana(arsip.engine, "2026-03-03", "keluarga")
    assert await daftar(arsip) == "00-00-01"
    arsip.jam.maju(hours=15, minutes=59)  # 23:59 WIB of the day before
    assert await daftar(arsip) == "00-00-02"
    arsip.jam.maju(minutes=1)
    assert await daftar(arsip) == "00-00-03-01"
    assert await daftar(arsip, keluarga="00-00-03") == "00-00-03-02"
    assert await daftar(arsip) == "00-00-04-01"


async def test_serial_unit_merges_the_old_folder_into_the_new_number_and_leaves_a_pointer(arsip: Arsip) -> None:
    rencana(arsip.engine, "2026-01-01", "serial_unit")
    pasien, old, new = await pasien_baru(arsip), BerkasId(baru()), BerkasId(baru())
    for berkas in (old, new):
        assert isinstance(await arsip.minta(ask.Daftarkan, berkas, LOKET, pasien=pasien), Accepted)
    assert isinstance(await arsip.minta(ask.Gabungkan, old, ke_berkas=new), Accepted)
    with arsip.engine.connect() as connection:
        row = connection.execute(select(t.berkas).where(t.berkas.c.id == old)).one()
    assert (row.keadaan, row.digabung_ke, row.nomor) == ("digabung", new, "00-00-01")
    assert row.urutan is not None


async def test_two_registrations_of_one_patient_in_one_batch_make_one_folder(arsip: Arsip) -> None:
    pasien = await pasien_baru(arsip)
    asked = [arsip.door.execute(wish(ask.Daftarkan, BerkasId(baru()), LOKET, pasien=pasien)) for _ in range(6)]
    answers = await asyncio.gather(*asked)
    assert sum(isinstance(answer, Accepted) for answer in answers) == 1
    assert {answer.kode for answer in answers if isinstance(answer, Refusal)} == {"pasien_sudah_bernomor"}


async def test_a_household_is_full_when_its_member_digits_are_used_up(arsip: Arsip) -> None:
    rencana(arsip.engine, "2026-01-01", "keluarga", anggota=1)
    assert await daftar(arsip) == "00-00-01-1"
    for member in range(2, 10):
        assert await daftar(arsip, keluarga="00-00-01-1") == f"00-00-01-{member}"
    assert await ditolak(arsip, keluarga="000001") == "keluarga_penuh"
    assert await ditolak(arsip, keluarga="00-00-02") == "keluarga_tidak_dikenal"
    assert await ditolak(arsip, keluarga="12") == "keluarga_tidak_dikenal"
    assert await ditolak(arsip, nomor="00-00-09", keluarga="000001") == "nomor_dan_keluarga"


@pytest.mark.parametrize("lubang", [None, 2, 342, 1500, 2999])
def test_a_hole_in_a_long_import_is_found_and_filled(engine: Engine, lubang: int | None) -> None:
    """Runs that are all taken are counted, not asked one by one; a hole in the middle of one is still seen."""
    taken = [n for n in range(1, 3001) if n != lubang]
    row = {"pembawa": "fisik", "keadaan": "disimpan", "versi": 1, "sejak": PAGI, "terakhir": PAGI, "terdaftar": PAGI}
    flags = dict.fromkeys(("kembali_lewat", "tempo_lewat", "ditahan"), False)
    rows = [row | flags | {"id": baru(), "nomor": f"{n:06d}", "kunci": f"{n:06d}", "rumah": "RM"} for n in taken]
    with engine.begin() as connection:
        connection.execute(insert(t.berkas), [*rows, rows[0] | {"id": baru(), "kunci": "000005X", "nomor": "5X"}])
        plan = arsip_kini(connection).rencana[0]
        assert kosong(connection, plan, 1) == (urut(lubang or 3001, lubang or 3001)[0], lubang or 3001)
        assert kosong(connection, plan, 1, {"003001"}) == (
            ("00-30-02", 3002) if lubang is None else (urut(lubang, lubang)[0], lubang)
        )
