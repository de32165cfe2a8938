"""Visits on both databases: registration, queue, emergency, identification, cancellation, and what is kept."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine import tables as t
from engine.execute import Accepted
from engine.facility import baru
from engine.refusals import Refusal
from engine.views import visits
from engine.workflows.kunjungan import KUNJUNGAN, Kunjungan
from schemas.commands import berkas as ask_berkas
from schemas.commands import kunjungan as ask
from schemas.commands import pasien as ask_pasien
from schemas.names import (
    AlasanBatal,
    CaraKeluar,
    JenisKunjungan,
    KeadaanKunjungan,
)
from tests.buku import baris, riwayat
from tests.kit import DI_GIGI, DI_UMUM, DOKTER, GIGI, KEPALA, LOKET, PAGI, PERMED, RANAP, UMUM, Arsip, wish
from tests.klinik import DI_IGD, IGD, Klinik, klinik_baru, kode


@pytest.fixture
def klinik(arsip: Arsip) -> Klinik:
    """The facility, with nobody in it."""
    return klinik_baru(arsip)


# ── the desk ────────────────────────────────────────────────────────────────────────────────────────


async def test_the_queue_of_each_unit_begins_anew_on_each_day_of_the_facilitys_zone(klinik: Klinik) -> None:
    assert [(await klinik.terdaftar(unit=unit)).antrean for unit in (UMUM, UMUM, GIGI, UMUM)] == [1, 2, 1, 3]
    klinik.arsip.jam.maju(hours=15, minutes=59)  # 23.59 in Jakarta
    assert (await klinik.terdaftar()).antrean == 4
    klinik.arsip.jam.maju(minutes=1)
    first = await klinik.terdaftar()
    assert (first.antrean, first.tanggal) == (1, "2026-03-03")


async def test_forty_registrations_at_once_take_forty_numbers(klinik: Klinik) -> None:
    patients = [await klinik.pasien() for _ in range(40)]
    answers = await asyncio.gather(*(klinik.daftar(one) for one in patients))
    numbers = sorted(klinik.kini(answer.subjek).antrean or 0 for answer in answers if isinstance(answer, Accepted))
    assert numbers == list(range(1, 41))


async def test_the_first_visit_ever_is_new_unless_a_folder_tells_of_older_ones_and_a_cancelled_one_was_none(
    klinik: Klinik,
) -> None:
    pasien = await klinik.pasien()
    first = await klinik.terdaftar(pasien)
    assert first.kunjungan_baru
    assert not (await klinik.terdaftar(pasien, GIGI)).kunjungan_baru
    assert not (await klinik.terdaftar(pasien_lama=True)).kunjungan_baru
    visit = await klinik.terdaftar()
    await klinik.minta(ask.Batalkan, subjek=visit.id, alasan_batal=AlasanBatal.PASIEN_PERGI)
    assert (await klinik.terdaftar(visit.pasien)).kunjungan_baru
    lama, segar = await klinik.pasien(), await klinik.pasien()
    assert isinstance(await klinik.minta(ask_berkas.Daftarkan, nomor="00-00-07", pasien=lama), Accepted)
    klinik.arsip.jam.maju(days=1)
    assert isinstance(await klinik.minta(ask_berkas.Daftarkan, nomor="00-00-08", pasien=segar), Accepted)
    assert not (await klinik.terdaftar(lama)).kunjungan_baru
    assert (await klinik.terdaftar(segar)).kunjungan_baru


async def test_registering_twice_at_one_unit_and_day_is_refused_with_the_number_given_also_in_one_batch(
    klinik: Klinik,
) -> None:
    visit = await klinik.terdaftar()
    again = await klinik.daftar(visit.pasien)
    assert kode(again) == "kunjungan_ganda"
    assert isinstance(again, Refusal)
    assert (again.nilai["antrean"], again.nilai["unit"]) == (1, "Poli Umum")
    assert isinstance(await klinik.daftar(visit.pasien, GIGI), Accepted)
    await klinik.minta(ask.Selesaikan, subjek=visit.id, cara_keluar=CaraKeluar.PULANG)
    assert isinstance(await klinik.daftar(visit.pasien), Accepted)
    pasien = await klinik.pasien()
    answers = await asyncio.gather(klinik.daftar(pasien), klinik.daftar(pasien))
    assert [isinstance(answer, Accepted) for answer in answers] == [True, False]


async def test_the_same_command_sent_again_registers_nothing_twice(klinik: Klinik) -> None:
    pasien = await klinik.pasien()
    command = wish(
        ask.Daftarkan,
        baru(),  # a visit's id
        LOKET,
        pasien=pasien,
        jenis_kunjungan=JenisKunjungan.RAWAT_JALAN,
        unit=UMUM,
        cara_bayar="umum",
    )
    first, second = await asyncio.gather(klinik.arsip.door.execute(command), klinik.arsip.door.execute(command))
    assert isinstance(first, Accepted)
    assert isinstance(second, Accepted)
    assert (first.seq, second.diulang) == (second.seq, True)


async def test_a_merged_patient_is_registered_under_who_they_are(klinik: Klinik) -> None:
    ganda, tetap = await klinik.pasien(), await klinik.pasien()
    old = await klinik.terdaftar(ganda)
    assert isinstance(await klinik.minta(ask_pasien.Gabungkan, PERMED, ganda, ke_pasien=tetap), Accepted)
    assert kode(await klinik.daftar(ganda)) == "pasien_sudah_digabung"
    assert kode(await klinik.daftar(tetap)) == "kunjungan_ganda"  # theirs too, by the pointer
    with klinik.arsip.engine.connect() as connection:
        shown = visits.satu(connection, old.id)
    assert shown is not None
    assert shown.orang is not None
    assert shown.orang.id == tetap
    await klinik.minta(ask.Selesaikan, subjek=old.id, cara_keluar=CaraKeluar.PULANG)
    assert not (await klinik.terdaftar(tetap)).kunjungan_baru


async def test_each_wrong_part_of_a_registration_has_its_own_sentence(klinik: Klinik) -> None:
    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        ({"unit": "XX"}, "unit_tidak_dikenal"),
        ({"unit": RANAP}, "unit_bukan_jenisnya"),
        ({"unit": IGD, "jenis_kunjungan": JenisKunjungan.RAWAT_JALAN}, "unit_bukan_jenisnya"),
        ({"cara_bayar": "barter"}, "cara_bayar_tidak_dikenal"),
        ({"pasien": "0190c7a0-0000-7000-8000-0000000000d1"}, "pasien_tidak_ada"),
        ({"dokter": LOKET.id}, "bukan_dokter"),
        ({"datang_pada": PAGI + timedelta(minutes=1)}, "datang_belum_terjadi"),
    )
    pasien = await klinik.pasien()
    for isi, sebab in wrong:
        answer = await klinik.daftar(**{"pasien": pasien} | isi)
        assert kode(answer) == sebab
        assert isinstance(answer, Refusal)
        assert answer.kalimat != answer.sentence


async def test_the_number_of_a_referral_letter_stays_out_of_the_ledger(klinik: Klinik) -> None:
    visit = await klinik.terdaftar(surat_rujukan=True, nomor_rujukan="445/RJ-77", asal_pasien="puskesmas")
    assert visit.surat_rujukan
    assert "445/RJ-77" not in str([line["data"] for line in baris(klinik.arsip.engine)])
    with klinik.arsip.engine.connect() as connection:
        assert connection.execute(select(t.kunjungan.c.nomor_rujukan)).scalar() == "445/RJ-77"


# ── a clinic's visit ────────────────────────────────────────────────────────────────────────────────


async def test_staff_act_on_the_visits_of_their_own_unit(klinik: Klinik) -> None:
    visit = await klinik.terdaftar()
    assert kode(await klinik.minta(ask.Layani, DI_GIGI, visit.id)) == "melayani_unit_itu"
    assert isinstance(await klinik.minta(ask.Layani, DI_UMUM, visit.id, dokter=DOKTER.id), Accepted)
    assert klinik.kini(visit.id).dokter == DOKTER.id
    assert kode(await klinik.minta(ask.Batalkan, DI_UMUM, visit.id, alasan_batal="salah_unit")) == "peran_tidak_boleh"
    assert isinstance(await klinik.minta(ask.Batalkan, KEPALA, visit.id, alasan_batal="salah_unit"), Accepted)


async def test_a_mistaken_end_is_taken_back_by_a_new_event(klinik: Klinik) -> None:
    visit = await klinik.terdaftar()
    await klinik.minta(ask.Layani, DI_UMUM, visit.id)
    await klinik.minta(ask.Selesaikan, DI_UMUM, visit.id, cara_keluar=CaraKeluar.PULANG, kasus_baru=True)
    assert isinstance(await klinik.minta(ask.BukaLagi, DI_UMUM, visit.id), Accepted)
    kini = klinik.kini(visit.id)
    assert (kini.keadaan, kini.cara_keluar, kini.keluar) == (KeadaanKunjungan.DILAYANI, None, None)
    assert len(riwayat(klinik.arsip.engine, visit.id)) == 4  # type: ignore[arg-type] # a visit's id


async def test_an_end_that_cannot_be_has_its_own_sentence(klinik: Klinik) -> None:
    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        ({"cara_keluar": CaraKeluar.IZIN_DOKTER}, "cara_keluar_cocok"),
        ({"cara_keluar": CaraKeluar.MENINGGAL}, "jam_meninggal_ada"),
        ({"cara_keluar": CaraKeluar.PULANG, "meninggal_pada": PAGI}, "jam_meninggal_perlu"),
        ({"cara_keluar": CaraKeluar.MENINGGAL, "meninggal_pada": PAGI - timedelta(1)}, "meninggal_setelah_masuk"),
        ({"cara_keluar": CaraKeluar.DOA, "meninggal_pada": PAGI}, "meninggal_setelah_masuk"),
        ({"cara_keluar": CaraKeluar.MENINGGAL, "meninggal_pada": PAGI + timedelta(1)}, "meninggal_belum_terjadi"),
    )
    visit = await klinik.terdaftar()
    for isi, sebab in wrong:
        assert kode(await klinik.minta(ask.Selesaikan, subjek=visit.id, **isi)) == sebab


# ── gawat darurat ───────────────────────────────────────────────────────────────────────────────────


async def test_emergency_staff_register_somebody_nobody_knows_after_care_began(klinik: Klinik) -> None:
    answer = await klinik.daftar(
        await klinik.pasien(dikenal=False), IGD, DI_IGD, datang_pada=PAGI - timedelta(minutes=25)
    )
    assert isinstance(answer, Accepted), answer
    assert klinik.kini(answer.subjek).masuk == PAGI - timedelta(minutes=25)
    assert kode(await klinik.daftar(unit=UMUM, pelaku=DI_UMUM)) == "hanya_gawat_darurat"
    assert kode(await klinik.daftar(unit=IGD, pelaku=DI_GIGI)) == "melayani_unit_itu"


async def test_who_was_unknown_is_identified_later_even_after_the_visit(klinik: Klinik) -> None:
    siapa, dikenal = await klinik.pasien(dikenal=False), await klinik.pasien()
    visit = await klinik.terdaftar(siapa, IGD)
    await klinik.minta(ask.Selesaikan, subjek=visit.id, cara_keluar=CaraKeluar.DIRUJUK)
    assert isinstance(await klinik.minta(ask.Kenali, subjek=visit.id, pasien=dikenal), Accepted)
    kini = klinik.kini(visit.id)
    assert (kini.pasien, kini.keadaan) == (dikenal, KeadaanKunjungan.SELESAI)
    lain = await klinik.pasien()
    assert kode(await klinik.minta(ask.Kenali, subjek=visit.id, pasien=lain)) == "pasien_sudah_dikenal"


# ── what is kept ────────────────────────────────────────────────────────────────────────────────────


async def test_each_visit_is_the_sum_of_its_events(klinik: Klinik) -> None:
    inap = await klinik.dirawat()
    await klinik.minta(ask.Layani, subjek=inap.id)
    await klinik.minta(ask.Pindahkan, subjek=inap.id, tempat_tidur="M3-B")
    await klinik.minta(ask.Selesaikan, subjek=inap.id, cara_keluar=CaraKeluar.ATAS_PERMINTAAN_SENDIRI)
    await klinik.minta(ask.BukaLagi, subjek=inap.id)
    for id_ in (inap.id, inap.asal or ""):
        record = Kunjungan(id_)
        for event in riwayat(klinik.arsip.engine, id_):  # type: ignore[arg-type] # a visit's id
            record = KUNJUNGAN.apply(record, event)
        assert record == klinik.kini(id_)
    assert klinik.terisi() == {"M3-B": inap.id}


async def test_a_day_is_listed_the_latest_first_with_patient_and_folder(klinik: Klinik) -> None:
    pasien = await klinik.pasien()
    assert isinstance(await klinik.minta(ask_berkas.Daftarkan, nomor="00-00-09", pasien=pasien), Accepted)
    one = await klinik.terdaftar(pasien)
    klinik.arsip.jam.maju(minutes=1)
    two = await klinik.terdaftar(unit=GIGI)
    with klinik.arsip.engine.connect() as connection:
        listed = visits.harian(connection, "2026-03-02")
        assert [row.kunjungan.id for row in listed] == [two.id, one.id]
        assert listed[1].folder is not None
        assert listed[1].folder.nomor == "00-00-09"
        assert [row.kunjungan.id for row in visits.harian(connection, "2026-03-02", unit=UMUM)] == [one.id]
        assert two.terdaftar is not None
        rest = visits.harian(connection, "2026-03-02", setelah=(two.terdaftar, two.id))
        assert [row.kunjungan.id for row in rest] == [one.id]
        assert visits.hitungan(connection, "2026-03-02")[UMUM] == {KeadaanKunjungan.TERDAFTAR: 1}
