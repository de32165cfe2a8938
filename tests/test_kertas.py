"""Paper from its one description: PDF, print page and ZPL say the same, fit their sheet, and never hold a diagnosis."""

import dataclasses
import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from html import unescape
from io import BytesIO
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.graphics.barcode.code128 import _patterns

from engine.numbers import JenisKode, Kode, baca_kode, tulis_kode
from web.kertas import Cetakan, daftar, dokumen, formulir, kode, pdf, slip, svg, zpl
from web.kertas.dokumen import (
    BarisEkspedisi,
    BarisTarik,
    Bon,
    DaftarTarik,
    Ekspedisi,
    Kib,
    Kop,
    Label,
    Sampul,
    Tracer,
)
from web.kertas.lembar import Batang, Garis, Kotak, Qr, Teks
from web.kertas.pas import aksara, kotak_teks, lebar

KOP = Kop("Puskesmas Contoh", ZoneInfo("Asia/Jakarta"))
PAGI = datetime(2026, 3, 2, 1, 5, tzinfo=UTC)
NOMOR = "00-12-34"
KODE = tulis_kode(JenisKode.BERKAS, NOMOR)
NAMA = "Raden Mas Contohwijaya Suryaningrat Kusumadiningrat bin Abdulkarim, S.Kep., Ns., M.Kes., Tn."
LAHIR = date(1980, 5, 3)
RUANG = "Poli Kesehatan Ibu dan Anak serta Keluarga Berencana"


@cache
def semua(nama: str = NAMA, tujuan: str = "Poli Umum") -> dict[str, Cetakan]:
    """Every paper."""
    ekspedisi = BarisEkspedisi(NOMOR, nama, tujuan, PAGI, PAGI + timedelta(hours=2), "diteruskan")
    tarik = BarisTarik(NOMOR, nama, "Rak A-3", tujuan, PAGI, f"di {tujuan}")
    return {
        "tracer": slip.tracer(Tracer(KOP, NOMOR, KODE, nama, tujuan, "Ani Contoh", "Rawat jalan", PAGI)),
        "tracer_a5": slip.tracer(Tracer(KOP, NOMOR, KODE, nama, tujuan, None, "Rawat jalan", PAGI), "a5"),
        "bon": formulir.bon(Bon(KOP, NOMOR, KODE, nama, "Ani Contoh", PAGI, PAGI + timedelta(days=3), "Penelitian")),
        "kib": slip.kib(Kib(KOP, NOMOR, tulis_kode(JenisKode.KARTU, NOMOR), nama, LAHIR, PAGI)),
        "label": slip.label(Label(KOP, NOMOR, KODE, nama, LAHIR, PAGI)),
        "lembar_label": slip.lembar_label((Label(KOP, NOMOR, KODE, nama, LAHIR, PAGI),) * 30),
        "sampul": formulir.sampul(Sampul(KOP, NOMOR, KODE, nama, LAHIR, PAGI)),
        "ekspedisi": daftar.ekspedisi(Ekspedisi(KOP, tujuan, PAGI, PAGI + timedelta(hours=4), (ekspedisi,) * 40)),
        "tarik": daftar.tarik(DaftarTarik(KOP, tujuan, PAGI, (tarik,) * 60)),
    }


def terbaca(cetakan: Cetakan) -> list[str]:
    """The words of each page of the PDF."""
    return [page.extract_text() for page in PdfReader(BytesIO(pdf(cetakan))).pages]


@pytest.mark.parametrize("nama", sorted(semua()))
def test_the_same_paper_is_the_same_bytes_and_bears_its_own_date(nama: str) -> None:
    first, again = pdf(semua()[nama]), pdf(semua()[nama])
    assert first == again
    told = PdfReader(BytesIO(first)).metadata
    assert told is not None
    assert told.creation_date is not None
    assert told.creation_date.date() == PAGI.date()


@pytest.mark.parametrize("nama", sorted(semua()))
def test_pdf_and_print_page_say_the_same_words_on_the_same_sheets(nama: str) -> None:
    cetakan = semua()[nama]
    pages = PdfReader(BytesIO(pdf(cetakan))).pages
    assert len(pages) == len(cetakan.lembar)
    for page, sheet in zip(pages, cetakan.lembar, strict=True):
        drawn = unescape(" ".join(re.findall(r"<text [^>]*>([^<]*)</text>", svg(sheet))))
        assert sorted(drawn.split()) == sorted(page.extract_text().split())
        size = [float(page.mediabox.width) / 72 * 25.4, float(page.mediabox.height) / 72 * 25.4]
        assert size == pytest.approx([sheet.lebar, sheet.tinggi], abs=0.1)


@pytest.mark.parametrize("nama", sorted(semua()))
@pytest.mark.parametrize("isi", [NAMA, "Budi Contoh", "W" * 120, "M" * 60 + " " + "W" * 60], ids=len)
def test_nothing_stands_outside_its_sheet_whatever_the_name(nama: str, isi: str) -> None:
    for sheet in semua(isi, RUANG)[nama].lembar:
        for satu in sheet.isi:
            if isinstance(satu, Teks):
                assert satu.x >= 0
                assert satu.x + satu.lebar <= sheet.lebar + 0.01
                assert 0 < satu.y < sheet.tinggi
                assert lebar(satu.isi, satu.pt, tebal=satu.tebal) <= satu.lebar + 0.01, satu
            elif isinstance(satu, Garis):
                assert max(satu.x1, satu.x2) <= sheet.lebar
                assert max(satu.y1, satu.y2) <= sheet.tinggi
            elif isinstance(satu, Qr):
                assert satu.x + satu.sisi <= sheet.lebar
                assert satu.y + satu.sisi <= sheet.tinggi
            elif isinstance(satu, Kotak | Batang):
                assert satu.x + satu.lebar <= sheet.lebar + 0.01
                assert satu.y + satu.tinggi <= sheet.tinggi + 0.01


@pytest.mark.parametrize("nama", sorted(semua()))
def test_a_long_name_is_printed_whole(nama: str) -> None:
    words = " ".join(terbaca(semua(NAMA, RUANG)[nama]))
    assert "…" not in words
    assert all(kata in words.split() for kata in NAMA.split())


def test_a_name_longer_than_any_allowed_ends_in_a_sign_that_it_goes_on() -> None:
    lines = kotak_teks(0, 0, 30, 5, "A" * 2000, 10)
    assert lines[-1].isi.endswith("…")


@given(st.text(max_size=80))
def test_any_text_becomes_letters_a_printer_has(teks: str) -> None:
    aksara(teks).encode("cp1252")
    assert "\n" not in aksara(teks)


@pytest.mark.parametrize(
    ("teks", "kertas"),
    [
        ("Siti Nurḥāliza", "Siti Nurhaliza"),
        ("José", "José"),
        ("李 A", "? A"),
        ("TOI −1, mati ≥ 48", "TOI -1, mati >= 48"),  # noqa: RUF001 - a minus
    ],
)
def test_a_letter_the_font_lacks_loses_its_mark_or_shows_as_a_question_mark(teks: str, kertas: str) -> None:
    assert aksara(teks) == kertas


def test_no_paper_has_a_place_for_a_diagnosis() -> None:
    kinds = [kind for kind in vars(dokumen).values() if dataclasses.is_dataclass(kind)]
    fields = {field.name for kind in kinds for field in dataclasses.fields(kind)}
    assert fields
    assert not [name for name in fields if re.search(r"diagnos|icd|tindakan|terapi|penyakit", name)]


def test_the_bon_has_three_equal_parts_that_say_where_each_goes() -> None:
    words = " ".join(terbaca(semua("Budi Contoh")["bon"]))
    for tempat in ("PADA BERKAS REKAM MEDIS", "DI RAK, DI TEMPAT BERKAS", "PADA PEMINJAM"):
        assert words.count(tempat) == 1
    fields = ("No. RM", "Nama pasien", "Nama peminjam", "Tanggal pinjam", "Tanggal kembali", "Keperluan")
    for tulisan in (*fields, "Tanda tangan peminjam", "Tanda tangan petugas", NOMOR, "Budi Contoh", "Penelitian"):
        assert words.count(tulisan) == 3, tulisan
    cuts = [satu for satu in semua()["bon"].lembar[0].isi if isinstance(satu, Garis) and satu.putus]
    assert [satu.y1 for satu in cuts] == [70, 140]


def test_every_sheet_of_the_dispatch_book_has_its_head_its_number_and_boxes_to_initial() -> None:
    cetakan = semua()["ekspedisi"]
    pages = terbaca(cetakan)
    assert len(pages) == 3
    for at, words in enumerate(pages, 1):
        assert f"Halaman {at} dari {len(pages)}" in words
        for head in ("No. RM", "Nama pasien", "Bagian / nama", "Peminjaman", "Kembali", "Paraf", "Ket.", KOP.fasyankes):
            assert head in words
        assert "Yang menyerahkan" in words
    numbers = [satu.isi for sheet in cetakan.lembar for satu in sheet.isi if isinstance(satu, Teks)]
    assert all(str(at) in numbers for at in range(1, 41))


def test_a_pull_list_has_a_box_to_tick_before_every_folder() -> None:
    ticks = [
        satu
        for sheet in semua()["tarik"].lembar
        for satu in sheet.isi
        if isinstance(satu, Kotak) and satu.lebar == satu.tinggi == 4
    ]
    assert len(ticks) == 60


def test_the_destination_is_the_largest_thing_on_a_tracer() -> None:
    isi = [satu for satu in semua("Budi Contoh")["tracer"].lembar[0].isi if isinstance(satu, Teks)]
    assert max(isi, key=lambda satu: satu.pt).isi == "POLI UMUM"


# ── codes ───────────────────────────────────────────────────────────────────────────────────────────

MULAI_B, MULAI_C, KE_C, KE_B, HENTI = 104, 105, 99, 100, 106


def baca_batang(isi: str) -> str:
    """Read a Code 128 from its bars as a scanner does: symbols, checksum, sets B and C."""
    _, bars = kode.batang(isi)
    edges = [edge for start, wide in bars for edge in (start, start + wide)]
    widths = "".join(str(after - before) for before, after in pairwise(edges))
    known = {
        "".join(str(ord(letter.lower()) - 96) for letter in pattern): value for value, pattern in _patterns.items()
    }
    symbols = [known[widths[at : at + 6]] for at in range(0, len(widths) - 7, 6)] + [known[widths[-7:]]]
    start, *data, check, stop = symbols
    assert stop == HENTI
    assert check == (start + sum(at * value for at, value in enumerate(data, 1))) % 103
    read, pairs = "", start == MULAI_C
    for value in data:
        if value in {KE_B, KE_C} and (value == KE_C) is not pairs:
            pairs = value == KE_C
        else:
            read += f"{value:02d}" if pairs else chr(value + 32)
    return read


@pytest.mark.parametrize("isi", [KODE, "B1X", "LRANAP6", "K00000012A", "B123456789012345678901234Z", "PAB12C"])
def test_the_bars_read_back_as_the_code_they_were_drawn_from(isi: str) -> None:
    assert baca_batang(isi) == isi


@pytest.mark.parametrize("nama", ["tracer", "label", "kib", "sampul", "bon"])
def test_the_code_on_a_paper_is_a_whole_code_of_the_right_kind(nama: str) -> None:
    codes = {satu.kode for satu in semua()[nama].lembar[0].isi if isinstance(satu, Batang | Qr)}
    kind = JenisKode.KARTU if nama == "kib" else JenisKode.BERKAS
    assert [baca_kode(satu) for satu in codes] == [Kode(kind, "001234")]


def test_bars_and_squares_keep_their_quiet_zones() -> None:
    whole, bars = kode.batang(KODE)
    assert bars[0][0] == kode.SELA
    assert sum(bars[-1]) == whole - kode.SELA
    side, runs = kode.qr(KODE)
    assert min(x for x, _, _ in runs) == min(y for _, y, _ in runs) == kode.SELA_QR
    assert max(x + wide for x, _, wide in runs) == side - kode.SELA_QR


# ── ZPL ─────────────────────────────────────────────────────────────────────────────────────────────

PERINTAH = re.compile(
    r"\^(?:XA|XZ|CI28|PW\d+|LL\d+|LH0,0|FO\d+,\d+|A0N,\d+|FB\d+,1,0,[LCR],0|FH_|FD[^^~]*|FS"
    r"|GB\d+,\d+,\d+|BY\d+,2\.0,\d+|BCN,,N,N,N,A|BQN,2,\d+)"
)


@pytest.mark.parametrize("nama", ["tracer", "tracer_a5", "label"])
@pytest.mark.parametrize("isi", ["Budi Contoh", "^XZ~JR_^FS~", "Ñandú é"])
def test_zpl_is_only_commands_it_knows_whatever_stands_in_a_name(nama: str, isi: str) -> None:
    made = zpl(semua(isi, f"{isi} {RUANG}")[nama])
    rest = PERINTAH.sub("", made)
    assert rest.strip() == "", rest
    assert made.count("^XA") == made.count("^XZ") == len(semua()[nama].lembar)
    assert made.count("^FD") == made.count("^FH_")
    assert "~" not in made


def test_zpl_gives_back_the_very_name_when_its_escapes_are_read() -> None:
    given_name = "A^B~C_D"
    made = zpl(semua(given_name)["label"])
    data = re.findall(r"\^FD([^^]*)\^FS", made)
    read = [re.sub(r"_([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), satu) for satu in data]
    assert given_name in read


@pytest.mark.parametrize("dots", [8, 12, 24])
def test_zpl_stays_within_the_label_at_every_resolution(dots: int) -> None:
    for nama in ("tracer", "label"):
        sheet = semua("Budi Contoh")[nama].lembar[0]
        made = zpl(semua("Budi Contoh")[nama], dots)
        for x, y in re.findall(r"\^FO(\d+),(\d+)", made):
            assert int(x) < sheet.lebar * dots
            assert int(y) < sheet.tinggi * dots
        for unit in re.findall(r"\^BY(\d+),", made):
            assert int(unit) * kode.batang(KODE)[0] <= sheet.lebar * dots


def test_a_tracer_bears_every_field_the_procedures_ask_for() -> None:
    """FACTS B9: nomor RM, nama pasien, tanggal keluar, peminjam atau tujuan, keperluan."""
    words = " ".join(" ".join(terbaca(semua("Budi Contoh")["tracer"])).split())
    for field in (NOMOR, "Budi Contoh", "Keluar", "2 Mar 2026 08.05", "POLI UMUM", "Ani Contoh", "Keperluan", "Rawat"):
        assert field in words, field
