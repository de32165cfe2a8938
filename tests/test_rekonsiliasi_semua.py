"""The reconciliation is whole: nothing cut, nothing hidden by a filter, a person one person, a visit the right one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import insert

from engine import tables as t
from engine.facility import baru
from engine.policy import kebijakan
from engine.sensus import orang
from engine.views import rekonsiliasi
from engine.views.rekonsiliasi import HALAMAN, Halaman, Saringan, Temuan, sesudah
from schemas.commands import berkas as ask
from schemas.commands import kunjungan as visit
from schemas.commands import pasien
from schemas.names import CaraKembali, MacamSelisih, Peran
from tests.kit import GIGI, LOKET, PERMED, PKM, RANAP, SERBA_BISA, UMUM, Arsip
from tests.kit_web import Web
from tests.klinik import klinik_baru
from tests.loket import Meja
from tests.sensus_kit import susul
from tests.test_pages import Orang
from tests.test_rekonsiliasi import di_unit, macam, selisih

M = MacamSelisih
HANYA_SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


def halaman(arsip: Arsip, kind: MacamSelisih, **asked: Any) -> Halaman:
    with arsip.engine.connect() as connection:
        wanted = Saringan(macam=kind, **asked)
        return rekonsiliasi.daftar(connection, arsip.jam.saat, PKM.zona, wanted).halaman[kind]


def seluruhnya(arsip: Arsip, kind: MacamSelisih, batas: int) -> list[str]:
    """Every page, the end of one leading to the next as an address tells it."""
    found, page = [], halaman(arsip, kind, batas=batas)
    while True:
        found += [one.kunci for one in page.isi]
        if page.lanjut is None:
            return found
        page = halaman(arsip, kind, batas=batas, setelah=sesudah(str(page.lanjut)))


def satu(arsip: Arsip, one: Temuan) -> Temuan | None:
    with arsip.engine.connect() as connection:
        return rekonsiliasi.satu(connection, arsip.jam.saat, PKM.zona, one.macam, one.kunci)


def taruh(arsip: Arsip, jumlah: int, unit: str, lalu: timedelta) -> list[str]:
    """So many folders in a unit where nobody visits, straight into the table; all since one moment."""
    since = arsip.jam.saat - lalu
    ids = [baru() for _ in range(jumlah)]
    same = {
        "pembawa": "fisik", "keadaan": "di_poli", "versi": 3, "lokasi": unit, "kembali_lewat": False,
        "tempo_lewat": False, "ditahan": False, "sejak": since, "terakhir": since, "terdaftar": since, "rumah": "RM",
    }  # fmt: skip
    rows = [same | {"id": id_, "nomor": id_[-12:], "kunci": id_[-12:], "pasien": baru()} for id_ in ids]
    with arsip.engine.begin() as connection:
        connection.execute(insert(t.berkas), rows)
    return ids


def pindaian(arsip: Arsip, berkas: Iterable[str]) -> None:
    """Two scans of each of these folders, five seconds and two places apart, straight into the ledger's table."""
    with arsip.engine.begin() as connection:
        seq = 1_000_000
        rows = []
        for one in berkas:
            for versi, unit, seconds in ((1, GIGI, 10), (2, UMUM, 5)):
                seq += 1
                at = arsip.jam.saat - timedelta(seconds=seconds)
                rows.append({
                    "seq": seq, "perintah_id": baru(), "sidik": b"", "jenis": "berkas.terlihat.v1", "subjek": one,
                    "versi": versi, "terjadi_pada": at, "dicatat_pada": at, "pelaku": "x", "cara": "pindai",
                    "di": unit, "selisih_jam": None, "data": "{}", "hash": b"",
                })  # fmt: skip
        connection.execute(insert(t.jejak), rows)


def test_no_exception_is_hidden_by_a_thousand_older_ones_of_another_unit(arsip: Arsip) -> None:
    taruh(arsip, 1_100, UMUM, timedelta(hours=20))
    (late,) = taruh(arsip, 1, GIGI, timedelta(hours=3))
    assert halaman(arsip, M.TANPA_KUNJUNGAN).jumlah == 1_101
    own = halaman(arsip, M.TANPA_KUNJUNGAN, unit=GIGI)
    assert (own.jumlah, [one.kunci for one in own.isi]) == (1, [late])
    assert satu(arsip, own.isi[0]) == own.isi[0]


def test_every_page_follows_the_last_and_no_exception_is_on_two_or_on_none(arsip: Arsip) -> None:
    ids = taruh(arsip, 7, GIGI, timedelta(hours=3))  # all since one instant
    assert seluruhnya(arsip, M.TANPA_KUNJUNGAN, 2) == sorted(ids)
    first = halaman(arsip, M.TANPA_KUNJUNGAN, batas=2)
    assert halaman(arsip, M.TANPA_KUNJUNGAN, batas=2, setelah=first.lanjut).jumlah == 7, "the number is of them all"


def test_more_folders_scanned_in_two_places_than_the_suspects_are_all_told(arsip: Arsip) -> None:
    ids = taruh(arsip, 35, GIGI, timedelta(minutes=1))
    pindaian(arsip, ids)
    page = halaman(arsip, M.DUA_TEMPAT)
    assert page.jumlah == len(ids)
    assert {one.berkas for one in page.isi} == set(ids)
    assert {(one.lokasi, one.lain) for one in page.isi} == {(GIGI, UMUM)}
    assert len(set(seluruhnya(arsip, M.DUA_TEMPAT, 10))) == len(ids)
    assert satu(arsip, page.isi[-1]) == page.isi[-1]
    assert halaman(arsip, M.DUA_TEMPAT, unit=GIGI).jumlah == 0, "the record room owns them"
    arsip.jam.maju(hours=73)
    assert halaman(arsip, M.DUA_TEMPAT).jumlah == 0


@pytest.mark.parametrize("teks", ["", "x", "2026-03-02~a", "2026-03-02T01:00:00+00:00~", "~", "2026~" + "a" * 40])
def test_the_end_of_a_page_that_is_none_is_not_taken_for_one(teks: str) -> None:
    assert sesudah(teks) is None


async def digabung(meja: Meja, *steps: str) -> None:
    """Each of these patients is merged into the next."""
    for one, to in pairwise(steps):
        await meja.minta(pasien.Gabungkan, one, PERMED, ke_pasien=to)


async def test_the_folder_of_a_patient_merged_twice_over_is_matched_with_the_survivors_visit(arsip: Arsip) -> None:
    klinik, meja = klinik_baru(arsip), Meja(arsip)
    first, berkas = await meja.pasien()
    second, _ = await meja.pasien(dengan_berkas=False)
    last, _ = await meja.pasien(dengan_berkas=False)
    sibling, _ = await meja.pasien(dengan_berkas=False)
    id_ = await meja.kunjungan(sibling)  # the visit under another number that was merged too
    await di_unit(meja, berkas)
    arsip.jam.maju(hours=2)
    assert macam(arsip, berkas) == {M.TANPA_KUNJUNGAN}
    await digabung(meja, first, second, last)
    await digabung(meja, sibling, last)
    assert macam(arsip, berkas) == set(), "the same person's visit"
    await meja.minta(visit.Selesaikan, id_, SERBA_BISA, cara_keluar="pulang")
    arsip.jam.maju(days=2)
    assert macam(arsip, berkas) == {M.BELUM_KEMBALI}
    await meja.minta(ask.KirimKembali, berkas, SERBA_BISA)
    await meja.minta(ask.TerimaKembali, berkas, LOKET, cara_kembali=CaraKembali.DIANTAR)
    await meja.minta(ask.Rakit, berkas, PERMED)
    await meja.minta(ask.NyatakanLengkap, berkas, PERMED)
    await meja.minta(ask.Simpan, berkas, PERMED)
    arsip.jam.maju(minutes=1)
    again = await meja.kunjungan(last)
    arsip.jam.maju(hours=1)
    found = selisih(arsip)[M.BELUM_KELUAR, berkas]
    assert (found.kunjungan, satu(arsip, found)) == (again, found), "the only folder they have is the merged one's"
    asal = await klinik.terdaftar(last)
    arsip.jam.maju(minutes=1)
    await klinik.rawat(asal, "M1-A")
    arsip.jam.maju(hours=4)
    assert M.TANPA_BERKAS in macam(arsip, berkas)
    await di_unit(meja, berkas, RANAP)
    assert M.TANPA_BERKAS not in macam(arsip, berkas)


async def test_a_visit_of_another_time_does_not_make_a_folder_owed_by_a_patient_who_went_home(arsip: Arsip) -> None:
    meja = Meja(arsip)
    who, berkas = await meja.pasien()
    old = await meja.kunjungan(who)
    await di_unit(meja, berkas)
    await meja.minta(visit.Selesaikan, old, SERBA_BISA, cara_keluar="pulang")
    await meja.minta(ask.KirimKembali, berkas, SERBA_BISA)
    await meja.minta(ask.TerimaKembali, berkas, LOKET, cara_kembali=CaraKembali.DIANTAR)
    arsip.jam.maju(hours=2)
    await di_unit(meja, berkas)  # within a day of that visit, but the folder was home in between
    arsip.jam.maju(days=2)
    assert M.BELUM_KEMBALI not in macam(arsip, berkas)


async def test_a_folder_fetched_for_a_visit_that_was_just_over_is_owed(arsip: Arsip) -> None:
    meja = Meja(arsip)
    who, berkas = await meja.pasien()
    late = await meja.kunjungan(who)
    await meja.minta(visit.Selesaikan, late, SERBA_BISA, cara_keluar="pulang")
    arsip.jam.maju(hours=2)
    await di_unit(meja, berkas)
    arsip.jam.maju(days=2)
    assert macam(arsip, berkas) == {M.BELUM_KEMBALI}


async def test_a_visit_of_another_time_that_was_never_closed_does_not_hide_a_folder_that_is_owed(arsip: Arsip) -> None:
    meja = Meja(arsip)
    who, berkas = await meja.pasien()
    await meja.kunjungan(who)  # nobody ever closes it
    arsip.jam.maju(days=30)
    now = await meja.kunjungan(who)
    await di_unit(meja, berkas)
    await meja.minta(visit.Selesaikan, now, SERBA_BISA, cara_keluar="pulang")
    arsip.jam.maju(days=1, hours=1)
    assert macam(arsip, berkas) == {M.BELUM_KEMBALI}
    await meja.kunjungan(who)
    assert macam(arsip, berkas) == set(), "it is needed there again"


async def test_who_was_merged_twice_over_is_counted_as_who_they_are_now(arsip: Arsip) -> None:
    klinik, meja = klinik_baru(arsip), Meja(arsip)
    known = {"nama": "Contoh Rekaan Tujuh", "jenis_kelamin": "perempuan", "tanggal_lahir": "1990-05-01"}
    last = baru()
    await meja.minta(pasien.PasienDaftarkan, last, LOKET, identitas=pasien.Identitas.model_validate(known))
    first, _ = await meja.pasien(dengan_berkas=False)
    second, _ = await meja.pasien(dengan_berkas=False)
    id_ = await klinik.terdaftar(first)
    await digabung(meja, first, second, last)
    susul(arsip.engine)
    day = arsip.jam.saat.date()
    with arsip.engine.connect() as connection:
        rule = kebijakan().sensus.golongan_umur
        found = orang.kunjung(connection, rule, day - timedelta(days=1), day + timedelta(days=1))
    assert [(one.kunjungan, one.jenis_kelamin, one.tahun) for one in found] == [(id_.id, "perempuan", _umur(day))]


def _umur(day: date) -> int:
    return day.year - 1990 - ((day.month, day.day) < (5, 1))


def test_what_was_explained_is_counted_and_paged_by_itself(arsip: Arsip) -> None:
    ids = sorted(taruh(arsip, 5, GIGI, timedelta(hours=3)))
    said = arsip.jam.saat
    with arsip.engine.begin() as connection:
        for one in halaman(arsip, M.TANPA_KUNJUNGAN).isi[:3]:
            connection.execute(insert(t.selisih), {
                "id": one.id, "keadaan": "dijelaskan", "versi": 1, "macam": one.macam, "berkas": one.berkas,
                "unit": GIGI, "awal": one.awal.replace(microsecond=0), "penjelasan": "keperluan_lain",
                "penjelas": None, "sejak": said, "terakhir": said, "terdaftar": said,
            })  # fmt: skip
    with arsip.engine.connect() as connection:
        asked = Saringan(macam=M.TANPA_KUNJUNGAN, batas=2)
        first = rekonsiliasi.daftar(connection, arsip.jam.saat, PKM.zona, asked)
        end = first.terjelaskan[M.TANPA_KUNJUNGAN].lanjut
        rest = rekonsiliasi.daftar(connection, arsip.jam.saat, PKM.zona, replace(asked, terjelaskan_setelah=end))
    assert (first.jumlah, first.jumlah_dijelaskan, rest.jumlah_dijelaskan) == (2, 3, 3)
    assert [one.kunci for one in (*first.dijelaskan, *rest.dijelaskan)] == ids[:3]
    assert [one.kunci for one in first.isi] == [one.kunci for one in rest.isi] == ids[3:]
    assert all(one.dijelaskan for one in rest.dijelaskan)


@HANYA_SQLITE
async def test_the_page_counts_all_of_a_kind_and_leads_to_those_it_does_not_show(web: Web) -> None:
    ids = taruh(web.arsip, HALAMAN + 3, GIGI, timedelta(hours=3))
    taruh(web.arsip, 1, UMUM, timedelta(hours=3))
    permed = Orang(web, "permed", Peran.PEREKAM_MEDIS)
    page = (await permed.buka(f"/rekonsiliasi?unit={GIGI}")).text
    assert f'<span class="angka">{len(ids)}</span>' in page
    assert page.count("data-selisih=") == HALAMAN
    more = page.split('<p><a href="/rekonsiliasi?macam=tanpa_kunjungan', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    rest = (await permed.buka(f"/rekonsiliasi?macam=tanpa_kunjungan{more}")).text
    assert rest.count("data-selisih=") == len(ids) - HALAMAN
    shown = [one for text in (page, rest) for one in ids if f"/rekonsiliasi/tanpa_kunjungan/{one}" in text]
    assert sorted(shown) == sorted(ids)
    listed = await web.baca("rekonsiliasi", unit=GIGI)
    assert (listed["jumlah"]["tanpa_kunjungan"], len(listed["isi"])) == (len(ids), HALAMAN)
    setelah = listed["setelah"]["tanpa_kunjungan"]
    rest_ = await web.baca("rekonsiliasi", unit=GIGI, macam="tanpa_kunjungan", setelah=setelah)
    assert (len(rest_["isi"]), rest_["setelah"]) == (3, {})
    for wrong in ("/rekonsiliasi/tanpa_kunjungan/bukan", "/rekonsiliasi/apa/bukan", "/rekonsiliasi/dua_tempat/9"):
        assert (await permed.buka(wrong)).status_code == 404
    assert (await permed.buka("/rekonsiliasi?macam=tanpa_kunjungan&setelah=rusak")).status_code == 200
