"""Racks, numbering and the shelf check on screen, over the API and on the command line."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from cli.main import app
from engine import arsip as susunan
from engine import facility, rak
from engine import tables as t
from engine.arsip import Jajaran
from engine.database import writing
from engine.facility import Rak
from engine.penjajaran import Bentuk, SistemJajar
from schemas.commands import berkas as ask
from schemas.names import RUANG_REKAM_MEDIS, BerkasId, Peran
from tests.kit import PERMED
from tests.kit_web import Web
from tests.test_pages import Inline, Orang, notice
from tests.test_penomoran import pasien_baru


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: what is behind the pages is held to both databases by its own tests."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


@pytest.fixture
def permed(web: Web) -> Orang:
    return Orang(web, "sari", Peran.PEREKAM_MEDIS)


def bagi(web: Web, kapasitas: int = 10) -> None:
    """Two racks of two sections, by the last digits."""
    with writing(web.konteks.engine).begin() as connection:
        for kode in ("001", "002"):
            facility.add_rack(connection, Rak(kode, f"Rak {kode}"))
        susunan.jajarkan(connection, Jajaran(SistemJajar.AKHIR, Bentuk()), web.arsip.jam.saat)
        rak.bagi(connection, RUANG_REKAM_MEDIS, 2, kapasitas)
        while susunan.susun(connection):
            pass


async def periksa(permed: Orang, *kode: str, **isi: str) -> str:
    """The page after reading these off the shelf, one after the other."""
    urut, page = "", ""
    for satu in kode:
        answer = await permed.kirim("/rak/periksa", urut=urut, kode=satu, unit="RM", **isi)
        page = answer.text
        urut = re.findall(r'name="urut" value="([^"]*)"', page)[0]
    return page


def baris(page: str) -> list[tuple[str, str]]:
    """Number and verdict of each folder that was read."""
    rows = re.findall(
        r'<a class="nomor"[^>]*>([^<]+)</a></td>\s*<td><span class="tanda[^>]*>(.*?)</span>', page, re.DOTALL
    )
    return [(nomor, re.sub(r"<[^>]+>", "", verdict)) for nomor, verdict in rows]


# ── the map ─────────────────────────────────────────────────────────────────────────────────────────


async def test_the_map_shows_each_section_how_full_it_is_and_where_a_number_stands(web: Web, permed: Orang) -> None:
    bagi(web, kapasitas=1)
    for nomor in ("00-00-10", "00-00-30", "01-00-30"):
        await web.arsip.daftar(nomor=nomor)
    page = (await permed.buka("/rak?nomor=01-00-30")).text
    assert "01-00-30: rak Rak 001, bagian 2, urutan ke-2. Sesudah 00-00-30." in page
    assert page.count('aria-current="true"') == 1
    assert "2 bagian penuh: Rak 001 / 1, Rak 001 / 2" in page
    assert ">2/1<" in page
    assert "200 %" in page
    parser = Inline()
    parser.feed(page)
    assert parser.found == []


async def test_the_map_of_a_facility_without_racks_says_what_to_do(permed: Orang) -> None:
    page = (await permed.buka("/rak?nomor=12")).text
    assert "Belum ada rak." in page
    assert "belum punya tempat" in page


async def test_a_record_page_and_the_search_say_where_it_stands_and_a_merged_one_points(
    web: Web, permed: Orang
) -> None:
    bagi(web)
    old, new = await web.arsip.daftar(nomor="00-00-10"), await web.arsip.daftar(nomor="00-00-60")
    assert "Rak 001 / 1</a>, urutan ke-1" in (await permed.buka(f"/berkas/{old}")).text
    assert "Rak 002 / 1" in (await permed.buka("/cari?nomor=60")).text
    await web.arsip.minta(ask.Gabungkan, old, PERMED, ke_berkas=new)
    page = (await permed.buka(f"/berkas/{old}")).text
    assert "(penunjuk)" in page
    assert f'<a href="/berkas/{new}"><span class="nomor">00-00-60</span></a>' in page


async def test_racks_are_divided_and_arranged_on_the_page_and_every_no_is_said_there(web: Web, permed: Orang) -> None:
    for satu in ("00-00-10", "01-00-09"):
        await web.arsip.daftar(nomor=satu)
    assert notice(await permed.kirim("/rak/bagi", unit="RM", jumlah="2", kapasitas="9")).startswith("Belum ada rak")
    with writing(web.konteks.engine).begin() as connection:
        facility.add_rack(connection, Rak("001", "Rak Satu"))
    steps: tuple[tuple[str, dict[str, str], str], ...] = (
        ("/rak/jajar", {"sistem": "akhir", "kelompok": "2-2-2"}, "/rak/atur?kabar=tersimpan#susun"),
        ("/rak/susun", {}, "/rak/atur?kabar=tersusun#susun"),
        ("/rak/bagi", {"unit": "RM", "jumlah": "2", "kapasitas": "9"}, "/rak/atur?kabar=tersimpan"),
        ("/rak/001/ruas", {"dari": "00-00-80", "kapasitas": "5"}, "/rak/atur?kabar=tersimpan#rak-001"),
        ("/rak/001/ruas/3", {"dari": "00-00-90", "kapasitas": "6"}, "/rak/atur?kabar=tersimpan#rak-001"),
        ("/rak/001/ruas/2", {"hapus": "ya"}, "/rak/atur?kabar=tersimpan#rak-001"),
        ("/rak/001/ruang", {"unit": "RANAP"}, "/rak/atur?kabar=tersimpan#rak-001"),
    )
    for path, form, ke in steps:
        answer = await permed.kirim(path, **form)
        assert (answer.status_code, answer.headers.get("location")) == (303, ke), path
    with web.konteks.engine.connect() as connection:
        assert [(r.unit, r.nomor, r.dari, r.kapasitas) for r in rak.semua(connection)] == [
            ("RANAP", 1, "00-00-00", 9),
            ("RANAP", 3, "00-00-90", 6),
        ]
        assert list(connection.execute(select(t.berkas.c.nomor).order_by(t.berkas.c.urutan)).scalars()) == [
            "01-00-09",
            "00-00-10",
        ]
    for path, form, says in (
        ("/rak/jajar", {"sistem": "acak", "kelompok": "2-2-2"}, "Cara penjajaran itu tidak dikenal"),
        ("/rak/jajar", {"sistem": "akhir", "kelompok": "9"}, "Tulis banyaknya angka tiap kelompok"),
        ("/rak/jajar", {"sistem": "akhir", "kelompok": "2-2-2"}, "memang sudah begitu"),
        ("/rak/bagi", {"unit": "RANAP", "jumlah": "x", "kapasitas": "9"}, "Banyaknya bagian tiap rak"),
        ("/rak/001/ruas", {"dari": "00-00-00", "kapasitas": "5"}, "sudah dipakai bagian lain"),
        ("/rak/001/ruas", {"dari": "", "kapasitas": "5"}, "Nomor pertama bagian ini tidak sah"),
        ("/rak/001/ruas/7", {"dari": "00-00-07", "kapasitas": "5"}, "Bagian itu tidak ada"),
        ("/rak/009/ruang", {"unit": "RM"}, "Rak 009 tidak ada"),
    ):
        answer = await permed.kirim(path, **form)
        assert answer.status_code in {404, 409, 422}, path
        assert says in notice(answer), path


async def test_only_record_staff_and_administrators_arrange_racks_and_numbers(web: Web) -> None:
    loket = Orang(web, "loket", Peran.PETUGAS_PENDAFTARAN)
    for path in ("/rak/atur", "/penomoran"):
        assert (await loket.buka(path)).status_code == 403
    assert (await loket.kirim("/rak/bagi", unit="RM", jumlah="2", kapasitas="9")).status_code == 403
    auditor = Orang(web, "auditor", Peran.AUDITOR)
    assert (await auditor.buka("/rak/periksa")).status_code == 403
    assert (await loket.buka("/rak")).status_code == 200


# ── the shelf check ─────────────────────────────────────────────────────────────────────────────────


async def test_neighbours_are_scanned_and_the_one_that_stands_wrong_is_told_with_its_place(
    web: Web, permed: Orang
) -> None:
    bagi(web)
    for n in range(1, 6):
        await web.arsip.daftar(nomor=f"0{n}-00-01")
    page = await periksa(permed, "01-00-01", "02-00-01", "05-00-01", "03-00-01", "04-00-01")
    assert baris(page) == [
        ("01-00-01", "Benar"),
        ("02-00-01", "Benar"),
        ("05-00-01", "Salah letak"),
        ("03-00-01", "Benar"),
        ("04-00-01", "Benar"),
    ]
    assert 'sesudah <span class="nomor">04-00-01</span>' in page


async def test_a_single_scan_beside_a_neighbour_that_is_right(web: Web, permed: Orang) -> None:
    bagi(web)
    for n in (1, 2):
        await web.arsip.daftar(nomor=f"0{n}-00-01")
    assert [verdict for _, verdict in baris(await periksa(permed, "02-00-01", "01-00-01"))] == ["Tertukar"] * 2
    page = await periksa(permed, "02-00-01", "01-00-01", pasti="ya")
    assert [verdict for _, verdict in baris(page)] == ["Benar", "Salah letak"]
    assert "Salah letak</p>" in page


async def test_every_scan_of_the_check_is_a_sighting_and_moves_nothing(web: Web, permed: Orang) -> None:
    berkas = await web.arsip.daftar(nomor="00-00-01")
    await web.arsip.minta(ask.LaporkanHilang, berkas, PERMED)
    page = await periksa(permed, "00-00-01")
    assert "dilaporkan hilang" in page
    with web.konteks.engine.connect() as connection:
        c = t.jejak.c
        last = connection.execute(
            select(c.jenis, c.di, c.cara).where(c.subjek == berkas).order_by(c.versi.desc())
        ).first()
        assert connection.execute(select(t.berkas.c.keadaan)).scalar_one() == "hilang"
        assert connection.execute(select(t.perlu_dicek.c.alasan)).scalar_one() == "berkas_hilang_terlihat"
    assert last is not None
    assert tuple(last) == ("berkas.terlihat.v1", "RM", "ketik")


async def test_what_is_not_read_is_said_and_the_reading_stays(web: Web, permed: Orang) -> None:
    bagi(web)
    await web.arsip.daftar(nomor="01-00-01")
    page = await periksa(permed, "01-00-01", "99-99-99")
    assert "tidak ada di sini" in page
    assert [nomor for nomor, _ in baris(page)] == ["01-00-01"]
    urut = re.findall(r'name="urut" value="([^"]*)"', page)[0]
    emptied = await permed.kirim("/rak/periksa", urut=urut, unit="RM", buang=urut)
    assert baris(emptied.text) == []
    assert baris((await permed.kirim("/rak/periksa", urut="x,y", unit="RM")).text) == []


# ── numbering ───────────────────────────────────────────────────────────────────────────────────────


async def test_a_scheme_is_planned_with_its_next_number_shown_and_taken_back(web: Web, permed: Orang) -> None:
    await web.arsip.daftar(nomor="00-00-01")
    page = (await permed.buka("/penomoran")).text
    assert '<dd class="nomor nomor-besar">00-00-02</dd>' in page
    form = {"berlaku": "2026-03-09", "skema": "keluarga", "kelompok": "2-2-2", "anggota": "2", "mulai": "00-50-00"}
    assert (await permed.kirim("/penomoran", **form)).headers["location"] == "/penomoran?kabar=tersimpan"
    page = (await permed.buka("/penomoran")).text
    assert "direncanakan" in page
    assert "00-50-00-01" in page
    assert (await permed.kirim("/penomoran/hapus", berlaku="2026-03-09")).status_code == 303
    assert "00-50-00-01" not in (await permed.buka("/penomoran")).text


@pytest.mark.parametrize(
    ("isi", "says"),
    [
        ({"berlaku": "kemarin"}, "Tanggalnya bukan tanggal"),
        ({"berlaku": "2026-03-01"}, "hanya boleh mulai hari ini"),
        ({"skema": "acak"}, "Cara penomoran itu tidak dikenal"),
        ({"kelompok": "9"}, "Tulis banyaknya angka"),
        ({"skema": "keluarga", "anggota": "0"}, "1 sampai 3 angka"),
        ({"skema": "keluarga", "anggota": "x"}, "1 sampai 3 angka"),
        ({"mulai": "1000000"}, "Nomor pertama harus bilangan"),
        ({"mulai": "satu"}, "Nomor pertama harus bilangan"),
    ],
)
async def test_a_plan_that_cannot_be_is_told_why_and_keeps_what_was_typed(
    permed: Orang, isi: dict[str, str], says: str
) -> None:
    form = {"berlaku": "2026-03-09", "skema": "unit", "kelompok": "2-2-2", "anggota": "2", "mulai": "77"} | isi
    answer = await permed.kirim("/penomoran", **form)
    assert answer.status_code in {409, 422}
    assert says in notice(answer)
    assert f'value="{form["mulai"]}"' in answer.text


async def test_when_few_numbers_are_left_the_page_says_so_and_when_none_are(permed: Orang) -> None:
    form = {"berlaku": "2026-03-02", "skema": "unit", "kelompok": "1-1", "anggota": "0", "mulai": "99"}
    await permed.kirim("/penomoran", **form)
    assert notice(await permed.buka("/penomoran")).startswith("Nomor tinggal 1.")
    made = await permed.kirim("/berkas-baru", pembawa="fisik")
    assert made.status_code == 303
    assert "9-9" in (await permed.buka(made.headers["location"])).text
    assert notice(await permed.buka("/penomoran")).startswith("Nomor habis.")
    refused = await permed.kirim("/berkas-baru", pembawa="fisik")
    assert refused.status_code == 409
    assert "Nomor habis: 9-9" in notice(refused)


async def test_under_the_family_scheme_the_form_asks_for_the_household(permed: Orang) -> None:
    form = {"berlaku": "2026-03-02", "skema": "keluarga", "kelompok": "2-2-2", "anggota": "2"}
    await permed.kirim("/penomoran", **form)
    assert 'name="keluarga"' in (await permed.buka("/berkas-baru")).text
    await permed.kirim("/berkas-baru", pembawa="fisik")
    made = await permed.kirim("/berkas-baru", pembawa="fisik", keluarga="00-00-01-01")
    assert "00-00-01-02" in (await permed.buka(made.headers["location"])).text
    lost = await permed.kirim("/berkas-baru", pembawa="fisik", keluarga="99-99-99")
    assert "Tidak ada keluarga" in notice(lost)
    assert 'value="99-99-99"' in lost.text


# ── over the API, on the command line ───────────────────────────────────────────────────────────────


async def test_the_api_tells_the_next_number_the_place_the_order_and_the_usual_misfiles(web: Web) -> None:
    bagi(web)
    await web.arsip.daftar(nomor="00-00-01")
    assert await web.baca("penomoran/berikut") == {
        "nomor": "00-00-02",
        "skema": "unit",
        "sisa": 999998,
        "tanggal": "2026-03-02",
    }

    async def tanya(jalan: str, **isi: Any) -> Any:
        answer = await web.klien.post(f"/api/v1/rak/{jalan}", json=isi)
        assert answer.status_code == 200, answer.text
        return answer.json()

    place = await tanya("letak", nomor="01-00-01")
    assert (place["rak"], place["bagian"], place["posisi"], place["sebelum"]) == ("001", 1, 2, "00-00-01")
    ordered = await tanya("urutan", nomor=["00-00-02", "99-99-01", "01-00-01"])
    assert ordered == {"sistem": "akhir", "nomor": ["01-00-01", "99-99-01", "00-00-02"]}
    near = await tanya("tetangga", nomor="99-05-26")
    assert near["nomor"][:2] == ["98-05-26", "00-06-26"]
    none = await web.klien.post("/api/v1/rak/letak", json={"nomor": "01-00-01", "unit": "RANAP"})
    assert (none.status_code, none.json()["kode"]) == (409, "rak_tanpa_ruas")
    in_address = await web.klien.get("/api/v1/rak/letak", params={"nomor": "01-00-01"})
    assert in_address.status_code == 405, "no record number in an address, which every log between here and there keeps"
    wrong = await web.klien.post("/api/v1/rak/tetangga", json={"nomor": ""})
    assert (wrong.status_code, wrong.json()["field"]) == (422, "nomor")


async def test_a_registration_over_the_api_may_leave_its_number_to_the_door(web: Web) -> None:
    answer = await web.perintah("daftarkan", pembawa="fisik")
    assert answer.status_code == 200, answer.text
    found = await web.baca(f"berkas/{answer.json()['subjek']}")
    assert found["nomor"] == "00-00-01"


def test_the_command_line_makes_the_order_again_and_tells_a_place(tmp_path: Path, sqlite_facility: Path) -> None:
    shutil.copy(sqlite_facility, tmp_path / "jejak.db")
    run = CliRunner().invoke
    made = run(app, ["rak", "susun", "--sistem", "akhir", "--data", str(tmp_path)])
    assert made.exit_code == 0, made.output
    assert "akhir" in made.stdout
    lost = run(app, ["rak", "letak", "00-00-01", "--data", str(tmp_path)])
    assert lost.exit_code == 1
    shown = run(app, ["rak", "--json", "--data", str(tmp_path)])
    assert (shown.exit_code, shown.stdout.strip()) == (0, "[]")


async def test_the_desk_offers_a_new_number_at_every_visit_only_where_the_scheme_gives_one(
    web: Web, permed: Orang
) -> None:
    pasien = await pasien_baru(web.arsip)
    await web.arsip.minta(ask.Daftarkan, BerkasId(facility.baru()), PERMED, pasien=pasien)
    assert 'name="berkas_baru"' not in (await permed.buka(f"/loket/pasien/{pasien}")).text
    for skema, merges in (("serial", False), ("serial_unit", True)):
        form = {"berlaku": "2026-03-02", "skema": skema, "kelompok": "2-2-2", "anggota": "0"}
        assert (await permed.kirim("/penomoran", **form)).status_code == 303
        page = (await permed.buka(f"/loket/pasien/{pasien}")).text
        assert 'name="berkas_baru"' in page
        assert ("digabung ke nomor baru" in page) is merges


async def test_the_pages_hold_nothing_a_strict_policy_forbids(web: Web, permed: Orang) -> None:
    bagi(web)
    await web.arsip.daftar(nomor="00-00-01")
    for path in ("/rak", "/rak/atur", "/rak/periksa", "/penomoran", "/berkas-baru"):
        parser = Inline()
        parser.feed((await permed.buka(path)).text)
        assert parser.found == [], path
