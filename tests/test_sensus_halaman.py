"""The census on its pages, on paper, as files, to programs: every number opens what it counts, to each as they may."""

import csv
import re
import shutil
from datetime import timedelta
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zipfile import ZipFile

import pytest
from sqlalchemy import update
from typer.testing import CliRunner

from cli.main import app
from engine import tables as t
from engine.clock import now
from engine.database import connect, writing
from engine.execute import Accepted, FrontDoor
from engine.policy import kebijakan
from engine.projections.projector import Proyektor
from engine.projections.sensus import sensus
from engine.settings import ZONA_INDONESIA
from schemas.commands import kunjungan as ask
from schemas.names import CaraKeluar, Peran
from tests.kit import PAGI, PKM, RANAP, UMUM, Arsip, Jam
from tests.kit_web import Web
from tests.klinik import IGD, Klinik, klinik_baru
from tests.sensus_kit import HARI, penutupan_baru
from tests.test_pages import Inline, Orang

SEL = re.compile(r'<a id="[a-z_0-9-]+" href="(/sensus/(?:inap|jalan)/rincian\?[^"]+)" aria-label="([^"]*): (\d+)"')
DIHITUNG = re.compile(r'<tr data-dihitung="(\d+)">')
LANJUT = re.compile(r'rel="next" href="(/sensus/[^"]*rincian[^"]+)"')
SATU_CUKUP = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
"""What the other database would answer just so."""
JAHAT = '=HYPERLINK("http://jahat.example")<script>alert(1)</script>'


def hitung(arsip: Arsip) -> None:
    """Let the projection count what was told."""
    proyektor = Proyektor(arsip.engine, PKM.kode, sensus(ZONA_INDONESIA[PKM.zona], kebijakan().sensus))
    proyektor.mulai()
    while proyektor.kejar():
        pass


async def boleh(klinik: Klinik, kind: type[Any], subjek: str, **isi: Any) -> None:
    """Ask for what must be granted."""
    answer = await klinik.minta(kind, subjek=subjek, **isi)
    assert isinstance(answer, Accepted), answer


async def ramai(arsip: Arsip) -> Klinik:
    """Two days of wards and clinics: admissions, moves between classes, ways out, visits, one called off."""
    klinik = klinik_baru(arsip)
    jam, start = arsip.jam, arsip.jam()
    one = await klinik.dirawat("M1-A")
    two = await klinik.dirawat("M1-B")
    three = await klinik.dirawat("M3-A")
    jam.maju(hours=5)
    await boleh(klinik, ask.Pindahkan, three.id, tempat_tidur="M3-B")
    await boleh(klinik, ask.Selesaikan, two.id, cara_keluar=CaraKeluar.IZIN_DOKTER)
    await boleh(klinik, ask.Pindahkan, one.id, tempat_tidur="M3-A")
    for cara in (CaraKeluar.PULANG, CaraKeluar.DIRUJUK):
        seen = await klinik.terdaftar()
        await boleh(klinik, ask.Selesaikan, seen.id, cara_keluar=cara)
    await klinik.terdaftar(unit=IGD)
    gone = await klinik.terdaftar()
    await boleh(klinik, ask.Batalkan, gone.id, alasan_batal="pasien_pergi")
    jam.saat = start + timedelta(days=1)
    await boleh(klinik, ask.Selesaikan, three.id, cara_keluar=CaraKeluar.MENINGGAL, meninggal_pada=jam())
    await klinik.dirawat("M1-A")
    await klinik.terdaftar()
    hitung(arsip)
    return klinik


def bernama(arsip: Arsip, nama: str) -> None:
    """Everybody is called so, from now on."""
    with writing(arsip.engine).begin() as connection:
        connection.execute(update(t.pasien).values(nama=nama, alamat=nama))


async def jumlah_terbuka(orang: Orang, alamat: str) -> int:
    """What the list behind a number adds up to, over all its pages."""
    total = 0
    while alamat:
        page = (await orang.buka(unescape(alamat))).text
        total += sum(map(int, DIHITUNG.findall(page)))
        more = LANJUT.search(page)
        alamat = more[1] if more else ""
    return total


HALAMAN = (
    "/sensus?tanggal=2026-03-02",
    f"/sensus/inap?unit={RANAP}&tanggal=2026-03-02",
    f"/sensus/inap?unit={RANAP}&tanggal=2026-03-03",
    "/sensus/inap?tanggal=2026-03-02",
    "/sensus/inap/bulan?bulan=2026-03",
    f"/sensus/jalan?unit={UMUM}&tanggal=2026-03-02",
    f"/sensus/jalan?unit={IGD}&tanggal=2026-03-02",
    "/sensus/jalan/rekap?kurun=minggu&tanggal=2026-03-02",
    "/sensus/tren?bulan=2026-03",
    "/sensus/bulanan?bulan=2026-03",
)


@SATU_CUKUP
async def test_every_cell_of_a_census_opens_rows_that_add_up_to_it(web: Web) -> None:
    await ramai(web.arsip)
    orang = Orang(web, "rekam", Peran.PEREKAM_MEDIS)
    seen: dict[frozenset[tuple[str, str]], int] = {}
    for alamat in HALAMAN:
        answer = await orang.buka(alamat)
        assert answer.status_code == 200, alamat
        parser = Inline()
        parser.feed(answer.text)
        assert parser.found == [], alamat
        cells = SEL.findall(answer.text)
        assert cells, alamat
        for link, name, number in cells:
            key = frozenset({("", urlsplit(link).path), *parse_qsl(unescape(urlsplit(link).query))})
            if key not in seen:
                seen[key] = await jumlah_terbuka(orang, link)
            assert seen[key] == int(number), (alamat, name, link)


async def test_a_sheet_counts_classes_apart_and_no_move_within_the_ward(web: Web) -> None:
    await ramai(web.arsip)
    orang = Orang(web, "rekam", Peran.PEREKAM_MEDIS)
    page = (await orang.buka(f"/sensus/inap?unit={RANAP}&tanggal=2026-03-02")).text
    numbers = {name: int(n) for _, name, n in SEL.findall(page)}
    assert numbers["Kelas 2, Masuk"] == 2
    assert (numbers["Kelas 2, Dipindahkan"], numbers["Kelas 3, Pindahan"]) == (1, 1)
    assert "Jumlah tanpa bayi, Pindahan" not in numbers
    assert (numbers["Jumlah tanpa bayi, Masuk"], numbers["Jumlah tanpa bayi, Sisa"]) == (3, 2)
    assert (numbers["Jumlah tanpa bayi, Hari perawatan"], numbers["Jumlah tanpa bayi, Lama dirawat"]) == (3, 1)
    told = await web.baca("sensus/inap", mulai="2026-03-02", sampai="2026-03-03")
    ward = next(one for one in told["ruang"] if one["hari"] == "2026-03-02" and not one["bayi"])
    assert (ward["angka"]["masuk"], ward["angka"]["sisa"], ward["angka"]["pindahan"], ward["tempat_tidur"]) == (
        3,
        2,
        0,
        4,
    )
    behind = await web.baca("sensus/inap/rincian", macam="hari_perawatan", mulai="2026-03-02", unit=RANAP)
    assert (behind["jumlah"], sum(one["jumlah"] for one in behind["isi"])) == (3, 3)
    visits = await web.baca("sensus/jalan", mulai="2026-03-02")
    rows = SEL.findall((await orang.buka("/sensus/jalan?tanggal=2026-03-02")).text)
    assert sum(one["jumlah"] for one in visits["isi"]) == max(
        int(n) for _, name, n in rows if name == "Jumlah, Kunjungan"
    )


@SATU_CUKUP
async def test_names_are_for_those_who_may_see_them_and_the_numbers_for_everybody(web: Web) -> None:
    await ramai(web.arsip)
    bernama(web.arsip, "Rahasia Rekaan")
    pages = (
        f"/sensus/inap?unit={RANAP}&tanggal=2026-03-02",
        f"/sensus/jalan?unit={UMUM}&tanggal=2026-03-02",
        f"/sensus/inap/rincian?macam=sisa&mulai=2026-03-02&unit={RANAP}",
        "/sensus/jalan/rincian?mulai=2026-03-02",
    )
    dokter, auditor = Orang(web, "dokter", Peran.DOKTER), Orang(web, "auditor", Peran.AUDITOR)
    for alamat in pages:
        assert "Rahasia Rekaan" in (await dokter.buka(alamat)).text, alamat
        shown = (await auditor.buka(alamat)).text
        assert "Rahasia" not in shown, alamat
        assert "/kunjungan/" not in shown, alamat
    assert DIHITUNG.findall((await auditor.buka(pages[2])).text) == ["1", "1"]
    assert "#" in (await auditor.buka(pages[2])).text
    for bentuk in ("xlsx", "pdf"):
        answer = await auditor.buka(f"/sensus/jalan.{bentuk}?unit={UMUM}&tanggal=2026-03-02")
        assert answer.status_code == 200
    assert not any("Rahasia" in text for text in _buku(answer_=await _xlsx(auditor, pages[1])))


async def _xlsx(orang: Orang, alamat: str) -> bytes:
    return (await orang.buka(alamat.replace("?", ".xlsx?", 1))).content


def _buku(answer_: bytes) -> list[str]:
    """Every text of a workbook."""
    with ZipFile(BytesIO(answer_)) as book:
        assert not any("<f>" in book.read(name).decode() for name in book.namelist() if "worksheets" in name)
        return re.findall(r"<t[^>]*>(.*?)</t>", book.read("xl/sharedStrings.xml").decode())


@SATU_CUKUP
async def test_a_hostile_name_is_text_on_the_page_and_in_every_file(web: Web) -> None:
    await ramai(web.arsip)
    bernama(web.arsip, JAHAT)
    with writing(web.arsip.engine).begin() as connection:
        connection.execute(update(t.unit).where(t.unit.c.kode == UMUM).values(nama="=1+1"))
    orang = Orang(web, "rekam", Peran.PEREKAM_MEDIS)
    for alamat in (*HALAMAN, "/sensus/jalan/rincian?mulai=2026-03-02"):
        assert "<script>alert" not in (await orang.buka(alamat)).text
    for alamat in HALAMAN[1:]:
        assert (await orang.buka(alamat.replace("?", ".pdf?", 1))).content.startswith(b"%PDF")
        assert _buku(await _xlsx(orang, alamat))
    for alamat in ("/sensus/inap/bulan.csv", "/sensus/bulanan.csv", "/sensus/tren.csv", "/sensus/jalan/rekap.csv"):
        for tabel in ("", "jalan", "unit", "klinik"):
            answer = await orang.buka(f"{alamat}?bulan=2026-03&tanggal=2026-03-02&tabel={tabel}")
            rows = list(csv.reader(StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
            assert len({len(row) for row in rows}) == 1
            assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@SATU_CUKUP
async def test_a_unit_that_is_none_is_refused_and_an_odd_day_is_today(web: Web) -> None:
    orang = Orang(web, "rekam", Peran.PEREKAM_MEDIS)
    for path in ("/sensus/inap", "/sensus/jalan/rekap", "/sensus/inap/rincian"):
        assert (await orang.buka(f"{path}?unit=TAKADA")).status_code in {404, 422}, path
        assert (await orang.buka(f"{path}?tanggal=2026-02-30&bulan=2026-13&mulai=x")).status_code == 200


@SATU_CUKUP
async def test_a_sheet_says_which_edition_its_numbers_are_from_and_that_they_have_moved_on(web: Web) -> None:
    closing = penutupan_baru(klinik_baru(web.arsip))
    orang = Orang(web, "rekam", Peran.PEREKAM_MEDIS)
    sheet = f"/sensus/inap?unit={RANAP}&tanggal={HARI.isoformat()}"
    lies = await closing.klinik.dirawat("M1-A")
    hitung(web.arsip)
    assert "Berjalan" in (await orang.buka(sheet)).text
    closing.esok()
    orang.headers, _ = web.masuk(orang.petugas)  # a night is longer than a session
    assert "Belum ditutup" in (await orang.buka(sheet)).text
    await closing.tutup()
    page = (await orang.buka(sheet)).text
    assert "Edisi 1, belum ditandatangani" in page
    assert "berbeda dari edisi" not in page
    assert f"/sensus/penutupan/{RANAP}/{HARI.isoformat()}" in (await orang.buka("/sensus?tanggal=2026-03-02")).text
    await closing.pulang(lies, web.arsip.jam.saat - timedelta(hours=12))
    hitung(web.arsip)
    assert "Angka berjalan berbeda dari edisi 1" in (await orang.buka(sheet)).text
    await closing.tutup()
    assert "Edisi 2, belum ditandatangani" in (await orang.buka(sheet)).text


@SATU_CUKUP
async def test_the_board_of_the_census_is_made_again_only_when_the_ledger_grew(web: Web) -> None:
    klinik = await ramai(web.arsip)
    orang = Orang(web, "loket", Peran.PETUGAS_PENDAFTARAN)
    page = (await orang.buka("/sensus")).text
    again = re.search(r'hx-get="(/sensus/papan\?[^"]+)"', page)
    assert again
    assert (await orang.buka(unescape(again[1]))).status_code == 204
    await klinik.terdaftar()
    hitung(web.arsip)
    fresh = await orang.buka(unescape(again[1]))
    assert (fresh.status_code, "papan-sensus" in fresh.text) == (200, True)


async def test_a_month_is_exported_from_the_command_line_without_a_name(tmp_path: Path, sqlite_facility: Path) -> None:
    folder, out = tmp_path / "data", tmp_path / "keluar"
    folder.mkdir()
    out.mkdir()
    shutil.copy(sqlite_facility, folder / "jejak.db")
    engine = connect(f"sqlite:///{folder / 'jejak.db'}")
    jam = Jam()
    with FrontDoor(engine, PKM.kode, now=jam) as door:
        arsip = Arsip(engine, door, jam)
        await ramai(arsip)
        bernama(arsip, "Rahasia Rekaan")
    engine.dispose()
    month = PAGI.date().isoformat()[:7]

    def ekspor(*words: str) -> tuple[int, str]:
        made = CliRunner().invoke(app, ["sensus", "ekspor", *words, "--ke", str(out), "--data", str(folder)])
        return made.exit_code, made.output

    if now() > PAGI:
        assert ekspor("--bulan", month)[0] == 0
        assert ekspor("--bulan", month, "--bentuk", "csv")[0] == 0
        text = "".join(one.read_text("utf-8-sig") for one in out.glob("*.csv"))
        assert "Rahasia" not in text
        assert not any("Rahasia" in one for one in _buku((out / f"sensus-{month}.xlsx").read_bytes()))
    assert ekspor("--bulan", "2026-13") == (
        1,
        "Bulan 2026-13 tidak dikenal. Tulis tahun dan bulannya, misalnya 2026-10.\n",
    )
