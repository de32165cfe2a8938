"""The indicators on their page: the right values, every count opens its rows, what cannot be told says so."""

import re
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from html import unescape
from io import BytesIO
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from sqlalchemy import update

from engine import tables as t
from engine.aturan_indikator import KodeIndikator
from engine.database import writing
from engine.policy import kebijakan
from engine.sensus.barber_johnson import Titik, titik
from schemas.names import Peran
from tests.kit import PAGI, RANAP
from tests.kit_web import Web
from tests.test_pages import Inline, Orang
from tests.test_sensus_halaman import jumlah_terbuka, ramai
from web.pages import indikator_tren
from web.pages.barber_johnson import ATAS, BAWAH, HURUF, KIRI, LEBAR, TINGGI, Cap, Gambar, Kata, Tanda, gambar
from web.pages.barber_johnson_svg import svg
from web.pages.indikator_bentuk import Tren
from web.pages.tampil import Ucapan

SATU_CUKUP = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
TERBUKA = re.compile(r'<a href="(/sensus/inap/rincian\?[^"]+)" aria-label="([^"]*): (\d+)"')
MARET = "bagian=03&tahun=2026"
SAY = Ucapan("id", "WIB", PAGI)
BULAN = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


async def dua_hari(web: Web) -> None:
    """Two days of wards, both over."""
    await ramai(web.arsip)
    web.arsip.jam.maju(days=1)


@SATU_CUKUP
async def test_the_indicators_of_two_days_are_those_reckoned_by_hand(web: Web) -> None:
    """Beds 4, ended days 3 of which the beds stood 2; days of care 3 and 2; one alive and one dead before 48 hours."""
    await dua_hari(web)
    told = await web.baca("indikator", mulai="2026-03-01", sampai="2026-03-31")
    assert (told["terhitung_sampai"], told["utama"]["sampai"]) == ("2026-03-03", "2026-03-03")
    assert told["utama"]["bahan"] == {
        "hari": 3, "hari_tempat_tidur": "8", "hari_perawatan": 5, "lama_dirawat": 2, "keluar_hidup": 1,
        "mati_lt48": 1, "mati_ge48": 0, "dipindahkan": 0,
    }  # fmt: skip
    values = {one["kode"]: Decimal(one["nilai"]) for one in told["utama"]["nilai"]}
    assert values == {
        "bor": Decimal("62.5"), "avlos": 1, "toi": Decimal("1.5"), "bto": Decimal("0.75"), "ndr": 0, "gdr": 500
    }  # fmt: skip
    at = told["utama"]["titik"]
    assert Decimal(at["toi"]) + Decimal(at["los"]) == Fraction(8, 2)
    assert [one["unit"] for one in told["ruang"]] == [RANAP]
    assert told["ruang"][0]["bahan"] == told["utama"]["bahan"]
    assert [one["kelas"] for one in told["kelas"]] == ["kelas_2", "kelas_3"]
    assert sum(one["bahan"]["hari_perawatan"] for one in told["kelas"]) == 5
    ranges = {one["kode"]: (one["ideal_dari"], one["ideal_sampai"]) for one in told["indikator"]}
    assert Decimal(ranges["bto"][0]) == round(Decimal(40 * 3) / 365, 6)
    assert told["bulan"][-1]["nilai"] == told["utama"]["nilai"]
    assert {one["kosong"] for one in told["bulan"][0]["nilai"]} == {"tidak_ada_catatan"}
    ward = await web.baca("indikator", mulai="2026-03-01", sampai="2026-03-31", unit=RANAP, kelas="kelas_2")
    assert ward["utama"]["bahan"]["dipindahkan"] == 1  # to another class of the ward
    assert (await web.klien.get("/api/v1/indikator", params={"kelas": "kelas_9"})).status_code == 422

    with writing(web.arsip.engine).begin() as connection:  # a bed counts for the days it stood, newborns' apart
        beds = t.tempat_tidur
        connection.execute(update(beds).where(beds.c.kode == "M1-B").values(sampai=PAGI + timedelta(hours=9)))
        connection.execute(update(beds).where(beds.c.kode == "M3-B").values(bayi=True))
    told = await web.baca("indikator", mulai="2026-03-01", sampai="2026-03-31")
    assert (told["utama"]["bahan"]["hari_tempat_tidur"], told["bayi"]["bahan"]["hari_tempat_tidur"]) == ("4", "2")
    page = (await Orang(web, "kepala", Peran.KEPALA).buka(f"/indikator?{MARET}")).text
    assert "Bayi lahir, tersendiri" in page
    assert "Hari perawatan melebihi hari tempat tidur" in page


@SATU_CUKUP
async def test_each_number_stands_with_its_formula_ideal_and_source_and_its_counts_open_rows_that_add_up(
    web: Web,
) -> None:
    await dua_hari(web)
    orang = Orang(web, "kepala", Peran.KEPALA)
    answer = (await orang.buka(f"/indikator?{MARET}")).text
    parser = Inline()
    parser.feed(answer)
    assert parser.found == []
    narrow = (await orang.buka(f"/indikator?bagian=tahun&tahun=2026&unit={RANAP}&kelas=kelas_2")).text
    found = {}
    for link, name, number in set(TERBUKA.findall(unescape(answer + narrow))):
        found[name.rpartition(", ")[2]] = await jumlah_terbuka(orang, link)
        assert found[name.rpartition(", ")[2]] == int(number), (name, link)
    assert found.keys() == {"Hari perawatan", "Lama dirawat", "Keluar hidup", "Mati < 48 jam"}
    page = unescape(answer)
    for one in kebijakan().indikator.indikator.values():
        assert {text for text in (one.rumus, one.sumber, one.arti) if text not in page} == set()
    assert "62,5\u00a0%" in page
    assert "Ideal 40–50 kali per tahun = 0,33–0,41 untuk kurun ini" in page  # noqa: RUF001 - as the page has it
    assert "Terhitung sampai Selasa, 3 Maret 2026" in page
    drawn = re.search(r'<svg class="bj".*?</svg>', page, re.DOTALL)
    assert drawn
    ET.fromstring(drawn[0])  # noqa: S314 - our own
    assert "BOR 62,5 %" in drawn[0]
    assert "Daerah efisien" in drawn[0]
    orang.headers = orang.headers | {"Cookie": f"{orang.headers['Cookie']}; bahasa=en"}
    english = await orang.buka(f"/indikator?{MARET}")
    assert "62.5\u00a0%" in unescape(english.text)


@SATU_CUKUP
async def test_a_period_without_days_beds_or_patients_says_so_and_the_files_say_what_the_page_says(web: Web) -> None:
    await dua_hari(web)
    orang = Orang(web, "kepala", Peran.KEPALA)
    before = (await orang.buka("/indikator?bagian=tahun&tahun=2025")).text
    assert before.count("Tidak ada tempat tidur dan tidak ada pasien dalam kurun ini") == 6
    after = (await orang.buka("/indikator?bagian=04&tahun=2026")).text
    assert "Belum ada hari sensus yang selesai dalam kurun ini." in after
    assert 'class="angka-besar"' not in before + after
    assert "belum ada titik untuk digambar" in before
    other = (await orang.buka(f"/indikator?{MARET}&kelas=vip")).text
    assert "Tidak ada tempat tidur dan tidak ada pasien" in other
    assert (await orang.buka("/indikator?unit=TIDAKADA")).status_code == 422
    said = "Kurun di alamat tidak dikenal"
    for wrong in ("kelas=entah&bagian=99&tahun=x", "bagian=03&tahun=x", "bagian=tanggal&mulai=2026-02-30"):
        page = await orang.buka(f"/indikator?{wrong}")
        assert (page.status_code, said in page.text) == (200, True), wrong
    assert said not in (await orang.buka(f"/indikator?{MARET}")).text

    # the files say the same, and a hostile name of a ward is text in them
    with writing(web.arsip.engine).begin() as connection:
        connection.execute(update(t.unit).where(t.unit.c.kode == RANAP).values(nama="=cmd|'<b>"))
    assert "<b>&" not in (await orang.buka(f"/indikator?{MARET}")).text
    with ZipFile(BytesIO((await orang.buka(f"/indikator.xlsx?{MARET}")).content)) as book:
        assert not any("<f>" in book.read(name).decode() for name in book.namelist() if "worksheets" in name)
        texts = unescape(book.read("xl/sharedStrings.xml").decode())
    assert "62,5\u00a0%" in texts
    assert "=cmd|'<b>" in texts
    reader = PdfReader(BytesIO((await orang.buka(f"/indikator.pdf?{MARET}&unit={RANAP}")).content))
    text = [page.extract_text() for page in reader.pages]
    assert "62,5" in text[0]
    assert "terhitung sampai 3 Mar 2026" in text[0]
    assert "Daerah efisien" in text[1]
    assert "BOR 62,5 %" in text[1]
    assert not any("?" in one for one in text)  # every letter the paper needs is in its font


# ── the drawing ─────────────────────────────────────────────────────────────────────────────────────


def setahun() -> list[Tanda]:
    """Twelve months near each other, the year among them, and a month far out."""
    months = [
        Tanda(name, made, f"/indikator?{name}")
        for place, name in enumerate(BULAN)
        if (made := titik(Fraction(3000), 2100 + 37 * place, 430 + 53 * (place % 4)))
    ]
    middle = titik(Fraction(36000), 27000, 6000)
    assert middle
    return [*months, Tanda("2026", middle, pokok=True), Tanda("Kosong", Titik(Fraction(300), Fraction(3)))]


def lukisan() -> Gambar:
    return gambar(setahun(), kebijakan().indikator, Fraction(365), SAY)


def test_every_month_is_marked_where_its_four_lines_meet_and_what_lies_too_far_out_is_named() -> None:
    made = lukisan()
    marks = {one.nama: one for one in made.isi if isinstance(one, Cap)}
    assert made.luar == ("Kosong",)
    assert len(marks) == 13
    unit_x = (marks["2026"].x - KIRI) / float(Fraction(9000, 6000))
    unit_y = (TINGGI - BAWAH - marks["2026"].y) / float(Fraction(27000, 6000))
    for one in setahun():
        if one.nama in marks:
            assert marks[one.nama].x == pytest.approx(KIRI + unit_x * float(one.titik.toi))
            assert marks[one.nama].y == pytest.approx(TINGGI - BAWAH - unit_y * float(one.titik.los))
    named = {one.isi for one in made.isi if isinstance(one, Kata)}
    assert {"BOR 75,0 %", "BTO 60,8 /th", "TOI 1,50", "AvLOS 4,50"} <= named
    assert len(named & set(marks)) == 13


def test_no_word_of_the_drawing_lies_on_another() -> None:
    boxes = []
    for one in lukisan().isi:
        if isinstance(one, Kata) and one.macam in {"bj-kata", "bj-titik-nama"}:
            wide = HURUF * len(one.isi)
            left = one.x - {"start": 0.0, "middle": wide / 2, "end": wide}[one.rata]
            boxes.append((left, one.y - 11, left + wide, one.y + 3))
    for place, a in enumerate(boxes):
        assert 0 <= a[0] < a[2] <= LEBAR
        assert 0 < a[1] < a[3] <= TINGGI - ATAS + 30
        for b in boxes[place + 1 :]:
            assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3]


def test_the_drawing_is_well_formed_its_marks_are_links_and_it_needs_no_style_attribute() -> None:
    drawn: Any = ET.fromstring(svg(lukisan(), 'Judul "<&>"'))  # noqa: S314 - our own
    assert len(list(drawn.iter("a"))) == 12
    assert all("style" not in one.attrib for one in drawn.iter())
    assert drawn.attrib["aria-label"] == 'Judul "<&>"'


def test_a_month_without_a_number_breaks_the_trend_and_no_two_numbers_on_it_touch() -> None:
    rules = kebijakan().indikator.indikator[KodeIndikator.BOR]
    values = [Fraction(60 + place) if place != 3 else None for place in range(12)]
    made = indikator_tren.gambar(
        Tren(KodeIndikator.BOR, rules, BULAN, tuple(values), ((Fraction(60), Fraction(85)),) * 12), SAY
    )
    drawn: Any = ET.fromstring(made)  # noqa: S314 - our own
    assert len(drawn.findall("circle")) == 11
    assert len([one for one in drawn.iter("line") if one.get("class") == "garis"]) == 9
    told = sorted(float(one.attrib["x"]) for one in drawn.iter("text") if one.get("class") == "nilai")
    assert all(after - before >= indikator_tren.SELEBAR for before, after in pairwise(told))
    assert not indikator_tren.gambar(Tren(KodeIndikator.BOR, rules, BULAN, (None,) * 12, ((None, None),) * 12), SAY)
