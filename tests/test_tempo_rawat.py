"""Deadlines that hang on visits: filled in within 24 hours, home from discharge, completed within 14 days of it."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from engine import tables as t
from engine.execute import Accepted
from engine.facility import baru
from engine.lines import event_of
from engine.views import deadlines
from engine.workflows.kunjungan import Kunjungan
from schemas.commands import berkas as ask
from schemas.commands import kunjungan as ask_visit
from schemas.message import Command
from schemas.names import BerkasId, CaraKeluar, CaraKembali, JenisTenggat, Pembawa
from tests import buku
from tests.kit import MESIN, RANAP, UMUM, Arsip
from tests.klinik import Klinik, klinik_baru
from workers.deadlines import Deadlines
from workers.reactions import Reactions

SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
"""Where the database makes no difference."""
HARI = timedelta(days=1)
JAM = timedelta(hours=1)


@pytest.fixture
def klinik(arsip: Arsip) -> Klinik:
    return klinik_baru(arsip)


async def ya(arsip: Arsip, kind: type[Command], subjek: str, **isi: Any) -> Accepted:
    answer = await arsip.minta(kind, subjek, **isi)
    assert isinstance(answer, Accepted), answer
    return answer


async def ikuti(arsip: Arsip) -> None:
    """Let everything follow that follows by itself."""
    await Reactions(arsip.engine, "PKM1", now=arsip.jam).kejar(arsip.door)


async def berkas_pasien(arsip: Arsip, pasien: str) -> BerkasId:
    berkas = BerkasId(baru())
    await ya(arsip, ask.Daftarkan, berkas, pasien=pasien)
    return berkas


async def di_unit(arsip: Arsip, berkas: BerkasId, unit: str) -> None:
    await ya(arsip, ask.Ambil, berkas, tujuan=unit)
    await ya(arsip, ask.TerimaDiUnit, berkas, unit=unit)


async def selesai(klinik: Klinik, kunjungan: Kunjungan, cara: CaraKeluar) -> Kunjungan:
    await ya(klinik.arsip, ask_visit.Selesaikan, kunjungan.id, cara_keluar=cara)
    return klinik.kini(kunjungan.id)


async def dirakit(arsip: Arsip, berkas: BerkasId) -> None:
    await ya(arsip, ask.TerimaKembali, berkas, cara_kembali=CaraKembali.DIJEMPUT)
    await ya(arsip, ask.Rakit, berkas)


def cerita(arsip: Arsip, jenis: str) -> list[Any]:
    """Every fact of this kind; what the tables tell is the sum of all."""
    buku.satu_cerita(arsip.engine)
    rows = [SimpleNamespace(**row) for row in buku.baris(arsip.engine) if row["jenis"] == jenis]
    return [event_of(row) for row in rows]


def berjalan(arsip: Arsip) -> dict[tuple[str, str], datetime]:
    c = t.tenggat.c
    with arsip.engine.connect() as connection:
        return {(row[0], row[1]): row[2] for row in connection.execute(select(c.subjek, c.jenis, c.jatuh_tempo))}


async def test_records_are_due_24_hours_after_the_service_and_are_told_filled_in_when_the_folder_is_complete(
    klinik: Klinik,
) -> None:
    """KMK 129/2008: filled in within 24 hours after the service."""
    arsip = klinik.arsip
    visit = await klinik.terdaftar()
    berkas = await berkas_pasien(arsip, visit.pasien)
    await di_unit(arsip, berkas, UMUM)
    assert (visit.id, "pengisian") not in berjalan(arsip)
    visit = await selesai(klinik, visit, CaraKeluar.PULANG)
    assert visit.isi_sebelum == arsip.jam.saat + 24 * JAM
    assert berjalan(arsip)[visit.id, "pengisian"] == visit.isi_sebelum
    arsip.jam.maju(hours=3)
    await dirakit(arsip, berkas)
    await ya(arsip, ask.NyatakanLengkap, berkas)
    await ikuti(arsip)
    (told,) = cerita(arsip, "kunjungan.terisi_lengkap.v1")
    assert (told.subjek, told.tepat_waktu) == (visit.id, True)
    assert (visit.id, "pengisian") not in berjalan(arsip)
    await ikuti(arsip)
    assert len(cerita(arsip, "kunjungan.terisi_lengkap.v1")) == 1


@SQLITE
async def test_at_the_exact_instant_it_is_due_it_is_late_for_the_timer_and_for_the_folder_alike(
    klinik: Klinik,
) -> None:
    arsip = klinik.arsip
    visit = await klinik.terdaftar()
    berkas = await berkas_pasien(arsip, visit.pasien)
    await di_unit(arsip, berkas, UMUM)
    visit = await selesai(klinik, visit, CaraKeluar.PULANG)
    await dirakit(arsip, berkas)
    assert visit.isi_sebelum is not None
    arsip.jam.saat = visit.isi_sebelum - timedelta(microseconds=1)
    timer = Deadlines(arsip.engine, now=arsip.jam)
    await timer.lewatkan(arsip.door)
    assert timer.ditandai == 0
    arsip.jam.saat = visit.isi_sebelum
    await timer.lewatkan(arsip.door)
    (late,) = [one for one in cerita(arsip, "kunjungan.lewat_tenggat.v1") if one.subjek == visit.id]
    assert late.susulan is None
    await ya(arsip, ask.NyatakanLengkap, berkas)
    await ikuti(arsip)
    (told,) = cerita(arsip, "kunjungan.terisi_lengkap.v1")
    assert told.tepat_waktu is False
    with arsip.engine.connect() as connection:
        assert deadlines.due(connection, arsip.jam.saat, 10) == []


@SQLITE
async def test_who_is_admitted_is_timed_by_the_admission_and_an_end_taken_back_stops_the_clock(klinik: Klinik) -> None:
    arsip = klinik.arsip
    visit = await klinik.terdaftar()
    assert (await selesai(klinik, visit, CaraKeluar.DIRAWAT)).isi_sebelum is None
    admitted = await klinik.dirawat()
    ended = await selesai(klinik, admitted, CaraKeluar.IZIN_DOKTER)
    assert ended.isi_sebelum == arsip.jam.saat + 24 * JAM
    await ya(arsip, ask_visit.BukaLagi, admitted.id)
    assert klinik.kini(admitted.id).isi_sebelum is None
    assert (admitted.id, "pengisian") not in berjalan(arsip)


@SQLITE
async def test_an_inpatients_folder_is_due_home_from_discharge_not_from_its_receipt(klinik: Klinik) -> None:
    """FACTS B4: 2x24 hours after discharge. While the patient lies there, no clock runs."""
    arsip = klinik.arsip
    visit = await klinik.dirawat()
    berkas = await berkas_pasien(arsip, visit.pasien)
    await di_unit(arsip, berkas, RANAP)
    assert buku.berkas_kini(arsip.engine, berkas).kembali_sebelum is None
    arsip.jam.maju(days=9)
    ended = await selesai(klinik, visit, CaraKeluar.IZIN_DOKTER)
    await ikuti(arsip)
    assert ended.keluar is not None
    assert berjalan(arsip)[berkas, "pengembalian"] == ended.keluar + 48 * JAM
    arsip.jam.maju(hours=1)
    await ya(arsip, ask_visit.BukaLagi, visit.id)
    await ikuti(arsip)
    assert (berkas, "pengembalian") not in berjalan(arsip)
    arsip.jam.maju(hours=5)
    ended = await selesai(klinik, visit, CaraKeluar.IZIN_DOKTER)
    await ikuti(arsip)
    await ya(arsip, ask.KirimKembali, berkas)
    assert ended.keluar is not None
    assert berjalan(arsip)[berkas, "pengembalian"] == ended.keluar + 48 * JAM


async def test_a_discharge_told_late_counts_from_when_it_was_and_no_telling_after_it_could_be_told_is_marked_late(
    klinik: Klinik,
) -> None:
    arsip = klinik.arsip
    visit = await klinik.dirawat()
    berkas = await berkas_pasien(arsip, visit.pasien)
    await di_unit(arsip, berkas, RANAP)
    pulang = arsip.jam.maju(days=1)
    arsip.jam.maju(days=4)
    await ya(arsip, ask_visit.Selesaikan, visit.id, cara_keluar=CaraKeluar.IZIN_DOKTER, terjadi_pada=pulang)
    await ikuti(arsip)
    assert berjalan(arsip)[berkas, "pengembalian"] == pulang + 48 * JAM
    arsip.jam.maju(seconds=1)
    await Deadlines(arsip.engine, now=arsip.jam).lewatkan(arsip.door)
    (late,) = cerita(arsip, "berkas.lewat_tenggat.v1")
    assert late.susulan is None  # it was due before anybody knew: the timer told it as soon as it could


@SQLITE
async def test_the_fourteen_days_are_counted_from_discharge_for_the_folder_and_for_each_gap(klinik: Klinik) -> None:
    """FACTS appendix 2, 9, at the facility: from 10.00 on the day of discharge to 10.00 fourteen days later."""
    arsip = klinik.arsip
    visit = await klinik.dirawat()
    berkas = await berkas_pasien(arsip, visit.pasien)
    await di_unit(arsip, berkas, RANAP)
    ended = await selesai(klinik, visit, CaraKeluar.IZIN_DOKTER)
    arsip.jam.maju(days=2, hours=3)
    await dirakit(arsip, berkas)
    (gap,) = await arsip.kurang(berkas)
    await ya(arsip, ask.NyatakanTidakLengkap, berkas)
    assert ended.keluar is not None
    rows = berjalan(arsip)
    assert rows[berkas, "kelengkapan"] == rows[gap, "kekurangan"] == ended.keluar + 14 * HARI
    with arsip.engine.connect() as connection:
        listed = {(one.jenis.value, one.subjek): one.nomor for one in deadlines.berikut(connection, 10)}
    nomor = listed["kelengkapan", berkas]
    assert listed == {("kelengkapan", berkas): nomor, ("kekurangan", gap): nomor, ("pengisian", visit.id): ""}
    arsip.jam.maju(days=14)
    await Deadlines(arsip.engine, now=arsip.jam).lewatkan(arsip.door)
    with arsip.engine.connect() as connection:
        assert {(one.jenis.value, one.subjek) for one in deadlines.sudah_lewat(connection, 10)} == listed.keys()
    (told,) = cerita(arsip, "berkas.tidak_lengkap.v1")
    assert told.tempo_sejak == ended.keluar


@SQLITE
async def test_without_a_visit_the_days_are_counted_from_the_finding(arsip: Arsip) -> None:
    berkas = await arsip.daftar(Pembawa.ELEKTRONIK)
    await ya(arsip, ask.Rakit, berkas)
    arsip.jam.maju(hours=2)
    await arsip.kurang(berkas)
    await ya(arsip, ask.NyatakanTidakLengkap, berkas)
    assert berjalan(arsip)[berkas, "kelengkapan"] == arsip.jam.saat + 14 * HARI


@SQLITE
async def test_an_undo_gives_back_the_due_time_that_was_reckoned_anew_meanwhile(klinik: Klinik) -> None:
    arsip = klinik.arsip
    visit = await klinik.dirawat()
    berkas = await berkas_pasien(arsip, visit.pasien)
    await di_unit(arsip, berkas, RANAP)
    ended = await selesai(klinik, visit, CaraKeluar.IZIN_DOKTER)
    await ya(arsip, ask.KirimKembali, berkas)
    await ikuti(arsip)
    await ya(arsip, ask.Urungkan, berkas)
    assert ended.keluar is not None
    assert berjalan(arsip)[berkas, "pengembalian"] == ended.keluar + 48 * JAM


@SQLITE
async def test_only_the_system_reckons_deadlines_anew(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    answer = await arsip.minta(ask.JadwalkanUlang, berkas, tenggat=JenisTenggat.PENGEMBALIAN, sebab="kebijakan")
    assert getattr(answer, "kode", "") == "peran_tidak_boleh"
    answer = await arsip.minta(ask.JadwalkanUlang, berkas, MESIN, tenggat=JenisTenggat.PENGEMBALIAN, sebab="kebijakan")
    assert getattr(answer, "kode", "") == "tenggat_tidak_berjalan"
