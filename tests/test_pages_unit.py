"""The page of units and racks: every change comes back to its row, every no says what to do and loses nothing."""

from pathlib import Path

import pytest

from engine import facility
from engine.facility import Rak, Unit
from schemas.names import KodeUnit, Peran
from tests.kit_web import Web
from tests.test_pages import Orang, notice


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: the functions behind the page are held to both databases by their own tests."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


@pytest.fixture
def admin(web: Web) -> Orang:
    return Orang(web, "admin", Peran.ADMIN)


def tempat(web: Web) -> tuple[list[Unit], list[Rak]]:
    with web.konteks.engine.connect() as connection:
        return facility.units(connection), facility.racks(connection)


async def test_a_unit_is_added_changed_moved_closed_and_opened(web: Web, admin: Orang) -> None:
    assert 'aria-current="page">Unit dan rak' in (await admin.buka("/unit")).text
    steps = (
        ("/unit", {"kode": " mata ", "nama": "Poli Mata", "jenis": "rawat_jalan"}, "unit-MATA"),
        ("/unit/MATA", {"nama": "Mata", "jenis": "penunjang"}, "unit-MATA"),
        ("/unit/MATA/urutan", {"arah": "naik"}, "naik-MATA"),
        ("/unit/UMUM/urutan", {"arah": "turun"}, "turun-UMUM"),
        ("/unit/KIA/aktif", {"aktif": "tidak"}, "unit-KIA"),
    )
    for path, form, place in steps:
        answer = await admin.kirim(path, **form)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/unit?kabar=tersimpan#{place}")
    assert [unit.kode for unit in tempat(web)[0]] == ["RM", "GIGI", "UMUM", "MATA", "RANAP"]
    assert Unit(KodeUnit("MATA"), "Mata", "penunjang") in tempat(web)[0]
    page = (await admin.buka("/unit")).text
    assert 'id="unit-KIA"' in page
    assert "Nonaktif<" in page
    assert "KIA" not in (await admin.buka("/label")).text
    await admin.kirim("/unit/KIA/aktif", aktif="ya")
    assert len(tempat(web)[0]) == 6


async def test_what_may_not_be_is_said_on_the_page_and_changes_nothing(web: Web, admin: Orang) -> None:
    berkas = await web.arsip.daftar()
    await web.perintah("ambil", berkas, tujuan="GIGI")
    before = tempat(web)
    for path, form, kode, says in (
        ("/unit/GIGI/aktif", {"aktif": "tidak"}, 409, "Masih ada 1 berkas"),
        ("/unit/RM/aktif", {"aktif": "tidak"}, 409, "Ruang rekam medis (RM)"),
        ("/unit/RM", {"nama": "RM", "jenis": "luar"}, 409, "Ruang rekam medis (RM)"),
        ("/unit/RM", {"nama": "", "jenis": "rekam_medis"}, 422, "1 sampai 120"),
        ("/unit/TAKADA", {"nama": "x", "jenis": "luar"}, 422, "Unit TAKADA tidak ada"),
        ("/rak/9", {"nama": "x"}, 404, "Rak 9 tidak ada"),
        ("/rak/9/hapus", {}, 404, "Rak 9 tidak ada"),
    ):
        answer = await admin.kirim(path, **form)
        assert (answer.status_code, says in notice(answer)) == (kode, True), path
    assert 'href="/cari?unit=GIGI"' in (await admin.buka("/unit")).text
    assert tempat(web) == before


async def test_a_refused_addition_keeps_what_was_typed(admin: Orang) -> None:
    taken = await admin.kirim("/unit", kode="umum", nama="Umum kedua", jenis="penunjang")
    assert taken.status_code == 409
    assert "Kode UMUM sudah dipakai" in notice(taken)
    assert 'value="Umum kedua"' in taken.text
    rack = await admin.kirim("/rak", kode="a-1", nama="Sudut <b>")
    assert (rack.status_code, 'value="Sudut &lt;b&gt;"' in rack.text) == (422, True)


async def test_racks_are_added_renamed_and_removed(web: Web, admin: Orang) -> None:
    assert "Belum ada rak" in (await admin.buka("/unit")).text
    for kode in ("001", "a2"):
        assert (await admin.kirim("/rak", kode=kode, nama=f"Rak {kode}")).status_code == 303
    await admin.kirim("/rak/001", nama="Pintu")
    assert (await admin.kirim("/rak/A2/hapus")).headers["location"] == "/unit?kabar=tersimpan#rak"
    assert tempat(web)[1] == [Rak("001", "Pintu")]
