"""Inpatients on both databases: admission, beds, transfer, discharge, and the rooms themselves."""

import asyncio
from datetime import timedelta

import pytest

from engine import facility, ruang
from engine.database import writing
from engine.execute import Accepted, Answer, FrontDoor
from engine.facility import baru
from engine.refusals import Refusal
from engine.ruang import Kamar
from engine.workflows.kunjungan import Kunjungan
from schemas.commands import kunjungan as ask
from schemas.names import (
    CaraKeluar,
    KelasRawat,
)
from tests.buku import riwayat
from tests.kit import DOKTER, GIGI, LOKET, PAGI, PKM, RANAP, UMUM, Arsip
from tests.klinik import IGD, Klinik, klinik_baru, kode


@pytest.fixture
def klinik(arsip: Arsip) -> Klinik:
    """The facility, with nobody in it."""
    return klinik_baru(arsip)


# ── rawat inap ──────────────────────────────────────────────────────────────────────────────────────


async def test_admission_is_only_from_a_visit_here_that_goes_on_or_ended_as_admitted_with_a_note_into_a_free_bed(
    klinik: Klinik,
) -> None:
    asal = await klinik.terdaftar()
    orang_lain = await klinik.terdaftar()
    assert kode(await klinik.rawat(asal, pasien=orang_lain.pasien)) == "asal_tidak_sah"
    assert kode(await klinik.rawat(asal, asal=baru())) == "asal_tidak_sah"
    assert kode(await klinik.rawat(asal, dokter=LOKET.id)) == "bukan_dokter"
    assert kode(await klinik.rawat(asal, "TAK-ADA")) == "tempat_tidur_tidak_ada"
    answer = await klinik.rawat(asal)
    assert isinstance(answer, Accepted), answer
    inap = klinik.kini(answer.subjek)
    assert (inap.unit, inap.kelas, inap.tempat_tidur, inap.asal) == (RANAP, KelasRawat.KELAS_2, "M1-A", asal.id)
    assert kode(await klinik.rawat(asal, "M1-B")) == "asal_sudah_dipakai"
    assert kode(await klinik.minta(ask.Batalkan, subjek=asal.id, alasan_batal="salah_unit")) == "ada_rawat_inap"
    second = await klinik.terdaftar(asal.pasien, GIGI)
    assert kode(await klinik.rawat(second, "M1-B")) == "sedang_dirawat"
    assert kode(await klinik.rawat(orang_lain)) == "tempat_tidur_terisi"
    pulang, dirawat = await klinik.terdaftar(), await klinik.terdaftar(unit=IGD)
    await klinik.minta(ask.Selesaikan, subjek=pulang.id, cara_keluar=CaraKeluar.PULANG)
    await klinik.minta(ask.Selesaikan, subjek=dirawat.id, cara_keluar=CaraKeluar.DIRAWAT)
    assert kode(await klinik.rawat(pulang)) == "asal_tidak_sah"
    assert isinstance(await klinik.rawat(dirawat, "M1-B"), Accepted)


async def test_two_who_want_one_bed_in_one_batch_get_one_bed(klinik: Klinik) -> None:
    one, two = await klinik.terdaftar(), await klinik.terdaftar()
    answers = await asyncio.gather(klinik.rawat(one), klinik.rawat(two))
    assert isinstance(answers[0], Accepted)
    assert kode(answers[1]) == "tempat_tidur_terisi"


async def test_two_doors_never_give_one_bed_twice(klinik: Klinik) -> None:
    origins = [await klinik.terdaftar() for _ in range(16)]
    with FrontDoor(klinik.arsip.engine, PKM.kode, now=klinik.arsip.jam) as lain:
        doors = (klinik.arsip.door, lain)

        async def admit(place: int, asal: Kunjungan) -> Answer:
            command = ask.MasukRawatInap(
                command_id=(id_ := baru()),
                subjek=id_,
                pelaku=LOKET,
                pasien=asal.pasien,
                asal=asal.id,
                dokter=DOKTER.id,
                tempat_tidur=("M1-A", "M1-B", "M3-A", "M3-B")[place % 4],
                cara_bayar="umum",
            )
            return await doors[place % 2 if place < 8 else (place + 1) % 2].execute(command)

        answers = await asyncio.gather(*(admit(place, asal) for place, asal in enumerate(origins)))
    assert sum(isinstance(answer, Accepted) for answer in answers) == 4
    assert {kode(answer) for answer in answers if isinstance(answer, Refusal)} == {"tempat_tidur_terisi"}
    assert sorted(klinik.terisi()) == ["M1-A", "M1-B", "M3-A", "M3-B"]


async def test_a_transfer_frees_one_bed_and_takes_another_and_tells_both(klinik: Klinik) -> None:
    inap, lain = await klinik.dirawat("M1-A"), await klinik.dirawat("M3-A")
    assert kode(await klinik.minta(ask.Pindahkan, subjek=inap.id, tempat_tidur="M1-A")) == "tempat_tidur_lain"
    assert kode(await klinik.minta(ask.Pindahkan, subjek=inap.id, tempat_tidur="M3-A")) == "tempat_tidur_terisi"
    assert isinstance(await klinik.minta(ask.Pindahkan, subjek=inap.id, tempat_tidur="M3-B"), Accepted)
    assert klinik.terisi() == {"M3-B": inap.id, "M3-A": lain.id}
    told = riwayat(klinik.arsip.engine, inap.id)[-1].isi()  # type: ignore[arg-type] # a visit's id
    assert (told["dari_tempat_tidur"], told["dari_kelas"], told["tempat_tidur"], told["kelas"]) == (
        "M1-A",
        "kelas_2",
        "M3-B",
        "kelas_3",
    )
    poli = await klinik.terdaftar()
    assert kode(await klinik.minta(ask.Pindahkan, subjek=poli.id, tempat_tidur="M1-B")) == "rawat_inap"


async def test_a_bed_left_and_taken_in_one_batch_has_one_who_lies_in_it(klinik: Klinik) -> None:
    inap, asal = await klinik.dirawat("M1-A"), await klinik.terdaftar()
    answers = await asyncio.gather(
        klinik.minta(ask.Selesaikan, subjek=inap.id, cara_keluar=CaraKeluar.IZIN_DOKTER), klinik.rawat(asal, "M1-A")
    )
    assert all(isinstance(answer, Accepted) for answer in answers)
    assert klinik.terisi() == {"M1-A": klinik.kini(answers[1].subjek).id}  # type: ignore[union-attr] # granted
    assert kode(await klinik.minta(ask.BukaLagi, subjek=inap.id)) == "tempat_tidur_terisi"


async def test_a_death_keeps_its_own_time_so_that_48_hours_can_be_told(klinik: Klinik) -> None:
    inap = await klinik.dirawat()
    klinik.arsip.jam.maju(hours=50)
    mati = PAGI + timedelta(hours=48)
    answer = await klinik.minta(ask.Selesaikan, subjek=inap.id, cara_keluar=CaraKeluar.MENINGGAL, meninggal_pada=mati)
    assert isinstance(answer, Accepted), answer
    kini = klinik.kini(inap.id)
    assert kini.masuk is not None
    assert kini.meninggal_pada is not None
    assert kini.meninggal_pada - kini.masuk == timedelta(hours=48)
    assert klinik.terisi() == {}


# ── rooms and beds ──────────────────────────────────────────────────────────────────────────────────


async def test_how_many_beds_there_were_stays_known_and_a_room_that_cannot_be_is_refused_by_name(
    klinik: Klinik,
) -> None:
    nanti = PAGI + timedelta(days=3)
    with writing(klinik.arsip.engine).begin() as connection:
        assert isinstance(ruang.change_room(connection, "M1", "Melati 1", KelasRawat.VIP, now=nanti), Kamar)
        assert ruang.remove_bed(connection, "M3-B", now=nanti) == "M3-B"
        assert kode_ruang(ruang.remove_bed(connection, "M3-B", now=nanti)) == "tempat_tidur_tidak_ada"
    with klinik.arsip.engine.connect() as connection:
        before, after = (ruang.capacity(connection, saat) for saat in (PAGI, nanti))
    assert before == {(RANAP, KelasRawat.KELAS_2): 2, (RANAP, KelasRawat.KELAS_3): 2}
    assert after == {(RANAP, KelasRawat.VIP): 2, (RANAP, KelasRawat.KELAS_3): 1}
    wrong = (
        (Kamar("M1", "Dua kali", RANAP, KelasRawat.VIP), "kamar_terpakai"),
        (Kamar("m 9", "Kode kecil", RANAP, KelasRawat.VIP), "kode_kamar_tidak_sah"),
        (Kamar("M9", " ", RANAP, KelasRawat.VIP), "nama_tempat_tidak_sah"),
        (Kamar("M9", "Di poli", UMUM, KelasRawat.VIP), "kamar_di_bangsal"),
    )
    with writing(klinik.arsip.engine).begin() as connection:
        for kamar, sebab in wrong:
            assert kode_ruang(ruang.add_room(connection, kamar)) == sebab


async def test_nobody_loses_the_bed_they_lie_in(klinik: Klinik) -> None:
    await klinik.dirawat("M1-A")
    with writing(klinik.arsip.engine).begin() as connection:
        assert kode_ruang(ruang.remove_bed(connection, "M1-A", now=PAGI)) == "tempat_tidur_terisi"
        assert kode_ruang(ruang.close_room(connection, "M1", now=PAGI)) == "kamar_masih_terisi"
        assert kode_ruang(ruang.change_room(connection, "M1", "M", KelasRawat.VIP, now=PAGI)) == "kamar_masih_terisi"
        assert isinstance(ruang.close_room(connection, "M3", now=PAGI), Kamar)
        assert kode_ruang(facility.close_unit(connection, RANAP)) == "unit_masih_berkamar"
    assert kode(await klinik.rawat(await klinik.terdaftar(), "M3-A")) == "tempat_tidur_tidak_ada"


def kode_ruang(answer: object) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.kode
