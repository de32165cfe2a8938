"""Counts become alerts, alerts are looked at, and reports climb Puskesmas → kabupaten → provinsi → Kementerian."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from engine import tables as t
from engine.execute import Accepted
from engine.facility import baru
from engine.pengingat.hal import Hal
from engine.pengingat.sumber import Saring, semua
from engine.pengingat.sumber_surveilans import BARIS
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.surveilans import baca, hitung
from engine.surveilans.jenjang import kita
from engine.surveilans.minggu import Pekan
from engine.workflows.sinyal import id_sinyal
from engine.workflows.w2 import id_w2
from schemas.commands import pasien as ask_pasien
from schemas.commands import sinyal as ask_sinyal
from schemas.commands import w1 as ask_w1
from schemas.commands import w2 as ask_w2
from schemas.message import Command
from schemas.names import (
    AlasanBukan,
    AlasanTutup,
    CaraHitung,
    DasarSinyal,
    KeadaanSinyal,
    KeadaanW1,
    KeadaanW2,
    Kriteria,
    Langkah,
)
from schemas.surveilans import HitungPenyakit
from tests.kit import LOKET, PERMED
from tests.surveilans_kit import (
    KABUPATEN,
    PROVINSI,
    PUSAT,
    PUSKESMAS,
    Fasilitas,
    Rantai,
    rantai_baru,
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


async def ditolak(satu: Fasilitas, kind: type[Command], subjek: str, **isi: Any) -> str:
    answer = await satu.minta(kind, subjek, **isi)
    assert isinstance(answer, Refusal), answer
    return answer.kode


def w1_isi(satu: Fasilitas, **isi: Any) -> dict[str, Any]:
    return {
        "penyakit": "C",
        "diketahui": satu.jam.saat,
        "mulai": "2026-02-27",
        "bawah": 2,
        "atas": 5,
        "mati": 1,
        "kriteria": (Kriteria.K3,),
        "langkah": (Langkah.PENYELIDIKAN, Langkah.VEKTOR),
        "desa": "Contoh Makmur",
        "kecamatan": "Contoh Barat",
    } | isi


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


async def test_an_outbreak_climbs_to_the_ministry_within_a_day_with_proof_at_every_step(rantai: Rantai) -> None:
    pkm, kab, prov, pusat = (rantai[one] for one in (PUSKESMAS, KABUPATEN, PROVINSI, PUSAT))
    report = baru()
    await pkm.jadi(ask_w1.Susun, report, **w1_isi(pkm))
    assert pkm.catatan("w1", report).kirim_sebelum == MULAI + timedelta(hours=24)
    rantai.jam.maju(hours=2)
    await pkm.jadi(ask_w1.Kirim, report)
    assert pkm.catatan("w1", report).penyata is None, "a Puskesmas declares nothing"
    await rantai.antar()
    assert pkm.catatan("w1", report).tanda_pada is not None
    w1 = kab.catatan("w1", report)
    assert (w1.keadaan, w1.pelapor, w1.pengirim) == (KeadaanW1.DITERIMA, PUSKESMAS, PUSKESMAS)
    assert w1.kirim_sebelum == MULAI + timedelta(hours=24), "the day of the chain goes on, it does not begin anew"
    rantai.jam.maju(hours=3)
    await kab.jadi(ask_w1.Teruskan, report)
    await rantai.antar()
    rantai.jam.maju(hours=3)
    await prov.jadi(ask_w1.Teruskan, report)
    await rantai.antar()
    assert pusat.catatan("w1", report).keadaan is KeadaanW1.DITERIMA
    assert pusat.catatan("w1", report).kirim_sebelum is None, "there is nobody above"
    steps = [
        (PUSKESMAS, "dikirim"),
        (KABUPATEN, "diterima"),
        (KABUPATEN, "diteruskan"),
        (PROVINSI, "diterima"),
        (PROVINSI, "diteruskan"),
        (PUSAT, "diterima"),
    ]
    for level in rantai.fasilitas.values():
        assert level.catatan("w1", report).penyata == KABUPATEN, "the district declared it by issuing W1"
        with level.engine.connect() as connection:
            c = t.w1_rantai.c
            chain = connection.execute(select(c.fasyankes, c.tahap, c.pada).order_by(c.pada, c.fasyankes))
            links = {(row.fasyankes, row.tahap): row.pada for row in chain}
            place = connection.execute(select(t.w1.c.desa, t.w1.c.kecamatan)).one()
        assert links.keys() == set(steps), level.kode
        assert max(links.values()) < MULAI + timedelta(hours=24)
        assert tuple(place) == ("Contoh Makmur", "Contoh Barat")
    # its counts go up, its end goes everywhere
    await pkm.jadi(ask_w1.Perbarui, report, bawah=3, atas=9, mati=2, langkah=(Langkah.PENGOBATAN,))
    assert await ditolak(kab, ask_w1.Perbarui, report, bawah=3, atas=9, mati=2) == "milik_pelapor"
    assert await ditolak(pkm, ask_w1.Tutup, report, alasan_tutup=AlasanTutup.BERAKHIR) == "milik_penyata"
    await rantai.antar()
    rantai.jam.maju(days=20)
    await kab.jadi(ask_w1.Tutup, report, alasan_tutup=AlasanTutup.BERAKHIR)
    await rantai.antar()
    for level in rantai.fasilitas.values():
        w1 = level.catatan("w1", report)
        assert (w1.keadaan, w1.bawah + w1.atas, w1.mati) == (KeadaanW1.DITUTUP, 12, 2), level.kode
    assert rantai.parkir == []


async def test_a_level_that_is_silent_is_noticed_below_it_and_by_itself(rantai: Rantai) -> None:
    pkm, kab = rantai[PUSKESMAS], rantai[KABUPATEN]
    report = baru()
    await pkm.jadi(ask_w1.Susun, report, **w1_isi(pkm))
    await pkm.jadi(ask_w1.Kirim, report)
    rantai.putus.add((PUSKESMAS, KABUPATEN))
    await rantai.antar()
    rantai.jam.maju(hours=1, seconds=1)
    await pkm.tenggat()
    assert pkm.catatan("w1", report).lewat_tanda, "no receipt: somebody must telephone"
    rantai.putus.clear()
    await rantai.antar()
    assert pkm.catatan("w1", report).tanda_pada is not None
    assert not kab.catatan("w1", report).lewat_kirim
    rantai.jam.maju(hours=23)
    await kab.tenggat()
    assert kab.catatan("w1", report).lewat_kirim, "the district sat on it"


async def test_letters_that_come_twice_or_late_count_once(rantai: Rantai) -> None:
    pkm, kab = rantai[PUSKESMAS], rantai[KABUPATEN]
    rantai.putus.add((KABUPATEN, PUSKESMAS))
    report = baru()
    await pkm.jadi(ask_w1.Susun, report, **w1_isi(pkm))
    await pkm.jadi(ask_w1.Kirim, report)
    await rantai.antar()
    await kab.jadi(ask_w1.Teruskan, report)
    await rantai.antar()
    before = {level.kode: len(_lines(level)) for level in rantai.fasilitas.values() if level is not pkm}
    await rantai.antar(ulang=True)
    assert {level.kode: len(_lines(level)) for level in rantai.fasilitas.values() if level is not pkm} == before
    rantai.putus.clear()
    await rantai.antar()
    w1, lines = pkm.catatan("w1", report), len(_lines(pkm))
    assert (w1.tanda_pada is not None, w1.penyata) == (True, KABUPATEN)
    await rantai.antar(ulang=True)
    assert len(_lines(pkm)) == lines
    assert rantai.parkir == []


async def test_what_a_stranger_reports_is_refused_and_waits_for_people(rantai: Rantai) -> None:
    pkm, prov = rantai[PUSKESMAS], rantai[PROVINSI]
    report = baru()
    await pkm.jadi(ask_w1.Susun, report, **w1_isi(pkm))
    await pkm.jadi(ask_w1.Kirim, report)
    (letter,) = rantai.surat(pkm)
    await rantai.terima(prov, PUSKESMAS, letter)
    assert rantai.parkir == [("klb.dikirim;1", "bukan_bawahan")]
    assert prov.semua("w1") == []


async def test_without_a_level_above_the_printed_form_is_carried_and_nothing_is_sent(rantai: Rantai) -> None:
    pusat = rantai[PUSAT]
    report = baru()
    await pusat.jadi(ask_w1.Susun, report, **w1_isi(pusat))
    answer = await pusat.jadi(ask_w1.Kirim, report)
    assert isinstance(answer, Accepted)
    assert (pusat.catatan("w1", report).tujuan, rantai.surat(pusat)) == (None, [])
    assert await ditolak(pusat, ask_w1.Batalkan, report) == "w1_sudah_dikirim"


async def test_no_event_and_no_letter_holds_anything_of_a_person(rantai: Rantai) -> None:
    pkm = rantai[PUSKESMAS]
    named = baru()
    await pkm.jadi(
        ask_pasien.PasienDaftarkan, named, LOKET, identitas={"nama": "Sangat Rahasia", "nik": "3201010101900001"}
    )
    for who in (named, await pkm.pasien()):
        await pkm.kasus("A91", pasien=who)
    await pkm.amati()
    await pkm.jadi(ask_w1.Susun, report := baru(), **w1_isi(pkm))
    await pkm.jadi(ask_w1.Kirim, report)
    rantai.jam.maju(days=7)
    await pkm.amati()
    await pkm.jadi(ask_w2.Periksa, id_w2(PUSKESMAS, *PEKAN), edisi=1)
    await pkm.jadi(ask_w2.Kirim, id_w2(PUSKESMAS, *PEKAN))
    await rantai.antar()
    own = [line.data for line in _lines(pkm) if line.jenis.partition(".")[0] in {"sinyal", "w1", "w2"}]
    letters = [row.isi.decode() for level in rantai.fasilitas.values() for row in rantai.surat(level)]
    assert len(own) >= 6
    assert len(letters) >= 6
    for text in (*own, *letters):
        assert not any(word in text for word in ("Rahasia", "3201010101900001", named, "A91"))
    assert not any("Makmur" in text for text in own), "a place stands in its table, in no event"


def _lines(satu: Fasilitas) -> list[Any]:
    with satu.engine.connect() as connection:
        return list(connection.execute(select(t.jejak).order_by(t.jejak.c.seq)))


async def test_officers_and_heads_are_reminded_by_the_notices_there_are_and_no_disease_is_named(rantai: Rantai) -> None:
    pkm, kab = rantai[PUSKESMAS], rantai[KABUPATEN]
    for _ in range(2):
        await pkm.kasus("A91")
    await pkm.amati()
    await pkm.jadi(ask_w1.Susun, report := baru(), **w1_isi(pkm))
    assert {one.jenis: one.mendesak for one in _hal(pkm)} == {"sinyal": False, "w1": True, "w2": False}
    await pkm.jadi(ask_w1.Kirim, report)
    assert "w1" not in {one.jenis for one in _hal(pkm)}
    rantai.jam.maju(hours=25)
    await pkm.tenggat()
    late = {one.jenis: one.mendesak for one in _hal(pkm)}
    assert (late["sinyal"], late["w1_senyap"]) == (True, True), "a level is silent: the heads are told at once"
    urgent = _hal(pkm, Saring(mendesak_sejak=rantai.jam.saat - timedelta(days=2), pada=rantai.jam.saat))
    assert {one.jenis for one in urgent} == {"sinyal", "w1_senyap"}
    assert not _hal(pkm, Saring(mendesak_sejak=rantai.jam.saat, pada=rantai.jam.saat))
    await rantai.antar()
    assert {one.jenis for one in _hal(kab)} >= {"w1", "w2_hilang"}
    assert not any("C" in one.subjek for one in _hal(pkm))


def _hal(satu: Fasilitas, saring: Saring | None = None) -> list[Hal]:
    with satu.engine.connect() as connection:
        found = semua(connection, kebijakan().pengingat, saring or Saring(pada=satu.jam.saat))
    return [one for one in found if one.jenis in BARIS]
