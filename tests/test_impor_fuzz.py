"""Whatever bytes are brought: patients come out, or one sentence says why not. Never a fault."""

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.impor.lembar import Isi, TidakTerbaca
from engine.impor.nama import urai
from engine.impor.nilai import kartu, nik, nomor, tanggal, tempat_tanggal
from engine.impor.peta import PetaTidakSah, baca_peta
from tests.lembar import HARI_INI, baca_semua

SEL = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "-",
            "'000012",
            "3.37E+15",
            "0000-00-00",
            "BY.NY. X",
            "Tn.",
            "Alm",
            ",",
            "2 Januari 1990",
            '"',
            "\\N",
            "JUMLAH",
            "v",
        ]
    ),
    st.integers(-(10**17), 10**17),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.booleans(),
)
POTONGAN = st.sampled_from(
    [
        b"no_rkm_medis;nm_pasien\n", b"No RM,Nama,NIK,Tgl Lahir\n", b"000012;SITI\n", b'"', b"\r\n", b";",
        b",", b"\t", b"\\N", b'\\"',
        b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe9", "é".encode(), b"PK\x03\x04", b"JUMLAH", b"[object Object]",
        b"'", b"\x81",
    ]
)  # fmt: skip


def _tulis(folder: Path, isi: bytes) -> Path:
    path = folder / "apa.dat"
    path.write_bytes(isi)
    return path


def _coba(path: Path) -> None:
    try:
        people, told = baca_semua(path)
    except TidakTerbaca as error:
        pesan = str(error)
        assert pesan
        return
    assert all(one.nomor and one.identitas.nama for one in people)
    assert all(one.alasan for one in told)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(POTONGAN, st.binary(max_size=30)), max_size=40).map(b"".join))
def test_any_bytes_are_patients_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, isi: bytes) -> None:
    _coba(_tulis(tmp_path_factory.mktemp("fuzz"), b"No RM;Nama\n" * (len(isi) % 2) + isi))


def _buku() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as buku:
        lembar = buku.add_worksheet()
        for tempat, row in enumerate([["No. RM", "Nama", "Tgl Lahir"], ["000001", "Satu", 32875], [2, "Dua", "x"]]):
            lembar.write_row(tempat, 0, row)
    return made.getvalue()


BUKU = _buku()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(BUKU) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_workbook_with_broken_bytes_is_patients_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, rusak: list[tuple[int, int]]
) -> None:
    isi = bytearray(BUKU)
    for tempat, nilai in rusak:
        isi[tempat] = nilai
    _coba(_tulis(tmp_path_factory.mktemp("fuzz"), bytes(isi)))


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(
        ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml"]
    ),
    st.integers(0, 2000),
    st.one_of(
        st.binary(max_size=20),
        st.sampled_from([b"<c", b"&x;", b'r="ZZZ9999999"', b't="s"', b"<v>99999999999</v>", b"</row>"]),
    ),
)
def test_a_workbook_with_broken_parts_is_patients_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory,
    nama: str,
    tempat: int,
    sisipan: bytes,
) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BUKU)) as lama, zipfile.ZipFile(made, "w") as baru:
        for satu in lama.infolist():
            isi = lama.read(satu)
            if satu.filename == nama:
                isi = isi[:tempat] + sisipan + isi[tempat:]
            baru.writestr(satu.filename, isi)
    _coba(_tulis(tmp_path_factory.mktemp("fuzz"), made.getvalue()))


@given(SEL)
def test_any_cell_is_read_or_told(isi: Isi) -> None:
    for satu in (nomor(isi), nik(isi), kartu(isi), tanggal(isi, HARI_INI), tempat_tanggal(isi, HARI_INI)[1]):
        assert satu.isi is None or satu.kode is None


@given(st.text(max_size=60))
def test_any_name_is_taken_apart(nama: str) -> None:
    urai(nama)


@given(st.text(max_size=200))
def test_any_text_is_a_map_or_a_sentence(isi: str) -> None:
    try:
        baca_peta(isi)
    except PetaTidakSah as error:
        pesan = str(error)
        assert pesan
