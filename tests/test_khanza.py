"""What Khanza and mLITE export: read in three flavours, judged, imported once, never repaired by invention."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine.khanza.baca import Baris, BukanEkspor, Saat, read_rows, read_time
from engine.khanza.kisah import Kisah, duplicates, judge
from engine.khanza.peta import read_map

CONTOH = Path(__file__).parent / "samples" / "khanza"
RASA = ("phpmyadmin", "heidisql", "excel_id")
WIB = ZoneInfo("Asia/Jakarta")
KINI = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
NOL = "0000-00-00 00:00:00"
PAGI, SIANG, SORE = "2025-03-03 08:00:00", "2025-03-03 11:30:00", "2025-03-03 15:00:00"


def row(nomor: int = 2, /, no_rawat: str = "2025/03/03/000001", **isi: str) -> Baris:
    return Baris(nomor, {"no_rawat": no_rawat, "status": ""} | isi)


def told(**isi: str) -> Kisah:
    return judge(row(**isi), WIB, KINI)


def codes(kisah: Kisah) -> list[tuple[str, str]]:
    return [(temuan.kolom, temuan.kode) for temuan in kisah.temuan]


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rasa", RASA)
def test_every_flavour_of_the_export_is_read_by_its_header(rasa: str) -> None:
    rows = list(read_rows(CONTOH / f"mutasi_{rasa}.csv", ["no_rawat", "dikirim"]))
    assert len(rows) == 12
    assert all(one.utuh for one in rows)
    assert rows[0].isi["no_rawat"] == "2025/03/03/000001"
    assert rows[0].isi["status"] == "Sudah Kembali"


def test_columns_are_found_by_name_and_never_by_position(tmp_path: Path) -> None:
    file = tmp_path / "lain.csv"
    file.write_text(f"`kembali`\tmutasi_berkas.dikirim\tlebih\tNO_RAWAT\n{NOL}\t{PAGI}\tx\t2025/03/03/000001\n")
    (only,) = read_rows(file, ["no_rawat", "dikirim"])
    assert (only.isi["no_rawat"], only.isi["dikirim"], only.isi["kembali"]) == ("2025/03/03/000001", PAGI, NOL)


@pytest.mark.parametrize(
    ("isi", "says"),
    [
        ("nama;umur\nx;3\n", "no_rawat"),
        ("no_rawat;status\n2025/03/03/000001;x\n", "dikirim"),
        ("no_rawat;dikirim;dikirim\na;b;c\n", "dua kali"),
        ("", "no_rawat"),
    ],
)
def test_a_file_that_is_not_the_export_says_which_column_is_missing(tmp_path: Path, isi: str, says: str) -> None:
    file = tmp_path / "bukan.csv"
    file.write_text(isi)
    with pytest.raises(BukanEkspor, match=says):
        list(read_rows(file, ["no_rawat", "dikirim"]))


def test_a_spreadsheets_utf16_and_byte_order_marks_are_read(tmp_path: Path) -> None:
    for encoding in ("utf-16", "utf-8-sig"):
        file = tmp_path / encoding
        file.write_text(f"no_rawat;dikirim\n2025/03/03/000001;{PAGI}\n", encoding=encoding)
        (only,) = read_rows(file, ["no_rawat", "dikirim"])
        assert only.isi["dikirim"] == PAGI


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2025-03-03 08:11:05", Saat(datetime(2025, 3, 3, 1, 11, 5, tzinfo=UTC))),
        ("2025-03-03T08:11:05.000000", Saat(datetime(2025, 3, 3, 1, 11, 5, tzinfo=UTC))),
        ("03/03/2025 08:11", Saat(datetime(2025, 3, 3, 1, 11, tzinfo=UTC), semenit=True)),
        ("3/3/2025 8.11", Saat(datetime(2025, 3, 3, 1, 11, tzinfo=UTC), semenit=True)),
        ("25/12/2025 08:11:05", Saat(datetime(2025, 12, 25, 1, 11, 5, tzinfo=UTC))),
        ("2025-03-03 00:00:00", Saat(datetime(2025, 3, 2, 17, 0, tzinfo=UTC))),
        (NOL, None),
        ("0000-00-00", None),
        ("00/00/0000 00:00", None),
        ("", None),
        ("NULL", None),
        (r"\N", None),
        ("-", None),
    ],
)
def test_a_naive_time_is_the_facilitys_own_and_a_zero_date_is_nothing(text: str, wanted: Saat | None) -> None:
    assert read_time(text, WIB) == wanted


@pytest.mark.parametrize(
    "text", ["2025-02-30 08:00:00", "02/25/2025 08:00", "45719,34", "kemarin", "2025-03-03", "\x00"]
)
def test_a_date_is_read_whole_or_not_at_all(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_time(text, WIB)


# ── judging ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("isi", "wanted"),
    [
        ({"diterima": SIANG}, [("diterima", "tanpa_dikirim")]),
        ({"kembali": SIANG}, [("kembali", "tanpa_dikirim")]),
        ({"dikirim": PAGI, "ranap": SIANG}, [("ranap", "tanpa_diterima")]),
        ({"dikirim": PAGI, "diterima": PAGI}, [("diterima", "waktu_kembar")]),
        ({"dikirim": PAGI, "kembali": PAGI}, [("kembali", "waktu_kembar")]),
        ({"dikirim": "03/03/2025 08:00", "diterima": "03/03/2025 08:00"}, [("diterima", "urutan_tidak_pasti")]),
        ({"dikirim": SIANG, "diterima": PAGI}, [("diterima", "urutan_terbalik")]),
        ({"dikirim": PAGI, "diterima": SORE, "kembali": SIANG}, [("kembali", "urutan_terbalik")]),
        ({"dikirim": SIANG, "tidakada": PAGI}, [("tidakada", "hilang_lalu_ada")]),
        ({"dikirim": PAGI, "diterima": "2027-01-01 08:00:00"}, [("diterima", "waktu_di_depan")]),
        ({"dikirim": PAGI, "diterima": "besok"}, [("diterima", "tanggal_tidak_terbaca")]),
        ({"dikirim": NOL}, [("dikirim", "tanpa_waktu")]),
        ({"dikirim": PAGI, "status": "Sudah Kembali"}, [("kembali", "status_tanpa_waktu")]),
        ({"dikirim": NOL, "status": "Sudah Dikirim"}, [("dikirim", "tanpa_waktu")]),
        ({"dikirim": PAGI, "diterima": SIANG, "status": "Sudah Dikirim"}, [("diterima", "status_bertentangan")]),
    ],
)
def test_a_story_that_cannot_be_true_is_reported_with_its_column(
    isi: dict[str, str], wanted: list[tuple[str, str]]
) -> None:
    kisah = told(**isi)
    assert not kisah.masuk_akal
    assert codes(kisah) == wanted


@pytest.mark.parametrize(
    "isi",
    [
        {"dikirim": PAGI},
        {"dikirim": PAGI, "diterima": SIANG, "kembali": SORE, "status": "Sudah Kembali"},
        {"dikirim": PAGI, "kembali": SORE, "status": "SUDAH KEMBALI"},
        {"tidakada": PAGI, "status": "Tidak Ada"},
        {"dikirim": PAGI, "diterima": SIANG, "ranap": SORE, "status": "Masuk Ranap"},
        {"dikirim": PAGI, "status": "Status Versi Depan"},
    ],
)
def test_a_story_that_can_be_true_has_nothing_to_report(isi: dict[str, str]) -> None:
    assert told(**isi).temuan == []


@pytest.mark.parametrize("no_rawat", ["", "-", "2025/3/3/1", "2025/13/03/000001", "25/02/2025", "2025/03/03/000001 "])
def test_a_row_without_a_whole_visit_number_is_reported_and_belongs_to_nothing(no_rawat: str) -> None:
    kisah = judge(row(no_rawat=no_rawat, dikirim=PAGI), WIB, KINI)
    assert kisah.no_rawat == ""
    assert codes(kisah)[0][0] == "no_rawat"


def test_a_visit_told_twice_in_one_file_is_reported_the_second_time() -> None:
    first, second = duplicates([told(dikirim=PAGI), told(dikirim=SIANG)])
    assert first.masuk_akal
    assert codes(second) == [("no_rawat", "no_rawat_ganda")]


def test_the_map_reports_numbers_a_spreadsheet_has_eaten_zeros_of() -> None:
    visits = read_map(CONTOH / "reg_periksa.csv")
    assert visits["2025/03/03/000001"].kode is None
    assert visits["2025/03/04/000003"].kode == "nomor_rm_terpotong"
    assert visits["2025/03/04/000004"].kode == "nomor_rm_tidak_sah"


def test_khanza_sets_sent_when_a_folder_is_only_returned_missing_or_admitted_and_we_do_not_believe_it() -> None:
    for kolom in ("kembali", "tidakada", "ranap"):
        kisah = told(dikirim=PAGI, **{kolom: PAGI})
        assert not kisah.masuk_akal
        assert (kolom, "waktu_kembar") in codes(kisah)
