"""The workbook of the report: behind its numbers stand the events they are made of, by role, cut where it says so."""

import re
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest

from schemas.names import Peran
from tests.kit_web import Web
from tests.test_laporan import SATU_CUKUP, Ruang, ruang
from tests.test_pages import Orang
from web.pages import laporan_buku

__all__ = ["ruang"]
pytestmark = SATU_CUKUP
Lembar = dict[str, list[dict[str, str]]]


def lembar(isi: bytes) -> Lembar:
    """Each sheet by its name: its rows, each a cell by its column letter."""
    with ZipFile(BytesIO(isi)) as parts:
        names = [
            unescape(name) for name in re.findall(r'<sheet name="([^"]+)"', parts.read("xl/workbook.xml").decode())
        ]
        found: Lembar = {}
        for place, name in enumerate(names, 1):
            text = parts.read(f"xl/worksheets/sheet{place}.xml").decode()
            assert "<f>" not in text
            found[name] = [
                {
                    column: unescape(re.sub(r"<[^>]+>", "", value))
                    for column, value in re.findall(r'<c r="([A-Z]+)\d+"[^>]*?>(.*?)</c>', row)
                }
                for row in re.findall(r"<row [^>]*?>(.*?)</row>", text)
            ]
    return found


def daftar(buku: Lembar, nama: str) -> list[dict[str, str]]:
    """The events of a list, each by the heading of its column."""
    title, kept, head, *rows = buku[nama]
    assert title
    assert kept
    return [{head[column]: value for column, value in row.items()} for row in rows]


async def test_every_number_of_the_workbook_is_a_list_in_it_filtered_by_its_columns(web: Web, ruang: Ruang) -> None:
    await ruang.lengkap()
    nomor = ruang.nomor(await ruang.kurang("catatan_rawat_jalan.tanda_tangan", "identitas.ada"))
    await ruang.kurang(dokter=None)
    ruang.hitung()
    kepala = Orang(web, "kepala", Peran.KEPALA)
    buku = lembar((await kepala.buka("/laporan/kelengkapan.xlsx?bagian=03&tahun=2026")).content)
    examined, home = daftar(buku, "Daftar pemeriksaan"), daftar(buku, "Daftar pengembalian")
    served = daftar(buku, "Daftar selesai dilayani")
    _, head, *rows = buku["Menurut unit"]
    (umum,) = [{head[column]: value for column, value in row.items()} for row in rows]
    assert umum["Diperiksa"] == str(len(examined)) == "3"
    assert umum["Tidak lengkap"] == str(sum(int(row["Tidak lengkap"]) for row in examined)) == "2"
    assert umum["Kembali"] == str(sum(int(row["Punya batas"]) for row in home)) == "3"
    assert umum["Tepat waktu"] == str(sum(int(row["Tepat waktu"]) for row in home)) == "3"
    assert umum["Selesai dilayani"] == str(sum(int(row["Diperiksa"]) for row in served)) == "3"
    _, head, *rows = buku["Menurut formulir"]
    for row in rows:
        said = {head[column]: value for column, value in row.items()}
        mine = [one for one in examined if said["Formulir"] in one["Formulir diperiksa"].split(", ")]
        gaps = sum(said["Formulir"] in one.get("Yang kurang", "") for one in mine)
        assert (said["Diperiksa"], said["Tanpa kekurangan"]) == (str(len(mine)), str(len(mine) - gaps))
    (one,) = [row for row in examined if row.get("Nomor rekam medis") == nomor]
    assert one["Yang kurang"] == "Catatan rawat jalan, belum ditandatangani; Identitas pasien, lembarnya tidak ada"
    assert {row["Dokter"] for row in examined} == {"Orang 5", "Tidak tercatat"}


async def test_the_lists_show_a_reader_no_more_than_the_page_does(web: Web, ruang: Ruang) -> None:
    nomor = ruang.nomor(await ruang.kurang())
    ruang.hitung()
    auditor = Orang(web, "auditor", Peran.AUDITOR)
    answer = await auditor.buka("/laporan/kelengkapan.xlsx?bagian=03&tahun=2026")
    buku = lembar(answer.content)
    (one,) = daftar(buku, "Daftar pemeriksaan")
    assert "Berkas" in one
    assert not {"Nomor rekam medis", "Dokter"} & one.keys()
    assert nomor not in str(buku)
    assert answer.headers["content-length"] == str(len(answer.content))
    dokter = Orang(web, "dokter", Peran.DOKTER)  # who served none of them
    theirs = lembar((await dokter.buka("/laporan/kelengkapan.xlsx?bagian=03&tahun=2026")).content)
    assert daftar(theirs, "Daftar pemeriksaan") == []
    assert theirs["Daftar pemeriksaan"][1] == {"A": "tidak ada data"}


async def test_a_list_that_is_cut_says_how_much_of_it_is_there(
    web: Web, ruang: Ruang, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(laporan_buku, "TERBANYAK", 2)
    monkeypatch.setattr(laporan_buku, "SEKALI", 1)
    for _ in range(3):
        await ruang.lengkap()
    ruang.hitung()
    kepala = Orang(web, "kepala", Peran.KEPALA)
    buku = lembar((await kepala.buka("/laporan/kelengkapan.xlsx?bagian=03&tahun=2026")).content)
    said = "DIPOTONG: 2 yang pertama dari 3 peristiwa; pilih kurun, unit atau dokter yang lebih sempit"
    assert buku["Daftar pemeriksaan"][1] == {"A": said}
    assert f"Daftar pemeriksaan: {said}" in [row.get("A") for row in buku["Ringkasan"]]
    rows = daftar(buku, "Daftar pemeriksaan")
    assert len(rows) == len({row["Baris buku jejak"] for row in rows}) == 2
