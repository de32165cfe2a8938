"""The front door on both databases: many callers, one commit, one answer each."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select, update
from structlog.testing import capture_logs

from engine import tables as t
from engine.execute import Accepted, FrontDoor
from engine.facility import baru
from engine.refusals import Golongan, Refusal
from schemas.commands import berkas as ask
from schemas.message import Command
from schemas.names import BerkasId, Keadaan
from tests.buku import baris, berkas_kini, riwayat, satu_cerita
from tests.kit import DI_GIGI, GIGI, KEPALA, LOKET, PKM, SERBA_BISA, UMUM, Arsip, Jam, orang, wish


class Commits:
    """Counts the transactions that were committed on an engine."""

    def __init__(self, engine: Engine) -> None:
        self.count = 0
        event.listen(engine, "commit", self._one)

    def _one(self, _connection: object) -> None:
        self.count += 1


async def test_two_hundred_callers_share_few_commits_and_each_gets_its_own_answer(arsip: Arsip) -> None:
    commits = Commits(arsip.engine)
    ids = [BerkasId(baru()) for _ in range(200)]
    answers = await asyncio.gather(
        *(arsip.minta(ask.Daftarkan, berkas, LOKET, nomor=f"{n:06d}") for n, berkas in enumerate(ids))
    )
    accepted = [answer for answer in answers if isinstance(answer, Accepted)]
    assert [answer.subjek for answer in accepted] == ids
    assert sorted(answer.seq for answer in accepted) == list(range(1, 201))
    assert commits.count < 20
    assert satu_cerita(arsip.engine) == 200


async def test_a_refused_command_refuses_only_its_own_caller(arsip: Arsip) -> None:
    first, second = await arsip.daftar(), await arsip.daftar()
    answers = await asyncio.gather(
        arsip.minta(ask.Ambil, first, LOKET, tujuan=GIGI),
        arsip.minta(ask.Ambil, second, DI_GIGI, tujuan=GIGI),
        arsip.minta(ask.Ambil, BerkasId(baru()), tujuan=GIGI),
        arsip.minta(ask.Ambil, second, tujuan="ENTAH"),
        arsip.minta(ask.Ambil, second, LOKET, tujuan=UMUM),
    )
    kinds = [answer.kode if isinstance(answer, Refusal) else answer.peristiwa for answer in answers]
    assert kinds == [
        "berkas.diambil.v1",
        "peran_tidak_boleh",
        "berkas_tidak_dikenal",
        "unit_tidak_dikenal",
        "berkas.diambil.v1",
    ]
    satu_cerita(arsip.engine)


async def test_many_moves_of_one_record_in_one_commit_follow_each_other(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    kinds: list[tuple[type[Command], dict[str, Any]]] = [
        (ask.Ambil, {"tujuan": GIGI}),
        (ask.TerimaDiUnit, {"unit": GIGI}),
        (ask.KirimKembali, {}),
        (ask.TerimaKembali, {"cara_kembali": "diantar"}),
        (ask.Rakit, {}),
        (ask.NyatakanLengkap, {}),
        (ask.Simpan, {}),
    ]
    answers = await asyncio.gather(*(arsip.minta(kind, berkas, **isi) for kind, isi in kinds))
    assert [answer.versi for answer in answers if isinstance(answer, Accepted)] == list(range(2, 9))
    assert berkas_kini(arsip.engine, berkas).keadaan is Keadaan.DISIMPAN
    satu_cerita(arsip.engine)


async def test_of_two_people_pulling_one_record_at_once_one_is_told_no(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    answers = await asyncio.gather(*(arsip.minta(ask.Ambil, berkas, tujuan=unit, versi=1) for unit in (GIGI, UMUM)))
    assert isinstance(answers[0], Accepted)
    assert isinstance(answers[1], Refusal)
    assert answers[1].kode == "versi_usang"


async def test_one_number_registers_one_record_of_each_carrier_also_within_one_commit(arsip: Arsip) -> None:
    wishes = [("00-00-01", "fisik"), ("000001", "fisik"), ("00.00.01", "elektronik"), ("00 00 01", "elektronik")]
    answers = await asyncio.gather(
        *(arsip.minta(ask.Daftarkan, BerkasId(baru()), nomor=nomor, pembawa=pembawa) for nomor, pembawa in wishes)
    )
    kinds = [answer.kode if isinstance(answer, Refusal) else answer.versi for answer in answers]
    assert kinds == [1, "berkas_sudah_ada", 1, "berkas_sudah_ada"]


async def test_the_same_command_at_the_same_instant_is_one_line_and_one_answer(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    command = wish(ask.Ambil, berkas, tujuan=GIGI)
    answers = await asyncio.gather(*(arsip.door.execute(command) for _ in range(20)))
    assert {answer._replace(diulang=False) for answer in answers if isinstance(answer, Accepted)} == {answers[0]}
    assert sum(not answer.diulang for answer in answers if isinstance(answer, Accepted)) == 1
    assert len(riwayat(arsip.engine, berkas)) == 2


async def test_asked_again_after_a_restart_it_gets_the_first_answer(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    command = wish(ask.Ambil, berkas, tujuan=GIGI)
    first = await arsip.door.execute(command)
    await arsip.minta(ask.TerimaDiUnit, berkas, unit=GIGI)
    arsip.door.close()
    with FrontDoor(arsip.engine, PKM.kode, now=arsip.jam) as door:
        again = await door.execute(command)
    assert isinstance(first, Accepted)
    assert again == first._replace(diulang=True)


async def test_a_refusal_is_given_again_even_after_the_reason_is_gone(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    command = wish(ask.Simpan, berkas, cara="ketik")
    first = await arsip.door.execute(command)
    assert isinstance(first, Refusal)
    await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
    await arsip.minta(ask.TerimaKembali, berkas, cara_kembali="diantar")
    await arsip.minta(ask.Rakit, berkas)
    await arsip.minta(ask.NyatakanLengkap, berkas)
    again = await arsip.door.execute(command)
    assert again == first
    assert isinstance(again, Refusal)
    assert (again.kalimat, again.golongan) == (first.kalimat, first.golongan)
    assert isinstance(await arsip.minta(ask.Simpan, berkas), Accepted)


async def test_an_id_used_for_another_body_or_by_another_person_is_refused(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    changes = ({"tujuan": UMUM}, {"pelaku": LOKET}, {"versi": 1}, {"di": GIGI}, {"subjek": baru()})
    for who, granted in ((KEPALA, False), (SERBA_BISA, True)):
        command = wish(ask.Ambil, berkas, who, tujuan=GIGI)
        assert isinstance(await arsip.door.execute(command), Accepted) == granted
        other = wish(ask.CatatTerlihat, berkas, command_id=command.command_id)
        for another in (other, *(command.model_copy(update=change) for change in changes)):
            answer = await arsip.door.execute(another)
            assert isinstance(answer, Refusal)
            assert (answer.kode, answer.golongan) == ("perintah_id_terpakai", Golongan.DITOLAK)


async def test_a_device_that_corrected_its_clock_before_asking_again_is_asking_the_same(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    command = wish(ask.Ambil, berkas, tujuan=GIGI, jam_perangkat=arsip.jam.saat)
    first = await arsip.door.execute(command)
    later = command.model_copy(update={"jam_perangkat": arsip.jam.saat + timedelta(minutes=9)})
    assert isinstance(first, Accepted)
    assert await arsip.door.execute(later) == first._replace(diulang=True)


async def test_a_refused_command_leaves_no_line_unless_a_folder_was_seen(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    before = len(baris(arsip.engine))
    for kind, who, isi in (
        (ask.Simpan, SERBA_BISA, {}),
        (ask.Ambil, DI_GIGI, {"tujuan": GIGI}),
        (ask.Ambil, SERBA_BISA, {"tujuan": "ENTAH"}),
        (ask.Ambil, SERBA_BISA, {"tujuan": GIGI, "versi": 9}),
        (ask.Ambil, SERBA_BISA, {"tujuan": GIGI, "pemegang": baru()}),
    ):
        assert isinstance(await arsip.minta(kind, berkas, who, **isi), Refusal)
    assert len(baris(arsip.engine)) == before
    assert isinstance(await arsip.minta(ask.Simpan, berkas, cara="pindai"), Refusal)
    assert [line["jenis"] for line in baris(arsip.engine)[before:]] == ["berkas.terlihat.v1"]


async def test_refusals_are_counted_but_keep_nothing_about_the_patient(arsip: Arsip) -> None:
    await arsip.daftar(nomor="99-88-77")
    await arsip.minta(ask.Daftarkan, BerkasId(baru()), nomor="998877")
    with arsip.engine.connect() as connection:
        rows = [str(dict(row)) for row in connection.execute(select(t.penolakan)).mappings()]
    assert len(rows) == 1
    assert "998877" not in rows[0]
    assert "99-88-77" not in rows[0]


async def test_the_record_number_is_in_no_line_of_the_ledger(arsip: Arsip) -> None:
    berkas = await arsip.daftar(nomor="99-88-77")
    await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
    for line in baris(arsip.engine):
        assert "998877" not in str(dict(line)).replace("-", "")


async def test_impossible_numbers_refuse_only_who_sent_them(arsip: Arsip) -> None:
    first, second = await arsip.daftar(), await arsip.daftar()
    far = datetime(9000, 1, 1, tzinfo=UTC)
    answers = await asyncio.gather(
        arsip.minta(ask.Ambil, first, tujuan=GIGI, jam_perangkat=far),
        arsip.minta(ask.SelesaikanCek, first, seq=2**31 - 1, putusan="salah_pindai"),
        arsip.minta(ask.Ambil, second, tujuan=GIGI),
    )
    assert isinstance(answers[2], Accepted)
    assert [answer.kode for answer in answers if isinstance(answer, Refusal)] in ([], ["cek_tidak_terbuka"])
    satu_cerita(arsip.engine)


@pytest.mark.parametrize(
    ("kind", "isi"),
    [(ask.Ambil, {"tujuan": GIGI, "versi": 2**70}), (ask.SelesaikanCek, {"seq": 2**70, "putusan": "salah_pindai"})],
)
def test_a_number_no_database_holds_is_refused_before_the_door(kind: type[Command], isi: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="less than or equal"):
        wish(kind, BerkasId(baru()), **isi)


async def test_one_unforeseen_fault_does_not_refuse_the_others(arsip: Arsip) -> None:
    """A record somebody broke behind our back stops its own commands only."""
    broken, *whole = [await arsip.daftar() for _ in range(6)]
    with arsip.engine.begin() as connection:
        connection.execute(update(t.berkas).where(t.berkas.c.id == broken).values(keadaan="entah"))
    with capture_logs() as logs, FrontDoor(arsip.engine, PKM.kode, now=arsip.jam) as door:
        commands = [wish(ask.Ambil, berkas, tujuan=GIGI) for berkas in (*whole[:2], broken, *whole[2:])]
        answers = await asyncio.gather(*map(door.execute, commands))
    assert {line["event"] for line in logs} == {"perintah_gagal"}
    refused = answers.pop(2)
    assert isinstance(refused, Refusal)
    assert refused.golongan is Golongan.GALAT
    assert all(isinstance(answer, Accepted) for answer in answers)


async def test_a_closed_door_answers_everyone_and_takes_nobody_in(engine: Engine) -> None:
    door = FrontDoor(engine, PKM.kode, now=Jam()).open()
    waiting = [door.submit(wish(ask.Daftarkan, BerkasId(baru()), nomor=f"{n}")) for n in range(1, 31)]
    door.close()
    assert all(isinstance(future.result(0), Accepted) for future in waiting)
    answer = await door.execute(wish(ask.Daftarkan, BerkasId(baru()), nomor="99"))
    assert isinstance(answer, Refusal)
    assert answer.golongan is Golongan.BELUM_TERCATAT
    door.close()
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(t.jejak)).scalar() == 30


async def test_a_caller_who_goes_away_loses_only_the_answer(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    command = wish(ask.Ambil, berkas, tujuan=GIGI)
    gone = asyncio.ensure_future(arsip.door.execute(command))
    await asyncio.sleep(0)
    gone.cancel()
    again = await arsip.door.execute(command)
    assert isinstance(again, Accepted)
    assert len(riwayat(arsip.engine, berkas)) == 2


async def test_whoever_is_woken_after_a_commit_may_fail_without_stopping_the_door(engine: Engine) -> None:
    def broken(_seq: int) -> None:
        raise RuntimeError("the loop that listened is closed")

    with FrontDoor(engine, PKM.kode, now=Jam(), woken=broken) as door:
        for n in range(3):
            answer = await asyncio.wait_for(door.execute(wish(ask.Daftarkan, BerkasId(baru()), nomor=f"7{n}")), 20)
            assert isinstance(answer, Accepted)


async def test_after_each_commit_the_last_position_is_told(engine: Engine) -> None:
    told: list[int] = []
    with FrontDoor(engine, PKM.kode, now=Jam(), woken=told.append) as door:
        await asyncio.gather(*(door.execute(wish(ask.Daftarkan, BerkasId(baru()), nomor=f"8{n}")) for n in range(40)))
        refused = await door.execute(wish(ask.Ambil, BerkasId(baru()), tujuan=GIGI))
    assert isinstance(refused, Refusal)
    assert told == sorted(told)
    assert told[-1] == 40


async def test_a_refused_scan_that_left_a_line_wakes_too(engine: Engine) -> None:
    told: list[int] = []
    berkas = BerkasId(baru())
    with FrontDoor(engine, PKM.kode, now=Jam(), woken=told.append) as door:
        await door.execute(wish(ask.Daftarkan, berkas, nomor="1"))
        await door.execute(wish(ask.Ambil, berkas, tujuan=GIGI))
        refused = await door.execute(wish(ask.TerimaDiUnit, berkas, unit=UMUM))
    assert isinstance(refused, Refusal)
    assert told == [1, 2, 3]


async def test_roles_come_with_the_person_and_units_too(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
    nobody = orang()
    answer = await arsip.minta(ask.TerimaDiUnit, berkas, nobody, unit=GIGI)
    assert isinstance(answer, Refusal)
    assert answer.golongan is Golongan.TIDAK_BERHAK
