"""Reactions: what follows from a fact is asked for once, whatever happens to the worker."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, insert, update

from engine import tables as t
from engine.database import writing
from engine.execute import FrontDoor
from engine.facility import baru
from engine.points import Titik
from engine.projections import letters
from engine.reactions import posisi
from schemas.commands import berkas as ask
from schemas.commands import kunjungan as visit
from schemas.commands import permintaan as minta
from schemas.names import (
    AlasanBatal,
    AsalPermintaan,
    CaraKembali,
    JenisKunjungan,
    KeadaanAwal,
    KeadaanPermintaan,
    KodeUnit,
    SebabBatal,
    SebabTidakTerpenuhi,
)
from tests import buku
from tests.anak_reaksi import MATI
from tests.berjalan import jalankan
from tests.kit import DI_GIGI, GIGI, KIA, LOKET, PERMED, PKM, UMUM, Arsip
from tests.loket import Meja
from workers.deadlines import Deadlines

S = KeadaanPermintaan


@pytest.fixture
def meja(arsip: Arsip) -> Meja:
    return Meja(arsip)


def perintah(engine: Engine, awalan: str = "permintaan.") -> list[str]:
    """The kinds of facts about requests, in order."""
    return [row["jenis"] for row in buku.baris(engine) if row["jenis"].startswith(awalan)]


def sampai(engine: Engine) -> int:
    """Where the worker's cursor stands."""
    with engine.connect() as connection:
        return posisi.sampai(connection)


# ── a visit and its folder ──────────────────────────────────────────────────────────────────────────


async def test_registering_a_visit_asks_for_the_folder_by_itself_and_its_receipt_fulfils_the_request(
    meja: Meja,
) -> None:
    who, berkas = await meja.pasien()
    meja.arsip.jam.maju(minutes=5)
    asked = meja.arsip.jam()
    kunjungan = await meja.kunjungan(who)
    meja.arsip.jam.maju(minutes=1)  # the worker comes late: the clock began at the registration
    await meja.ikut()
    (one,) = meja.untuk(berkas)
    assert (one.keadaan, one.unit, one.kunjungan, one.asal) == (S.MENUNGGU, GIGI, kunjungan, AsalPermintaan.PENDAFTARAN)
    assert (one.terdaftar, one.dibutuhkan_pada) == (asked, asked)
    assert one.sasaran == asked + timedelta(minutes=10)
    assert one.keadaan_awal is KeadaanAwal.DI_RAK
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
    await meja.ikut()
    assert meja.permintaan(one.id).keadaan is S.DIKIRIM
    meja.arsip.jam.maju(minutes=4)
    got = meja.arsip.jam()
    await meja.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI)
    meja.arsip.jam.maju(minutes=30)
    await meja.ikut()
    assert meja.permintaan(one.id).keadaan is S.TERPENUHI
    assert meja.permintaan(one.id).diterima == got, "received when it was scanned, not when the worker heard of it"
    assert meja.reaksi.diminta == 3
    assert await meja.ikut() == len(buku.baris(meja.arsip.engine))


async def test_a_new_patients_folder_is_asked_for_when_it_is_made_and_the_clock_began_at_the_registration(
    meja: Meja,
) -> None:
    who, berkas = await meja.pasien(dengan_berkas=False)
    asked = meja.arsip.jam()
    kunjungan = await meja.kunjungan(who)
    await meja.ikut()
    assert perintah(meja.arsip.engine) == []
    meja.arsip.jam.maju(minutes=3)
    await meja.berkas(who, berkas)
    await meja.ikut()
    (one,) = meja.untuk(berkas)
    assert (one.kunjungan, one.terdaftar, one.sasaran) == (kunjungan, asked, asked + timedelta(minutes=10))


async def test_an_emergency_visit_asks_for_the_folder_and_runs_no_clock(meja: Meja) -> None:
    who, berkas = await meja.pasien()
    with writing(meja.arsip.engine).begin() as connection:
        igd = {"kode": "IGD", "nama": "Gawat Darurat", "jenis": "gawat_darurat", "aktif": True, "urutan": 9}
        connection.execute(insert(t.unit), igd)
    await meja.kunjungan(who, unit=KodeUnit("IGD"), jenis=JenisKunjungan.GAWAT_DARURAT)
    await meja.ikut()
    (one,) = meja.untuk(berkas)
    assert (one.keadaan, one.sasaran) == (S.MENUNGGU, None)


async def test_a_visit_called_off_calls_its_request_off(meja: Meja) -> None:
    who, berkas = await meja.pasien()
    kunjungan = await meja.kunjungan(who)
    await meja.ikut()
    await meja.minta(visit.Batalkan, kunjungan, LOKET, alasan_batal=AlasanBatal.PASIEN_PERGI)
    await meja.ikut()
    (one,) = meja.untuk(berkas)
    assert (one.keadaan, one.sebab, one.diterima) == (S.DIBATALKAN, SebabBatal.KUNJUNGAN_BATAL, None)


# ── scans ───────────────────────────────────────────────────────────────────────────────────────────


async def test_requests_for_one_folder_are_served_in_the_order_in_which_it_is_needed(meja: Meja) -> None:
    berkas = await meja.arsip.daftar()
    now = meja.arsip.jam()
    later = await meja.tangan(berkas, dibutuhkan_pada=now + timedelta(hours=2))
    sooner = await meja.tangan(berkas, dibutuhkan_pada=now + timedelta(hours=1))
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
    await meja.ikut()
    assert [meja.permintaan(one).keadaan for one in (sooner, later)] == [S.DIKIRIM, S.MENUNGGU]
    await meja.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI)
    await meja.ikut()
    assert [meja.permintaan(one).keadaan for one in (sooner, later)] == [S.TERPENUHI, S.MENUNGGU]


async def test_a_folder_sent_elsewhere_serves_nobody_here(meja: Meja) -> None:
    berkas = await meja.arsip.daftar()
    one = await meja.tangan(berkas, unit=KIA)
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
    await meja.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI)
    await meja.ikut()
    assert meja.permintaan(one).keadaan is S.MENUNGGU


async def test_a_folder_wanted_while_it_is_out_says_so_and_waits_for_its_return(meja: Meja) -> None:
    berkas = await meja.arsip.daftar()
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=UMUM)
    one = await meja.tangan(berkas)
    await meja.ikut()
    assert (meja.permintaan(one).keadaan, meja.permintaan(one).keadaan_awal) == (S.MENUNGGU, KeadaanAwal.DI_LUAR)


async def test_a_pull_called_off_or_undone_or_lost_puts_the_request_back_to_waiting(meja: Meja) -> None:
    for wish in (ask.BatalAmbil, ask.Urungkan, ask.LaporkanHilang):
        berkas = await meja.arsip.daftar()
        one = await meja.tangan(berkas)
        await meja.minta(ask.Ambil, berkas, PERMED, tujuan=GIGI)
        await meja.ikut()
        assert meja.permintaan(one).keadaan is S.DIKIRIM
        await meja.minta(wish, berkas, PERMED)
        await meja.ikut()
        assert (meja.permintaan(one).keadaan, meja.permintaan(one).dikirim) == (S.MENUNGGU, None), wish


async def test_a_receipt_that_was_undone_never_was(meja: Meja) -> None:
    berkas = await meja.arsip.daftar()
    one = await meja.tangan(berkas)
    await meja.minta(ask.Ambil, berkas, PERMED, tujuan=GIGI)
    await meja.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI)
    await meja.ikut()
    await meja.minta(ask.Urungkan, berkas, DI_GIGI)
    await meja.ikut()
    assert (meja.permintaan(one).keadaan, meja.permintaan(one).diterima) == (S.DIKIRIM, None)
    meja.arsip.jam.maju(minutes=9)
    await meja.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI)
    await meja.ikut()
    assert meja.permintaan(one).diterima == meja.arsip.jam()


async def test_a_folder_that_came_home_unscanned_ends_its_request_without_a_time_of_receipt(meja: Meja) -> None:
    berkas = await meja.arsip.daftar()
    one = await meja.tangan(berkas)
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
    await meja.minta(ask.TerimaKembali, berkas, LOKET, cara_kembali=CaraKembali.DIANTAR)
    await meja.ikut()
    ended = meja.permintaan(one)
    assert (ended.keadaan, ended.sebab, ended.diterima) == (
        S.TIDAK_TERPENUHI,
        SebabTidakTerpenuhi.PULANG_TANPA_DITERIMA,
        None,
    )


async def test_a_folder_asked_for_on_its_way_there_is_sent_and_one_that_lies_there_is_received(meja: Meja) -> None:
    berkas = await meja.arsip.daftar()
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
    first = await meja.tangan(berkas)
    await meja.ikut()
    assert meja.permintaan(first).keadaan is S.DIKIRIM
    await meja.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI)
    await meja.ikut()
    meja.arsip.jam.maju(minutes=1)
    second = await meja.tangan(berkas)
    await meja.ikut()
    there = meja.permintaan(second)
    assert (there.keadaan, there.keadaan_awal) == (S.TERPENUHI, KeadaanAwal.DI_UNIT)
    assert there.diterima == there.terdaftar


async def test_a_journey_today_is_not_for_an_appointment_next_week(meja: Meja) -> None:
    berkas = await meja.arsip.daftar()
    one = await meja.tangan(berkas, dibutuhkan_pada=meja.arsip.jam() + timedelta(days=7))
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
    await meja.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI)
    await meja.ikut()
    assert meja.permintaan(one).keadaan is S.MENUNGGU


async def test_who_waits_for_a_merged_folder_waits_for_the_one_it_went_into(meja: Meja) -> None:
    old, new = await meja.arsip.daftar(), await meja.arsip.daftar()
    one = await meja.tangan(old)
    await meja.minta(ask.Gabungkan, old, PERMED, ke_berkas=new)
    await meja.ikut()
    assert meja.permintaan(one).berkas == new


# ── the worker ──────────────────────────────────────────────────────────────────────────────────────


async def test_a_second_worker_that_comes_late_with_lines_already_answered_moves_nothing(meja: Meja) -> None:
    berkas = await meja.arsip.daftar()
    now = meja.arsip.jam()
    first = await meja.tangan(berkas, dibutuhkan_pada=now + timedelta(minutes=1))
    second = await meja.tangan(berkas, dibutuhkan_pada=now + timedelta(minutes=2))
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
    await meja.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI)
    late = Meja(meja.arsip)
    page = posisi.baca(meja.arsip.engine, PKM.kode)
    await meja.ikut()
    told = perintah(meja.arsip.engine)
    for baris in page.baris:
        await late.reaksi._jawab(meja.arsip.door, baris)  # noqa: SLF001 - a worker that was frozen in the middle of a page
    assert perintah(meja.arsip.engine) == told
    assert [meja.permintaan(one).keadaan for one in (first, second)] == [S.TERPENUHI, S.MENUNGGU]


async def test_a_worker_far_behind_finds_for_each_line_who_waited_then_and_not_who_waits_now(meja: Meja) -> None:
    berkas = await meja.arsip.daftar()
    first = await meja.tangan(berkas, dibutuhkan_pada=meja.arsip.jam() + timedelta(hours=3))
    meja.arsip.jam.maju(minutes=1)
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
    meja.arsip.jam.maju(minutes=3)
    got = meja.arsip.jam()
    await meja.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI)
    await meja.minta(ask.TerimaKembali, berkas, LOKET, cara_kembali=CaraKembali.DIJEMPUT)
    meja.arsip.jam.maju(minutes=5)
    second = await meja.tangan(berkas)  # needed sooner, asked for later
    await meja.ikut()
    assert (meja.permintaan(first).keadaan, meja.permintaan(first).diterima) == (S.TERPENUHI, got)
    assert meja.permintaan(second).keadaan is S.MENUNGGU


async def test_a_line_that_cannot_be_answered_is_parked_holds_up_nobody_and_is_tried_again(meja: Meja) -> None:
    who, waiting = await meja.pasien()
    meja.arsip.jam.maju(minutes=1)
    await meja.kunjungan(who, unit=KIA)
    bad = len(buku.baris(meja.arsip.engine))
    other, berkas = await meja.pasien()
    await meja.kunjungan(other)
    buka(meja.arsip.engine, KIA, aktif=False)  # closed before the worker comes
    with FrontDoor(meja.arsip.engine, PKM.kode, now=meja.arsip.jam) as door:
        await meja.reaksi.kejar(door)
        assert await meja.reaksi.coba_lagi(door) == 0
    assert [one.unit for one in meja.untuk(berkas)] == [GIGI]
    assert sampai(meja.arsip.engine) == len(buku.baris(meja.arsip.engine))
    assert surat(meja.arsip.engine) == [("reaksi", bad, "unit_tidak_dikenal", 2)]
    buka(meja.arsip.engine, KIA, aktif=True)
    with FrontDoor(meja.arsip.engine, PKM.kode, now=meja.arsip.jam) as door:
        assert await meja.reaksi.coba_lagi(door) == 1
        await meja.reaksi.kejar(door)
    assert [one.unit for one in meja.untuk(waiting)] == [KIA]
    assert surat(meja.arsip.engine) == []


async def test_a_cursor_of_another_ledger_is_put_right_and_nothing_is_asked_twice(meja: Meja) -> None:
    berkas = await meja.arsip.daftar()
    await meja.tangan(berkas)
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
    last = await meja.ikut()
    for seq in (last, last + 50):
        with writing(meja.arsip.engine).begin() as connection:
            connection.execute(update(t.kursor).where(t.kursor.c.nama == posisi.NAMA).values(seq=seq, hash=b"x" * 32))
        told = perintah(meja.arsip.engine)
        assert await Meja(meja.arsip).ikut() == last == sampai(meja.arsip.engine)
        assert perintah(meja.arsip.engine) == told


def buka(engine: Engine, unit: KodeUnit, *, aktif: bool) -> None:
    """Open a unit, or close it."""
    with writing(engine).begin() as connection:
        connection.execute(update(t.unit).where(t.unit.c.kode == unit).values(aktif=aktif))


def surat(engine: Engine) -> list[tuple[str, int, str, int]]:
    """The dead letters that wait."""
    with engine.connect() as connection:
        return [(one.nama, one.seq, one.galat, one.percobaan) for one in letters.daftar(connection)]


async def test_a_worker_killed_anywhere_again_and_again_asks_for_everything_once(meja: Meja, url: str) -> None:
    folders = [await meja.pasien() for _ in range(4)]
    for who, berkas in folders:
        await meja.kunjungan(who)
        await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
        await meja.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI)
    for point in (Titik.REAKSI_SEBELUM_PERINTAH, Titik.REAKSI_SESUDAH_PERINTAH, Titik.REAKSI_SEBELUM_KURSOR):
        assert _anak(url, point) == MATI
    assert _anak(url, "-") == 0
    told = perintah(meja.arsip.engine)
    assert len(told) == 12
    assert {told.count(kind) for kind in set(told)} == {4}
    for _, berkas in folders:
        (one,) = meja.untuk(berkas)
        assert one.keadaan is S.TERPENUHI
    assert sampai(meja.arsip.engine) == len(buku.baris(meja.arsip.engine))


def _anak(url: str, point: str) -> int:
    return jalankan("tests.anak_reaksi", url, point).returncode


async def test_a_request_nobody_fulfils_expires_by_the_timer(meja: Meja) -> None:
    berkas = await meja.arsip.daftar()
    one = await meja.tangan(berkas)
    timer = Deadlines(meja.arsip.engine, now=meja.arsip.jam)
    meja.arsip.jam.maju(hours=23)
    await timer.lewatkan(meja.arsip.door)
    assert meja.permintaan(one).keadaan is S.MENUNGGU
    meja.arsip.jam.maju(hours=1)
    await timer.lewatkan(meja.arsip.door)
    assert (meja.permintaan(one).keadaan, meja.permintaan(one).diterima) == (S.KEDALUWARSA, None)


async def test_the_same_unit_asks_for_a_folder_once_and_again_for_another_moment(meja: Meja) -> None:
    berkas = await meja.arsip.daftar()
    need = meja.arsip.jam() + timedelta(hours=1)
    await meja.tangan(berkas, dibutuhkan_pada=need)
    again = minta.Buat(command_id=baru(), subjek=baru(), pelaku=PERMED, berkas=berkas, unit=GIGI, dibutuhkan_pada=need)
    answer = await meja.arsip.door.execute(again)
    assert getattr(answer, "kode", None) == "permintaan_sudah_ada"
    await meja.tangan(berkas, dibutuhkan_pada=need + timedelta(hours=1))
