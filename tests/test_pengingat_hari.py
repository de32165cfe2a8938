"""Reminders from day to day: what is told when, after an outage, in quiet hours, and what becomes of it."""

import random
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, update

from engine import tables as t
from engine.database import writing
from engine.pengingat.kirim import Gagal
from engine.pengingat.tahap import Tahap
from schemas.names import Peran
from tests.kit import Jam
from tests.pengingat_kit import MULAI, Catatan, buat_orang, jadi, kiriman, kontak, kotak, kurang, pekerja

SUREL: dict[str, Any] = {"surel": "dokter@rs.example", "kanal": ["surel"]}


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: what needs both databases is in the other modules of reminders."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


@pytest.fixture
def jam() -> Jam:
    return Jam(MULAI)


async def test_a_mail_says_what_is_open_when_it_goes_and_not_when_it_was_planned(
    engine: Engine, jam: Jam, tmp_path: Path
) -> None:
    kontak(engine, **SUREL)
    one, _ = kurang(engine), kurang(engine)
    jam.maju(hours=1)
    out = Catatan(Gagal("smtp_451"))
    worker = pekerja(engine, jam, tmp_path, out)
    await worker.susun()
    await worker.kirimkan("surel")
    jadi(engine, one)
    jam.maju(minutes=2)
    await worker.kirimkan("surel")
    assert [surat.kalimat for surat in out.surat] == ["2 berkas belum lengkap.", "1 berkas belum lengkap."]
    assert out.surat[0].id == out.surat[1].id


async def test_a_gap_that_was_sent_back_is_told_the_morning_after(engine: Engine, jam: Jam, tmp_path: Path) -> None:
    one = kurang(engine, sejak=MULAI - timedelta(days=3), keadaan="dilengkapi")
    jam.maju(hours=1)
    worker = pekerja(engine, jam, tmp_path)
    assert await worker.susun() == 0, "what is said to be completed waits for record staff"
    with writing(engine).begin() as connection:
        connection.execute(
            update(t.kekurangan).where(t.kekurangan.c.id == one).values(keadaan="terbuka", ditolak=1, sejak=jam.saat)
        )
    jam.maju(days=1)
    assert await worker.susun() == 1


async def test_who_was_given_a_gap_of_somebody_else_is_told_and_the_other_is_not(
    engine: Engine, jam: Jam, tmp_path: Path
) -> None:
    other = buat_orang(engine, "pengganti", Peran.DOKTER)
    one = kurang(engine)
    with writing(engine).begin() as connection:
        connection.execute(update(t.kekurangan).where(t.kekurangan.c.id == one).values(penanggung_jawab=other))
    jam.maju(hours=1)
    await pekerja(engine, jam, tmp_path).susun()
    assert [row.petugas for row in kotak(engine)] == [other]


async def test_who_closed_the_way_out_meanwhile_is_not_written_to(engine: Engine, jam: Jam, tmp_path: Path) -> None:
    kontak(engine, **SUREL)
    kurang(engine)
    jam.maju(hours=1)
    out = Catatan()
    worker = pekerja(engine, jam, tmp_path, out)
    await worker.susun()
    kontak(engine, kanal=[])
    await worker.kirimkan("surel")
    assert (out.surat, kiriman(engine)[0].galat) == ([], "kanal_mati")


async def test_down_for_three_days_the_latest_digest_goes_once_and_not_one_for_each_day(
    engine: Engine, jam: Jam, tmp_path: Path
) -> None:
    """FOLIO CIRC-1891: a backlog of notices, all at once."""
    kontak(engine, **SUREL)
    for _ in range(5):
        kurang(engine)
    jam.maju(days=3, hours=3)
    out = Catatan()
    worker = pekerja(engine, jam, tmp_path, out)
    await worker.susun()
    await worker.kirimkan("surel")
    assert [row.periode for row in kotak(engine)] == ["2026-03-05"]
    assert len(out.surat) == 1


async def test_a_digest_that_is_half_a_day_late_is_left_to_the_next_one(
    engine: Engine, jam: Jam, tmp_path: Path
) -> None:
    kurang(engine)
    jam.maju(hours=13)
    worker = pekerja(engine, jam, tmp_path)
    assert await worker.susun() == 0
    jam.maju(hours=12)
    assert await worker.susun() == 1


async def test_quiet_hours_hold_a_mail_back_until_they_end_and_it_is_true_then(
    engine: Engine, jam: Jam, tmp_path: Path
) -> None:
    kontak(engine, **SUREL, tenang_mulai="06:30", tenang_sampai="12:00")
    one, _ = kurang(engine), kurang(engine)
    jam.maju(hours=1)
    out = Catatan()
    worker = pekerja(engine, jam, tmp_path, out)
    await worker.susun()
    assert len(kotak(engine)) == 1, "the inbox wakes nobody"
    await worker.kirimkan("surel")
    jam.maju(hours=5, minutes=-1)
    jadi(engine, one)
    await worker.kirimkan("surel")
    assert out.surat == []
    jam.maju(minutes=1)
    await worker.kirimkan("surel")
    assert [surat.kalimat for surat in out.surat] == ["1 berkas belum lengkap."], kiriman(engine)


async def test_what_is_refused_for_good_is_not_tried_again(engine: Engine, jam: Jam, tmp_path: Path) -> None:
    kontak(engine, **SUREL)
    kurang(engine)
    jam.maju(hours=1)
    out = Catatan(Gagal("smtp_550", tetap=True))
    worker = pekerja(engine, jam, tmp_path, out)
    await worker.susun()
    await worker.kirimkan("surel")
    assert (kiriman(engine)[0].keadaan, len(out.surat)) == (Tahap.MATI, 1)


async def test_old_notices_are_forgotten_with_their_deliveries(engine: Engine, jam: Jam, tmp_path: Path) -> None:
    kontak(engine, **SUREL)
    one = kurang(engine)
    jam.maju(hours=1)
    worker = pekerja(engine, jam, tmp_path, Catatan())
    await worker.susun()
    jadi(engine, one)
    jam.maju(days=91)
    await worker.susun()
    assert (kotak(engine), kiriman(engine)) == ([], [])


async def test_a_row_that_cannot_be_read_is_parked_and_holds_up_nobody(
    engine: Engine, jam: Jam, tmp_path: Path
) -> None:
    people = [buat_orang(engine, f"dr{number}", Peran.DOKTER, **SUREL) for number in range(3)]
    for who in people:
        kurang(engine, who)
    kontak(engine, people[0], tenang_mulai="rusak", tenang_sampai="06:00")
    jam.maju(hours=1)
    out = Catatan()
    worker = pekerja(engine, jam, tmp_path, out)
    assert await worker.susun() == 2
    with writing(engine).begin() as connection:
        wrong = t.pemberitahuan.c.petugas == people[1]
        connection.execute(update(t.pemberitahuan).where(wrong).values(isi=[["jenis_lain", "tingkat_lain"]]))
    assert await worker.kirimkan("surel") == 1
    assert [one.petugas for one in out.surat] == [people[2]]
    assert {row.petugas: row.keadaan for row in kiriman(engine)} == {people[1]: Tahap.MATI, people[2]: Tahap.TERKIRIM}


@pytest.mark.parametrize("benih", range(2))
async def test_whatever_happens_in_forty_days_nobody_is_told_twice_a_day_and_each_number_was_true(
    engine: Engine, jam: Jam, tmp_path: Path, benih: int
) -> None:
    """Doctors complete, record staff send back, Jejak and the mail server come and go."""
    acak = random.Random(benih)  # noqa: S311 - a story that can be told again
    people = [buat_orang(engine, f"dr{number}", Peran.DOKTER, **SUREL) for number in range(4)]
    terbuka: dict[str, str] = {}
    out = Catatan(*(acak.choice((None, Gagal("tidak_tersambung"))) for _ in range(60)))
    surat = 0
    for _ in range(40):
        for _ in range(acak.randrange(4)):
            who = acak.choice(people)
            sejak = jam.saat - timedelta(hours=acak.randrange(24))
            terbuka[kurang(engine, who, sejak=sejak)] = who
        for gap in [one for one in terbuka if acak.random() < 0.1]:
            jadi(engine, gap)
            del terbuka[gap]
        jam.maju(hours=1)
        if acak.random() < 0.8:
            worker = pekerja(engine, jam, tmp_path, out)  # another life each day
            await worker.susun()
            await worker.kirimkan("surel")
            now = Counter(terbuka.values())
            today = [row for row in kotak(engine) if row.dibuat == jam.saat and row.petugas in people]
            assert [row.isi[0][2] for row in today] == [now[row.petugas] for row in today]
            for one in out.surat[surat:]:
                assert one.isi[0][2] == now[one.petugas]
            surat = len(out.surat)
        jam.maju(hours=23)
    inbox = kotak(engine)
    assert max(Counter((row.petugas, row.periode) for row in inbox).values()) == 1
    assert {row.petugas for row in inbox} > set(people), "and whoever stands above them"
    assert {row.keadaan for row in kiriman(engine)} <= {Tahap.TERKIRIM, Tahap.GUGUR, Tahap.MENUNGGU}
