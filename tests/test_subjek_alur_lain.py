"""An id of another workflow's subject, or of a patient who was merged, where a command names a subject."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine import tables as t
from engine.execute import Accepted
from engine.facility import baru
from engine.views import checks
from engine.workflows.kunjungan import Kunjungan
from schemas.commands import berkas as ask
from schemas.commands import pasien as ask_pasien
from schemas.commands import peminjaman as ask_pinjam
from schemas.commands import pencarian as ask_cari
from schemas.commands import permintaan as ask_permintaan
from schemas.names import Keperluan
from tests.kit import DOKTER, GIGI, PAGI, UMUM, Arsip
from tests.klinik import Klinik, klinik_baru, kode
from tests.loket import Meja


@pytest.fixture
def klinik(arsip: Arsip) -> Klinik:
    """The facility, with nobody in it."""
    return klinik_baru(arsip)


async def test_an_id_of_another_workflow_is_unknown_wherever_a_subject_is_named(arsip: Arsip, klinik: Klinik) -> None:
    folder, visit = await arsip.daftar(), await klinik.terdaftar()
    await arsip.minta(ask_permintaan.Buat, asked := baru(), berkas=folder, unit=GIGI)
    for other in (visit.pasien, visit.id, asked, baru()):
        assert kode(await arsip.minta(ask.Gabungkan, folder, ke_berkas=other)) == "berkas_tidak_dikenal"
        assert kode(await arsip.minta(ask.Ambil, other, tujuan=GIGI)) == "berkas_tidak_dikenal"
        assert kode(await arsip.minta(ask_cari.Mulai, baru(), berkas=other)) == "berkas_tidak_dikenal"
        assert kode(await arsip.minta(ask_permintaan.Buat, baru(), berkas=other, unit=UMUM)) == "berkas_tidak_dikenal"
        lent: dict[str, Any] = {
            "keperluan": Keperluan.KLAIM,
            "peminjam": DOKTER.id,
            "jatuh_tempo": PAGI + timedelta(days=2),
        }
        assert kode(await arsip.minta(ask_pinjam.Ajukan, baru(), berkas=other, **lent)) == "berkas_tidak_dikenal"
    for other in (folder, visit.id, asked, baru()):
        assert kode(await arsip.minta(ask.Kaitkan, folder, pasien=other)) == "pasien_tidak_dikenal"
        assert kode(await klinik.daftar(other)) == "pasien_tidak_ada"
        assert kode(await arsip.minta(ask_pasien.Gabungkan, visit.pasien, ke_pasien=other)) == "pasien_tidak_dikenal"


async def test_a_request_is_for_a_visit_that_exists_or_for_none(arsip: Arsip, klinik: Klinik) -> None:
    folder, visit = await arsip.daftar(), await klinik.terdaftar()
    for other in (visit.pasien, folder, baru()):
        answer = await arsip.minta(ask_permintaan.Buat, baru(), berkas=folder, unit=GIGI, kunjungan=other)
        assert kode(answer) == "kunjungan_tidak_dikenal"
    answer = await arsip.minta(ask_permintaan.Buat, baru(), berkas=folder, unit=GIGI, kunjungan=visit.id)
    assert isinstance(answer, Accepted), answer


async def test_a_sender_whose_clock_is_off_makes_a_check_only_of_a_folder(arsip: Arsip, klinik: Klinik) -> None:
    off: dict[str, Any] = {"jam_perangkat": PAGI - timedelta(hours=3)}
    assert isinstance(await klinik.daftar(**off), Accepted)
    with arsip.engine.connect() as connection:
        assert checks.jumlah(connection) == 0  # nobody could ever settle it
    await arsip.minta(ask.Ambil, await arsip.daftar(), tujuan=GIGI, **off)
    with arsip.engine.connect() as connection:
        assert checks.jumlah(connection) == len(checks.terbuka(connection, batas=10)) == 1


async def _digabung(arsip: Arsip, klinik: Klinik) -> tuple[str, str]:
    gone, kept = await klinik.pasien(), await klinik.pasien()
    assert isinstance(await arsip.minta(ask.Daftarkan, baru(), pasien=gone), Accepted)
    arsip.jam.maju(minutes=1)
    assert isinstance(await arsip.minta(ask_pasien.Gabungkan, gone, ke_pasien=kept), Accepted)
    return gone, kept


async def test_one_person_who_was_registered_twice_gets_no_second_number(arsip: Arsip, klinik: Klinik) -> None:
    gone, kept = await _digabung(arsip, klinik)
    assert kode(await arsip.minta(ask.Daftarkan, baru(), pasien=kept)) == "pasien_sudah_bernomor"
    assert kode(await arsip.minta(ask.Daftarkan, baru(), pasien=gone)) == "pasien_sudah_digabung"
    loose = await arsip.daftar(nomor="77-77-77")
    assert kode(await arsip.minta(ask.Kaitkan, loose, pasien=gone)) == "pasien_sudah_digabung"


async def test_the_number_of_a_merged_patient_is_that_of_their_folder_of_another_carrier(
    arsip: Arsip, klinik: Klinik
) -> None:
    _, kept = await _digabung(arsip, klinik)
    assert isinstance(await arsip.minta(ask.Daftarkan, baru(), pasien=kept, pembawa="elektronik"), Accepted)
    with arsip.engine.connect() as connection:
        assert len(set(connection.execute(select(t.berkas.c.nomor)).scalars())) == 1


async def test_one_open_visit_a_unit_and_day_also_for_who_is_merged_in_the_same_batch(
    arsip: Arsip, klinik: Klinik
) -> None:
    gone, kept = await klinik.pasien(), await klinik.pasien()
    await klinik.terdaftar(gone)
    arsip.jam.maju(minutes=1)
    merged, answer = await asyncio.gather(arsip.minta(ask_pasien.Gabungkan, gone, ke_pasien=kept), klinik.daftar(kept))
    assert isinstance(merged, Accepted)
    assert kode(answer) == "kunjungan_ganda"


async def test_who_is_merged_while_at_the_clinic_is_admitted_from_that_visit(arsip: Arsip, klinik: Klinik) -> None:
    visit: Kunjungan = await klinik.terdaftar()
    kept = await klinik.pasien()
    arsip.jam.maju(minutes=1)
    await arsip.minta(ask_pasien.Gabungkan, visit.pasien, ke_pasien=kept)
    assert isinstance(await klinik.rawat(visit, pasien=kept), Accepted)


async def test_the_only_folder_there_is_is_asked_for_though_it_was_the_merged_entry_s(
    arsip: Arsip, klinik: Klinik
) -> None:
    desk = Meja(arsip)
    _, kept = await _digabung(arsip, klinik)
    await desk.kunjungan(kept)
    await desk.reaksi.kejar(arsip.door)
    with arsip.engine.connect() as connection:
        assert len(connection.execute(select(t.permintaan.c.id)).all()) == 1


@pytest.mark.parametrize("ditinggalkan", [True, False])
async def test_a_merge_brings_the_folder_of_the_one_to_where_the_other_waits(arsip: Arsip, ditinggalkan: bool) -> None:
    desk = Meja(arsip)
    (with_folder, folder), (without, _) = await desk.pasien(), await desk.pasien(dengan_berkas=False)
    arsip.jam.maju(minutes=1)
    visit = await desk.kunjungan(without)
    await desk.reaksi.kejar(arsip.door)
    arsip.jam.maju(minutes=1)
    gone, kept = (without, with_folder) if ditinggalkan else (with_folder, without)
    await arsip.minta(ask_pasien.Gabungkan, gone, ke_pasien=kept)
    await desk.reaksi.kejar(arsip.door)
    await desk.reaksi.kejar(arsip.door)
    with arsip.engine.connect() as connection:
        asked = connection.execute(select(t.permintaan.c.berkas, t.permintaan.c.kunjungan)).all()
    assert [tuple(one) for one in asked] == [(folder, visit)]
