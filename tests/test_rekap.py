"""The daily recap as people and programs read it: a day's numbers, how far they are counted, what is behind each."""

import re
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import text

from engine.projections import views
from engine.projections.views import Saringan
from schemas.commands import berkas as ask
from schemas.names import Peran
from tests.kit import GIGI, PAGI, PKM, UMUM
from tests.kit_web import Web
from tests.proyeksi import hari_kerja, isi, proyektor, racun, surat
from tests.test_pages import Inline, Orang, notice

HARI = date(2026, 3, 2)


@pytest.fixture
def kepala_rm(web: Web) -> Orang:
    return Orang(web, "kepala", Peran.KEPALA)


async def test_the_recap_of_a_day_is_counted_by_place_and_kind(web: Web) -> None:
    last = await hari_kerja(web.arsip)
    before = await web.baca("rekap")
    assert (before["tanggal"], before["isi"], before["tertinggal"], before["sampai"]) == ("2026-03-02", [], last, None)
    proyektor(web.arsip.engine).kejar()
    found = await web.baca("rekap")
    assert (found["seq"], found["tertinggal"], found["jumlah"], found["surat_mati"]) == (last, 0, last, 0)
    assert found["sampai"] == "2026-03-02T01:00:00Z"
    assert {"unit": "GIGI", "nama_unit": "Poli Gigi", "jenis": "berkas.diterima.v1", "jumlah": 1} in found["isi"]
    assert sum(one["jumlah"] for one in found["isi"]) == last
    assert (await web.baca("rekap", tanggal="2026-03-01"))["isi"] == []
    for wrong in ("kemarin", "2026-13-01"):
        assert (await web.klien.get("/api/v1/rekap", params={"tanggal": wrong})).status_code == 422
    assert (await web.klien.get("/api/v1/rekap", headers={"Authorization": ""})).status_code == 401


async def test_the_page_shows_every_number_with_its_totals(web: Web, kepala_rm: Orang) -> None:
    last = await hari_kerja(web.arsip)
    proyektor(web.arsip.engine).kejar()
    page = (await kepala_rm.buka("/rekap")).text
    assert 'aria-current="page">Rekap' in page
    assert "Senin, 2 Maret 2026" in page
    numbers = re.findall(r'href="/rekap/baris\?([^"]+)" aria-label="([^"]+)"', page)
    assert len({query for query, _ in numbers}) == len(numbers)
    cells = [label for query, label in numbers if "unit=" in query and "jenis=" in query]
    assert "Diterima, Poli Gigi: 1" in cells
    assert len(cells) == len(isi(web.arsip.engine))
    assert f"Jumlah, semua tempat: {last}" in [label for _, label in numbers]
    parser = Inline()
    parser.feed(page)
    assert parser.found == []


async def test_every_number_opens_exactly_the_facts_it_counts(web: Web) -> None:
    folder = await web.arsip.daftar()
    await hari_kerja(web.arsip, 4)
    await web.arsip.minta(ask.Ambil, folder, tujuan=UMUM)
    web.arsip.jam.maju(days=3)
    await hari_kerja(web.arsip, 2)
    await web.arsip.minta(ask.TerimaDiUnit, folder, unit=UMUM, terjadi_pada=PAGI + timedelta(hours=1))  # a late one
    await web.arsip.minta(ask.KirimKembali, folder)  # told without a place
    proyektor(web.arsip.engine).kejar()
    kepala_rm = Orang(web, "kepala", Peran.KEPALA)
    for day in ("2026-03-02", "2026-03-05"):
        page = (await kepala_rm.buka(f"/rekap?tanggal={day}")).text
        numbers = re.findall(r'href="(/rekap/baris\?[^"]+)" aria-label="[^"]+: (\d+)"', page)
        assert len(numbers) > 5
        for link, number in numbers:
            shown = (await kepala_rm.buka(link.replace("&amp;", "&"))).text
            assert shown.count('class="nomor" href="/berkas/') == int(number), link
    assert "Tempat tidak tercatat" in page


async def test_facts_behind_a_number_come_page_by_page(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    last = await hari_kerja(web.arsip, 9)
    proyektor(web.arsip.engine).kejar()
    monkeypatch.setattr(views, "SEKALI", 3)
    with web.arsip.engine.connect() as connection:
        for sel in (Saringan(HARI), Saringan(HARI, GIGI), Saringan(HARI, None, "berkas.kembali.v1")):
            seen: list[int] = []
            after: int | None = 0
            while after is not None:
                page = views.di_balik(connection, PKM.zona, sel, setelah=after, batas=4)
                assert len(page.isi) <= 4
                seen += [fact.seq for fact in page.isi]
                after = page.lanjut
            whole = views.di_balik(connection, PKM.zona, sel, batas=1000)
            assert seen == [fact.seq for fact in whole.isi]
            assert whole.lanjut is None
        assert len(views.di_balik(connection, PKM.zona, Saringan(HARI), batas=1000).isi) == last
        assert views.di_balik(connection, PKM.zona, Saringan(HARI, "TIDAKADA")).isi == ()


async def test_a_page_of_a_recap_that_lags_says_so_and_since_when(web: Web, kepala_rm: Orang) -> None:
    await hari_kerja(web.arsip, 1)
    proyektor(web.arsip.engine).kejar()
    folder = await web.arsip.daftar()
    assert notice(await kepala_rm.buka("/rekap")) == ""
    web.arsip.jam.maju(minutes=1)
    assert notice(await kepala_rm.buka("/rekap")).startswith("Rekap tertinggal 1 baris, sejak 2 Mar 08.00.")
    proyektor(web.arsip.engine).kejar()
    assert notice(await kepala_rm.buka("/rekap")) == ""
    assert folder


async def test_days_with_moves_are_one_step_apart_and_an_impossible_day_is_today(web: Web) -> None:
    await hari_kerja(web.arsip, 1)
    web.arsip.jam.maju(days=9)
    await hari_kerja(web.arsip, 1)
    proyektor(web.arsip.engine).kejar()
    kepala_rm = Orang(web, "kepala", Peran.KEPALA)
    last = (await kepala_rm.buka("/rekap?tanggal=bukan-hari")).text
    assert "Rabu, 11 Maret 2026" in last
    assert 'rel="prev" href="/rekap?tanggal=2026-03-02"' in last
    assert 'rel="next"' not in last
    first = (await kepala_rm.buka("/rekap?tanggal=2026-03-02")).text
    assert 'rel="next" href="/rekap?tanggal=2026-03-11"' in first
    assert 'rel="prev"' not in first
    empty = await kepala_rm.buka("/rekap?tanggal=2026-03-05")
    assert "Tidak ada yang tercatat pada hari ini." in empty.text
    assert (await kepala_rm.buka("/rekap/baris?tanggal=2026-03-05")).status_code == 200
    assert (await kepala_rm.buka("/rekap/baris?setelah=99999999999999999999&unit=&jenis=x")).status_code == 200


async def test_dead_letters_are_seen_by_who_looks_after_them_and_tried_again_by_the_admin(
    web: Web, kepala_rm: Orang
) -> None:
    bad = racun(web.arsip.engine)
    proyektor(web.arsip.engine).kejar()
    admin, loket = Orang(web, "admin", Peran.ADMIN), Orang(web, "loket", Peran.PETUGAS_PENDAFTARAN)
    assert "1 baris tidak dapat dihitung; beri tahu admin." in (await loket.buka("/rekap")).text
    assert 'id="surat-mati"' not in (await loket.buka("/rekap")).text
    seen = (await kepala_rm.buka("/rekap")).text
    assert "berkas.diambil.v2" in seen
    assert "Coba lagi" not in seen
    assert "Coba lagi" in (await admin.buka("/rekap")).text
    for who in (loket, kepala_rm):
        assert (await who.kirim("/rekap/surat-mati")).status_code == 403
    assert surat(web.arsip.engine) == [(bad, "buku", "KeyError", 1, False)]
    answer = await admin.kirim("/rekap/surat-mati")
    assert answer.status_code == 303
    assert surat(web.arsip.engine) == [(bad, "buku", "KeyError", 2, False)]
    assert (await web.klien.post("/rekap/surat-mati", headers=admin.headers)).status_code == 403


def test_looking_behind_a_number_reads_a_stretch_of_the_ledger_never_all_of_it(tmp_path: Path) -> None:
    from engine.database import connect
    from engine.schema import upgrade

    engine = connect(f"sqlite:///{tmp_path / 'jejak.db'}")
    upgrade(engine)
    with engine.connect() as connection:
        plan = connection.execute(
            text("EXPLAIN QUERY PLAN SELECT * FROM jejak WHERE seq > 1 AND seq <= 9 AND jenis = 'x'")
        )
        assert any("rowid>? AND rowid<?" in str(row) for row in plan)
    engine.dispose()


def test_a_link_of_the_recap_says_nothing_but_day_place_and_kind() -> None:
    from web.pages.tampil import lingkungan

    made = lingkungan().filters["alamat"]({"tanggal": "2026-03-02", "unit": "", "jenis": None})
    assert parse_qs(urlsplit(f"/?{made}").query, keep_blank_values=True) == {"tanggal": ["2026-03-02"], "unit": [""]}
