"""The pages of surveillance: typed by keyboard, verified, checked and sent, printed; each role sees what it may."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from engine import tables as t
from engine.database import writing
from engine.surveilans.minggu import Pekan
from engine.workflows.w2 import id_w2
from schemas.commands import w1 as ask_w1
from schemas.commands import w2 as ask_w2
from schemas.names import KeadaanSinyal, KeadaanW1, KeadaanW2, Peran
from tests.kit import Arsip
from tests.kit_web import Web, aplikasi
from tests.surveilans_kit import KABUPATEN, PUSKESMAS, Fasilitas, Rantai, rantai_baru, w1_isi
from tests.test_pages import Orang

MULAI = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PEKAN = Pekan(2026, 9)


@pytest.fixture
def rantai(sqlite_facility: Path, tmp_path: Path) -> Iterator[Rantai]:
    """The four levels."""
    with rantai_baru(sqlite_facility, tmp_path, MULAI) as made:
        yield made


@pytest.fixture
async def pkm(rantai: Rantai, tmp_path: Path) -> AsyncIterator[Web]:
    """The screens of the Puskesmas."""
    one = rantai[PUSKESMAS]
    async with aplikasi(Arsip(one.engine, one.door, rantai.jam), tmp_path) as made:
        yield made


async def test_a_count_is_typed_by_its_code_and_stands_beside_the_coded_one_with_its_source(
    pkm: Web, rantai: Rantai
) -> None:
    one = rantai[PUSKESMAS]
    await one.kasus("A09")
    officer = Orang(pkm, "surveilans", Peran.PETUGAS_SURVEILANS)
    assert (await officer.buka("/")).headers["location"] == "/surveilans"
    page = (await officer.buka("/surveilans")).text
    assert "2026-M09" in page
    assert "autofocus" in page
    answer = await officer.kirim(
        "/surveilans", minggu="2026-M09", kode="A Diare akut", bawah="3", atas="4", mati="", cara_hitung="tambahan"
    )
    assert answer.headers["location"] == "/surveilans?minggu=2026-M09&kabar=tercatat"
    page = (await officer.buka("/surveilans?minggu=2026-M09")).text
    assert "<strong>8</strong>" in page
    wrong = await officer.kirim("/surveilans", minggu="2026-M09", kode="QQ", bawah="7", atas="", mati="")
    assert wrong.status_code in {409, 422}
    assert 'value="QQ"' in wrong.text
    assert 'value="7"' in wrong.text, "what was typed is not lost"
    visits = (await officer.buka("/surveilans/kasus/2026-M09/A")).text
    assert "/kunjungan/" in visits
    assert "Contoh Rekaan" not in visits, "the list behind a number names nobody"
    auditor = Orang(pkm, "auditor", Peran.AUDITOR)
    assert (await auditor.buka("/surveilans")).status_code == 200
    assert (await auditor.buka("/surveilans/kasus/2026-M09/A")).status_code == 403
    clerk = Orang(pkm, "loket", Peran.PETUGAS_PENDAFTARAN)
    assert (await clerk.buka("/surveilans")).status_code == 403


async def test_an_alert_is_verified_on_its_page_and_leads_to_the_outbreak_form(pkm: Web, rantai: Rantai) -> None:
    one = rantai[PUSKESMAS]
    for _ in range(2):
        await one.kasus("A91")
    await one.amati()
    (alert,) = one.semua("sinyal")
    head = Orang(pkm, "kepala", Peran.KEPALA)
    page = (await head.buka("/surveilans")).text
    assert f"/surveilans/sinyal/{alert.id}" in page
    page = (await head.buka(f"/surveilans/sinyal/{alert.id}")).text
    assert page.count("tidak dapat dinilai") >= 5, "without a history little can be judged, and the page says so"
    await head.kirim(f"/surveilans/sinyal/{alert.id}", jenis="sinyal.benarkan", K1="ya")
    assert one.catatan("sinyal", alert.id).keadaan is KeadaanSinyal.BENAR
    form = (await head.buka(f"/surveilans/w1?sinyal={alert.id}")).text
    assert '<option value="C" selected>' in form
    isi = {
        "penyakit": "C",
        "diketahui": "2026-03-02T07:30",
        "mulai": "2026-03-01",
        "atas": "2",
        "K1": "ya",
        "vektor": "ya",
    }
    wrong = await head.kirim("/surveilans/w1", **(isi | {"atas": "", "desa": "Contoh Makmur"}))
    assert 'value="Contoh Makmur"' in wrong.text
    made = await head.kirim("/surveilans/w1", sinyal=alert.id, desa="Contoh Makmur", **isi)
    where = made.headers["location"].partition("?")[0]
    page = (await head.buka(where)).text
    assert "sisa 23 jam 30 menit" in page
    assert "Contoh Makmur" in page
    paper = await head.buka(f"{where}.pdf")
    assert paper.content.startswith(b"%PDF")
    await head.kirim(where, jenis="w1.kirim")
    w1 = one.catatan("w1", where.rpartition("/")[2])
    assert (w1.keadaan, w1.tujuan) == (KeadaanW1.DIKIRIM, KABUPATEN)


async def test_a_weekly_report_is_composed_checked_and_sent_by_its_buttons(pkm: Web, rantai: Rantai) -> None:
    one = rantai[PUSKESMAS]
    await one.kasus("A91")
    rantai.jam.saat = datetime(2026, 3, 8, 1, tzinfo=UTC)
    officer = Orang(pkm, "surveilans", Peran.PETUGAS_SURVEILANS)
    assert "2026-M09" in (await officer.buka("/surveilans/w2")).text
    where = "/surveilans/w2/2026-M09"
    await officer.kirim(where, jenis="w2.susun")
    await officer.kirim(where, jenis="w2.periksa", edisi="1")
    await officer.kirim(where, jenis="w2.kirim")
    assert one.catatan("w2", id_w2(PUSKESMAS, *PEKAN)).keadaan is KeadaanW2.DIKIRIM
    await one.kasus("A91", terjadi_pada=MULAI)
    assert "Susun ulang" in (await officer.buka(where)).text
    assert (await officer.buka(f"{where}.pdf")).content.startswith(b"%PDF")
    assert (await officer.buka("/surveilans/w2/2026-M99")).status_code in {400, 404, 422}


async def test_an_office_sees_who_reported_who_is_late_and_how_far_each_outbreak_has_come(
    rantai: Rantai, tmp_path: Path
) -> None:
    one, kab = rantai[PUSKESMAS], rantai[KABUPATEN]
    with writing(kab.engine).begin() as connection:
        silent = {"kode": "PKM2", "hub": KABUPATEN, "nama": "Contoh Sunyi", "jenis": "puskesmas", "tingkat": 1}
        connection.execute(insert(t.sekutu), silent | {"induk": KABUPATEN, "aktif": True})
        connection.execute(update(t.fasyankes).values(dibuat=datetime(2026, 2, 27, tzinfo=UTC)))
    for _ in range(2):
        await one.kasus("A91")
    await one.amati()
    await one.jadi(ask_w1.Susun, id_ := id_w2("x", 1, 1), **w1_isi(one))
    await one.jadi(ask_w1.Kirim, id_)
    rantai.jam.saat = datetime(2026, 3, 8, 1, tzinfo=UTC)
    await _lapor(one)
    await rantai.antar()
    rantai.jam.saat = datetime(2026, 3, 9, 4, tzinfo=UTC)
    async with aplikasi(Arsip(kab.engine, kab.door, rantai.jam), tmp_path / "web") as web:
        head = Orang(web, "dinkes", Peran.KEPALA)
        page = (await head.buka("/surveilans/pantau")).text
        assert "Belum melapor, lewat batas" in page
        assert "Contoh Sunyi" in page
        assert 'class="panas"' in page
        assert ">2!<" in page, "two cases and an alert"
        assert f"/surveilans/w1/{id_}" in page
        chosen = (await head.buka("/surveilans/pantau?penyakit=K")).text
        assert ">0<" in chosen
    async with aplikasi(Arsip(one.engine, one.door, rantai.jam), tmp_path / "pkm") as web:
        assert (await Orang(web, "kepala", Peran.KEPALA).buka("/surveilans/pantau")).status_code == 409


async def _lapor(one: Fasilitas) -> None:

    await one.amati()
    await one.jadi(ask_w2.Periksa, id_w2(PUSKESMAS, *PEKAN), edisi=1)
    await one.jadi(ask_w2.Kirim, id_w2(PUSKESMAS, *PEKAN))


async def test_programs_read_the_same_counts_alerts_and_reports(pkm: Web, rantai: Rantai) -> None:
    one = rantai[PUSKESMAS]
    for _ in range(2):
        await one.kasus("A91")
    await one.amati()
    week = (await pkm.klien.get("/api/v1/surveilans/minggu?minggu=2026-M09")).json()
    assert (week["kunjungan"], week["isi"]) == (
        2,
        [{"kode": "C", "nama": "Suspek dengue", "berkode": 2, "bawah": 0, "atas": 2, "mati": 0}],
    )
    (alert,) = (await pkm.klien.get("/api/v1/surveilans/sinyal")).json()
    assert (alert["penyakit"], alert["minggu"], alert["kasus"]) == ("C", "2026-M09", 2)
    await one.jadi(ask_w1.Susun, id_w2("x", 1, 1), **w1_isi(one))
    (report,) = (await pkm.klien.get("/api/v1/surveilans/w1")).json()
    assert (report["sakit"], report["keadaan"], report["rantai"]) == (7, "disusun", [])
    assert [row["minggu"] for row in (await pkm.klien.get("/api/v1/surveilans/w2")).json()] == ["2026-M08", "2026-M07"]
    assert (await pkm.klien.get("/api/v1/surveilans/minggu?minggu=2026-M99")).status_code in {409, 422}


async def test_a_notice_of_surveillance_leads_to_where_it_is_seen_to(pkm: Web, rantai: Rantai) -> None:
    one = rantai[PUSKESMAS]
    officer = Orang(pkm, "surveilans", Peran.PETUGAS_SURVEILANS)
    for place, (kind, where) in enumerate(
        (("w1", "/surveilans/w1"), ("w2", "/surveilans/w2"), ("sinyal", "/surveilans"))
    ):
        id_ = id_w2("pemberitahuan", 1, place + 1)
        with writing(one.engine).begin() as connection:
            row = {"id": id_, "petugas": officer.petugas.id, "aturan": "harian", "isi": [[kind, "sendiri", 1, 0, 1, 1]]}
            connection.execute(
                insert(t.pemberitahuan),
                row | {"subjek": id_, "periode": kind, "mendesak": False, "dibuat": rantai.jam.saat},
            )
        page = (await officer.buka("/kotak")).text
        assert "menunggu" in page or "harus dikirim" in page
        answer = await officer.kirim("/kotak/baca", pemberitahuan=id_, buka="ya")
        assert answer.headers["location"] == where
        assert (await officer.buka(where)).status_code == 200
