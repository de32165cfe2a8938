"""Cells of patients: read as they were meant or reported, never repaired. Quirks bear their numbers (IMPORTS §3)."""

from datetime import date, datetime
from pathlib import Path

import pytest

from engine.impor import nilai
from engine.impor.lembar import Isi
from engine.impor.nama import urai
from engine.impor.peta import PRATATA
from schemas.names import Sebutan
from tests.lembar import HARI_INI, baca_semua, csv, kode, xlsx

JUDUL = "no_rkm_medis;nm_pasien;no_ktp;tgl_lahir"


def test_quirk_1_zero_dates_beside_empty_ones_are_no_dates() -> None:
    """Zero dates `0000-00-00`, `00:00:00` beside ''."""
    for kosong in ("0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "00-00-0000", "", "-", "NULL", r"\N", "0", 0.0):
        assert nilai.tanggal(kosong, HARI_INI) == nilai.Hari(None), kosong


def test_quirk_2_a_placeholder_key_is_no_patient_and_is_told(tmp_path: Path) -> None:
    """Placeholder keys: '-' is a valid patient, doctor, poli, payer, bangsal."""
    people, told = baca_semua(csv(tmp_path, f"{JUDUL}\n-;-;-;0000-00-00\n000001;Satu Contoh;-;\n;Dua;;\n"))
    assert [one.nomor for one in people] == ["000001"]
    assert kode(told) == [(2, "nomor", "nomor_kosong"), (2, "nama", "nama_kosong"), (4, "nomor", "nomor_kosong")]


@pytest.mark.parametrize(
    ("isi", "wanted"),
    [
        ("000012", "000012"),
        (" 000012 ", "000012"),
        ("'000012", "000012"),
        ("RMTRACER:000012", "000012"),
        ("RM-26031234", "RM-26031234"),
        ("12-34-56", "12-34-56"),
        ("12 34 56", "12 34 56"),
        ("000012.1", "000012.1"),
        (12, "12"),
        (12.0, "12"),
    ],
)
def test_quirk_3_a_record_number_is_read_in_every_shape_it_comes_in(isi: Isi, wanted: str) -> None:
    """RM: varchar with zeros (Khanza), int (SIMGOS), `RM-yymmNNNN`, QR prefix `RMTRACER:`; dashes, spaces, `.1` baby
    suffix, Excel 12 for 000012.
    """
    assert nilai.nomor(isi) == nilai.Terbaca(wanted)


@pytest.mark.parametrize(
    ("isi", "wanted"),
    [
        ("1.2E+05", "nomor_ilmiah"),
        ("1,2e+5", "nomor_ilmiah"),
        (9999.999999999998, "nomor_tidak_sah"),
        (1e15, "nomor_tidak_sah"),
        (-3.0, "nomor_tidak_sah"),
        (date(2026, 1, 2), "nomor_tidak_sah"),
        (True, "nomor_tidak_sah"),
        ("x" * 30, "nomor_tidak_sah"),
        ("RM#1", "nomor_tidak_sah"),
        ("'-", "nomor_kosong"),
        ("RMTRACER:", "nomor_kosong"),
    ],
)
def test_quirk_6_what_a_spreadsheet_made_of_a_number_is_reported(isi: Isi, wanted: str) -> None:
    """Doubles as money 9999.999999999998."""
    assert nilai.nomor(isi) == nilai.Terbaca(None, wanted)


def test_quirk_3_excel_12_for_000012_is_reported_and_padded_only_when_the_person_says_so(tmp_path: Path) -> None:
    path = xlsx(tmp_path, [["No. RM", "Nama"], ["000345", "Satu"], [12, "Dua"], ["000777", "Tiga"]])
    people, told = baca_semua(path)
    assert [one.nomor for one in people] == ["000345", "000777"]
    assert kode(told) == [(3, "nomor", "nomor_terpotong")]
    people, told = baca_semua(path, lebar=6)
    assert [one.nomor for one in people] == ["000345", "000012", "000777"]
    assert kode(told) == [(3, "nomor", "nomor_dilengkapi")]


def test_numbers_a_spreadsheet_keeps_as_numbers_must_be_as_long_as_the_longest(tmp_path: Path) -> None:
    people, told = baca_semua(xlsx(tmp_path, [["No. RM", "Nama"], [123456, "Satu"], [12, "Dua"]]))
    assert [one.nomor for one in people] == ["123456"]
    assert kode(told) == [(3, "nomor", "nomor_terpotong")]


def test_numbers_of_many_lengths_in_a_csv_are_taken_as_they_are(tmp_path: Path) -> None:
    """SIMGOS: NORM int, LPAD 8 only when printed."""
    people, told = baca_semua(csv(tmp_path, "NORM;NAMA\n12;Satu\n3456;Dua\n"))
    assert ([one.nomor for one in people], told) == (["12", "3456"], [])
    people, told = baca_semua(csv(tmp_path, "NORM;NAMA\n12;Satu\n3456;Dua\n"), lebar=8)
    assert [one.nomor for one in people] == ["00000012", "00003456"]


@pytest.mark.parametrize(
    ("isi", "wanted"),
    [
        ("-", (None, None)),
        ("", (None, None)),
        ("12345", (None, "nik_panjang")),
        ("123456789012", (None, "nik_panjang")),
        ("61710141079000011", (None, "nik_panjang")),
        ("3.37E+15", (None, "nik_ilmiah")),
        ("3,37401E+15", (None, "nik_ilmiah")),
        (3374011223344550.0, (None, "nik_angka_excel")),
        (3374011223344556, (None, "nik_angka_excel")),
        (12345.0, (None, "nik_panjang")),
        ("617101410790000A", (None, "nik_bukan_angka")),
        ("'6171014107900001", ("6171014107900001", None)),
        ("6171 0141 0790 0001", ("6171014107900001", None)),
        ("6171.0141.0790.0001", ("6171014107900001", None)),
    ],
)
def test_quirk_9_a_nik_is_whole_or_not_taken_and_never_repaired(
    isi: Isi, wanted: tuple[str | None, str | None]
) -> None:
    """NIK '-', '', 5 or 12 digits; float 3.37E+15 loses digits 16+, leading apostrophe: reject, never repair."""
    assert nilai.nik(isi) == nilai.Terbaca(*wanted)


def test_quirk_9_a_patient_is_taken_without_the_nik_a_spreadsheet_ate(tmp_path: Path) -> None:
    rows: list[list[object]] = [["No. RM", "Nama", "NIK"], ["000001", "Satu Contoh", 6171014107900001.0]]
    ((satu,), told) = baca_semua(xlsx(tmp_path, rows))
    assert satu.identitas.nik is None
    assert kode(told) == [(2, "nik", "nik_angka_excel")]
    assert "6171014107900001" not in repr(told)


def test_a_nik_that_cannot_be_is_taken_and_told(tmp_path: Path) -> None:
    """Day 1 to 31 or 41 to 71, a real date: warn, never block."""
    isi = f"{JUDUL}\n000001;Satu;6171017207900001;\n000002;Dua;6171014107900001;1991-01-01\n"
    people, told = baca_semua(csv(tmp_path, isi))
    assert [one.identitas.nik for one in people] == ["6171017207900001", "6171014107900001"]
    assert {(one.baris, one.kode) for one in told} == {(2, "nik_ganjil"), (3, "nik_ganjil")}


@pytest.mark.parametrize(
    "isi",
    ["1990-01-02", "1990/01/02", "1990-01-02 00:00:00", "02/01/1990", "2/1/1990", "02-01-1990", "02.01.1990",
     "19900102",
     "2 Januari 1990", "02 Jan 1990", "2-Jan-1990", "Selasa, 2 Januari 1990", "2 JANUARI 1990", "32875", 32875.0, 32875,
     "'1990-01-02", date(1990, 1, 2), datetime(1990, 1, 2, 3, 4)],  # noqa: DTZ001 - a spreadsheet's date has no zone
)  # fmt: skip
def test_quirk_15_a_date_is_read_however_it_is_written(isi: Isi) -> None:
    """Mixed date types (serial, text, dd/mm, '2 Januari 2026')."""
    assert nilai.tanggal(isi, HARI_INI) == nilai.Hari(date(1990, 1, 2))


@pytest.mark.parametrize("bulan", ["Agustus", "Agt", "AGS", "aug", "Agu."])
def test_months_are_known_by_their_short_and_foreign_names(bulan: str) -> None:
    assert nilai.tanggal(f"17 {bulan} 1945", HARI_INI).isi == date(1945, 8, 17)


@pytest.mark.parametrize(
    ("isi", "wanted"),
    [
        ("12/25/1990", "tanggal_bulan_dulu"),
        ("2/1/90", "tahun_dua_angka"),
        ("30/02/1990", "tanggal_tidak_terbaca"),
        ("kemarin", "tanggal_tidak_terbaca"),
        ("2 Janvier 1990", "tanggal_tidak_terbaca"),
        ("01/01/2999", "tanggal_di_depan"),
        ("01/01/1001", "tanggal_lampau"),
        (3.5e9, "tanggal_tidak_terbaca"),
        (-4.0, "tanggal_tidak_terbaca"),
        ("36 Th 8 Bl 26 Hr", "tanggal_tidak_terbaca"),
        ("12/09/1988/001", "tanggal_tidak_terbaca"),
    ],
)
def test_a_date_that_is_none_is_reported_and_not_guessed(isi: Isi, wanted: str) -> None:
    assert nilai.tanggal(isi, HARI_INI) == nilai.Hari(None, wanted)


def test_quirk_11_a_staff_id_that_looks_like_a_date_stays_a_text(tmp_path: Path) -> None:
    """Staff ids like `12/09/1988/001` look like dates."""
    isi = "no_rkm_medis;nm_pasien;nip;alamat\n000001;Satu;12/09/1988/001;12/09/1988/001\n"
    ((satu,), told) = baca_semua(csv(tmp_path, isi), PRATATA["khanza"])
    assert (satu.identitas.alamat, satu.identitas.tanggal_lahir) == ("12/09/1988/001", None)
    assert told == []


@pytest.mark.parametrize("umur", ["36 Th 8 Bl 26 Hr", "36", "0 Th"])
def test_quirk_10_an_age_frozen_as_text_never_becomes_a_birth_date(tmp_path: Path, umur: str) -> None:
    """Age frozen as text '36 Th 8 Bl 26 Hr', '0', '-'."""
    isi = f"no_rkm_medis;nm_pasien;tgl_lahir;umur\n000001;Satu;0000-00-00;{umur}\n000002;Dua;1990-01-02;{umur}\n"
    people, told = baca_semua(csv(tmp_path, isi))
    assert [one.identitas.tanggal_lahir for one in people] == [None, date(1990, 1, 2)]
    assert kode(told) == [(2, "umur", "umur_beku")]


@pytest.mark.parametrize("umur", ["0", "-", ""])
def test_quirk_10_an_age_of_nothing_is_nothing_to_tell(tmp_path: Path, umur: str) -> None:
    _, told = baca_semua(csv(tmp_path, f"no_rkm_medis;nm_pasien;tgl_lahir;umur\n000001;Satu;;{umur}\n"))
    assert told == []


def test_place_and_date_of_birth_in_one_cell_are_taken_apart() -> None:
    for isi in ("Ketapang, 2 Januari 1990", "Ketapang, 02-01-1990", "Ketapang 02/01/1990", "Ketapang/02-01-1990"):
        assert nilai.tempat_tanggal(isi, HARI_INI) == ("Ketapang", nilai.Hari(date(1990, 1, 2))), isi
    assert nilai.tempat_tanggal("-", HARI_INI) == (None, nilai.Hari(None))
    assert nilai.tempat_tanggal("Ketapang", HARI_INI)[1].kode == "tanggal_tidak_terbaca"


# ── names ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("tertulis", "nama", "sebutan", "gelar", "kode_"),
    [
        ("  SITI   AMINAH ", "SITI AMINAH", None, None, ()),
        ("sITI aminah", "sITI aminah", None, None, ()),
        ("BY.NY. SITI", "SITI", Sebutan.BY, None, ("bayi_bernama_ibu",)),
        ("BY.NY.SITI", "SITI", Sebutan.BY, None, ("bayi_bernama_ibu",)),
        ("By Ny Siti", "Siti", Sebutan.BY, None, ("bayi_bernama_ibu",)),
        ("TN. BUDI", "BUDI", Sebutan.TN, None, ()),
        ("Budi, Tn.", "Budi", Sebutan.TN, None, ()),
        ("BUDI (TN)", "BUDI", Sebutan.TN, None, ()),
        ("NY.RATNA", "RATNA", Sebutan.NY, None, ()),
        ("AN. DODI", "DODI", Sebutan.AN, None, ()),
        ("TUAN BUDI", "BUDI", Sebutan.TN, None, ()),
        ("BUDI (ALM)", "BUDI", None, None, ("nama_almarhum",)),
        ("Alm. Budi", "Budi", None, None, ("nama_almarhum",)),
        ("H. AHMAD, S.Pd", "AHMAD", None, "H., S.Pd", ()),
        ("dr. Budi, Sp.PD", "Budi", None, "dr., Sp.PD", ()),
        ("BUDI, SANTOSO", "BUDI", None, "SANTOSO", ("gelar_diduga",)),
        ("ANDI", "ANDI", None, None, ()),
        ("ALMIRA", "ALMIRA", None, None, ()),
        ("BYANKA", "BYANKA", None, None, ()),
    ],
)
def test_quirk_8_a_name_is_taken_apart_by_the_writing_rules(
    tertulis: str, nama: str, sebutan: Sebutan | None, gelar: str | None, kode_: tuple[str, ...]
) -> None:
    """Names: trailing spaces, `BY.NY. X` and `BY.NY.X`, mixed case; titles, Alm, NY./TN./AN."""
    found = urai(tertulis)
    assert (found.nama, found.sebutan, found.gelar, found.kode) == (nama, sebutan, gelar, kode_)


def test_quirk_8_a_newborns_name_is_its_mothers_and_a_name_that_is_none_refuses_the_row(tmp_path: Path) -> None:
    people, told = baca_semua(csv(tmp_path, f"{JUDUL}\n000001;BY.NY. SITI;;\n000002;SITI 2;;\n000003;...;;\n"))
    assert [(one.identitas.nama, one.identitas.nama_ibu) for one in people] == [("SITI", "SITI")]
    assert kode(told) == [
        (2, "nama", "bayi_bernama_ibu"),
        (3, "nama", "nama_tidak_sah"),
        (4, "nama", "nama_tidak_sah"),
    ]


# ── the rest of a person ────────────────────────────────────────────────────────────────────────────


def test_open_sets_are_open_a_word_that_is_not_known_is_told_and_the_patient_taken(tmp_path: Path) -> None:
    """pasien.keluarga + DIRI SENDIRI, LAIN-LAIN (drift 2020 -> 2026): treat enums as open sets."""
    isi = (
        "no_rkm_medis;nm_pasien;jk;keluarga;namakeluarga\n000001;Satu;Laki-Laki;DIRI SENDIRI;A\n000002;Dua;W;ISTRI;B\n"
        "000003;Tiga;X;MERTUA;C\n000004;Empat;;LAIN-LAIN;D\n"
    )
    people, told = baca_semua(csv(tmp_path, isi), PRATATA["khanza"])
    assert [(one.identitas.jenis_kelamin, one.identitas.hubungan) for one in people] == [
        ("laki_laki", "diri_sendiri"),
        ("perempuan", "istri"),
        ("tidak_diketahui", "lainnya"),
        ("tidak_diketahui", "lainnya"),
    ]
    assert kode(told) == [(4, "jenis_kelamin", "jk_tidak_dikenal"), (4, "hubungan", "hubungan_tidak_dikenal")]


def test_two_ticks_are_told_and_nobody_is_guessed(tmp_path: Path) -> None:
    people, told = baca_semua(csv(tmp_path, "No RM;Nama;L;P\n000001;Satu;v;v\n000002;Dua;;\n000003;Tiga;;x\n"))
    assert [one.identitas.jenis_kelamin for one in people] == ["tidak_diketahui", "tidak_diketahui", "perempuan"]
    assert kode(told) == [(2, "tanda_l", "jk_dua_tanda")]


def test_a_cell_the_identity_refuses_is_left_out_and_the_patient_taken(tmp_path: Path) -> None:
    isi = f"No RM;Nama;No HP;Alamat;No KK\n000001;Satu;rumah;{'x' * 300};3.3E+15\n"
    ((satu,), told) = baca_semua(csv(tmp_path, isi))
    assert (satu.identitas.telepon, satu.identitas.alamat, satu.identitas.nomor_keluarga) == (None, None, None)
    assert {(one.kolom, one.kode) for one in told} == {
        ("nomor_keluarga", "kk_angka_excel"),
        ("telepon", "isi_tidak_sah"),
        ("alamat", "isi_tidak_sah"),
    }
    assert all(one.alasan for one in told)


def test_a_finding_shows_its_cell_to_the_person_and_to_no_log(tmp_path: Path) -> None:
    _, (satu,) = baca_semua(csv(tmp_path, f"{JUDUL}\n000001;Satu;12345;\n"))
    assert (satu.isi, satu.kelas) == ("12345", "5 angka")
    assert "12345" not in repr(satu)
    assert "12345" not in str(satu)
