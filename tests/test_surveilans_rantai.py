"""Counts become alerts, alerts are looked at, and reports climb Puskesmas → kabupaten → provinsi → Kementerian."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from engine import tables as t
from engine.database import writing
from engine.facility import baru
from engine.pengingat.sumber import Saring, semua
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.surveilans import baca, hitung, lihat
from engine.surveilans.jenjang import kita
from engine.surveilans.minggu import Pekan
from engine.workflows.sinyal import id_sinyal
from engine.workflows.w2 import id_w2
from schemas.commands import pasien as ask_pasien
from schemas.commands import sinyal as ask_sinyal
from schemas.commands import w1 as ask_w1
from schemas.commands import w2 as ask_w2
from schemas.names import (
    AlasanBukan,
    CaraHitung,
    DasarSinyal,
    KeadaanSinyal,
    KeadaanW2,
    Kriteria,
)
from schemas.surveilans import HitungPenyakit
from tests.buku import satu_cerita
from tests.kit import LOKET, PERMED, Arsip
from tests.surveilans_kit import (
    KABUPATEN,
    PROVINSI,
    PUSAT,
    PUSKESMAS,
    SURVEILANS,
    Fasilitas,
    Rantai,
    ditolak,
    rantai_baru,
    w1_isi,
)

MULAI = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Monday 08:00 WIB, week 2026-M09."""
PEKAN = Pekan(2026, 9)


@pytest.fixture
def rantai(sqlite_facility: Path, tmp_path: Path) -> Iterator[Rantai]:
    """The four levels."""
    with rantai_baru(sqlite_facility, tmp_path, MULAI) as made:
        yield made


def kini(satu: Fasilitas, pekan: Pekan = PEKAN) -> baca.Seminggu:
    with satu.engine.connect() as connection:
        us = kita(connection)
        assert us is not None
        return baca.seminggu(connection, kebijakan().katalog, us, pekan)


def kecuali(satu: Fasilitas) -> list[tuple[str, str | None]]:
    with satu.engine.connect() as connection:
        found = hitung.kasus(connection, kebijakan().katalog, date(2026, 3, 1), date(2026, 3, 7))
    return [(one.kode, one.kecuali) for one in found]


async def test_a_visit_is_a_case_once_a_disease_and_only_where_it_was_coded_as_new(rantai: Rantai) -> None:
    pkm = rantai[PUSKESMAS]
    await pkm.kasus("A09", "A09.9", "I10")
    await pkm.kasus("A90", kasus_baru=False)
    await pkm.kasus("J22")
    toddler = await pkm.pasien(tanggal_lahir=date(2023, 5, 1))
    await pkm.kasus("A09", pasien=toddler)
    await pkm.kasus("I10")
    counted = kini(pkm)
    assert {kode: (one.jumlah.bawah, one.jumlah.atas) for kode, one in counted.angka.items()} == {
        "A": (1, 1),
        "AA": (0, 1),
        "Y": (0, 1),
    }
    assert counted.kunjungan == 5
    assert ("C", hitung.BUKAN_BARU) in kecuali(pkm)


async def test_somebody_registered_twice_and_merged_is_one_case_and_so_is_a_patient_who_was_admitted(
    rantai: Rantai,
) -> None:
    pkm = rantai[PUSKESMAS]
    one, other = await pkm.pasien(), await pkm.pasien()
    await pkm.kasus("A90", pasien=one)
    await pkm.kasus("A91", pasien=other)
    assert kini(pkm).angka["C"].jumlah.kasus == 2
    await pkm.jadi(ask_pasien.Gabungkan, other, PERMED, ke_pasien=one)
    assert kini(pkm).angka["C"].jumlah.kasus == 1
    assert sorted(kecuali(pkm), key=str) == [("C", hitung.ORANG_SAMA), ("C", None)]
    died = await pkm.pasien()
    await pkm.kasus("A91", pasien=died, cara_keluar="meninggal")
    assert kini(pkm).angka["C"].jumlah == HitungPenyakit(kode="C", atas=2, mati=1)


async def test_typed_counts_stand_beside_the_coded_ones_or_in_their_place_and_say_which(rantai: Rantai) -> None:
    pkm = rantai[PUSKESMAS]
    await pkm.kasus("A09")
    report = id_w2(PUSKESMAS, *PEKAN)
    week: dict[str, Any] = {"tahun": 2026, "minggu": 9}
    more = (HitungPenyakit(kode="A", bawah=3, atas=4), HitungPenyakit(kode="K", bawah=1))
    await pkm.jadi(ask_w2.Isi, report, **week, sel=more, kunjungan=40)
    counted = kini(pkm)
    assert counted.angka["A"].jumlah == HitungPenyakit(kode="A", bawah=3, atas=5)
    assert (counted.angka["A"].berkode.kasus, counted.angka["A"].cara) == (1, CaraHitung.TAMBAHAN)
    assert (counted.angka["K"].jumlah.kasus, counted.kunjungan) == (1, 41)
    instead = (HitungPenyakit(kode="A", bawah=9),)
    await pkm.jadi(ask_w2.Isi, report, **week, sel=instead, cara_hitung=CaraHitung.PENGGANTI)
    assert kini(pkm).angka["A"].jumlah == HitungPenyakit(kode="A", bawah=9)
    assert kini(pkm).angka["K"].jumlah.kasus == 1, "what was not typed again stays"

    async def tidak(**isi: Any) -> str:
        answer = await pkm.minta(ask_w2.Isi, isi.pop("subjek", report), **(week | isi))
        assert isinstance(answer, Refusal)
        return answer.kode

    assert await tidak(sel=(HitungPenyakit(kode="QQ", atas=1),)) == "penyakit_tidak_dikenal"
    assert await tidak(sel=(HitungPenyakit(kode="A", atas=1, mati=2),)) == "mati_tidak_melebihi_sakit"
    assert await tidak(sel=instead * 2) == "penyakit_dua_kali"
    assert await tidak() == "isian_kosong"
    assert await tidak(minggu=10, sel=instead) == "w2_itu"
    assert await tidak(subjek=id_w2(PUSKESMAS, 2026, 10), minggu=10, sel=instead) == "minggu_belum_mulai"
    assert await tidak(subjek=id_w2(PUSKESMAS, 2026, 53), minggu=53, sel=instead) == "minggu_tidak_dikenal"
    assert await tidak(sel=instead, pelaku=LOKET) == "peran_tidak_boleh"


async def test_an_alert_appears_once_at_its_threshold_waits_for_somebody_to_look_and_is_no_outbreak(
    rantai: Rantai,
) -> None:
    pkm, kab = rantai[PUSKESMAS], rantai[KABUPATEN]
    assert await pkm.amati() == 2, "the reports of the two weeks that are over, with no case"
    await pkm.kasus("A91")
    assert await pkm.amati() == 0
    await pkm.kasus("A91")
    assert await pkm.amati() == 1
    assert await pkm.amati() == 0
    (alert,) = pkm.semua("sinyal")
    assert alert.id == id_sinyal(PUSKESMAS, "C", 2026, 9, DasarSinyal.AMBANG)
    assert (alert.keadaan, alert.kasus, alert.sebelum) == (KeadaanSinyal.MUNCUL, 2, None)
    assert pkm.semua("w1") == [], "an alert is no outbreak by itself"
    await rantai.antar()
    assert kab.catatan("sinyal", alert.id).kabar
    rantai.jam.maju(hours=25)
    for level in (pkm, kab):
        await level.tenggat()
        assert level.catatan("sinyal", alert.id).lewat
    await pkm.jadi(ask_sinyal.BukanKejadian, alert.id, alasan_bukan=AlasanBukan.SALAH_KODE)
    await rantai.antar()
    for level in (pkm, kab, rantai[PROVINSI], rantai[PUSAT]):
        told = level.catatan("sinyal", alert.id)
        assert (told.keadaan, told.alasan_bukan) == (KeadaanSinyal.BUKAN_KEJADIAN, AlasanBukan.SALAH_KODE)
    assert await pkm.amati() == 0, "what was decided is not asked again"
    assert rantai.parkir == []


async def test_a_listed_disease_that_was_never_there_opens_a_verification_by_its_first_case(rantai: Rantai) -> None:
    pkm = rantai[PUSKESMAS]
    await pkm.kasus("A20.0")
    await pkm.amati()
    (alert,) = pkm.semua("sinyal")
    assert (alert.penyakit, alert.dasar, alert.kriteria) == ("PES", DasarSinyal.KRITERIA, "K1")
    rantai.jam.maju(days=7)
    await pkm.kasus("A20.0")
    await pkm.amati()
    assert len(pkm.semua("sinyal")) == 1, "the second week it is not new"


async def test_a_weekly_report_composes_itself_is_checked_sent_and_received_and_its_sum_goes_on_up(
    rantai: Rantai,
) -> None:
    pkm, kab, prov = rantai[PUSKESMAS], rantai[KABUPATEN], rantai[PROVINSI]
    await pkm.kasus("A91")
    report = id_w2(PUSKESMAS, *PEKAN)
    assert await ditolak(pkm, ask_w2.Susun, report, tahun=2026, minggu=9) == "minggu_belum_berakhir"
    rantai.jam.saat = datetime(2026, 3, 7, 17, 0, 1, tzinfo=UTC)
    await pkm.amati()
    w2 = pkm.catatan("w2", report)
    assert (w2.keadaan, w2.edisi, w2.lapor, w2.wajib) == (KeadaanW2.DISUSUN, 1, 1, 1)
    assert w2.kirim_sebelum == datetime(2026, 3, 9, 3, tzinfo=UTC)
    await pkm.kasus("A91", terjadi_pada=MULAI + timedelta(hours=2))
    await pkm.amati()
    assert pkm.catatan("w2", report).edisi == 2, "late codes make another edition until somebody has checked it"
    assert await ditolak(pkm, ask_w2.Kirim, report) == "w2_belum_diperiksa"
    assert await ditolak(pkm, ask_w2.Periksa, report, edisi=1) == "edisi_w2_terbaru"
    await pkm.jadi(ask_w2.Periksa, report, edisi=2)
    await pkm.jadi(ask_w2.Kirim, report)
    assert pkm.catatan("w2", report).bertanda == 0
    await rantai.antar()
    assert pkm.catatan("w2", report).keadaan is KeadaanW2.DITERIMA
    there = kab.catatan("w2", report)
    assert (there.masuk, there.edisi, there.fasyankes) == (True, 2, PUSKESMAS)
    assert kini(kab).angka["C"].jumlah.kasus == 2
    await kab.amati()
    summed = id_w2(KABUPATEN, *PEKAN)
    w2 = kab.catatan("w2", summed)
    assert (w2.lapor, w2.wajib, w2.kirim_sebelum) == (1, 1, datetime(2026, 3, 10, 3, tzinfo=UTC))
    await kab.jadi(ask_w2.Periksa, summed, edisi=1)
    await kab.jadi(ask_w2.Kirim, summed)
    await rantai.antar()
    assert kini(prov).angka["C"].jumlah.kasus == 2
    assert await ditolak(kab, ask_w2.Isi, summed, tahun=2026, minggu=9, sel=()) == "dinkes_tidak_mengisi"
    # a correction is the next edition, and is sent again
    await pkm.jadi(ask_w2.Isi, report, tahun=2026, minggu=9, sel=(HitungPenyakit(kode="C", atas=7),))
    await pkm.jadi(ask_w2.Susun, report, tahun=2026, minggu=9)
    await pkm.jadi(ask_w2.Periksa, report, edisi=3)
    await pkm.jadi(ask_w2.Kirim, report)
    await rantai.antar()
    assert kini(kab).angka["C"].jumlah.kasus == 9
    assert pkm.catatan("w2", report).bertanda == 3
    assert rantai.parkir == []


async def test_a_report_that_is_not_sent_by_its_hour_is_late(rantai: Rantai) -> None:
    pkm = rantai[PUSKESMAS]
    rantai.jam.saat = datetime(2026, 3, 8, 1, tzinfo=UTC)
    await pkm.amati()
    rantai.jam.saat = datetime(2026, 3, 9, 3, 0, 1, tzinfo=UTC)
    await pkm.tenggat()
    assert pkm.catatan("w2", id_w2(PUSKESMAS, *PEKAN)).lewat


async def test_counts_alerts_reports_and_notices_are_the_same_on_both_databases(arsip: Arsip) -> None:
    with writing(arsip.engine).begin() as connection:
        connection.execute(update(t.fasyankes).values(induk=KABUPATEN, dibuat=MULAI - timedelta(days=5)))
    one = Fasilitas(PUSKESMAS, arsip.engine, arsip.door, arsip.jam)
    who, other = await one.pasien(tanggal_lahir=date(2024, 1, 1)), await one.pasien()
    await one.kasus("A91", "A09", pasien=who)
    await one.kasus("A90", pasien=other)
    await one.kasus("A20")
    await one.jadi(ask_pasien.Gabungkan, other, PERMED, ke_pasien=who)
    report, week = id_w2(PUSKESMAS, *PEKAN), {"tahun": 2026, "minggu": 9}
    await one.jadi(ask_w2.Isi, report, SURVEILANS, **week, sel=(HitungPenyakit(kode="C", atas=4),), kunjungan=9)
    assert await one.amati() == 3, "last week's report, dengue and plague"
    assert {alert.penyakit for alert in one.semua("sinyal")} == {"C", "PES"}
    assert kini(one).angka["C"].jumlah == HitungPenyakit(kode="C", bawah=1, atas=4)
    await one.jadi(ask_w1.Susun, id_w1 := baru(), **w1_isi(one))
    await one.jadi(ask_w1.Kirim, id_w1)
    arsip.jam.maju(days=8)
    await one.tenggat()
    await one.amati()
    await one.jadi(ask_w2.Periksa, report, edisi=1)
    await one.jadi(ask_w2.Kirim, report)
    with arsip.engine.connect() as connection:
        (first, *_) = lihat.sinyal(connection)
        us = kita(connection)
        assert us is not None
        assert lihat.penilaian(connection, kebijakan(), us, first)[0].keys() == set(Kriteria)
        assert [len(found) for found in (lihat.klb(connection), lihat.mingguan(connection, us))] == [1, 2]
        told = {hal.jenis for hal in semua(connection, kebijakan().pengingat, Saring(pada=arsip.jam.saat))}
    assert {"sinyal", "w1_senyap", "w2"} <= told
    satu_cerita(arsip.engine)
