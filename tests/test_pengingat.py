"""Reminders: one message a person a day, true at the moment it goes, and never twice."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, update

from engine import tables as t
from engine.database import writing
from engine.pengingat import kirim
from engine.pengingat.kirim import Gagal
from engine.pengingat.tahap import Tahap
from engine.points import Titik
from schemas.names import Peran
from tests.kit import DOKTER, UMUM, Jam
from tests.pengingat_kit import MULAI, Catatan, buat_orang, jadi, kiriman, kontak, kotak, kurang, pekerja, saat_lewat

__all__ = ["saat_lewat"]

SUREL: dict[str, Any] = {"surel": "dokter@rs.example", "kanal": ["surel"]}


@pytest.fixture
def jam() -> Jam:
    return Jam(MULAI)


async def test_a_doctor_with_200_open_items_gets_one_message(engine: Engine, jam: Jam, tmp_path: Path) -> None:
    kontak(engine, **SUREL)
    for number in range(200):
        kurang(engine, berkas=f"berkas-{number // 2}", tempo=MULAI - timedelta(days=1) if number < 10 else None)
    out = Catatan()
    worker = pekerja(engine, jam, tmp_path, out)
    assert await worker.susun() == 0, "not before seven"
    jam.maju(hours=1)
    for _ in range(3):
        await worker.susun()
        await worker.kirimkan("surel")
    assert len(kotak(engine)) == 1
    (surat,) = out.surat
    assert surat.kalimat == "100 berkas belum lengkap, 5 lewat batas."


async def test_what_was_completed_at_six_fifty_nine_is_not_in_the_seven_oclock_digest(
    engine: Engine, jam: Jam, tmp_path: Path
) -> None:
    first, _ = kurang(engine), kurang(engine)
    jam.maju(minutes=59)
    jadi(engine, first)
    jam.maju(minutes=1)
    await pekerja(engine, jam, tmp_path).susun()
    assert kotak(engine)[0].isi == [["kekurangan", "sendiri", 1, 0, 1, 1]]


async def test_what_is_completed_between_the_look_and_the_writing_is_not_told(
    engine: Engine, jam: Jam, tmp_path: Path, saat_lewat: dict[Titik, list[object]]
) -> None:
    one = kurang(engine)
    jam.maju(hours=1)
    worker = pekerja(engine, jam, tmp_path)
    saat_lewat[Titik.PENGINGAT_DITEMUKAN] = [lambda: jadi(engine, one)]
    assert await worker.susun() == 0
    assert kotak(engine) == []


async def test_what_is_completed_before_its_mail_goes_is_not_sent_and_said_to_be_superseded(
    engine: Engine, jam: Jam, tmp_path: Path, saat_lewat: dict[Titik, list[object]]
) -> None:
    """RERO #2256, FOLIO CIRC-1965: notices of what was over when they went."""
    kontak(engine, **SUREL)
    one = kurang(engine)
    jam.maju(hours=1)
    out = Catatan()
    worker = pekerja(engine, jam, tmp_path, out)
    await worker.susun()
    saat_lewat[Titik.KIRIMAN_DITEMUKAN] = [lambda: jadi(engine, one)]
    await worker.kirimkan("surel")
    assert out.surat == []
    assert [(row.keadaan, row.galat) for row in kiriman(engine)] == [(Tahap.GUGUR, "tidak_ada_lagi")]


async def test_a_closed_account_is_told_nothing_and_its_gaps_go_one_step_up(
    engine: Engine, jam: Jam, tmp_path: Path, saat_lewat: dict[Titik, list[object]]
) -> None:
    head = buat_orang(engine, "ketua", Peran.DOKTER)
    gone = buat_orang(engine, "pindah", Peran.DOKTER, **SUREL)
    with writing(engine).begin() as connection:
        connection.execute(t.jabatan.insert(), {"jabatan": "kepala_unit", "unit": UMUM, "petugas": head})
    kurang(engine, gone)
    jam.maju(hours=1)
    out = Catatan()
    worker = pekerja(engine, jam, tmp_path, out)
    await worker.susun()
    saat_lewat[Titik.KIRIMAN_DITEMUKAN] = [lambda: kontak(engine, gone, aktif=False)]
    await worker.kirimkan("surel")
    assert (out.surat, kiriman(engine)[0].galat) == ([], "akun_ditutup")
    jam.maju(days=1)
    await worker.susun()
    assert [row.isi[0][:2] for row in kotak(engine, head)] == [["kekurangan", "kepala_unit"]]
    assert len(kotak(engine, gone)) == 1


async def test_mails_that_piled_up_while_the_server_was_away_are_replaced_by_the_newest(
    engine: Engine, jam: Jam, tmp_path: Path
) -> None:
    kontak(engine, **SUREL)
    tempo = MULAI + timedelta(days=1)
    for sejak in range(3):
        kurang(engine, sejak=MULAI + timedelta(days=sejak - 1), tempo=tempo)
    out = Catatan(*[Gagal("tidak_tersambung")] * 3)
    worker = pekerja(engine, jam, tmp_path, out)
    jam.maju(hours=1)
    for _ in range(3):
        await worker.susun()
        await worker.kirimkan("surel")
        jam.maju(days=1)
    await worker.kirimkan("surel")
    rows = kiriman(engine)
    assert [row.keadaan for row in rows] == [Tahap.GUGUR] * (len(rows) - 1) + [Tahap.TERKIRIM]
    assert {row.galat for row in rows[:-1]} == {"digantikan"}
    assert out.surat[-1].kalimat == "3 berkas belum lengkap, 3 lewat batas."


async def test_a_mail_whose_sender_died_is_replaced_by_the_next_days_digest_and_not_sent_beside_it(
    engine: Engine, jam: Jam, tmp_path: Path
) -> None:
    kontak(engine, **SUREL)
    kurang(engine, tempo=MULAI + timedelta(days=1))
    out = Catatan()
    worker = pekerja(engine, jam, tmp_path, out)
    jam.maju(hours=1)
    await worker.susun()
    claimed = {"keadaan": Tahap.DIAMBIL, "kali": 1, "berikut": jam.saat + timedelta(minutes=2)}
    with writing(engine).begin() as connection:
        connection.execute(update(t.kiriman).values(claimed))
    jam.maju(days=1)
    await worker.susun()
    await worker.kirimkan("surel")
    assert [row.galat for row in kiriman(engine)] == ["digantikan", None]
    assert len(out.surat) == 1


async def test_two_workers_at_once_write_one_notice_and_send_one_mail(engine: Engine, jam: Jam, tmp_path: Path) -> None:
    kontak(engine, **SUREL)
    people = [buat_orang(engine, f"dr{number}", Peran.DOKTER, **SUREL) for number in range(6)]
    for who in (DOKTER.id, *people):
        kurang(engine, who)
    jam.maju(hours=1)
    outs = Catatan(), Catatan()
    workers = [pekerja(engine, jam, tmp_path, out) for out in outs]
    await asyncio.gather(*(worker.susun() for worker in workers))
    await asyncio.gather(*(worker.kirimkan("surel") for worker in workers))
    assert sorted(row.petugas for row in kotak(engine)) == sorted([DOKTER.id, *people])
    sent = [surat.petugas for out in outs for surat in out.surat]
    assert sorted(sent) == sorted([DOKTER.id, *people])


async def test_a_delivery_is_tried_again_ever_later_then_it_is_a_dead_letter_and_can_be_sent_again(
    engine: Engine, jam: Jam, tmp_path: Path
) -> None:
    kontak(engine, **SUREL)
    kurang(engine)
    jam.maju(hours=1)
    out = Catatan(*[Gagal("smtp_450")] * 6)
    worker = pekerja(engine, jam, tmp_path, out)
    await worker.susun()
    waits = []
    for _ in range(6):
        await worker.kirimkan("surel")
        (row,) = kiriman(engine)
        waits.append(round((row.berikut - jam.saat).total_seconds() / 60))
        jam.saat = row.berikut
    assert waits == [1, 5, 30, 120, 360, 0]
    assert (row.keadaan, row.kali, row.galat) == (Tahap.MATI, 6, "smtp_450")
    await worker.kirimkan("surel")
    assert len(out.surat) == 6
    with writing(engine).begin() as connection:
        assert kirim.coba_lagi(connection, jam.saat, row.id) == 1
    await worker.kirimkan("surel")
    assert kiriman(engine)[0].keadaan == Tahap.TERKIRIM
