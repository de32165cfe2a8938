"""Two entries of one person with visits that go on: warned of before they are merged, found under who stays after."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from engine import tables as t
from engine.execute import Accepted
from engine.views import kunjungan_pasien, lembar_pasien, visits
from engine.views import pasien as kiup
from engine.workflows.kunjungan import Kunjungan
from schemas.commands import kunjungan as ask
from schemas.commands.pasien import Gabungkan, Pisahkan
from schemas.names import CaraKeluar, KeadaanPermintaan, Peran
from tests.kit import GIGI, PERMED, UMUM, Arsip
from tests.kit_web import Web
from tests.klinik import Klinik, klinik_baru, kode
from tests.loket import Meja
from tests.test_pages import Orang
from tests.test_penomoran import daftar


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: what the front door commits is held to both databases by its own tests."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


@pytest.fixture
def klinik(arsip: Arsip) -> Klinik:
    return klinik_baru(arsip)


async def gabung(klinik: Klinik, satu: str, ke: str) -> None:
    assert isinstance(await klinik.minta(Gabungkan, PERMED, satu, ke_pasien=ke), Accepted)


async def pisah(klinik: Klinik, satu: str) -> None:
    assert isinstance(await klinik.minta(Pisahkan, PERMED, satu), Accepted)


def sidik(text: str) -> str:
    """What the page shows and asks to be ticked."""
    found = re.search(r'name="kunjungan_dilihat" value="([0-9a-f]{16})"', text)
    assert found
    return found[1]


async def test_two_who_both_lie_in_beds_are_merged_only_after_their_visits_were_seen(web: Web) -> None:
    klinik, desk = klinik_baru(web.arsip), Orang(web, "permed", Peran.PEREKAM_MEDIS)
    one, other = await klinik.dirawat("M1-A"), await klinik.dirawat("M1-B")
    page = (await desk.buka(f"/pasien/{other.pasien}/gabung?ke={one.pasien}")).text
    assert "satu orang tidak bisa dirawat di dua tempat" in page
    assert "M1-A" in page
    assert "M1-B" in page
    asked = await desk.kirim(f"/pasien/{other.pasien}/gabung", ke_pasien=one.pasien)
    assert asked.status_code == 409
    assert "Keduanya masih berkunjung" in asked.text
    stale = await desk.kirim(f"/pasien/{other.pasien}/gabung", ke_pasien=one.pasien, kunjungan_dilihat="0" * 16)
    assert stale.status_code == 409
    done = await desk.kirim(f"/pasien/{other.pasien}/gabung", ke_pasien=one.pasien, kunjungan_dilihat=sidik(asked.text))
    assert done.status_code == 303
    result = (await desk.buka(f"/pasien/{one.pasien}")).text
    assert "tercatat di 2 tempat tidur sekaligus" in result
    assert "atas nama yang digabung ke sini" in result
    assert result.count("/kunjungan/") >= 4
    body = (await web.baca(f"pasien/{one.pasien}"))["kunjungan_terbuka"]
    assert {one.id, other.id} <= set(body)


async def test_one_open_visit_asks_nothing_and_a_new_one_meanwhile_asks_again(web: Web) -> None:
    klinik, desk = klinik_baru(web.arsip), Orang(web, "permed", Peran.PEREKAM_MEDIS)
    one, other = await klinik.terdaftar(), await klinik.pasien()
    third = await klinik.terdaftar(unit=GIGI)
    assert (await desk.kirim(f"/pasien/{other}/gabung", ke_pasien=one.pasien)).status_code == 303
    seen = sidik((await desk.kirim(f"/pasien/{third.pasien}/gabung", ke_pasien=one.pasien)).text)
    await klinik.terdaftar(one.pasien, GIGI)
    again = await desk.kirim(f"/pasien/{third.pasien}/gabung", ke_pasien=one.pasien, kunjungan_dilihat=seen)
    assert again.status_code == 409


async def test_folders_visits_and_requests_of_the_merged_one_stand_under_who_stays_and_go_back(klinik: Klinik) -> None:
    arsip, meja = klinik.arsip, Meja(klinik.arsip)
    tetap, ganda = await klinik.pasien(), await klinik.pasien()
    nomor = await daftar(arsip, pasien=ganda)
    visit, old = await klinik.terdaftar(tetap, UMUM), await klinik.terdaftar(ganda, GIGI)
    await meja.ikut()
    await gabung(klinik, ganda, tetap)
    await meja.ikut()
    with arsip.engine.connect() as connection:
        page = lembar_pasien.rinci(connection, tetap)
        assert isinstance(page, lembar_pasien.Lembar)
        assert [folder.nomor for folder in page.folder] == [nomor]
        assert kiup.nomor(connection, [tetap]) == {tetap: (nomor,)}
        for id_ in (visit.id, old.id):
            shown = visits.satu(connection, id_)
            assert shown is not None
            assert shown.orang is not None
            assert shown.folder is not None
            assert (shown.orang.id, shown.folder.nomor) == (tetap, nomor)
        open_ = kunjungan_pasien.terbuka(connection, [tetap])[tetap]
    assert {one.id for one in open_.isi} == {visit.id, old.id}
    assert _menunggu(arsip, visit) == 1  # the one folder is carried to the survivor's clinic too
    await pisah(klinik, ganda)
    await meja.ikut()
    with arsip.engine.connect() as connection:
        assert kiup.nomor(connection, [tetap, ganda]) == {ganda: (nomor,)}
        alone = visits.satu(connection, visit.id)
        assert alone is not None
        assert alone.folder is None
        assert [one.id for one in kunjungan_pasien.terbuka(connection, [tetap])[tetap].isi] == [visit.id]
    assert _menunggu(arsip, visit) == 0  # nobody waits any more for a folder that is another's
    assert _menunggu(arsip, old) == 1


def _menunggu(arsip: Arsip, visit: Kunjungan) -> int:
    p = t.permintaan.c
    query = select(p.id).where(p.kunjungan == visit.id, p.keadaan == KeadaanPermintaan.MENUNGGU)
    with arsip.engine.connect() as connection:
        return len(connection.execute(query).all())


async def test_a_mistaken_end_is_not_taken_back_while_the_same_person_lies_in_another_bed(klinik: Klinik) -> None:
    """The visit was registered under the entry that was merged: who lies elsewhere is the one that stays."""
    first = await klinik.dirawat("M1-A")
    answer = await klinik.minta(ask.Selesaikan, PERMED, first.id, cara_keluar=CaraKeluar.IZIN_DOKTER)
    assert isinstance(answer, Accepted), answer
    second = await klinik.dirawat("M1-B")
    await gabung(klinik, first.pasien, second.pasien)
    assert kode(await klinik.minta(ask.BukaLagi, PERMED, first.id)) == "sedang_dirawat"


async def test_a_patient_is_admitted_from_a_visit_registered_under_an_entry_merged_since(web: Web) -> None:
    klinik, desk = klinik_baru(web.arsip), Orang(web, "permed", Peran.PEREKAM_MEDIS)
    tetap, visit = await klinik.pasien(), await klinik.terdaftar()
    await gabung(klinik, visit.pasien, tetap)
    dokter = str(web.orang("dokter", Peran.DOKTER).id)
    form = {"asal": visit.id, "tempat_tidur": "M1-A", "cara_bayar": "umum", "dokter": dokter}
    done = await desk.kirim("/rawat-inap", command_id=visit.id, **form)
    assert done.status_code == 303, done.text
    with web.konteks.engine.connect() as connection:
        inap = kunjungan_pasien.terbuka(connection, [tetap])[tetap].dirawat
    assert [one.pasien for one in inap] == [tetap]
    listed = await web.baca("kunjungan")
    assert {row["pasien_kini"] for row in listed["isi"]} == {tetap}
