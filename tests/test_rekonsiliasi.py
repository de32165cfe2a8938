"""Where visits and folders do not agree: each kind is found, mended by its move, and explained by a fact."""

from datetime import datetime, timedelta

import pytest

from engine.execute import Accepted, Answer
from engine.facility import baru
from engine.refusals import Refusal
from engine.views import rekonsiliasi
from engine.views.rekonsiliasi import Temuan
from engine.workflows.selisih import ALASAN, id_selisih
from schemas.commands import berkas as ask
from schemas.commands import kunjungan as visit
from schemas.commands import selisih as ask_selisih
from schemas.message import Pelaku
from schemas.names import (
    AlasanSelisih,
    BerkasId,
    CaraKembali,
    JenisKunjungan,
    MacamSelisih,
    Peran,
)
from tests.buku import satu_cerita
from tests.kit import DI_GIGI, DI_UMUM, GIGI, KEPALA, LOKET, PERMED, PKM, RANAP, SERBA_BISA, UMUM, Arsip
from tests.kit_web import Web
from tests.klinik import klinik_baru
from tests.loket import Meja
from tests.test_pages import Orang

M = MacamSelisih


def selisih(arsip: Arsip) -> dict[tuple[MacamSelisih, str | None], Temuan]:
    with arsip.engine.connect() as connection:
        found = rekonsiliasi.daftar(connection, arsip.jam.saat, PKM.zona)
    return {(one.macam, one.berkas): one for one in found.isi}


def alamat(found: Temuan) -> str:
    return f"/rekonsiliasi/{found.macam.value}/{found.kunci}"


def macam(arsip: Arsip, berkas: str | None) -> set[MacamSelisih]:
    return {kind for kind, of in selisih(arsip) if of == berkas}


async def di_unit(meja: Meja, berkas: BerkasId, unit: str = GIGI) -> None:
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=unit)
    await meja.minta(ask.TerimaDiUnit, berkas, SERBA_BISA, unit=unit)


async def test_a_registered_patient_whose_folder_never_left_the_rack_is_found_until_it_leaves(arsip: Arsip) -> None:
    meja = Meja(arsip)
    who, berkas = await meja.pasien()
    arsip.jam.maju(minutes=5)
    await meja.kunjungan(who)
    assert macam(arsip, berkas) == set()
    arsip.jam.maju(minutes=60)
    found = selisih(arsip)[M.BELUM_KELUAR, berkas]
    assert (found.unit, found.di, found.umur(arsip.jam.saat)) == ("RM", GIGI, timedelta(hours=1))
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
    assert macam(arsip, berkas) == set()
    await meja.minta(ask.TerimaKembali, berkas, LOKET, cara_kembali=CaraKembali.DIANTAR)
    await meja.minta(ask.Rakit, berkas, PERMED)
    await meja.minta(ask.NyatakanLengkap, berkas, PERMED)
    await meja.minta(ask.Simpan, berkas, PERMED)
    arsip.jam.maju(hours=2)
    assert macam(arsip, berkas) == set(), "it went out and came home: that is no exception"


async def test_a_folder_that_was_merged_long_ago_hides_no_folder_that_still_stands_on_the_rack(arsip: Arsip) -> None:
    meja = Meja(arsip)
    who, berkas = await meja.pasien()
    old = BerkasId(baru())
    await meja.berkas(who, old)
    await meja.minta(ask.Gabungkan, old, PERMED, ke_berkas=berkas)
    arsip.jam.maju(minutes=1)
    await meja.kunjungan(who)
    arsip.jam.maju(hours=2)
    assert macam(arsip, berkas) == {M.BELUM_KELUAR}


async def test_a_visit_that_was_called_off_and_a_patient_with_an_electronic_record_miss_no_folder(arsip: Arsip) -> None:
    meja = Meja(arsip)
    one, _ = await meja.pasien()
    other, _ = await meja.pasien()
    await meja.minta(ask.Daftarkan, baru(), LOKET, nomor="E77", pasien=other, pembawa="elektronik")
    arsip.jam.maju(minutes=1)
    called_off = await meja.kunjungan(one)
    await meja.kunjungan(other)
    await meja.minta(visit.Batalkan, called_off, LOKET, alasan_batal="salah_pasien")
    arsip.jam.maju(hours=3)
    assert selisih(arsip) == {}


async def test_a_folder_in_a_unit_without_a_visit_is_found_and_one_that_was_asked_for_there_is_not(
    arsip: Arsip,
) -> None:
    meja = Meja(arsip)
    _, riddle = await meja.pasien()
    _, asked = await meja.pasien()
    who, visited = await meja.pasien()
    await meja.tangan(asked)
    await meja.kunjungan(who)
    await meja.ikut()
    for berkas in (riddle, asked, visited):
        await di_unit(meja, berkas)
    await meja.ikut()
    arsip.jam.maju(hours=2)
    assert {key for key in selisih(arsip) if key[0] is M.TANPA_KUNJUNGAN} == {(M.TANPA_KUNJUNGAN, riddle)}
    assert selisih(arsip)[M.TANPA_KUNJUNGAN, riddle].unit == GIGI
    await meja.minta(ask.KirimKembali, riddle, SERBA_BISA)
    assert macam(arsip, riddle) == set()


async def test_a_visit_that_ended_days_ago_does_not_explain_a_folder_that_came_today(arsip: Arsip) -> None:
    meja = Meja(arsip)
    who, berkas = await meja.pasien()
    over = await meja.kunjungan(who)
    await meja.minta(visit.Selesaikan, over, SERBA_BISA, cara_keluar="pulang")
    arsip.jam.maju(days=3)
    await di_unit(meja, berkas)
    arsip.jam.maju(hours=2)
    assert M.TANPA_KUNJUNGAN in macam(arsip, berkas)


async def test_after_the_patient_went_home_the_folder_is_owed_from_its_limit_on(arsip: Arsip) -> None:
    meja = Meja(arsip)
    who, berkas = await meja.pasien()
    id_ = await meja.kunjungan(who)
    await di_unit(meja, berkas)
    arsip.jam.maju(days=1, hours=1)
    assert macam(arsip, berkas) == set(), "the visit goes on"
    await meja.minta(visit.Selesaikan, id_, SERBA_BISA, cara_keluar="pulang")
    found = selisih(arsip)[M.BELUM_KEMBALI, berkas]
    assert (found.unit, found.umur(arsip.jam.saat)) == (GIGI, timedelta(hours=1))
    await meja.minta(ask.KirimKembali, berkas, SERBA_BISA)
    await meja.minta(ask.TerimaKembali, berkas, LOKET, cara_kembali=CaraKembali.DIANTAR)
    assert macam(arsip, berkas) == set()


async def test_an_inpatient_of_the_census_without_a_folder_event_is_found_until_the_folder_comes(arsip: Arsip) -> None:
    klinik, meja = klinik_baru(arsip), Meja(arsip)
    who, berkas = await meja.pasien()
    none = await klinik.pasien()
    for one, bed in ((who, "M1-A"), (none, "M1-B")):
        asal = await klinik.terdaftar(one)
        arsip.jam.maju(minutes=1)
        assert isinstance(await klinik.rawat(asal, bed), Accepted)
    arsip.jam.maju(hours=4)
    found = {key: one for key, one in selisih(arsip).items() if key[0] is M.TANPA_BERKAS}
    assert set(found) == {(M.TANPA_BERKAS, berkas), (M.TANPA_BERKAS, None)}
    assert {(one.unit, one.di) for one in found.values()} == {("RM", RANAP)}
    await di_unit(meja, berkas, RANAP)
    assert (M.TANPA_BERKAS, berkas) not in selisih(arsip)


async def test_a_folder_scanned_at_two_places_at_once_is_found_with_both_lines(arsip: Arsip) -> None:
    meja = Meja(arsip)
    who, berkas = await meja.pasien()
    await meja.kunjungan(who)
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
    scanned = {"di": GIGI, "cara": "pindai"}
    await meja.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI, **scanned)
    arsip.jam.maju(seconds=5)
    answer = await arsip.minta(ask.Pindai, berkas, DI_UMUM, di=UMUM, cara="pindai")
    assert isinstance(answer, Accepted | Refusal)
    with arsip.engine.connect() as connection:
        found = selisih(arsip)[M.DUA_TEMPAT, berkas]
        lines = rekonsiliasi.di_balik(connection, found)
    assert (len(lines), {found.lokasi, found.lain}) == (2, {GIGI, UMUM})


def kode(answer: Answer) -> str | None:
    return answer.kode if isinstance(answer, Refusal) else None


async def test_an_explanation_is_a_fact_of_the_ledger_for_that_exception_alone(arsip: Arsip) -> None:
    meja = Meja(arsip)
    _, berkas = await meja.pasien()
    await di_unit(meja, berkas)
    arsip.jam.maju(hours=2)
    found = selisih(arsip)[M.TANPA_KUNJUNGAN, berkas]
    isi = {
        "macam": found.macam,
        "berkas": berkas,
        "unit": found.unit,
        "awal": found.awal,
        "penjelasan": "keperluan_lain",
    }

    async def jelaskan(siapa: Pelaku, subjek: str = found.id, **lain: object) -> str | None:
        return kode(await arsip.minta(ask_selisih.Jelaskan, subjek, siapa, **isi | lain))

    assert await jelaskan(LOKET) == "peran_tidak_boleh"
    assert await jelaskan(DI_UMUM) == "selisih_unit_itu"
    assert await jelaskan(DI_UMUM, unit=UMUM) == "selisih_tidak_ada", "nobody owns another unit's by saying so"
    assert await jelaskan(DI_GIGI, baru()) == "selisih_itu"
    assert await jelaskan(DI_GIGI, penjelasan="salah_pindai") == "penjelasan_cocok"
    stranger = baru()
    other = id_selisih(found.macam, stranger, None, found.awal)
    assert await jelaskan(DI_GIGI, other, berkas=stranger) == "berkas_tidak_dikenal"
    assert await jelaskan(DI_GIGI) is None
    assert macam(arsip, berkas) == set()
    assert await jelaskan(PERMED) == "keadaan_tidak_sesuai"
    assert kode(await arsip.minta(ask_selisih.BukaLagi, found.id, DI_GIGI)) == "peran_tidak_boleh"
    assert kode(await arsip.minta(ask_selisih.BukaLagi, found.id, KEPALA)) is None
    assert macam(arsip, berkas) == {M.TANPA_KUNJUNGAN}
    assert await jelaskan(PERMED, penjelasan="sudah_ditangani") is None
    await meja.minta(ask.KirimKembali, berkas, SERBA_BISA)
    await meja.minta(ask.TerimaKembali, berkas, LOKET, cara_kembali=CaraKembali.DIANTAR)
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
    await meja.minta(ask.TerimaDiUnit, berkas, SERBA_BISA, unit=GIGI)
    arsip.jam.maju(hours=3)
    assert macam(arsip, berkas) == {M.TANPA_KUNJUNGAN}, "another day in the unit is another exception"
    satu_cerita(arsip.engine)


def test_every_kind_has_explanations_and_every_explanation_a_kind() -> None:
    assert set(ALASAN) == set(MacamSelisih)
    assert {one for many in ALASAN.values() for one in many} == set(AlasanSelisih)


def test_the_same_exception_has_the_same_name_whatever_clock_it_is_told_by() -> None:
    here = datetime.fromisoformat("2026-03-02T08:00:00.123456+07:00")
    there = datetime.fromisoformat("2026-03-02T01:00:00+00:00")
    assert id_selisih(M.TANPA_KUNJUNGAN, "b", None, here) == id_selisih(M.TANPA_KUNJUNGAN, "b", None, there)
    assert id_selisih(M.TANPA_KUNJUNGAN, "b", None, here) != id_selisih(M.BELUM_KEMBALI, "b", None, there)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_the_page_shows_owner_age_and_what_is_behind_it_and_takes_an_explanation(web: Web) -> None:
    meja = Meja(web.arsip)
    who, berkas = await meja.pasien()
    web.arsip.jam.maju(minutes=1)
    await meja.kunjungan(who, jenis=JenisKunjungan.RAWAT_JALAN)
    web.arsip.jam.maju(hours=2)
    permed = Orang(web, "permed", Peran.PEREKAM_MEDIS)
    page = (await permed.buka("/rekonsiliasi")).text
    found = selisih(web.arsip)[M.BELUM_KELUAR, berkas]
    assert "Terdaftar, berkas belum keluar" in page
    assert alamat(found) in page
    assert "tidak ada selisih" in (await permed.buka(f"/rekonsiliasi?unit={GIGI}")).text
    behind = (await permed.buka(alamat(found))).text
    assert behind.count('<small class="redup">baris') >= 2
    isi = {"jenis": "selisih.jelaskan", "selisih": found.id}
    answer = await permed.kirim(alamat(found), **isi, penjelasan="", command_id=baru())
    assert (answer.status_code, "penjelasan" in answer.text) == (422, True)
    other = isi | {"selisih": baru()}
    answer = await permed.kirim(alamat(found), **other, penjelasan="berkas_sementara", command_id=baru())
    assert answer.status_code == 404, "what was read there was another exception than the one there now"
    answer = await permed.kirim(alamat(found), **isi, penjelasan="berkas_sementara", command_id=baru())
    assert answer.status_code == 303
    page = (await permed.buka("/rekonsiliasi")).text
    assert "tidak ada selisih" in page
    assert "Sudah dijelaskan" in page
    listed = await web.baca("rekonsiliasi")
    assert listed["isi"] == []
    (told,) = (await web.baca("rekonsiliasi", dijelaskan=True))["isi"]
    assert (told["macam"], told["penjelasan"], told["umur_detik"]) == ("belum_keluar", "berkas_sementara", 7200)
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI)
    assert (await permed.buka(alamat(found))).status_code == 404
