"""Gaps in records through the front door: once each, owed by a named person, and no verdict that contradicts them."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from engine import rows
from engine.database import connect
from engine.execute import Accepted, Answer, FrontDoor
from engine.facility import baru
from engine.refusals import Refusal
from engine.workflows.kekurangan import Kekurangan
from schemas.commands import berkas as ask
from schemas.commands import kekurangan as kurang
from schemas.commands import kunjungan as visits
from schemas.events.berkas import BerkasLengkap, BerkasTidakLengkap
from schemas.message import Command
from schemas.names import BerkasId, Keadaan, KeadaanKekurangan
from tests.buku import berkas_kini, riwayat, satu_cerita, tenggat_kini
from tests.kit import DI_UMUM, DOKTER, KEPALA, LOKET, MESIN, PERMED, PERMED_LAIN, PKM, Arsip, wish
from tests.klinik import Klinik, klinik_baru
from workers.deadlines import Deadlines
from workers.reactions import Reactions

SATU_BASIS = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
"""What a database cannot change is tried on one."""
TTD, TERISI = "catatan_rawat_jalan.tanda_tangan", "catatan_rawat_jalan.terisi"


def kode(answer: Answer) -> str | None:
    return answer.kode if isinstance(answer, Refusal) else None


def kini(arsip: Arsip, gap: str) -> Kekurangan:
    with arsip.engine.connect() as connection:
        found: Kekurangan = rows.records(connection, "kekurangan", [gap])[gap]
        return found


async def dirakit(arsip: Arsip) -> BerkasId:
    """A record somebody looks at."""
    berkas = await arsip.daftar()
    await arsip.minta(ask.Ambil, berkas, tujuan="UMUM")
    await arsip.minta(ask.TerimaKembali, berkas, cara_kembali="diantar")
    assert isinstance(await arsip.minta(ask.Rakit, berkas, PERMED), Accepted)
    return berkas


async def test_from_the_desk_to_the_doctor_and_back_until_the_record_is_complete(arsip: Arsip) -> None:
    berkas = await dirakit(arsip)
    assert kode(await arsip.minta(ask.NyatakanTidakLengkap, berkas, PERMED)) == "tanpa_kekurangan"
    ttd, isi = await arsip.kurang(berkas, TTD, TERISI, oleh=PERMED)
    assert kode(await arsip.minta(ask.NyatakanLengkap, berkas, PERMED)) == "masih_ada_kekurangan"
    assert isinstance(await arsip.minta(ask.NyatakanTidakLengkap, berkas, PERMED, formulir=["identitas"]), Accepted)
    told = riwayat(arsip.engine, berkas)[-1]
    assert isinstance(told, BerkasTidakLengkap)
    assert (told.penanggung_jawab, told.formulir, told.versi_daftar) == (DOKTER.id, ("identitas",), 1)
    arsip.jam.maju(days=1)
    for gap in (ttd, isi):
        assert kode(await arsip.minta(kurang.NyatakanDilengkapi, gap, DI_UMUM)) == "penanggung_jawab_sendiri"
        assert isinstance(await arsip.minta(kurang.NyatakanDilengkapi, gap, DOKTER), Accepted)
    assert kode(await arsip.minta(kurang.Verifikasi, ttd, DOKTER)) == "peran_tidak_boleh"
    assert isinstance(await arsip.minta(kurang.Verifikasi, ttd, PERMED), Accepted)
    assert isinstance(await arsip.minta(kurang.Tolak, isi, PERMED, sebab="belum_terisi"), Accepted)
    arsip.jam.maju(days=1)
    await arsip.minta(ask.Lengkapi, berkas, PERMED)
    assert kode(await arsip.minta(ask.NyatakanLengkap, berkas, PERMED)) == "masih_ada_kekurangan"
    await arsip.lengkapi(isi, oleh=PERMED_LAIN)
    assert isinstance(await arsip.minta(ask.NyatakanLengkap, berkas, PERMED), Accepted)
    ended = kini(arsip, isi)
    assert (ended.keadaan, ended.ditolak, ended.penemu) == (KeadaanKekurangan.DIVERIFIKASI, 1, PERMED.id)
    assert berkas_kini(arsip.engine, berkas).keadaan is Keadaan.LENGKAP
    satu_cerita(arsip.engine)


async def test_a_gap_is_recorded_once_in_a_record_that_is_looked_at_against_the_checklist_in_force(
    arsip: Arsip,
) -> None:
    berkas = await arsip.daftar()
    isi = {"berkas": berkas, "butir": TTD, "penanggung_jawab": DOKTER.id}

    async def catat(**lain: object) -> str | None:
        return kode(await arsip.minta(kurang.Catat, baru(), PERMED, **isi | lain))

    assert await catat() == "berkas_tidak_dianalisis"
    berkas = isi["berkas"] = await dirakit(arsip)
    assert await catat(berkas=baru()) == "berkas_tidak_dikenal"
    assert await catat(penanggung_jawab=baru()) == "petugas_tidak_dikenal"
    assert await catat(butir="resep.tanda_tangan") == "butir_tidak_dikenal"
    assert await catat(butir="grafik.tanda_tangan") == "butir_tidak_dikenal"  # a form that bears no signature
    assert await catat(versi_daftar=7) == "daftar_usang"
    assert await catat(kunjungan=baru()) == "kunjungan_tidak_dikenal"
    assert kode(await arsip.minta(kurang.Catat, baru(), DI_UMUM, **isi)) == "peran_tidak_boleh"
    assert await catat() is None
    assert await catat() == "kekurangan_sudah_ada"
    assert kode(await arsip.minta(ask.NyatakanLengkap, berkas, PERMED, formulir=["resep"])) == "formulir_tidak_dikenal"
    both = [arsip.minta(kurang.Catat, baru(), PERMED, **isi | {"butir": TERISI}) for _ in range(2)]
    assert sorted(map(str, map(kode, await asyncio.gather(*both)))) == ["None", "kekurangan_sudah_ada"]
    satu_cerita(arsip.engine)


@SATU_BASIS
async def test_an_electronic_record_is_not_asked_to_be_legible(arsip: Arsip) -> None:
    berkas = await arsip.daftar("elektronik")
    await arsip.minta(ask.Rakit, berkas, PERMED)
    isi = {"berkas": berkas, "butir": "identitas.terbaca", "penanggung_jawab": DOKTER.id}
    assert kode(await arsip.minta(kurang.Catat, baru(), PERMED, **isi)) == "butir_tidak_dikenal"
    await arsip.kurang(berkas, "identitas.terisi")


async def selesai(klinik: Klinik, pasien: str) -> str:
    """A visit that was and is over."""
    visit = await klinik.terdaftar(pasien)
    assert isinstance(await klinik.minta(visits.Layani, subjek=visit.id), Accepted)
    assert isinstance(await klinik.minta(visits.Selesaikan, subjek=visit.id, cara_keluar="pulang"), Accepted)
    return visit.id


async def test_verdicts_and_gaps_are_about_the_visit_that_ended_last_where_none_is_named(arsip: Arsip) -> None:
    klinik = klinik_baru(arsip)
    pasien = await klinik.pasien()
    berkas = BerkasId(baru())
    await arsip.minta(ask.Daftarkan, berkas, LOKET, nomor="77", pasien=pasien)
    first = await selesai(klinik, pasien)
    arsip.jam.maju(days=1)
    last = await selesai(klinik, pasien)
    other = await selesai(klinik, await klinik.pasien())
    await arsip.minta(ask.Ambil, berkas, tujuan="UMUM")
    await arsip.minta(ask.TerimaKembali, berkas, cara_kembali="diantar")
    await arsip.minta(ask.Rakit, berkas, PERMED)
    named: dict[str, Any] = {"berkas": berkas, "butir": TTD, "penanggung_jawab": DOKTER.id}
    assert kode(await arsip.minta(kurang.Catat, baru(), **named, kunjungan=other)) == "kunjungan_bukan_pasien_itu"
    (gap,) = await arsip.kurang(berkas, TTD)
    assert kini(arsip, gap).kunjungan == last
    old = baru()
    assert isinstance(await arsip.minta(kurang.Catat, old, **named, kunjungan=first), Accepted)  # the same item, then
    await arsip.lengkapi(gap, old)
    assert isinstance(await arsip.minta(ask.NyatakanLengkap, berkas, PERMED), Accepted)
    told = riwayat(arsip.engine, berkas)[-1]
    assert isinstance(told, BerkasLengkap)
    assert (told.kunjungan, told.formulir, told.versi_daftar) == (last, None, None)
    satu_cerita(arsip.engine)


@SATU_BASIS
async def test_the_verdict_names_whoever_has_most_gaps_and_of_several_the_smallest_id(arsip: Arsip) -> None:
    berkas = await dirakit(arsip)
    await arsip.kurang(berkas, TTD, TERISI, orang=KEPALA.id)
    await arsip.kurang(berkas, "identitas.ada")
    await arsip.minta(ask.NyatakanTidakLengkap, berkas, PERMED)
    assert berkas_kini(arsip.engine, berkas).penanggung_jawab == KEPALA.id
    lain = await dirakit(arsip)
    await arsip.kurang(lain, TTD, orang=KEPALA.id)
    await arsip.kurang(lain, TERISI)
    await arsip.minta(ask.NyatakanTidakLengkap, lain, PERMED)
    assert berkas_kini(arsip.engine, lain).penanggung_jawab == min(KEPALA.id, DOKTER.id)


@SATU_BASIS
async def test_nobody_verifies_what_they_had_to_complete_and_who_is_gone_hands_it_on(arsip: Arsip) -> None:
    berkas = await dirakit(arsip)
    (gap,) = await arsip.kurang(berkas, TTD, orang=PERMED.id)
    await arsip.minta(kurang.NyatakanDilengkapi, gap, PERMED)
    assert kode(await arsip.minta(kurang.Verifikasi, gap, PERMED)) == "bukan_penanggung_jawab"
    isi = {"penanggung_jawab": PERMED.id, "sebab": "berhalangan"}
    assert kode(await arsip.minta(kurang.Alihkan, gap, KEPALA, **isi)) == "petugas_lain"
    assert kode(await arsip.minta(kurang.Alihkan, gap, KEPALA, **isi | {"penanggung_jawab": baru()})) == (
        "petugas_tidak_dikenal"
    )
    assert isinstance(
        await arsip.minta(kurang.Alihkan, gap, KEPALA, penanggung_jawab=DOKTER.id, sebab="berhenti"), Accepted
    )
    assert kini(arsip, gap).penanggung_jawab == DOKTER.id
    assert isinstance(await arsip.minta(kurang.Hapuskan, gap, KEPALA, sebab="tidak_diperlukan"), Accepted)
    assert kode(await arsip.minta(kurang.Verifikasi, gap, PERMED)) == "keadaan_tidak_sesuai"
    satu_cerita(arsip.engine)


async def test_a_gap_is_told_late_once_and_not_while_it_waits_for_record_staff(arsip: Arsip) -> None:
    berkas = await dirakit(arsip)
    open_, said = await arsip.kurang(berkas, TTD, TERISI)
    timer = Deadlines(arsip.engine, now=arsip.jam)
    due = kini(arsip, open_).jatuh_tempo
    assert due == arsip.jam.saat + timedelta(days=14)
    await arsip.minta(kurang.NyatakanDilengkapi, said, DOKTER)
    assert set(tenggat_kini(arsip.engine)) == {(open_, "kekurangan")}
    arsip.jam.saat = due - timedelta(microseconds=1)
    await timer.lewatkan(arsip.door)
    assert not kini(arsip, open_).lewat
    arsip.jam.saat = due
    for _ in range(2):
        await timer.lewatkan(arsip.door)
    assert kini(arsip, open_).lewat
    await arsip.minta(kurang.Tolak, said, PERMED, sebab="belum_ditandatangani")  # late by now, and told so at once
    await timer.lewatkan(arsip.door)
    assert kini(arsip, said).lewat
    again = await arsip.minta(kurang.JadwalkanUlang, open_, MESIN, jatuh_tempo=due - timedelta(days=7))
    assert isinstance(again, Refusal), "told late already, and late it stays"
    assert again.kode == "tenggat_tetap"
    await arsip.minta(kurang.JadwalkanUlang, open_, KEPALA, jatuh_tempo=due + timedelta(days=7))
    assert set(tenggat_kini(arsip.engine)) == {(open_, "kekurangan")}
    satu_cerita(arsip.engine)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_of_two_doors_that_record_one_gap_at_once_one_is_told_that_it_is_there(arsip: Arsip, url: str) -> None:
    berkas = await dirakit(arsip)
    isi = {"berkas": berkas, "penanggung_jawab": DOKTER.id}
    other = connect(url)
    with FrontDoor(other, PKM.kode, now=arsip.jam) as second:
        for butir in ("identitas.ada", "identitas.terisi", "persetujuan_umum.ada", TTD, TERISI):
            wishes: list[Command] = [wish(kurang.Catat, baru(), PERMED, **isi, butir=butir) for _ in range(2)]
            answers = await asyncio.gather(arsip.door.execute(wishes[0]), second.execute(wishes[1]))
            assert sorted(map(str, map(kode, answers))) == ["None", "kekurangan_sudah_ada"]
        gaps = await asyncio.gather(
            arsip.minta(ask.NyatakanLengkap, berkas, PERMED), second.execute(wish(ask.NyatakanTidakLengkap, berkas))
        )
        assert kode(gaps[0]) in {"masih_ada_kekurangan", "keadaan_tidak_sesuai"}
        assert isinstance(gaps[1], Accepted)
    other.dispose()
    satu_cerita(arsip.engine)


async def test_a_merged_folders_gaps_are_the_other_folders_and_those_it_has_already_are_struck_off(
    arsip: Arsip,
) -> None:
    old, ke = await dirakit(arsip), await dirakit(arsip)
    (there,) = await arsip.kurang(ke, TTD)
    double, moved = await arsip.kurang(old, TTD, TERISI)
    reaksi = Reactions(arsip.engine, PKM.kode, now=arsip.jam)
    assert isinstance(await arsip.minta(ask.Gabungkan, old, PERMED, ke_berkas=ke), Accepted)
    await reaksi.kejar(arsip.door)
    assert (kini(arsip, moved).berkas, kini(arsip, there).keadaan) == (ke, "terbuka")
    assert (kini(arsip, double).keadaan, kini(arsip, double).sebab) == ("dihapuskan", "ganda")
    assert kode(await arsip.minta(ask.NyatakanLengkap, ke, PERMED)) == "masih_ada_kekurangan"
    await arsip.lengkapi(there, moved)
    assert isinstance(await arsip.minta(ask.NyatakanLengkap, ke, PERMED), Accepted)
    satu_cerita(arsip.engine)
