"""The quirks of IMPORTS §3 that reach the import of movements, each by its number and its words."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine.khanza.baca import read_rows, read_time
from engine.khanza.kisah import Kisah, judge
from engine.khanza.peta import read_map

WIB = ZoneInfo("Asia/Jakarta")
KINI = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
NOL = "0000-00-00 00:00:00"
PAGI, SIANG = "2025-03-03 08:00:00", "2025-03-03 11:30:00"
JUDUL = "no_rawat,status,dikirim,diterima,kembali,tidakada,ranap"


def kisah(folder: Path, isi: str) -> list[Kisah]:
    """The stories of a file."""
    path = folder / "mutasi.csv"
    path.write_text(isi, encoding="utf-8")
    return [judge(row, WIB, KINI) for row in read_rows(path, ["no_rawat", "dikirim"])]


def peta(folder: Path, isi: str) -> dict[str, tuple[str, str, str | None]]:
    """The map of visits."""
    path = folder / "reg_periksa.csv"
    path.write_text(isi, encoding="utf-8")
    return {visit: (one.nomor, one.poli, one.kode) for visit, one in read_map(path).items()}


@pytest.mark.parametrize("kosong", [NOL, "0000-00-00", ""])
def test_quirk_1_a_zero_date_is_nothing_observed(tmp_path: Path, kosong: str) -> None:
    """Zero dates `0000-00-00`, `00:00:00` beside ''."""
    (one,) = kisah(tmp_path, f"{JUDUL}\n2025/03/03/000001,Sudah Dikirim,{PAGI},{kosong},{kosong},{kosong},{kosong}\n")
    assert (list(one.saat), one.temuan) == (["dikirim"], [])


def test_quirk_2_a_visit_of_the_placeholder_patient_or_poli_is_of_nobody_and_nowhere(tmp_path: Path) -> None:
    """Placeholder keys: '-' is a valid patient, doctor, poli, payer, bangsal."""
    found = peta(
        tmp_path, "no_rawat,kd_dokter,no_rkm_medis,kd_poli\n2025/03/03/000001,-,-,UMU\n2025/03/03/000002,-,000001,-\n"
    )
    assert found["2025/03/03/000001"][2] == "nomor_rm_tidak_sah"
    assert found["2025/03/03/000002"] == ("000001", "-", None)


@pytest.mark.parametrize(
    ("nomor", "kode"),
    [("000012", None), ("00-00-12", None), ("00 00 12", None), ("RM-26031234", None), ("000012.1", None),
     ("12", "nomor_rm_terpotong"), ("", "nomor_rm_tidak_sah"), ("RM#1", "nomor_rm_tidak_sah")],
)  # fmt: skip
def test_quirk_3_a_record_number_is_taken_in_its_own_shape_and_a_short_one_is_told(
    tmp_path: Path, nomor: str, kode: str | None
) -> None:
    """RM: varchar with zeros (Khanza) … dashes, spaces, `.1` baby suffix, Excel 12 for 000012."""
    assert peta(tmp_path, f"no_rawat,no_rkm_medis\n2025/03/03/000001,{nomor}\n")["2025/03/03/000001"][2] == kode


def test_quirk_5_the_visits_number_is_the_key_with_its_slashes_and_gaps_and_no_reg_is_none(tmp_path: Path) -> None:
    """no_reg repeats daily per doctor or poli: not a key; no_rawat has `/` and gaps."""
    found = peta(
        tmp_path,
        "no_reg,no_rawat,no_rkm_medis\n001,2025/03/03/000001,000001\n001,2025/03/03/000009,000002\n"
        "001,2025/03/04/000001,000003\n",
    )
    assert [nomor for nomor, _, _ in found.values()] == ["000001", "000002", "000003"]


def test_quirk_6_money_and_stale_sums_beside_the_times_are_not_read(tmp_path: Path) -> None:
    """Doubles as money 9999.999999999998; `lama` may be stale."""
    isi = f"no_rawat,lama,ttl_biaya,status,dikirim\n2025/03/03/000001,0,9999.999999999998,Sudah Dikirim,{PAGI}\n"
    (one,) = kisah(tmp_path, isi)
    assert (list(one.saat), one.temuan) == (["dikirim"], [])


def test_quirk_7_where_status_and_times_disagree_neither_is_trusted_and_both_are_kept(tmp_path: Path) -> None:
    """Status text and timestamps can disagree; trust neither, keep both."""
    early, late = kisah(
        tmp_path,
        f"{JUDUL}\n2025/03/03/000001,Sudah Dikirim,{PAGI},{SIANG},{NOL},{NOL},{NOL}\n"
        f"2025/03/03/000002,Sudah Kembali,{PAGI},{SIANG},{NOL},{NOL},{NOL}\n",
    )
    assert [one.kode for one in early.temuan] == ["status_bertentangan"]
    assert [one.kode for one in late.temuan] == ["status_tanpa_waktu"]
    assert not early.masuk_akal
    assert not late.masuk_akal
    assert len(early.saat) == len(late.saat) == 2, "what was observed stays"


def test_quirk_11_a_staff_id_that_looks_like_a_date_is_no_date(tmp_path: Path) -> None:
    """Staff ids like `12/09/1988/001` look like dates."""
    with pytest.raises(ValueError, match="bukan tanggal"):
        read_time("12/09/1988/001", WIB)
    found = peta(tmp_path, "no_rawat,kd_dokter,no_rkm_medis\n2025/03/03/000001,12/09/1988/001,000001\n")
    assert found == {"2025/03/03/000001": ("000001", "", None)}


def test_quirk_13_a_row_cut_by_a_newline_that_was_not_quoted_is_reported_and_the_next_is_whole(tmp_path: Path) -> None:
    """RM-Tracer CSV does not quote newlines."""
    cut, rest, whole = kisah(
        tmp_path,
        f"{JUDUL}\n2025/03/03/000001,Sudah\nDikirim,{PAGI},{NOL},{NOL},{NOL},{NOL}\n"
        f"2025/03/03/000002,Sudah Dikirim,{PAGI},{NOL},{NOL},{NOL},{NOL}\n",
    )
    assert [one.kode for one in (*cut.temuan, *rest.temuan)] == ["baris_rusak", "baris_rusak"]
    assert (whole.no_rawat, whole.temuan) == ("2025/03/03/000002", [])


def test_quirk_14_columns_of_another_version_are_found_by_name(tmp_path: Path) -> None:
    """Same table name, different columns by version: map by header, not by position."""
    (one,) = kisah(tmp_path, f"baru,dikirim,status,no_rawat\nx,{PAGI},Sudah Dikirim,2025/03/03/000001\n")
    assert (one.no_rawat, list(one.saat), one.temuan) == ("2025/03/03/000001", ["dikirim"], [])


def test_an_open_set_grows_a_status_of_another_version_judges_nothing(tmp_path: Path) -> None:
    """Enums grew between versions: read them as open sets."""
    (one,) = kisah(tmp_path, f"{JUDUL}\n2025/03/03/000001,Status Versi Depan,{PAGI},{SIANG},{NOL},{NOL},{NOL}\n")
    assert one.temuan == []
