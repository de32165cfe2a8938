"""Who waits for an answer and how long answers take, as page, files and interface; a bundle for who may read."""

import csv
import io
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import orjson
import pytest
from fhir.resources.R4B.bundle import Bundle
from typer.testing import CliRunner, Result

from cli.main import app
from engine import ruang
from engine.database import writing
from engine.execute import Accepted
from engine.penerima import PENCATAT
from schemas.federasi.pantau import RujukanPantau
from schemas.names import KeadaanRujukan, KelasRawat, KodeUnit, Peran
from tests.kit import Arsip
from tests.kit_web import Web
from tests.klinik import klinik_baru
from tests.rujukan_kit import IDENTITAS
from tests.tempat_kit import bergabung, kosong, masuk, masukan, terima
from tests.test_pages import Inline, Orang


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: what the page reads is held to both databases by the tests of the views."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


async def test_who_waits_and_how_long_answers_take_on_the_page_in_files_and_over_the_interface(web: Web) -> None:
    klinik_baru(web.arsip)
    kepala = Orang(web, "kepala", Peran.KEPALA)
    empty = await kepala.buka("/rujukan/pantau")
    assert (empty.status_code, "Tidak ada rujukan yang menunggu jawaban." in empty.text) == (200, True)
    answered = await masuk(web.arsip, darurat=True)
    web.arsip.jam.maju(minutes=4)
    assert isinstance(await terima(web.arsip, answered, kelas=None), Accepted)
    waits = await masuk(web.arsip, darurat=True, perujuk="PKM8", nomor="2/03/2026")
    web.arsip.jam.maju(minutes=10)
    kepala = Orang(web, "kepala-lagi", Peran.KEPALA)  # the screen of the first is locked by now
    page = await kepala.buka("/rujukan/pantau")
    parser = Inline()
    parser.feed(page.text)
    assert parser.found == []
    for words in (waits, "lewat batas", "100%", "4 mnt", "PKM8"):
        assert words in page.text
    assert IDENTITAS.nama not in page.text
    text = (await kepala.buka("/rujukan/pantau.csv")).text
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";" if ";" in text.splitlines()[0] else ","))
    assert any("4 mnt" in row for row in rows)
    with ZipFile(io.BytesIO((await kepala.buka("/rujukan/pantau.xlsx")).content)) as book:
        assert "PKM8" in book.read("xl/sharedStrings.xml").decode()
    assert (await kepala.buka("/rujukan/pantau.pdf")).content.startswith(b"%PDF")
    told = await web.baca("rujukan/pantau")
    assert (told["lingkup"], [one["rujukan"] for one in told["menunggu"]]) == ("sendiri", [waits])
    assert (told["menunggu"][0]["lewat"], told["semua"]["bagian_dalam_batas"]) == (True, 0.5)
    assert told["semua"]["median_detik"] == 240
    assert (await Orang(web, "admin", Peran.ADMIN).buka("/rujukan/pantau")).status_code == 403


async def test_the_bundle_is_given_to_who_may_read_the_letter(web: Web) -> None:
    klinik_baru(web.arsip)
    id_ = await masuk(web.arsip)
    dokter = Orang(web, "dokter", Peran.DOKTER)
    answer = await dokter.buka(f"/rujukan/{id_}/fhir.json")
    Bundle.model_validate(orjson.loads(answer.content))
    assert answer.headers["content-type"] == "application/fhir+json"
    assert answer.headers["cache-control"] == "no-store"
    assert (await dokter.buka("/rujukan/tidak-ada/fhir.json")).status_code == 404
    assert (await Orang(web, "admin", Peran.ADMIN).buka(f"/rujukan/{id_}/fhir.json")).status_code == 403


async def test_places_are_listed_with_how_new_their_figure_is_in_words(web: Web) -> None:
    bergabung(web.konteks.engine)
    for urut, (asal, n, ago) in enumerate((("RS1", 2, 3), ("RS2", 4, 300)), 1):
        then = web.konteks.now() - timedelta(minutes=ago)
        told = kosong(then, (KelasRawat.KELAS_2, ("umum",), n))
        with writing(web.konteks.engine).begin() as connection:
            PENCATAT[told.jenis](connection, masukan(told, asal, then, urut))
    dokter = Orang(web, "dokter", Peran.DOKTER)
    asked = "layanan=darurat_inap&kelas=kelas_2&kemampuan=umum&tujuan=RS2"
    found = (await dokter.buka(f"/rujukan/tujuan?{asked}")).text
    assert found.index("RS1") < found.index("RS2") < found.index("PKM2")
    for words in ("Ada yang kosong", "2 tempat tidur kosong", "3 menit lalu", "basi: 5 jam lalu", "Tidak ada angkanya"):
        assert words in found
    assert 'value="RS2" checked' in found


async def test_the_rooms_page_keeps_what_a_room_can_serve(web: Web) -> None:
    klinik_baru(web.arsip)
    admin = Orang(web, "admin", Peran.ADMIN)
    form = {"nama": "Melati 1", "kelas": "kelas_2", "kemampuan": ["isolasi", "umum"]}
    assert (await admin.kirim("/kamar/M1", **form)).status_code == 303
    assert "Isolasi, Umum" in (await admin.buka("/kamar")).text
    assert (await admin.kirim("/kamar/M1", **(form | {"kemampuan": ["bulan"]}))).status_code == 422
    with web.konteks.engine.connect() as connection:
        room = next(one for one in ruang.rooms(connection) if one.kode == "M1")
    assert (room.kemampuan, room.unit) == (("isolasi", "umum"), KodeUnit("RANAP"))


async def test_the_command_line_tells_the_same_and_names_nobody(arsip: Arsip, tmp_path: Path) -> None:
    klinik_baru(arsip)
    waits, answered = await masuk(arsip, darurat=True), await masuk(arsip, nomor="2/03/2026")
    assert isinstance(await terima(arsip, answered), Accepted)

    def jejak(*words: str) -> Result:
        return CliRunner().invoke(app, ["rujukan", *words, "--data", str(tmp_path)])

    told = orjson.loads(jejak("pantau", "--json").stdout)
    assert [one["rujukan"] for one in told["menunggu"]] == [waits]
    assert f"{waits}: PKM9 -> PKM1, DARURAT" in jejak("pantau").output
    beds = orjson.loads(jejak("kosong", "--json").stdout)["di_sini"]
    assert sum(one["jumlah"] for one in beds) == 4
    assert "kelas_2" in jejak("kosong").output
    assert orjson.loads(jejak("sisrute", "--json").stdout) == {"isi": []}
    assert "0 dikirim lagi" in jejak("sisrute", "--coba-lagi").output
    Bundle.model_validate(orjson.loads(jejak("fhir", waits).stdout))
    assert jejak("fhir", "tidak-ada").exit_code == 1
    for words in (("pantau",), ("pantau", "--json"), ("kosong",), ("sisrute",)):
        assert IDENTITAS.nama not in jejak(*words).output


async def test_an_office_sees_the_facilities_below_it_and_opens_no_letter(web: Web) -> None:
    bergabung(web.konteks.engine, jenis="dinkes_kabupaten", hub="K32")
    told = RujukanPantau(
        rujukan="01900000-0000-7000-8000-000000000001",
        versi=2,
        perujuk="PKM2",
        tujuan="RS1",
        darurat=True,
        keadaan=KeadaanRujukan.DIKIRIM,
        dikirim=web.konteks.now(),
        tingkat=2,
    )
    with writing(web.konteks.engine).begin() as connection:
        PENCATAT[told.jenis](connection, masukan(told, "PKM2", told.dikirim))
    page = (await Orang(web, "kadis", Peran.KEPALA).buka("/rujukan/pantau")).text
    for words in ("Contoh PKM2", "Contoh RS1", "dinaikkan dinas di bawahnya", "tanpa data pasien"):
        assert words in page
    assert told.rujukan not in page
    assert (await web.baca("rujukan/pantau"))["lingkup"] == "wilayah"
