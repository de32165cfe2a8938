"""The pages of notices: everybody's own inbox and contacts, a link that still asks who you are, the log."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from engine import tables as t
from engine.database import writing
from engine.pengingat import jabatan, tautan
from engine.pengingat import kotak as inbox
from engine.pengingat.kirim import Gagal
from engine.pengingat.tahap import Tahap
from schemas.names import Peran
from tests.kit import UMUM
from tests.kit_web import Web
from tests.pengingat_kit import Catatan, kiriman, kontak, kurang, pekerja
from tests.test_pages import HTML, Inline, Orang, notice

HARI = timedelta(days=1)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: the pages read what the tests of the worker hold to both databases."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


async def diberi_tahu(web: Web, folder: Path, *siapa: str, kanal: Catatan | None = None) -> None:
    """Each of them owes one folder since yesterday, and the worker has been round."""
    jam = web.arsip.jam
    for who in siapa:
        kurang(web.arsip.engine, who, sejak=jam.saat - HARI)
    worker = pekerja(web.arsip.engine, jam, folder, kanal)
    await worker.susun()
    if kanal is not None:
        await worker.kirimkan("surel")


async def test_the_inbox_is_counted_in_the_header_read_one_by_one_and_leads_to_the_tasks(
    web: Web, tmp_path: Path
) -> None:
    doctor, other = Orang(web, "dr-a", Peran.DOKTER), Orang(web, "dr-b", Peran.DOKTER)
    await diberi_tahu(web, tmp_path, doctor.petugas.id, other.petugas.id)
    page = await doctor.buka("/kotak")
    assert "1 berkas belum lengkap." in page.text
    assert re.search(r'class="kotak-masuk".*?<b>1</b>', (await doctor.buka("/papan")).text)
    (mine,) = re.findall(r'name="pemberitahuan" value="([^"]+)"', page.text)
    await other.kirim("/kotak/baca", pemberitahuan=mine)
    assert "1 belum dibaca" in (await doctor.buka("/kotak")).text, "another's click reads nothing of mine"
    answer = await doctor.kirim("/kotak/baca", pemberitahuan=mine, buka="ya")
    assert (answer.status_code, answer.headers["location"]) == (303, "/tugas")
    assert "0 belum dibaca" in (await doctor.buka("/kotak")).text
    assert "1 belum dibaca" in (await other.buka("/kotak")).text
    await other.kirim("/kotak/baca")
    assert "0 belum dibaca" in (await other.buka("/kotak")).text


async def test_the_pages_hold_nothing_a_strict_policy_forbids(web: Web, tmp_path: Path) -> None:
    head = Orang(web, "kepala", Peran.KEPALA, Peran.ADMIN)
    kontak(web.arsip.engine, head.petugas.id, surel="a@rs.example", kanal=["surel"])
    await diberi_tahu(web, tmp_path, head.petugas.id, kanal=Catatan(Gagal("smtp_550", tetap=True)))
    for path in ("/kotak", "/saya", "/pemberitahuan", "/pemberitahuan?tahap=mati"):
        page = await head.buka(path)
        assert page.status_code == 200, path
        found = Inline()
        found.feed(page.text)
        assert found.found == [], path


async def test_the_link_of_a_notice_asks_who_you_are_and_leads_only_its_own_person_to_the_tasks(web: Web) -> None:
    doctor, other = Orang(web, "dr-a", Peran.DOKTER), Orang(web, "dr-b", Peran.DOKTER)
    now = web.arsip.jam.saat
    key = inbox.kunci_tautan(web.arsip.engine, now)
    word = tautan.buat(key, doctor.petugas.id, now + timedelta(hours=1))
    stranger = await web.klien.get(f"/t/{word}", headers=HTML | {"Authorization": ""})
    assert (stranger.status_code, stranger.headers["location"]) == (303, f"/masuk?ke=/t/{word}")
    mine = await doctor.buka(f"/t/{word}")
    assert (mine.status_code, mine.headers["location"]) == (303, "/tugas")
    theirs = await other.buka(f"/t/{word}")
    assert (theirs.status_code, "tautan_orang_lain" in theirs.text) == (403, True)
    web.arsip.jam.maju(hours=1)
    late = await doctor.buka(f"/t/{word}")
    assert (late.status_code, "tautan_kedaluwarsa" in late.text) == (404, True)
    for wrong in (word[:-1], word[:-2] + "AA", "x" * len(word), tautan.buat(b"k" * 32, doctor.petugas.id, now)):
        assert "tautan_tidak_sah" in (await doctor.buka(f"/t/{wrong}")).text


async def test_ones_own_contacts_are_kept_and_a_wrong_one_is_refused_in_a_sentence_that_loses_nothing(web: Web) -> None:
    doctor = Orang(web, "dr-a", Peran.DOKTER)
    good = {"surel": "dr.a@rs.example", "telepon": "0812-3456 789", "kanal": "surel"}
    answer = await doctor.kirim("/saya", **good, tenang_mulai="21:00", tenang_sampai="05:30")
    assert answer.status_code == 303
    page = (await doctor.buka("/saya")).text
    for part in ('value="dr.a@rs.example"', 'value="08123456789"', 'value="21:00"', 'value="05:30"'):
        assert part in page
    for wrong, word in (
        ({"surel": "bukan surel"}, "surel"),
        ({"surel": "a@b.example\nBcc: x@y.example"}, "surel"),
        ({"telepon": "hubungi saya"}, "telepon"),
        ({"surel": ""}, "surel"),
        ({"tenang_mulai": "21:00"}, "jam tenang"),
        ({"tenang_mulai": "25:00", "tenang_sampai": "06:00"}, "jam tenang"),
        ({"kanal": "merpati"}, "kanal"),
        ({"kanal": "webhook", "telepon": ""}, "telepon"),
    ):
        answer = await doctor.kirim("/saya", **(good | wrong))
        assert (answer.status_code, word in notice(answer)) == (422, True), wrong
        assert 'value="08123456789"' not in answer.text or "telepon" not in wrong
    assert 'value="dr.a@rs.example"' in (await doctor.buka("/saya")).text


async def test_the_log_shows_dead_letters_and_sends_them_again(web: Web, tmp_path: Path) -> None:
    admin, doctor = Orang(web, "admin-a", Peran.ADMIN), Orang(web, "dr-a", Peran.DOKTER)
    kontak(web.arsip.engine, doctor.petugas.id, surel="dr@rs.example", kanal=["surel"])
    await diberi_tahu(web, tmp_path, doctor.petugas.id, kanal=Catatan(Gagal("smtp_550", tetap=True)))
    page = await admin.buka("/pemberitahuan")
    assert "Surat mati: 1" in page.text
    assert "smtp_550" in page.text
    assert "dr@rs.example" not in page.text
    (dead,) = kiriman(web.arsip.engine)
    assert (await doctor.kirim("/pemberitahuan/coba-lagi", kiriman=dead.id)).status_code == 403
    assert (await admin.kirim("/pemberitahuan/coba-lagi", kiriman=dead.id)).status_code == 303
    assert kiriman(web.arsip.engine)[0].keadaan == Tahap.MENUNGGU
    again = await admin.kirim("/pemberitahuan/coba-lagi", kiriman=dead.id)
    assert (again.status_code, "surat mati" in notice(again)) == (404, True)


async def test_whoever_is_told_from_above_sees_whose_it_is_and_nobody_else_does(web: Web) -> None:
    head, doctor = Orang(web, "ketua", Peran.DOKTER), Orang(web, "dr-a", Peran.DOKTER)
    with writing(web.arsip.engine).begin() as connection:
        jabatan.angkat(connection, "kepala_unit", UMUM, head.petugas.id)
    now = web.arsip.jam.saat
    kontak(web.arsip.engine, doctor.petugas.id, unit=[UMUM])
    kurang(web.arsip.engine, doctor.petugas.id, sejak=now - 20 * HARI, tempo=now - 5 * HARI)
    kurang(web.arsip.engine, doctor.petugas.id, sejak=now - HARI)
    seen = (await head.buka("/kotak")).text
    assert re.search(r'id="bawah".*Nama dr-a</td><td>1 berkas, 1 lewat batas</td>', seen, re.DOTALL)
    assert 'id="bawah"' not in (await doctor.buka("/kotak")).text


async def test_a_way_out_that_is_not_set_up_says_what_is_missing(web: Web) -> None:
    admin = Orang(web, "admin-a", Peran.ADMIN)
    answer = await admin.kirim("/pemberitahuan/uji", kanal="surel")
    assert (answer.status_code, "JEJAK_SMTP_URL belum diisi" in notice(answer)) == (422, True)
    assert kiriman(web.arsip.engine) == []


async def test_heads_of_units_are_appointed_once_and_let_go(web: Web) -> None:
    admin, doctor = Orang(web, "admin-a", Peran.ADMIN), Orang(web, "dr-a", Peran.DOKTER)
    office = {"jabatan": "kepala_unit", "unit": UMUM, "petugas": doctor.petugas.id}
    for _ in range(2):
        assert (await admin.kirim("/pemberitahuan/jabatan", **office)).status_code == 303
    committee = {"jabatan": "komite_medik", "unit": "TIDAK ADA", "petugas": doctor.petugas.id}
    await admin.kirim("/pemberitahuan/jabatan", **committee)
    with web.arsip.engine.connect() as connection:
        rows = {tuple(row) for row in connection.execute(select(t.jabatan))}
    assert rows == {("kepala_unit", UMUM, doctor.petugas.id), ("komite_medik", "*", doctor.petugas.id)}
    for wrong in ({"unit": "XX"}, {"petugas": "x"}, {"jabatan": "raja"}):
        assert (await admin.kirim("/pemberitahuan/jabatan", **(office | wrong))).status_code in {404, 409, 422}
    await admin.kirim("/pemberitahuan/jabatan/lepas", **office)
    with writing(web.arsip.engine).begin() as connection:
        assert len(connection.execute(select(t.jabatan)).all()) == 1
