"""Sheets as people make them: whatever wrote the file, the same rows come out, or a sentence says why not."""

from datetime import date
from pathlib import Path

import pytest

from engine.impor.buka import buka
from engine.impor.judul import cari_judul
from engine.impor.lembar import TidakTerbaca
from engine.impor.peta import PRATATA, Kolom, PetaTidakSah, baca_peta, tebak
from tests.lembar import baca_semua, csv, kode, xlsx

JUDUL = "no_rkm_medis;nm_pasien;tgl_lahir;alamat"
SATU = "000012;SITI AMINAH;1990-01-02;JL. CONTOH"


@pytest.mark.parametrize("pemisah", [",", ";", "\t", "|"])
@pytest.mark.parametrize("akhir", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("kutip", ["", '"'])
def test_any_separator_line_ending_and_quoting_gives_the_same_rows(
    tmp_path: Path, pemisah: str, akhir: str, kutip: str
) -> None:
    isi = akhir.join(pemisah.join(f"{kutip}{sel}{kutip}" for sel in row.split(";")) for row in (JUDUL, SATU, SATU))
    ((first, _), told) = baca_semua(csv(tmp_path, isi + akhir))
    assert (first.nomor, first.identitas.nama, first.identitas.alamat) == ("000012", "SITI AMINAH", "JL. CONTOH")
    assert told == []


@pytest.mark.parametrize("enkode", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_every_encoding_of_the_field_is_told_by_its_bytes(tmp_path: Path, enkode: str) -> None:
    isi = f"{JUDUL}\n000012;RENÉ WIJAYA;1990-01-02;GG. CAFÉ\n".encode(enkode)
    ((satu,), told) = baca_semua(csv(tmp_path, isi))
    assert (satu.identitas.nama, satu.identitas.alamat) == ("RENÉ WIJAYA", "GG. CAFÉ")
    assert told == []


def test_a_byte_that_cp1252_does_not_know_is_read_as_latin1_and_not_refused(tmp_path: Path) -> None:
    isi = f"{JUDUL}\n000012;SITI\n".encode().replace(b"SITI", b"SIT\xedI \x81") + SATU.encode()
    with buka(csv(tmp_path, isi)) as lembar:
        assert "latin-1" in lembar.rupa


def test_quirk_12_mojibake_and_lost_letters_are_reported_and_never_mended(tmp_path: Path) -> None:
    """Encoding: latin1 tables dumped as utf8mb4 give mojibake."""
    isi = f"{JUDUL}\n000012;RENÃ© WIJAYA;;\n000013;REN\ufffd WIJAYA;;\n"
    people, told = baca_semua(csv(tmp_path, isi))
    assert [one.identitas.nama for one in people] == ["RENÃ© WIJAYA", "REN\ufffd WIJAYA"]
    assert kode(told) == [(2, "nama", "salah_enkode"), (3, "nama", "huruf_hilang")]


def test_quirk_12_backslash_escapes_of_a_dump_are_undone(tmp_path: Path) -> None:
    """Encoding … backslash escapes in dumps."""
    isi = 'no_rkm_medis,nm_pasien,alamat,no_ktp\n"000012","SITI \\"AMINAH\\" X","GG. \\\\ RAYA",\\N\n'
    ((satu,), told) = baca_semua(csv(tmp_path, isi))
    assert (satu.identitas.nama, satu.identitas.alamat) == ('SITI "AMINAH" X', "GG. \\ RAYA")
    assert satu.identitas.nik is None
    assert told == []


def test_a_backslash_that_escapes_nothing_stays(tmp_path: Path) -> None:
    ((satu,), _) = baca_semua(csv(tmp_path, f"{JUDUL}\n000012;SITI;;RT 1\\RW 2\n"))
    assert satu.identitas.alamat == "RT 1\\RW 2"


def test_quirk_13_a_newline_inside_quotes_is_one_row_and_one_outside_is_reported(tmp_path: Path) -> None:
    """RM-Tracer CSV does not quote newlines; nested objects become [object Object]."""
    isi = f'{JUDUL}\n000012;SITI;;"JL. SATU\nGG. DUA"\n000013;BUDI;;JL. TIGA\nGG. EMPAT\n000014;ANI;;[object Object]\n'
    people, told = baca_semua(csv(tmp_path, isi))
    assert [(one.baris, one.nomor, one.identitas.alamat) for one in people] == [
        (2, "000012", "JL. SATU GG. DUA"),
        (4, "000013", "JL. TIGA"),
        (6, "000014", None),
    ]
    assert kode(told) == [(5, "", "baris_rusak"), (6, "alamat", "objek_bukan_teks")]


def test_quirk_14_columns_are_found_by_name_and_never_by_position(tmp_path: Path) -> None:
    """Same table name, different columns by version: map by header, not by position."""
    lama = "no_rkm_medis,nm_pasien,no_ktp,jk\n000012,SITI,,P\n"
    baru = "`pasien`.`jk`,kolom_baru,NM_PASIEN,No. RKM Medis\nP,x,SITI,000012\n"
    for isi in (lama, baru):
        ((satu,), told) = baca_semua(csv(tmp_path, isi), PRATATA["khanza"])
        assert (satu.nomor, satu.identitas.nama, satu.identitas.jenis_kelamin) == ("000012", "SITI", "perempuan")
        assert told == []


def test_quirk_15_a_sheet_with_everything_people_put_into_one_is_read_as_its_patients(tmp_path: Path) -> None:
    """Sheets: title rows, merged two-row header, blank rows, mixed date types, ticks, repeated No, JUMLAH row,
    signature block, empty Sheet2.
    """
    rows: list[list[object]] = [
        ["DAFTAR PASIEN PUSKESMAS CONTOH"],
        ["Bulan Januari 2026"],
        [],
        ["No", "No. RM", "Nama Pasien", None, None, "Tanggal", None, "Alamat"],
        [None, None, None, "L", "P", "Lahir", "Daftar", None],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
        [1, "000001", "Satu Contoh", "v", None, date(1990, 1, 2), date(2025, 1, 1), "Jl. A"],
        [2, "000002", "Dua Contoh", None, 1, 32875, "", "Jl. B"],
        [],
        ["No", "No. RM", "Nama Pasien", "L", "P", "Lahir", "Daftar", "Alamat"],
        [1, "000003", "Tiga Contoh", None, "V", "2 Januari 1990", "", "Jl. C"],
        [2, "000004", "Empat Contoh", "✓", None, "02/01/1990", "", "Jl. D"],
        [3, "000005", "Lima Contoh", "1", None, "1990-01-02", "", "Jl. E"],
        ["JUMLAH", None, None, 3, 2],
        [],
        [None, None, None, None, None, None, "Contoh, 31 Januari 2026"],
        [None, None, None, None, None, None, "Kepala Puskesmas"],
        [None, None, None, None, None, None, "dr. Contoh", "NIP. 12/09/1988/001"],
    ]
    gabung = [(3, 3, 3, 4, "Jenis Kelamin"), (3, 5, 3, 6, "Tanggal"), (0, 0, 0, 7, "DAFTAR PASIEN PUSKESMAS CONTOH")]
    people, told = baca_semua(xlsx(tmp_path, rows, gabung=gabung))
    assert [one.nomor for one in people] == ["000001", "000002", "000003", "000004", "000005"]
    assert {one.identitas.tanggal_lahir for one in people} == {date(1990, 1, 2)}
    assert [one.identitas.jenis_kelamin for one in people] == [
        "laki_laki", "perempuan", "perempuan", "laki_laki", "laki_laki",
    ]  # fmt: skip
    assert [one.identitas.alamat for one in people] == ["Jl. A", "Jl. B", "Jl. C", "Jl. D", "Jl. E"]
    assert told == []


def test_a_header_merged_downwards_lends_its_name_to_no_neighbour(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["No. RM", "Nama", "Alamat", None, None],
        [None, None, "Jalan", "RT", "RW"],
        ["000001", "Satu Contoh", "Jl. A", "001", "002"],
    ]
    gabung = [(0, 0, 1, 0, "No. RM"), (0, 1, 1, 1, "Nama"), (0, 2, 0, 4, "Alamat")]
    ((satu,), told) = baca_semua(xlsx(tmp_path, rows, gabung=gabung))
    assert (satu.identitas.nama, satu.identitas.alamat) == ("Satu Contoh", "Jl. A RT 001 RW 002")
    assert told == []


def test_a_sheet_that_begins_below_and_right_of_its_corner_keeps_its_row_numbers(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [],
        [],
        [None, None, "No. RM", "Nama"],
        [None, None, "000001", "Satu"],
        [None, None, "-", "X"],
    ]
    ((satu,), told) = baca_semua(xlsx(tmp_path, rows))
    assert satu.baris == 4
    assert kode(told) == [(5, "nomor", "nomor_kosong")]


def test_the_first_sheet_that_holds_something_is_read_and_another_can_be_named(tmp_path: Path) -> None:
    path = xlsx(tmp_path, [["No. RM", "Nama"], ["000001", "Satu"]], lembar=("Pasien", "Sheet2"))
    with buka(path) as lembar:
        assert (lembar.dipakai, lembar.nama) == ("Pasien", ("Pasien",))
    for nama, kode_ in (("Sheet2", "lembar_kosong"), ("Tidak Ada", "lembar_tidak_ada")):
        with pytest.raises(TidakTerbaca) as caught, buka(path, nama):
            pass
        assert caught.value.kode == kode_


def test_quirk_16_a_sheet_of_totals_is_no_list_of_patients(tmp_path: Path) -> None:
    """SIMGOS RL 3.1 adds PINDAHAN to masuk and DIPINDAHKAN to keluar hidup: do not reuse as hospital admissions."""
    isi = "JENIS_PELAYANAN;AWAL;MASUK;PINDAHAN;DIPINDAHKAN;SISA\nPenyakit Dalam;3;10;2;1;4\n"
    with pytest.raises(TidakTerbaca) as caught, buka(csv(tmp_path, isi)) as lembar:
        cari_judul(lembar)
    assert caught.value.kode == "judul_tidak_ada"


@pytest.mark.parametrize(
    ("isi", "wanted"),
    [
        (b"", "berkas_kosong"),
        (b"\n\n  \n", "berkas_kosong"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "xls_lama"),
        (b"<html><table><tr><td>No RM</td></tr></table>", "html"),
        (b"<?xml version='1.0'?><Workbook>", "html"),
        (b"%PDF-1.7 ...", "bukan_lembar"),
        (b"-- phpMyAdmin SQL Dump\nINSERT INTO `pasien`", "dump_sql"),
        (b"PK\x03\x04 not a zip at all", "buku_rusak"),
        (b"\x7fELF\x00\x00\x00\x00\x00", "bukan_lembar"),
        (b"a;b;c\n1;2;3\n", "judul_tidak_ada"),
    ],
)
def test_a_file_that_is_no_sheet_is_one_sentence_that_says_what_to_do(tmp_path: Path, isi: bytes, wanted: str) -> None:
    with pytest.raises(TidakTerbaca) as caught, buka(csv(tmp_path, isi, "apa.xls")) as lembar:
        cari_judul(lembar)
    assert caught.value.kode == wanted
    assert str(caught.value)


def test_a_workbook_with_one_cell_far_away_is_read_in_no_more_memory_than_another(tmp_path: Path) -> None:
    """A native reader spans a rectangle of 17 billion cells here, and ends the process (seen)."""
    import xlsxwriter

    path = tmp_path / "jauh.xlsx"
    with xlsxwriter.Workbook(str(path)) as buku:
        lembar = buku.add_worksheet()
        lembar.write_row(0, 0, ["No. RM", "Nama"])
        lembar.write_row(1, 0, ["000001", "Satu"])
        lembar.write_string(1_048_575, 16_383, "x")
    ((satu,), told) = baca_semua(path)
    assert (satu.nomor, told) == ("000001", [])


def test_a_workbook_that_unpacks_into_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.impor import buku_kerja

    monkeypatch.setattr(buku_kerja, "TERBUKA_TERBESAR", 10_000)
    path = xlsx(tmp_path, [["No. RM", "Nama"], *([f"{n:06d}", "A" * 200] for n in range(500))])
    with pytest.raises(TidakTerbaca) as caught, buka(path):
        pass
    assert caught.value.kode == "buku_terlalu_besar"


# ── which column is what ────────────────────────────────────────────────────────────────────────────


def test_the_presets_know_the_tables_they_are_named_for(tmp_path: Path) -> None:
    khanza = (
        "no_rkm_medis,nm_pasien,no_ktp,jk,tmp_lahir,tgl_lahir,nm_ibu,alamat,gol_darah,pekerjaan,stts_nikah,agama,"
        "tgl_daftar,no_tlp,umur,pnd,keluarga,namakeluarga,kd_pj,no_peserta,kd_kel,nip"
    )
    epuskesmas = (
        "No. eRM;NIK;Nama Lengkap;Jenis Kelamin;Tempat Lahir;Tanggal Lahir;Alamat;RT;RW;Kelurahan;No. HP;No. KK;Umur"
    )
    for nama, judul, wanted in (
        ("khanza", khanza, {"nomor": 0, "nama": 1, "nik": 2, "jenis_kelamin": 3, "tanggal_lahir": 5, "hubungan": 16}),
        ("mlite", khanza, {"nomor": 0, "penanggung_jawab": 17, "telepon": 13, "umur": 14}),
        ("epuskesmas", epuskesmas, {"nomor": 0, "nik": 1, "nama": 2, "rt": 7, "nomor_keluarga": 11}),
    ):
        with buka(csv(tmp_path, f"{judul}\n")) as lembar:
            peta = tebak(cari_judul(lembar)[0].kolom, PRATATA[nama])
        assert wanted.items() <= {kolom.value: tempat for kolom, tempat in peta.letak.items()}.items()
        assert not peta.kurang


def test_two_columns_of_one_name_are_told_and_the_first_is_taken(tmp_path: Path) -> None:
    with buka(csv(tmp_path, "No RM;Nama;Nama;NIK\n1;a;b;c\n")) as lembar:
        peta = tebak(cari_judul(lembar)[0].kolom, PRATATA["otomatis"])
    assert (peta.letak[Kolom.NAMA], peta.kembar) == (1, ("Nama",))


def test_a_map_of_ones_own_names_the_columns_and_the_source(tmp_path: Path) -> None:
    pratata = baca_peta("sistem: puskesmas-lama\nkolom:\n  nomor: Kode\n  nama: [Nama Orang, Pasien]\n")
    ((satu,), _) = baca_semua(csv(tmp_path, "Kode;Nama Orang\n000001;Satu\n"), pratata)
    assert (pratata.sistem, satu.nomor, satu.identitas.nama) == ("puskesmas-lama", "000001", "Satu")


@pytest.mark.parametrize(
    "isi",
    ["", "kolom: x", "kolom:\n  apa: b", "kolom:\n  nomor: [1]", "sistem: A B\nkolom: {}", "[", "a: &a [*a]", "- 1",
     "kolom:\n  nomor: ''", "x" * 70_000],
)  # fmt: skip
def test_a_map_that_is_none_is_refused_with_its_reason(isi: str) -> None:
    with pytest.raises(PetaTidakSah, match=r"."):
        baca_peta(isi)
