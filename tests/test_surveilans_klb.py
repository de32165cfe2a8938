"""Outbreak reports climb Puskesmas → kabupaten → provinsi → Kementerian: with proof, once, and nobody named."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
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
from engine.surveilans.minggu import Pekan
from engine.workflows.w2 import id_w2
from schemas.commands import pasien as ask_pasien
from schemas.commands import w1 as ask_w1
from schemas.commands import w2 as ask_w2
from schemas.names import (
    AlasanTutup,
    KeadaanW1,
    Langkah,
)
from tests.buku import satu_cerita
from tests.kit import LOKET
from tests.surveilans_kit import (
    KABUPATEN,
    PROVINSI,
    PUSAT,
    PUSKESMAS,
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
    for level in rantai.fasilitas.values():
        satu_cerita(level.engine, level.kode)


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
