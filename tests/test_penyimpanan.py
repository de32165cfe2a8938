"""Folders kept apart: one number, one folder for each kind of care that has a home of its own, from a date on."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from engine import facility, penyimpanan
from engine import tables as t
from engine.database import writing
from engine.execute import Accepted
from engine.facility import baru
from engine.numbers import JenisKode, kode_berkas, tulis_kode
from engine.penyimpanan import TERPUSAT, Penyimpanan
from engine.refusals import Refusal
from engine.views import nomor as nomor_view
from engine.views import records, visits
from schemas.commands import berkas as ask
from schemas.commands import pasien as ask_pasien
from schemas.names import BerkasId, JenisKunjungan, KodeUnit, Peran
from tests.kit import GIGI, KEPALA, LOKET, PAGI, PERMED, RANAP, UMUM, Arsip
from tests.kit_web import Web
from tests.klinik import IGD, Klinik, klinik_baru
from tests.loket import Meja
from tests.test_pages import Orang, notice
from tests.test_penomoran import daftar, ditolak

HARI = date(2026, 3, 2)
TERSEBAR = Penyimpanan(HARI, RANAP, IGD)
INAP, JALAN, DARURAT = JenisKunjungan.RAWAT_INAP, JenisKunjungan.RAWAT_JALAN, JenisKunjungan.GAWAT_DARURAT


@pytest.fixture
def klinik(arsip: Arsip) -> Klinik:
    """A facility with an emergency unit and beds."""
    return klinik_baru(arsip)


def rencanakan(engine: Engine, satu: Penyimpanan, hari: date = HARI) -> str | None:
    with writing(engine).begin() as connection:
        refusal = penyimpanan.rencanakan(connection, satu, hari, KEPALA.id, PAGI)
    return refusal.kode if refusal else None


def isi(engine: Engine) -> list[tuple[str, str]]:
    """Every folder: number and home."""
    c = t.berkas.c
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(c.nomor, c.rumah).order_by(c.nomor, c.rumah))]


def test_a_plan_begins_on_its_day_and_names_units_of_the_right_kind(arsip: Arsip) -> None:
    klinik_baru(arsip)
    engine = arsip.engine
    assert rencanakan(engine, replace(TERSEBAR, inap=GIGI)) == "rumah_bukan_rawat_inap"
    assert rencanakan(engine, replace(TERSEBAR, darurat=RANAP)) == "rumah_bukan_gawat_darurat"
    assert rencanakan(engine, replace(TERSEBAR, berlaku=HARI - timedelta(1))) == "rencana_lampau"
    assert rencanakan(engine, replace(TERPUSAT, berlaku=HARI)) == "penyimpanan_tidak_berubah"
    assert rencanakan(engine, replace(TERSEBAR, berlaku=date(2026, 4, 1))) is None
    assert rencanakan(engine, Penyimpanan(date(2027, 1, 1))) is None
    with engine.connect() as connection:
        plans = penyimpanan.baca(connection)
    homes = [penyimpanan.pada(plans, hari).rumah(INAP) for hari in (HARI, date(2026, 4, 1), date(2027, 1, 1))]
    assert homes == ["RM", "RANAP", "RM"]
    with writing(engine).begin() as connection:
        late = penyimpanan.hapus(connection, date(2026, 4, 1), date(2026, 4, 1))
        assert isinstance(late, Refusal)
        assert late.kode == "rencana_lampau"
        assert penyimpanan.hapus(connection, date(2027, 1, 1), HARI) is None
        closed = facility.close_unit(connection, RANAP)
    assert isinstance(closed, Refusal)  # beds stand there, and folders will live there
    assert rencanakan(engine, Penyimpanan(HARI, darurat=IGD)) is None


async def test_one_number_has_an_outpatient_an_inpatient_and_an_emergency_folder(klinik: Klinik) -> None:
    arsip = klinik.arsip
    rencanakan(arsip.engine, TERSEBAR)
    pasien = await klinik.pasien()
    assert [await daftar(arsip, pasien=pasien, layanan=jenis) for jenis in (JALAN, INAP, DARURAT)] == ["00-00-01"] * 3
    assert isi(arsip.engine) == [("00-00-01", "IGD"), ("00-00-01", "RANAP"), ("00-00-01", "RM")]
    assert await ditolak(arsip, pasien=pasien, layanan=INAP) == "pasien_sudah_bernomor"
    assert await ditolak(arsip, nomor="000001", layanan=INAP) == "berkas_sudah_ada"
    assert await daftar(arsip, pasien=pasien, pembawa="elektronik", layanan=INAP) == "00-00-01"
    assert await daftar(arsip) == "00-00-02"


async def test_a_number_typed_for_another_patient_is_refused_in_whatever_home(klinik: Klinik) -> None:
    arsip = klinik.arsip
    rencanakan(arsip.engine, TERSEBAR)
    one, other = await klinik.pasien(), await klinik.pasien()
    await daftar(arsip, pasien=one, layanan=JALAN)
    assert await ditolak(arsip, pasien=other, nomor="000001", layanan=INAP) == "nomor_pasien_lain"
    assert await daftar(arsip, pasien=one, nomor="000001", layanan=INAP) == "000001"


async def test_asked_by_number_both_are_offered_and_its_home_behind_the_number_says_which(klinik: Klinik) -> None:
    arsip = klinik.arsip
    rencanakan(arsip.engine, TERSEBAR)
    pasien = await klinik.pasien()
    for jenis in (JALAN, INAP):
        await daftar(arsip, pasien=pasien, layanan=jenis)
    with arsip.engine.connect() as connection:
        both = records.ringkas(connection, "00-00-01")
        assert isinstance(both, Refusal)
        assert both.kode == "nomor_beberapa_rumah"
        assert both.nilai["jumlah"] == 2
        assert "Rawat Inap" in both.kalimat
        assert "00-00-01 RM" in both.kalimat or "00-00-01 RANAP" in both.kalimat
        for home in ("RM", "RANAP"):
            one = records.ringkas(connection, f"00-00-01 {home}")
            assert not isinstance(one, Refusal)
            assert one.rumah == home
            by_code = records.id_berkas(connection, kode_berkas("00-00-01", home, tegas=True))
            assert by_code == one.id
        assert {record.rumah for record in records.senomor(connection, "000001")} == {"RM", "RANAP"}
        assert nomor_view.menunggu_gabung(connection) == []  # they are not one folder too many


def test_a_code_says_the_home_only_of_what_lives_apart() -> None:
    assert kode_berkas("00-00-01", "RM") == tulis_kode(JenisKode.BERKAS, "000001")
    assert kode_berkas("00-00-01", "RANAP") == tulis_kode(JenisKode.BERKAS, "000001RANAP")
    assert kode_berkas("1" * 22, "RANAP") == tulis_kode(JenisKode.BERKAS, "1" * 22)  # too long: the number alone


async def _jalan(klinik: Klinik, meja: Meja, pasien: str) -> tuple[str, list[Any]]:
    """A visit at the clinic followed by an admission; the admission and every request that came of both."""
    visit = await klinik.terdaftar(pasien, UMUM)
    answer = await klinik.rawat(visit)
    assert isinstance(answer, Accepted), answer
    await meja.ikut()
    return answer.subjek, [one for visit_ in (visit.id, answer.subjek) for one in _permintaan(klinik.arsip, visit_)]


def _permintaan(arsip: Arsip, kunjungan: str) -> list[tuple[str, str]]:
    p, b = t.permintaan.c, t.berkas.c
    query = select(p.unit, b.rumah).join(t.berkas, b.id == p.berkas).where(p.kunjungan == kunjungan)
    with arsip.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query)]


async def test_each_visit_asks_for_the_folder_of_its_kind_by_itself(klinik: Klinik) -> None:
    meja = Meja(klinik.arsip)
    rencanakan(klinik.arsip.engine, TERSEBAR)
    pasien = await klinik.pasien()
    for jenis in (JALAN, INAP):
        await daftar(klinik.arsip, pasien=pasien, layanan=jenis)
    rawat, asked = await _jalan(klinik, meja, pasien)
    assert asked == [("UMUM", "RM"), ("RANAP", "RANAP")]
    with klinik.arsip.engine.connect() as connection:
        shown = visits.satu(connection, rawat)
    assert shown is not None
    assert shown.folder is not None
    assert shown.folder.rumah == "RANAP"


async def test_a_visit_without_a_folder_of_its_kind_asks_for_it_once_it_is_made(klinik: Klinik) -> None:
    arsip, meja = klinik.arsip, Meja(klinik.arsip)
    rencanakan(arsip.engine, TERSEBAR)
    pasien = await klinik.pasien()
    await daftar(arsip, pasien=pasien, layanan=JALAN)
    rawat, asked = await _jalan(klinik, meja, pasien)
    assert asked == [("UMUM", "RM")]
    await daftar(arsip, pasien=pasien, layanan=DARURAT)  # another kind's: not theirs
    await meja.ikut()
    assert _permintaan(arsip, rawat) == []
    await daftar(arsip, pasien=pasien, layanan=INAP)
    await meja.ikut()
    assert _permintaan(arsip, rawat) == [("RANAP", "RANAP")]


async def test_centralised_the_ward_asks_for_the_one_folder(klinik: Klinik) -> None:
    pasien = await klinik.pasien()
    await daftar(klinik.arsip, pasien=pasien, layanan=JALAN)
    assert await ditolak(klinik.arsip, pasien=pasien, layanan=INAP) == "pasien_sudah_bernomor"
    _, asked = await _jalan(klinik, Meja(klinik.arsip), pasien)
    assert asked == [("UMUM", "RM"), ("RANAP", "RM")]


async def test_back_to_one_folder_from_a_date_the_others_are_carried_home_or_merged(klinik: Klinik) -> None:
    """Centralised again: a folder without a twin moves on paper; one with a twin waits for its papers to be merged."""
    arsip = klinik.arsip
    rencanakan(arsip.engine, TERSEBAR)
    twice, once = await klinik.pasien(), await klinik.pasien()
    for pasien, jenis in ((twice, JALAN), (twice, INAP), (once, INAP)):
        await daftar(arsip, pasien=pasien, layanan=jenis)
    with writing(arsip.engine).begin() as connection:
        still = penyimpanan.pulangkan(connection, RANAP, HARI)
        assert isinstance(still, Refusal)
        assert still.kode == "masih_rumah"
    assert rencanakan(arsip.engine, Penyimpanan(HARI)) == "penyimpanan_tidak_berubah"
    besok = HARI + timedelta(1)
    assert rencanakan(arsip.engine, Penyimpanan(besok)) is None
    arsip.jam.saat += timedelta(days=1)
    with writing(arsip.engine).begin() as connection:
        former = penyimpanan.rumah_lama(connection, besok)
        assert [(one.unit, one.berkas, one.kembar) for one in former] == [("RANAP", 2, 1)]
        assert penyimpanan.pulangkan(connection, RANAP, besok) == 1
        assert penyimpanan.pulangkan(connection, RANAP, besok) == 0
    assert isi(arsip.engine) == [("00-00-01", "RANAP"), ("00-00-01", "RM"), ("00-00-02", "RM")]
    _, asked = await _jalan(klinik, Meja(arsip), twice)
    assert asked == [("UMUM", "RM"), ("RANAP", "RM")]
    with arsip.engine.connect() as connection:  # the old label still finds the folder that was carried home
        found = records.ringkas(connection, "000002RANAP")
        assert not isinstance(found, Refusal)
        twin = records.ringkas(connection, "000001RANAP")
        home = records.ringkas(connection, "000001RM")
        assert not isinstance(twin, Refusal)
        assert not isinstance(home, Refusal)
    merged = await arsip.minta(ask.Gabungkan, twin.id, PERMED, ke_berkas=home.id)
    assert isinstance(merged, Accepted), merged


async def test_patients_merged_into_one_number_have_no_second_folder_in_one_home(klinik: Klinik) -> None:
    arsip = klinik.arsip
    rencanakan(arsip.engine, TERSEBAR)
    one, other = await klinik.pasien(), await klinik.pasien()
    await daftar(arsip, pasien=one, layanan=JALAN)
    await daftar(arsip, pasien=other, layanan=INAP)
    assert isinstance(await klinik.minta(ask_pasien.Gabungkan, PERMED, other, ke_pasien=one), Accepted)
    assert await ditolak(arsip, pasien=one, layanan=INAP) == "pasien_sudah_bernomor"
    assert await daftar(arsip, pasien=one, layanan=DARURAT) == "00-00-01"


async def test_folders_are_kept_apart_from_the_page_to_the_label_and_the_scanner(web: Web) -> None:
    """The whole way: planned, registered, admitted, asked for, labelled, found and scanned."""
    arsip = web.arsip
    klinik, meja = klinik_baru(arsip), Meja(arsip)
    desk = Orang(web, "permed", Peran.PEREKAM_MEDIS)
    assert (await desk.kirim("/penyimpanan", berlaku="2026-03-02", inap="RANAP", darurat="")).status_code == 303
    assert notice(await desk.kirim("/penyimpanan", berlaku="kapan", inap="", darurat="")).startswith("Tanggal")
    assert "Tersebar (desentralisasi)" in (await desk.buka("/penyimpanan")).text
    pasien = await klinik.pasien()
    await daftar(arsip, pasien=pasien, layanan=JALAN)
    visit = await klinik.terdaftar(pasien, UMUM)
    form = {"asal": visit.id, "tempat_tidur": "M1-A", "cara_bayar": "umum", "dokter": await _dokter(web)}
    admitted = await desk.kirim("/rawat-inap", command_id=baru(), **form)
    assert admitted.status_code == 303, notice(admitted)
    await meja.ikut()
    rawat = admitted.headers["location"].rpartition("/")[2]
    assert _permintaan(arsip, rawat) == [("RANAP", "RANAP")]
    assert isi(arsip.engine) == [("00-00-01", "RANAP"), ("00-00-01", "RM")]
    sheet = await desk.kirim("/label", nomor="00-00-01")
    for home in ("RANAP", "RM"):
        assert kode_berkas("00-00-01", home, tegas=True) in sheet.text
    assert "00-00-01 · Rawat Inap" in sheet.text
    assert (await desk.buka("/cari?nomor=000001")).text.count("Rawat Inap</small>") == 1
    typed = await web.pindai("000001", "RM")
    assert (typed.status_code, typed.json()["kode"]) == (409, "nomor_beberapa_rumah")
    offered = (await desk.buka("/pindai/pilihan?kode=000001")).json()["berkas"]
    assert {one["ket"].partition(" · ")[0] for one in offered} == {"Rawat Inap", "Ruang Rekam Medis"}
    chosen = await web.pindai(offered[0]["id"], "RM", lihat_saja=True)
    assert chosen.status_code == 200, chosen.text
    scanned = await web.klien.post(
        "/api/v1/pindai",
        json={"command_id": baru(), "kode": kode_berkas("00-00-01", "RANAP"), "di": "RM", "lihat_saja": True},
    )
    assert scanned.status_code == 200, scanned.text
    assert scanned.json()["berkas"]["rumah"] == "RANAP"


async def _dokter(web: Web) -> str:
    return str(web.orang("dokter", Peran.DOKTER).id)


async def test_an_import_brings_the_record_rooms_own_folder_and_finds_it_again(klinik: Klinik) -> None:
    arsip = klinik.arsip
    rencanakan(arsip.engine, TERSEBAR)
    pasien = await klinik.pasien()
    await daftar(arsip, pasien=pasien, layanan=INAP)
    made = BerkasId(baru())
    answer = await arsip.minta(ask.Daftarkan, made, LOKET, nomor="000001", pasien=pasien)
    assert isinstance(answer, Accepted)
    with arsip.engine.connect() as connection:
        assert nomor_view.ids(connection, ["000001"]) == {"000001": made}
        assert KodeUnit("RM") in {record.rumah for record in records.senomor(connection, "000001")}
