"""The import page: who may, what a file goes through, and that it is gone afterwards."""

import asyncio
import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import httpx
import pytest
from sqlalchemy import func, select

from engine import tables as t
from engine.impor import keluar
from engine.impor.temuan import temuan
from schemas.names import SEMUA_UNIT, Peran
from tests.kit_web import Web
from tests.siaran import sampai
from web import meja_impor
from web.meja_impor import Meja, Tahap

HTML = {"Accept": "text/html"}
JUDUL = "no_rkm_medis;nm_pasien;no_ktp;tgl_lahir"
ISI = f"{JUDUL}\n000001;Contoh Satu;;1990-01-02\n000002;Contoh Dua;3.37E+15;\n-;-;;\n"


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: the import itself is held to both databases by its own tests."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


class Orang:
    """A logged-in browser, without scripts."""

    def __init__(self, web: Web, nama: str, *peran: Peran) -> None:
        self.web = web
        self.petugas = web.orang(nama, *peran, unit=SEMUA_UNIT)
        self.headers, self.csrf = web.masuk(self.petugas)

    async def buka(self, path: str, **headers: str) -> httpx.Response:
        return await self.web.klien.get(path, headers=self.headers | HTML | headers)

    async def kirim(self, path: str, **form: Any) -> httpx.Response:
        return await self.web.klien.post(path, headers=self.headers | HTML, data={"csrf": self.csrf} | form)

    async def unggah(self, isi: bytes | str, nama: str = "pasien.csv", **form: Any) -> httpx.Response:
        data = {"csrf": self.csrf, "pratata": "khanza"} | form
        files = {"berkas": (nama, isi.encode() if isinstance(isi, str) else isi)}
        return await self.web.klien.post("/impor/unggah", headers=self.headers | HTML, data=data, files=files)

    async def bawa(self, isi: bytes | str) -> str:
        """Bring a file; its address."""
        answer = await self.unggah(isi)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    async def tunggu(self, alamat: str, tahap: Tahap) -> httpx.Response:
        """Its page, as soon as it has come this far."""
        meja: Meja = self.web.klien._transport.app.state.meja_impor  # type: ignore[attr-defined] # noqa: SLF001 - the same application
        satu = meja.satu(alamat.rpartition("/")[2], self.petugas.id)
        assert satu is not None
        await sampai(lambda: satu.tahap is tahap, tahap)
        return await self.buka(alamat)


PETA = {"kolom_0": "nomor", "kolom_1": "nama", "kolom_2": "nik", "kolom_3": "tanggal_lahir"}


async def test_only_those_who_keep_records_and_the_administrator_may_import(web: Web) -> None:
    for nama, peran, kode in (
        ("a", Peran.PEREKAM_MEDIS, 200),
        ("b", Peran.ADMIN, 200),
        ("c", Peran.PETUGAS_PENDAFTARAN, 403),
        ("d", Peran.AUDITOR, 403),
    ):
        orang = Orang(web, f"orang-{nama}", peran)
        assert (await orang.buka("/impor")).status_code == kode
        assert (await orang.unggah(ISI)).status_code == (303 if kode == 200 else 403)
    assert (await web.klien.get("/impor", headers={"Authorization": ""} | HTML)).status_code in {303, 401}
    assert (await web.klien.post("/impor/unggah", headers={"Authorization": ""} | HTML)).status_code in {303, 401}


async def test_a_file_is_matched_checked_and_imported_and_then_gone(web: Web) -> None:
    orang = Orang(web, "permed", Peran.PEREKAM_MEDIS)
    alamat = await orang.bawa(ISI)
    kolom = await orang.buka(alamat)
    assert "no_rkm_medis" in kolom.text
    assert "Contoh Satu · Contoh Dua" in re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", kolom.text))
    assert (await orang.kirim(f"{alamat}/periksa", **PETA)).status_code == 303
    diperiksa = await orang.tunggu(alamat, Tahap.DIPERIKSA)
    assert "Baru diperiksa" in diperiksa.text
    assert "3.37E+15" in diperiksa.text, "the person who brought the file sees the cell"
    with web.arsip.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(t.pasien)).scalar_one() == 0
    await orang.kirim(f"{alamat}/jalankan")
    selesai = await orang.tunggu(alamat, Tahap.SELESAI)
    assert "Selesai diimpor" in selesai.text
    with web.arsip.engine.connect() as connection:
        rows = connection.execute(
            select(t.berkas.c.nomor, t.pasien.c.nama).join(t.pasien, t.pasien.c.id == t.berkas.c.pasien)
        )
        assert sorted(tuple(row) for row in rows) == [("000001", "Contoh Satu"), ("000002", "Contoh Dua")]
    assert list((web.konteks.settings.data_dir / "impor").iterdir()) == []
    assert (await orang.buka(f"{alamat}/maju", **{"HX-Request": "true"})).headers["HX-Refresh"] == "true"


async def test_a_file_lies_out_of_the_webs_reach_readable_by_us_alone(web: Web) -> None:
    orang = Orang(web, "permed", Peran.PEREKAM_MEDIS)
    alamat = await orang.bawa(ISI)
    folder = web.konteks.settings.data_dir / "impor" / alamat.rpartition("/")[2]
    assert (folder / "isi").read_text() == ISI
    assert {oct(path.stat().st_mode & 0o777) for path in (folder.parent, folder)} == {"0o700"}
    assert oct((folder / "isi").stat().st_mode & 0o777) == "0o600"
    assert "Contoh" not in (folder / "keadaan.json").read_text()
    await orang.kirim(f"{alamat}/buang")
    assert not folder.exists()


async def test_nobody_sees_anothers_file(web: Web) -> None:
    satu, lain = Orang(web, "satu", Peran.PEREKAM_MEDIS), Orang(web, "lain", Peran.PEREKAM_MEDIS)
    alamat = await satu.bawa(ISI)
    assert (await lain.buka(alamat)).status_code == 404
    for langkah in ("periksa", "jalankan", "buang", "henti", "kolom", "lembar"):
        assert (await lain.kirim(f"{alamat}/{langkah}")).status_code == 404
    assert "pasien.csv" not in (await lain.buka("/impor")).text


async def test_a_form_of_another_site_brings_no_file(web: Web) -> None:
    orang = Orang(web, "permed", Peran.PEREKAM_MEDIS)
    assert (await orang.unggah(ISI, csrf="palsu")).status_code == 403
    assert not (web.konteks.settings.data_dir / "impor").exists()


@pytest.mark.parametrize(
    ("isi", "says"),
    [(b"<html><table>", "halaman web"), (b"", "kosong"), (b"a;b\n1;2\n" * 0 + b"\x00" * 99, "bukan CSV")],
)
async def test_what_is_no_sheet_is_told_and_not_kept(web: Web, isi: bytes, says: str) -> None:
    orang = Orang(web, "permed", Peran.PEREKAM_MEDIS)
    answer = await orang.unggah(isi, "pasien.xls")
    assert answer.status_code == 422
    assert says in answer.text
    assert "Tidak ada yang disimpan" in answer.text
    assert list((web.konteks.settings.data_dir / "impor").iterdir()) == []


async def test_a_file_above_the_limit_is_refused_while_it_is_read(web: Web) -> None:
    orang = Orang(web, "permed", Peran.PEREKAM_MEDIS)
    answer = await orang.unggah(b"x" * (meja_impor.UNGGAH_TERBESAR + 200_000))
    assert answer.status_code == 413
    assert "64 MB" in answer.text


async def test_columns_are_chosen_once_each_and_number_and_name_are_needed(web: Web) -> None:
    orang = Orang(web, "permed", Peran.PEREKAM_MEDIS)
    alamat = await orang.bawa("Kode;Orang;Lagi\n000001;Contoh Satu;x\n")
    for peta, says in (
        ({"kolom_0": "nomor"}, "Nama pasien"),
        ({"kolom_0": "nomor", "kolom_1": "nama", "kolom_2": "nama"}, "Dua kolom"),
        ({"kolom_0": "nomor", "kolom_1": "nama", "lebar": "99"}, "1 sampai 15"),
    ):
        answer = await orang.kirim(f"{alamat}/periksa", **peta)
        assert (answer.status_code, says in answer.text) == (422, True), says
    await orang.kirim(f"{alamat}/periksa", kolom_0="nomor", kolom_1="nama", kolom_2="apa saja", kolom_x="nik")
    assert "000001" not in (await orang.tunggu(alamat, Tahap.DIPERIKSA)).text
    await orang.kirim(f"{alamat}/periksa", kolom_0="nomor", kolom_1="nama", lebar="8")
    assert "bertentangan" in (await orang.tunggu(alamat, Tahap.GAGAL)).text


async def test_findings_are_downloaded_without_the_cells_and_without_formulas(web: Web) -> None:
    orang = Orang(web, "permed", Peran.PEREKAM_MEDIS)
    alamat = await orang.bawa(ISI)
    await orang.kirim(f"{alamat}/periksa", **PETA)
    await orang.tunggu(alamat, Tahap.DIPERIKSA)
    csv = await orang.buka(f"{alamat}/temuan.csv")
    assert csv.headers["content-disposition"] == 'attachment; filename="temuan-impor.csv"'
    assert "nik_ilmiah" in csv.text
    assert "3.37E+15" not in csv.text
    buku = await orang.buka(f"{alamat}/temuan.xlsx")
    with ZipFile(BytesIO(buku.content)) as zipped:
        assert b"<f>" not in zipped.read("xl/worksheets/sheet1.xml")
    assert (await orang.buka(f"{alamat}/temuan.exe")).status_code == 404


def test_a_cell_a_spreadsheet_would_take_for_a_formula_is_written_as_a_text(tmp_path: Path) -> None:
    for nama in ("a.csv", "a.xlsx"):
        jahat = temuan(1, "=HYPERLINK(1)", "isi_tidak_sah", alasan="@SUM(A1)")
        keluar.tulis_temuan(tmp_path / nama, [jahat])
    assert "'=HYPERLINK(1)" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    with ZipFile(tmp_path / "a.xlsx") as zipped:
        assert b"<f>" not in zipped.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("bentuk", ["csv", "xlsx"])
async def test_the_template_is_a_sheet_the_import_reads_without_a_word(web: Web, bentuk: str) -> None:
    orang = Orang(web, "permed", Peran.PEREKAM_MEDIS)
    templat = await orang.buka(f"/impor/templat.{bentuk}")
    answer = await orang.unggah(templat.content, f"templat.{bentuk}", pratata="otomatis")
    alamat = answer.headers["location"]
    kolom = dict(re.findall(r'name="(kolom_\d+)".*?value="(\w+)" selected', (await orang.buka(alamat)).text))
    assert len(kolom) == len(keluar.JUDUL_TEMPLAT)
    await orang.kirim(f"{alamat}/periksa", **kolom)
    assert "Baris demi baris" not in (await orang.tunggu(alamat, Tahap.DIPERIKSA)).text, "nothing to tell"


def _lain(web: Web) -> Meja:
    """The table of files as another process finds it."""
    return Meja(web.konteks)


async def test_after_a_restart_the_file_is_still_there_and_importing_it_again_repeats_nothing(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.pindahan import jalan

    monkeypatch.setattr(jalan, "SEKALIGUS", 2)
    orang = Orang(web, "permed", Peran.PEREKAM_MEDIS)
    meja = _lain(web)
    rows = "\n".join(f"{n:06d};Contoh Nomor {chr(65 + n)};;" for n in range(1, 8))
    satu = meja.terima(BytesIO(f"{JUDUL}\n{rows}\n".encode()), "pasien.csv", "khanza", orang.petugas.id)
    assert isinstance(satu, meja_impor.Pekerjaan)
    await _sampai(lambda: meja.mulai(satu, sungguh=False), satu, Tahap.DIPERIKSA)
    satu.tahap = Tahap.MENGIMPOR  # as a process leaves it that dies in the middle
    satu.simpan()
    (kedua,) = _lain(web).milik(orang.petugas.id)
    assert (kedua.tahap, kedua.nama, kedua.pratata) == (Tahap.TERPUTUS, "pasien.csv", "khanza")
    lagi = _lain(web)
    (ketiga,) = lagi.milik(orang.petugas.id)
    await _sampai(lambda: lagi.mulai(ketiga, sungguh=True), ketiga, Tahap.SELESAI)
    assert ketiga.hasil.pasien_baru == 7
    assert _lain(web).milik(orang.petugas.id) == []


async def _sampai(mulai: Callable[[], bool], satu: meja_impor.Pekerjaan, tahap: Tahap) -> None:
    assert mulai()
    await sampai(lambda: satu.tahap is tahap, tahap)


async def test_a_file_nobody_came_back_for_is_deleted_after_a_day(web: Web) -> None:
    orang = Orang(web, "permed", Peran.PEREKAM_MEDIS)
    meja = _lain(web)
    meja.terima(BytesIO(ISI.encode()), "pasien.csv", "khanza", orang.petugas.id)
    web.arsip.jam.maju(hours=23)
    assert len(meja.milik(orang.petugas.id)) == 1
    web.arsip.jam.saat += timedelta(hours=2)
    assert meja.milik(orang.petugas.id) == []
    assert list(meja.folder.iterdir()) == []


async def test_one_import_runs_at_a_time_and_can_be_stopped(web: Web) -> None:
    orang = Orang(web, "permed", Peran.PEREKAM_MEDIS)
    meja = _lain(web)
    satu, dua = (meja.terima(BytesIO(ISI.encode()), "pasien.csv", "khanza", orang.petugas.id) for _ in range(2))
    assert isinstance(satu, meja_impor.Pekerjaan)
    assert isinstance(dua, meja_impor.Pekerjaan)
    satu.tahap = Tahap.MEMERIKSA
    assert not meja.mulai(dua, sungguh=True)
    satu.tahap = Tahap.DIPERIKSA
    await asyncio.to_thread(meja.hentikan, satu)
    assert satu.henti
