"""The pull list and the clock on the screens and in the API."""

import re
from datetime import timedelta

import pytest

from engine.facility import baru
from engine.views import provision
from schemas.commands import berkas as ask
from schemas.commands import permintaan as minta
from schemas.names import BerkasId, CaraKembali, KeadaanPermintaan, KodeUnit, Peran, SebabTidakTerpenuhi
from tests.kit import DI_UMUM, GIGI, KIA, LOKET, PERMED, SERBA_BISA, UMUM
from tests.kit_web import Web
from tests.loket import Meja
from tests.test_pages import Inline, Orang, notice

S = KeadaanPermintaan


@pytest.fixture
def meja(web: Web) -> Meja:
    return Meja(web.arsip)


@pytest.fixture
def permed(web: Web) -> Orang:
    return Orang(web, "permed", Peran.PEREKAM_MEDIS)


async def dilayani(meja: Meja, menit: float | None, unit: KodeUnit = GIGI) -> BerkasId:
    """A visit whose folder came after so many minutes; None: it went out and came home unscanned."""
    who, berkas = await meja.pasien()
    await meja.kunjungan(who, unit=unit)
    await meja.ikut()
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=unit)
    if menit is None:
        await meja.minta(ask.TerimaKembali, berkas, LOKET, cara_kembali=CaraKembali.DIANTAR)
    else:
        meja.arsip.jam.maju(minutes=menit)
        await meja.minta(ask.TerimaDiUnit, berkas, SERBA_BISA, unit=unit)
    await meja.ikut()
    return berkas


# ── scans ───────────────────────────────────────────────────────────────────────────────────────────


async def test_a_scan_of_a_folder_that_came_back_says_who_waits_for_it_since_when_and_how_many(
    web: Web, meja: Meja
) -> None:
    berkas = await meja.arsip.daftar(nomor="00-12-34")
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=UMUM)
    await meja.minta(ask.TerimaDiUnit, berkas, DI_UMUM, unit=UMUM)
    asked = meja.arsip.jam()
    await meja.tangan(berkas, unit=GIGI, dibutuhkan_pada=asked + timedelta(minutes=30))
    await meja.tangan(berkas, unit=KIA, dibutuhkan_pada=asked + timedelta(minutes=90))
    meja.arsip.jam.maju(minutes=12)
    there = (await web.pindai("00-12-34", "UMUM", lihat_saja=True)).json()
    assert there["ditunggu"] is None, "it is not here yet: nobody can pull it"
    home = (await web.pindai("00-12-34", "RM", cara_kembali=CaraKembali.DIANTAR)).json()
    assert home["peristiwa"] == "berkas.kembali.v1"
    waited = home["ditunggu"]
    assert (waited["unit"], waited["nama_unit"], waited["jumlah"]) == ("GIGI", "Poli Gigi", 2)
    assert waited["terdaftar"] == asked.isoformat().replace("+00:00", "Z")


# ── the pull list ───────────────────────────────────────────────────────────────────────────────────


async def test_the_pull_list_is_in_shelf_order_and_says_where_a_folder_is_that_is_not_there(
    web: Web, meja: Meja, permed: Orang
) -> None:
    later, first, out = [await meja.arsip.daftar(nomor=nomor) for nomor in ("00-00-22", "00-00-11", "00-00-33")]
    await meja.minta(ask.Ambil, out, LOKET, tujuan=UMUM)
    await meja.minta(ask.TerimaDiUnit, out, DI_UMUM, unit=UMUM)
    for berkas in (later, first, out):
        await meja.tangan(berkas)
    page = (await permed.buka("/permintaan")).text
    assert re.findall(r'href="/permintaan/[0-9a-f-]+">(00-00-\d\d)<', page) == ["00-00-11", "00-00-22", "00-00-33"]
    assert "Tarik dari rak: 2" in page
    assert "Menunggu berkas: 1" in page
    assert "Poli Umum" in page.split("Menunggu berkas: 1")[1]
    parser = Inline()
    parser.feed(page)
    assert parser.found == []
    listed = (await web.baca("permintaan"))["isi"]
    assert [(one["nomor"], one["tahap"]) for one in listed] == [
        ("00-00-11", "tarik"),
        ("00-00-22", "tarik"),
        ("00-00-33", "tunggu"),
    ]


async def test_a_folder_wanted_twice_is_pulled_for_who_needs_it_first_and_the_other_waits_in_line(
    meja: Meja, permed: Orang
) -> None:
    berkas = await meja.arsip.daftar(nomor="00-00-44")
    now = meja.arsip.jam()
    kia = await meja.tangan(berkas, unit=KIA, dibutuhkan_pada=now + timedelta(hours=2))
    gigi = await meja.tangan(berkas, unit=GIGI, dibutuhkan_pada=now + timedelta(hours=1))
    page = (await permed.buka("/permintaan")).text
    assert "ke-2 dari 2" in page.split('data-unit="KIA"')[1]
    answer = await permed.kirim("/permintaan/pindai", kode="00-00-44", command_id=baru())
    assert "00-00-44" in answer.text
    assert "Diambil; antarkan ke Poli Gigi." in answer.text
    await meja.ikut()
    assert [meja.permintaan(one).keadaan for one in (gigi, kia)] == [S.DIKIRIM, S.MENUNGGU]


async def test_a_folder_nobody_waits_for_is_not_pulled_by_a_scan_of_the_list(meja: Meja, permed: Orang) -> None:
    await meja.arsip.daftar(nomor="00-00-55")
    answer = await permed.kirim("/permintaan/pindai", kode="00-00-55", command_id=baru())
    assert notice(answer) == "00-00-55 tidak ada yang menunggu. Kembalikan ke tempatnya."


async def test_a_whole_list_is_sent_at_once_each_folder_answered_and_twice_the_same(
    web: Web, meja: Meja, permed: Orang
) -> None:
    folders = [await meja.arsip.daftar(nomor=f"00-01-0{at}") for at in range(3)]
    for berkas in folders:
        await meja.tangan(berkas)
    page = (await permed.buka("/permintaan")).text
    (aksi,) = re.findall(r'value="(semua:GIGI:[^"]+)"', page)
    meja.arsip.jam.maju(minutes=1)
    unseen = await meja.arsip.daftar(nomor="00-01-09")
    await meja.tangan(unseen)
    await meja.minta(ask.Ambil, folders[2], LOKET, tujuan=KIA)  # somebody was quicker with this one
    wish = {"aksi": aksi, "command_id": baru()}
    answer = (await permed.kirim("/permintaan/kerja", **wish)).text
    assert "2 dari 2 dikirim." in answer
    assert "00-01-09" not in answer.split('id="jawaban"')[1].split("</section>")[0], "what was not shown is not sent"
    await meja.ikut()
    listed = {one["nomor"]: one["tahap"] for one in (await web.baca("permintaan"))["isi"]}
    assert listed == {"00-01-00": "jalan", "00-01-01": "jalan", "00-01-02": "tunggu", "00-01-09": "tarik"}


async def test_a_request_made_by_hand_keeps_what_was_typed_when_it_is_refused(meja: Meja, permed: Orang) -> None:
    await meja.arsip.daftar(nomor="00-02-01")
    wrong = await permed.kirim("/permintaan", nomor="99-99-99", unit="GIGI", command_id=baru())
    assert wrong.status_code == 404
    assert 'value="99-99-99"' in wrong.text
    done = await permed.kirim(
        "/permintaan", nomor="00-02-01", unit="GIGI", dibutuhkan_pada="2026-03-02T09:30", command_id=baru()
    )
    assert done.status_code == 303
    page = (await permed.buka(done.headers["location"])).text
    assert "dengan tangan" in page
    assert "2 Mar 2026 09.30" in page
    again = await permed.kirim(
        "/permintaan", nomor="00-02-01", unit="GIGI", dibutuhkan_pada="2026-03-02T09:30", command_id=baru()
    )
    assert again.status_code == 409


async def test_a_request_is_ended_with_a_cause_and_says_so(meja: Meja, permed: Orang) -> None:
    one = await meja.tangan(await meja.arsip.daftar())
    form = {"jenis": minta.TidakPenuhi.jenis, "command_id": baru()}
    assert (await permed.kirim(f"/permintaan/{one}", **form)).status_code == 422
    form = {"jenis": minta.TidakPenuhi.jenis, "sebab": "rusak", "command_id": baru()}
    assert (await permed.kirim(f"/permintaan/{one}", **form)).status_code == 303
    page = (await permed.buka(f"/permintaan/{one}")).text
    assert "Rusak, tidak dapat dipakai" in page
    assert "Tidak terpenuhi" in page
    assert meja.permintaan(one).sebab == SebabTidakTerpenuhi.RUSAK


async def test_unit_staff_ask_for_their_own_unit_only(web: Web, meja: Meja) -> None:
    await meja.arsip.daftar(nomor="00-03-01")
    staff = Orang(web, "perawat", Peran.PETUGAS_UNIT, unit="GIGI")
    page = (await staff.buka("/permintaan")).text
    assert re.findall(r'<option value="([A-Z]+)"', page.split('id="minta"')[1]) == ["GIGI"]
    refused = await staff.kirim("/permintaan", nomor="00-03-01", unit="KIA", command_id=baru())
    assert refused.status_code == 403
    assert (await staff.kirim("/permintaan", nomor="00-03-01", unit="GIGI", command_id=baru())).status_code == 303


# ── the clock ───────────────────────────────────────────────────────────────────────────────────────


async def test_the_board_counts_warns_before_the_limit_and_says_when_it_is_passed_in_words(
    meja: Meja, permed: Orang
) -> None:
    who, _ = await meja.pasien()
    assert 'id="penantian"' not in (await permed.buka("/papan")).text
    await meja.kunjungan(who)
    await meja.ikut()
    for passed, word in ((0, "lancar"), (7, "mendesak"), (3, "mendesak"), (1, "lewat")):
        meja.arsip.jam.maju(minutes=passed)
        page = (await permed.buka("/papan")).text
        section = page.split('id="penantian"')[1].split("</section>")[0]
        assert f'data-tanda="{word}"' in section, passed
        assert {"lancar": "dalam batas", "mendesak": "mendesak", "lewat": "lewat batas"}[word] in section


async def test_figures_are_of_what_was_measured_and_each_opens_to_its_requests(
    web: Web, meja: Meja, permed: Orang
) -> None:
    assert "Tidak ada data" in (await permed.buka("/penyediaan")).text
    assert (await web.baca("penyediaan"))["semua"] == []
    for minutes in (2, 4, 6, 8, 30):
        await dilayani(meja, minutes)
    await dilayani(meja, None)
    await dilayani(meja, 3, unit=KIA)
    who, _ = await meja.pasien()
    await meja.kunjungan(who)
    await meja.ikut()
    found = await web.baca("penyediaan")
    (all_,) = found["semua"]
    assert all_["golongan"] == {"tepat": 5, "lambat": 1, "tidak_sampai": 1, "menunggu": 1, "batal": 0}
    assert (all_["jumlah"], all_["bagian_tepat"]) == (8, 5 / 7)
    gigi = next(row for row in found["unit"] if row["kunci"] == "GIGI")
    assert (gigi["p50"], gigi["p90"], gigi["rata"]) == (6, 30, 10)
    assert [row["kunci"] for row in found["giliran"]] == ["pagi"]
    assert [row["kunci"] for row in found["sebab"]] == ["di_rak"]
    behind = await web.baca("penyediaan/permintaan", unit="GIGI", golongan="tidak_sampai")
    assert [(one["menit"], one["diterima"], one["sebab"]) for one in behind["isi"]] == [
        (None, None, "pulang_tanpa_diterima")
    ]
    permed = Orang(web, "permed2", Peran.PEREKAM_MEDIS)  # the first one's screen has locked itself meanwhile
    page = (await permed.buka("/penyediaan")).text
    assert "71%" in page
    assert "<svg" in page
    for query, label in re.findall(r'href="/penyediaan/baris\?([^"]+)" aria-label="([^"]+)"', page):
        lines = (await permed.buka(f"/penyediaan/baris?{query.replace('&amp;', '&')}")).text
        assert lines.count('href="/permintaan/') == int(label.rpartition(": ")[2])


async def test_a_folder_not_in_its_place_is_looked_for_from_the_list_and_is_the_clocks_cause(
    web: Web, meja: Meja, permed: Orang
) -> None:
    who, berkas = await meja.pasien()
    await meja.kunjungan(who)
    await meja.ikut()
    (one,) = meja.untuk(berkas)
    page = (await permed.buka("/permintaan")).text
    assert f'name="berkas" value="{berkas}"' in page
    form = {"berkas": berkas, "command_id": baru(), "dari": "permintaan"}
    for _ in range(2):
        answer = await permed.kirim("/hilang", **form)
        assert answer.headers["location"] == "/permintaan?kabar=dicari"
    page = (await permed.buka("/permintaan?kabar=dicari")).text
    found = re.search(r'href="(/hilang/[^"]+)"[^>]*>.*?Sedang dicari', page)
    assert found
    assert f'name="berkas" value="{berkas}"' not in page, "nobody is told to pull what is not there"
    assert (await web.baca("permintaan"))["isi"][0]["tahap"] == "tunggu"
    assert "Sedang dicari" in (await permed.buka(f"/permintaan/{one.id}")).text
    assert [row["kunci"] for row in (await web.baca("penyediaan"))["sebab"]] == ["hilang"]
    behind = await web.baca("penyediaan/permintaan", sebab="hilang")
    assert [row["id"] for row in behind["isi"]] == [one.id]
    # it was there after all: taken back by who pressed the button, and nothing is left of it
    assert "Keliru: berkasnya ada di tempatnya" in (await permed.buka(found[1])).text
    lain = Orang(web, "permed9", Peran.PEREKAM_MEDIS)
    assert "Keliru: berkasnya" not in (await lain.buka(found[1])).text
    assert (await lain.kirim(f"{found[1]}/batal", command_id=baru())).status_code == 403
    assert (await permed.kirim(f"{found[1]}/batal", command_id=baru())).status_code == 303
    assert (await web.baca("permintaan"))["isi"][0]["tahap"] == "tarik"
    assert [row["kunci"] for row in (await web.baca("penyediaan"))["sebab"]] == ["di_rak"]


async def test_a_search_that_began_to_look_is_not_taken_back_and_a_find_brings_the_folder_back_to_the_list(
    web: Web, meja: Meja, permed: Orang
) -> None:
    berkas = await meja.arsip.daftar()
    one = await meja.tangan(berkas)
    form = {"berkas": berkas, "command_id": baru()}
    where = (await permed.kirim("/hilang", **form)).headers["location"]
    await permed.kirim(f"{where}/periksa", command_id=baru(), letak="rak", hasil="tidak_ada")
    assert (await permed.kirim(f"{where}/batal", command_id=baru())).status_code == 409
    meja.arsip.jam.maju(minutes=1)
    await meja.minta(ask.Ambil, berkas, LOKET, tujuan=GIGI, cara="pindai")
    await meja.ikut()
    assert meja.permintaan(one).keadaan is S.DIKIRIM
    assert (await web.baca("permintaan"))["isi"][0]["pencarian"] is None, "a scan of it ends its search"


async def test_what_was_called_off_counts_in_no_share(web: Web, meja: Meja) -> None:
    one = await meja.tangan(await meja.arsip.daftar())
    assert (await web.baca("penyediaan"))["semua"] == [], "by hand: no clock"
    who, berkas = await meja.pasien()
    await meja.kunjungan(who)
    await meja.ikut()
    (timed,) = meja.untuk(berkas)
    await meja.minta(minta.Batalkan, timed.id, PERMED, sebab="pasien_batal")
    (row,) = (await web.baca("penyediaan"))["semua"]
    assert (row["jumlah"], row["bagian_tepat"], row["p90"]) == (0, None, None)
    assert meja.permintaan(one).sasaran is None


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([], 0.5, None),
        ([7], 0.9, 7),
        ([1, 2, 3, 4], 0.5, 2),
        (list(range(1, 11)), 0.9, 9),
        (list(range(1, 12)), 0.9, 10),
    ],
)
def test_a_percentile_is_a_value_that_was_measured(values: list[float], share: float, expected: float | None) -> None:
    assert provision.persentil(values, share) == expected
