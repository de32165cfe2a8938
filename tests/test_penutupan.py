"""The census closes on time, is signed, and is issued again when a late event changes it. Never a silent change."""

import asyncio
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from engine.database import writing
from engine.execute import Accepted, Answer, FrontDoor
from engine.refusals import Refusal
from engine.ruang import remove_bed
from engine.sensus import penutupan
from engine.sensus.penutupan import Edisi
from engine.workflows.kunjungan import Kunjungan
from engine.workflows.sensus import beda, id_sensus
from schemas.commands import kunjungan as visit
from schemas.commands import sensus as ask
from schemas.message import Command
from schemas.names import AlasanBatal, CaraKeluar, KeadaanSensus, Peran
from tests.buku import baris, satu_cerita
from tests.kit import DOKTER, GIGI, KEPALA, MESIN, PERMED, PKM, RANAP, UMUM, Arsip, orang
from tests.klinik import klinik_baru, kode
from tests.sensus_kit import HARI, KARU, Sensus, angkat, penutupan_baru, susul
from workers.census import Penutup, Tertunda

SATU_HARI = timedelta(days=1)


@pytest.fixture
def sensus(arsip: Arsip) -> Sensus:
    made = penutupan_baru(klinik_baru(arsip))
    angkat(arsip.engine)
    return made


def rantai(editions: list[Edisi]) -> None:
    """Editions form a chain: numbered without a gap, each saying what differs from the one before, and why."""
    assert [one.edisi for one in editions] == list(range(1, len(editions) + 1))
    for before, after in pairwise(editions):
        assert after.beda == beda(before.sel, after.sel) != ()
        assert after.sampai_seq > before.sampai_seq
        assert after.penyebab
        assert all(before.sampai_seq < seq <= after.sampai_seq for seq in after.penyebab)


def keadaan(sensus: Sensus, unit: str = RANAP) -> KeadaanSensus:
    with sensus.arsip.engine.connect() as connection:
        found = penutupan.satu(connection, id_sensus(PKM.kode, unit, HARI.isoformat()))
    assert found is not None
    return found.keadaan


async def test_a_day_is_closed_after_its_cut_off_with_all_its_cells_and_signed_by_the_head_of_the_ward(
    sensus: Sensus,
) -> None:
    lies = await sensus.klinik.dirawat("M1-A")
    await sensus.tutup()
    assert not sensus.edisi(), "the day goes on"
    sensus.esok()
    await sensus.tutup()
    (one,) = sensus.edisi()
    assert (one.edisi, one.nilai("kelas_2", "masuk"), one.nilai("kelas_2", "sisa")) == (1, 1, 1)
    assert one.sel == sensus.sel()
    assert not one.beda
    assert kode(await sensus.tanda_tangan(pelaku=DOKTER)) == "kepala_unit_itu"
    assert isinstance(await sensus.tanda_tangan(), Accepted)
    assert kode(await sensus.tanda_tangan()) == "sudah_ditandatangani"
    (signed,) = sensus.edisi()
    assert (signed.penanda, signed.ditandatangani) == (KARU.id, sensus.arsip.jam.saat)
    assert lies.id not in str([row["data"] for row in baris(sensus.arsip.engine) if row["jenis"].startswith("sensus.")])
    satu_cerita(sensus.arsip.engine)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_ward_without_a_patient_has_a_census_of_zeros_and_a_clinic_without_a_visit_has_none(
    sensus: Sensus,
) -> None:
    await sensus.klinik.terdaftar(unit=UMUM)
    sensus.esok()
    await sensus.tutup()
    (empty,), (clinic,) = sensus.edisi(), sensus.edisi(unit=UMUM)
    assert empty.sel == ()
    assert clinic.nilai("-", "kunjungan") == clinic.nilai("-", "cara_bayar.umum") == 1
    assert not sensus.edisi(unit=GIGI)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_days_missed_in_an_outage_are_closed_once_each_and_say_that_they_are_late(sensus: Sensus) -> None:
    await sensus.klinik.dirawat("M1-A")
    sensus.esok()
    await sensus.tutup()
    sensus.esok(3)
    await sensus.tutup()
    await sensus.tutup()
    days = [HARI + n * SATU_HARI for n in range(4)]
    assert [[one.edisi for one in sensus.edisi(day)] for day in days] == [[1]] * 4
    assert [sensus.edisi(day)[0].nilai("kelas_2", "pasien_awal") for day in days] == [0, 1, 1, 1]
    with sensus.arsip.engine.connect() as connection:
        found = {one.hari: one.susulan for one in penutupan.menunggu(connection, sensus.arsip.jam.saat)}
    assert found == {days[0]: False, days[1]: True, days[2]: True, days[3]: False}


async def _masuk_susulan(sensus: Sensus, _lies: Kunjungan) -> Any:
    from_ = await sensus.klinik.terdaftar(terjadi_pada=sensus.arsip.jam.saat - timedelta(hours=14))
    return await sensus.klinik.rawat(from_, "M1-B", terjadi_pada=sensus.arsip.jam.saat - timedelta(hours=13))


async def _pindah(sensus: Sensus, lies: Kunjungan) -> Any:
    then = sensus.arsip.jam.saat - timedelta(hours=12)
    return await sensus.klinik.minta(visit.Pindahkan, subjek=lies.id, tempat_tidur="M3-A", terjadi_pada=then)


async def _pulang(sensus: Sensus, lies: Kunjungan) -> Any:
    return await sensus.pulang(lies, sensus.arsip.jam.saat - timedelta(hours=12))


async def _mati(sensus: Sensus, lies: Kunjungan) -> Any:
    then = sensus.arsip.jam.saat - timedelta(hours=12)
    return await sensus.pulang(lies, then, cara_keluar=CaraKeluar.MENINGGAL, meninggal_pada=then)


async def _batal(sensus: Sensus, lies: Kunjungan) -> Any:
    return await sensus.klinik.minta(visit.Batalkan, subjek=lies.id, alasan_batal=AlasanBatal.SALAH_UNIT)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("susulan", "kolom"),
    [
        (_masuk_susulan, {"masuk", "sisa", "hari_perawatan"}),
        (
            _pindah,
            {"pindahan", "pindahan_kelas", "dipindahkan", "dipindahkan_kelas", "sisa", "hari_perawatan", "lewat"},
        ),
        (_pulang, {"pulang", "sisa", "sama_hari", "lama_dirawat"}),
        (_mati, {"mati_lt48", "sisa", "sama_hari", "lama_dirawat"}),
        (_batal, {"masuk", "sisa", "hari_perawatan"}),
    ],
)
async def test_a_late_event_makes_the_next_edition_with_what_differs_and_its_cause_and_it_is_signed_again(
    sensus: Sensus, susulan: Any, kolom: set[str]
) -> None:
    lies = await sensus.klinik.dirawat("M1-A")
    sensus.esok()
    await sensus.tutup()
    await sensus.tanda_tangan()
    sensus.esok()
    await sensus.tutup()
    sensus.arsip.jam.saat -= SATU_HARI - timedelta(seconds=30)
    told = await susulan(sensus, lies)
    assert isinstance(told, Accepted), told
    await sensus.tutup()
    first, second = sensus.edisi()
    rantai([first, second])
    assert {one.kolom for one in second.beda} <= kolom
    assert "sisa" in {one.kolom for one in second.beda}
    assert second.penyebab == (told.seq,)
    assert second.sel == sensus.sel()
    assert (first.penanda, second.penanda, keadaan(sensus)) == (KARU.id, None, KeadaanSensus.DITUTUP)
    refused = await sensus.tanda_tangan(1)
    assert kode(refused) == "edisi_sudah_lama"
    assert "sisa" in refused.kalimat  # type: ignore[union-attr]
    assert isinstance(await sensus.tanda_tangan(2), Accepted)
    next_day = sensus.edisi(HARI + SATU_HARI)
    rantai(next_day)
    assert next_day[-1].sel == sensus.sel(HARI + SATU_HARI), "who was there goes on into the next day"
    satu_cerita(sensus.arsip.engine)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_undoing_a_late_event_is_an_edition_too_with_the_cells_of_the_first_again(
    sensus: Sensus,
) -> None:
    lies = await sensus.klinik.dirawat("M1-A")
    sensus.esok()
    await sensus.tutup()
    await _pulang(sensus, lies)
    await sensus.tutup()
    await sensus.klinik.minta(visit.BukaLagi, subjek=lies.id)
    await sensus.tutup()
    one, two, three = sensus.edisi()
    rantai([one, two, three])
    assert one.sel == three.sel != two.sel
    satu_cerita(sensus.arsip.engine)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_what_happens_after_the_cut_off_or_changes_no_cell_makes_no_edition(sensus: Sensus) -> None:
    lies = await sensus.klinik.dirawat("M1-A")
    comes = await sensus.klinik.terdaftar(unit=UMUM)
    sensus.esok()
    await sensus.tutup()
    await sensus.klinik.minta(visit.Selesaikan, subjek=comes.id, cara_keluar=CaraKeluar.PULANG)
    await sensus.klinik.minta(visit.UbahCaraBayar, subjek=lies.id, cara_bayar="umum")
    await sensus.pulang(lies)
    await sensus.tutup()
    assert [len(sensus.edisi()), len(sensus.edisi(unit=UMUM))] == [1, 1]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_late_visit_closes_the_clinics_day_that_nobody_had_come_on(sensus: Sensus) -> None:
    await sensus.klinik.terdaftar(unit=GIGI)
    sensus.esok(2)
    await sensus.klinik.terdaftar(unit=GIGI)
    sensus.esok()
    await sensus.tutup()
    assert not sensus.edisi(HARI + SATU_HARI, GIGI)
    late = sensus.arsip.jam.saat - 2 * SATU_HARI + timedelta(hours=9)
    assert isinstance(await sensus.klinik.daftar(unit=GIGI, terjadi_pada=late), Accepted)
    await sensus.tutup()
    (one,) = sensus.edisi(HARI + SATU_HARI, GIGI)
    assert (one.edisi, one.nilai("-", "kunjungan")) == (1, 1)
    assert [len(sensus.edisi(day, GIGI)) for day in (HARI, HARI + 2 * SATU_HARI)] == [1, 1]


async def test_nothing_is_closed_while_the_projection_is_behind_the_ledger(sensus: Sensus) -> None:
    await sensus.klinik.dirawat("M1-A")
    sensus.esok()
    assert not await sensus.penutup.langkah(sensus.arsip.door)
    assert not sensus.edisi()
    await sensus.tutup()
    assert sensus.edisi()[0].nilai("kelas_2", "sisa") == 1


async def test_two_workers_at_once_close_each_day_once(sensus: Sensus) -> None:
    await sensus.klinik.dirawat("M1-A")
    sensus.esok(3)
    susul(sensus.arsip.engine)
    other = Penutup(sensus.arsip.engine, PKM.kode, now=sensus.arsip.jam)
    await asyncio.gather(sensus.penutup.langkah(sensus.arsip.door), other.langkah(sensus.arsip.door))
    assert sensus.penutup.ditutup + other.ditutup == sum(
        row["jenis"] == "sensus.ditutup.v1" for row in baris(sensus.arsip.engine)
    )
    satu_cerita(sensus.arsip.engine)


class Tertahan(FrontDoor):
    """The real door; it holds an edition back until the next one knocks, which then comes second."""

    ditahan: Command | None = None
    menahan = True

    async def execute(self, command: Command) -> Answer:
        if isinstance(command, ask.TerbitkanUlang):
            if self.menahan:
                self.ditahan, self.menahan = command, False
                return Refusal("antrean_penuh")
            if self.ditahan is not None:
                first, self.ditahan = self.ditahan, None
                assert isinstance(await super().execute(first), Accepted)
        return await super().execute(command)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_an_edition_of_fewer_lines_that_came_first_does_not_hide_the_lines_it_had_not_seen(
    sensus: Sensus,
) -> None:
    lie = [await sensus.klinik.dirawat(bed) for bed in ("M1-A", "M1-B")]
    sensus.esok()
    await sensus.tutup()
    cut_off = sensus.arsip.jam.saat
    with Tertahan(sensus.arsip.engine, PKM.kode, now=sensus.arsip.jam) as door:
        for one in lie:
            assert isinstance(await sensus.pulang(one, cut_off - timedelta(minutes=1)), Accepted)
            susul(sensus.arsip.engine)
            if door.menahan:
                with pytest.raises(Tertunda):
                    await sensus.penutup.langkah(door)
        assert await Penutup(sensus.arsip.engine, PKM.kode, now=sensus.arsip.jam).langkah(door)
        assert door.ditahan is None, "the edition of the first line alone came first"
    assert [one.edisi for one in sensus.edisi()] == [1, 2]
    await sensus.tutup()
    rantai(sensus.edisi())
    assert sensus.edisi()[-1].sel == sensus.sel()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_only_the_machine_closes_and_never_before_the_cut_off_nor_under_another_name(sensus: Sensus) -> None:
    day = HARI.isoformat()
    own = {"unit": RANAP, "hari": day, "layanan": "rawat_inap", "sampai_seq": 0}
    name = id_sensus(PKM.kode, RANAP, day)
    assert kode(await sensus.arsip.minta(ask.Tutup, name, MESIN, **own)) == "hari_belum_lewat"
    sensus.esok()
    assert kode(await sensus.arsip.minta(ask.Tutup, name, KEPALA, **own)) == "peran_tidak_boleh"
    assert kode(await sensus.arsip.minta(ask.Tutup, name, MESIN, **own | {"unit": UMUM})) == "sensus_itu"
    assert kode(await sensus.arsip.minta(ask.Tutup, name, MESIN, **own | {"hari": "2026-02-31"})) == "sensus_itu"
    assert kode(await sensus.tanda_tangan()) == "sensus_tidak_dikenal"
    await sensus.tutup()
    again = {"edisi": 3, "sampai_seq": 99}
    assert kode(await sensus.arsip.minta(ask.TerbitkanUlang, name, MESIN, **again)) == "edisi_berikutnya"
    same = {"edisi": 2, "sampai_seq": 99, "sel": sensus.edisi()[0].sel}
    assert kode(await sensus.arsip.minta(ask.TerbitkanUlang, name, MESIN, **same)) == "sel_berubah"


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_head_signs_for_their_own_ward_and_an_auditor_who_was_appointed_for_none(sensus: Sensus) -> None:
    await sensus.klinik.terdaftar(unit=UMUM)
    sensus.esok()
    await sensus.tutup()
    assert kode(await sensus.tanda_tangan(unit=UMUM)) == "kepala_unit_itu"
    auditor = orang(Peran.AUDITOR)
    angkat(sensus.arsip.engine, RANAP, auditor)
    assert kode(await sensus.tanda_tangan(pelaku=auditor)) == "peran_tidak_boleh"
    assert kode(await sensus.tanda_tangan(2)) == "edisi_terbaru"


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_by_the_hour_of_policy_what_is_unsigned_or_missing_is_shown_and_not_before(sensus: Sensus) -> None:
    await sensus.klinik.dirawat("M1-A")
    sensus.esok()
    jam, engine = sensus.arsip.jam, sensus.arsip.engine
    with engine.connect() as connection:
        assert not penutupan.belum_ditandatangani(connection, jam.saat)
    jam.maju(hours=8)
    with engine.connect() as connection:
        found = {(one.unit, one.keadaan) for one in penutupan.belum_ditandatangani(connection, jam.saat)}
    assert (RANAP, KeadaanSensus.BARU) in found, "the worker did not run: the day is missing"
    await sensus.tutup()
    with engine.connect() as connection:
        found = {(one.unit, one.keadaan) for one in penutupan.belum_ditandatangani(connection, jam.saat)}
    assert (RANAP, KeadaanSensus.DITUTUP) in found
    await sensus.tanda_tangan()
    with engine.connect() as connection:
        assert RANAP not in {one.unit for one in penutupan.belum_ditandatangani(connection, jam.saat)}


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_ward_has_a_census_only_on_days_it_has_a_bed(sensus: Sensus) -> None:
    sensus.esok()
    with writing(sensus.arsip.engine).begin() as connection:
        for bed in ("M1-A", "M1-B", "M3-A", "M3-B"):
            assert remove_bed(connection, bed, now=sensus.arsip.jam.saat) == bed
    sensus.esok(2)
    await sensus.tutup()
    days = [HARI + n * SATU_HARI for n in range(-1, 3)]
    assert [len(sensus.edisi(day)) for day in days] == [0, 1, 1, 0]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_reports_are_told_which_edition_is_in_force_and_whether_it_is_signed(sensus: Sensus) -> None:
    await sensus.klinik.dirawat("M1-A")
    sensus.esok()
    await sensus.tutup()
    with sensus.arsip.engine.connect() as connection:
        assert penutupan.edisi_antara(connection, HARI, HARI, RANAP) == {(RANAP, HARI): (1, None)}
        newest = penutupan.edisi_terbaru(connection, RANAP, HARI)
    assert newest is not None
    assert newest.edisi == 1
    assert isinstance(await sensus.tanda_tangan(), Accepted)
    assert PERMED.id != KARU.id
    with sensus.arsip.engine.connect() as connection:
        assert penutupan.edisi_antara(connection, HARI, HARI)[RANAP, HARI] == (1, sensus.arsip.jam.saat)
