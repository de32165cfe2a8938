"""The pages and the API of the master index: searching, a look at possible duplicates, registering, merging."""

from typing import Any

import pytest

from engine.facility import baru
from schemas.names import Peran
from tests.kit_web import Web

SITI = {"nama": "Siti Aminah", "tanggal_lahir": "12-03-1990", "jenis_kelamin": "perempuan", "nik": "3201015203900001"}


class Loket:
    """A logged-in clerk at the pages."""

    def __init__(self, web: Web, *peran: Peran) -> None:
        self.web = web
        self.kepala, self.csrf = web.masuk(web.orang(f"di_{peran[-1]}", *peran))

    async def buka(self, jalan: str) -> Any:
        return await self.web.klien.get(jalan, headers=self.kepala)

    async def kirim(self, jalan: str, **isi: str) -> Any:
        data = {"csrf": self.csrf, "command_id": baru()} | isi
        return await self.web.klien.post(jalan, data=data, headers=self.kepala)

    async def daftar(self, **isi: str) -> str:
        answer = await self.kirim("/pasien/baru", **isi)
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"].split("/")[2].split("?")[0])


@pytest.fixture
def loket(web: Web) -> Loket:
    return Loket(web, Peran.PETUGAS_PENDAFTARAN, Peran.PEREKAM_MEDIS)


async def test_a_patient_is_registered_found_and_shown(loket: Loket) -> None:
    pasien = await loket.daftar(**SITI)
    page = await loket.kirim("/pasien", q="aminah siti")
    assert f'href="/pasien/{pasien}"' in page.text
    lembar = await loket.buka(f"/pasien/{pasien}")
    assert lembar.status_code == 200
    assert "SITI AMINAH" in lembar.text
    assert SITI["nik"] in lembar.text


async def test_possible_duplicates_are_shown_before_a_second_entry_is_made(loket: Loket) -> None:
    first = await loket.daftar(**SITI)
    answer = await loket.kirim("/pasien/baru", **SITI | {"nama": "Sitti Aminnah", "nik": ""})
    assert answer.status_code == 200
    assert f'href="/pasien/{first}"' in answer.text
    assert "Mungkin sudah terdaftar" in answer.text
    seen = answer.text.split('name="sudah_dilihat" value="')[1].split('"')[0]
    again = await loket.kirim("/pasien/baru", **SITI | {"nama": "Sitti Aminnah", "nik": "", "sudah_dilihat": seen})
    assert again.status_code == 303


SALAH = (
    ("nama", "12345", "Nama harus memuat huruf"),
    ("nama", "Budi 2", "Nama tidak memuat angka"),
    ("nik", "A1-?", "NIK hanya berisi angka"),
    ("paspor", "x", "Nomor paspor 4 sampai 20"),
    ("nomor_jkn", "12a", "Nomor JKN hanya berisi angka"),
    ("nomor_keluarga", "kk", "Nomor kartu keluarga hanya berisi angka"),
    ("telepon", "12", "Nomor telepon terlalu pendek"),
    ("telepon", "rumah", "Telepon hanya berisi angka"),
    ("tanggal_lahir", "31-02-1990", "Tanggal lahir bukan tanggal"),
    ("tanggal_lahir", "01-01-2090", "Tanggal lahir belum tiba"),
    ("alamat", "x" * 201, "Alamat terlalu panjang"),
    ("alamat", "Jl. Melati\x07", "tanda yang tidak bisa dicetak"),
)


async def test_each_rule_of_a_field_has_its_own_sentence_and_nothing_typed_is_lost(loket: Loket) -> None:
    for bidang, nilai, kalimat in SALAH:
        answer = await loket.kirim("/pasien/baru", **SITI | {bidang: nilai})
        assert answer.status_code == 422, bidang
        assert kalimat in answer.text
        assert nilai in answer.text
        assert bidang == "nik" or SITI["nik"] in answer.text


async def test_an_odd_nik_is_told_and_not_in_the_way(loket: Loket) -> None:
    fragment = await loket.kirim("/pasien/periksa", **SITI | {"nik": "3201011203900001"})
    assert "NIK dan jenis kelamin tidak cocok" in fragment.text
    assert await loket.daftar(**SITI | {"nik": "3201011203900001"})


async def test_titles_and_status_typed_with_the_name_go_to_their_own_fields(loket: Loket) -> None:
    pasien = await loket.daftar(nama="Ny. dr. Rina Wulandari, Sp.A")
    lembar = await loket.buka(f"/pasien/{pasien}")
    assert "Rina Wulandari, dr., Sp.A, Ny." in lembar.text


async def test_two_entries_are_merged_lead_to_the_one_that_stays_and_are_taken_apart_again(loket: Loket) -> None:
    stays = await loket.daftar(**SITI)
    twin = await loket.daftar(nama="Siti Aminah", tanggal_lahir="01-01-1970")
    page = await loket.buka(f"/pasien/{twin}/gabung")
    assert page.status_code == 200
    assert (await loket.kirim(f"/pasien/{twin}/gabung", q="siti aminah")).text.count("Gabungkan ke pasien ini") == 1
    assert (await loket.kirim(f"/pasien/{twin}/gabung", ke_pasien=stays)).status_code == 303
    merged = await loket.buka(f"/pasien/{twin}")
    assert f'href="/pasien/{stays}"' in merged.text
    found = await loket.kirim("/pasien", q="siti aminah")
    assert f'href="/pasien/{stays}"' in found.text
    assert f'href="/pasien/{twin}"' not in found.text
    assert (await loket.kirim(f"/pasien/{stays}/gabung", ke_pasien=twin)).status_code == 409
    assert (await loket.kirim(f"/pasien/{twin}/pisah")).status_code == 303
    assert "Buka pasien yang dipertahankan" not in (await loket.buka(f"/pasien/{twin}")).text


async def test_a_change_says_which_fields_and_keeps_what_was(loket: Loket) -> None:
    pasien = await loket.daftar(**SITI)
    form = await loket.buka(f"/pasien/{pasien}/ubah")
    assert 'value="12-03-1990"' in form.text
    answer = await loket.kirim(f"/pasien/{pasien}/ubah", **SITI | {"nama": "Siti Rahmah"}, sebab="berubah", versi="1")
    assert answer.status_code == 303
    lembar = await loket.buka(f"/pasien/{pasien}")
    assert "SITI RAHMAH" in lembar.text
    assert "Siti Aminah" in lembar.text
    stale = await loket.kirim(f"/pasien/{pasien}/ubah", **SITI, versi="1")
    assert stale.status_code == 409


PERAN = (
    (Peran.PETUGAS_PENDAFTARAN, True, True),
    (Peran.KEPALA, True, True),
    (Peran.PETUGAS_UNIT, True, False),
    (Peran.DOKTER, True, False),
    (Peran.AUDITOR, False, False),
    (Peran.ADMIN, False, False),
)


async def test_names_are_shown_to_those_who_need_them_and_whole_identities_to_fewer(loket: Loket) -> None:
    pasien = await loket.daftar(**SITI)
    for peran, kenal, urus in PERAN:
        other = Loket(loket.web, peran)
        lembar = await other.buka(f"/pasien/{pasien}")
        assert ("SITI AMINAH" in lembar.text) is kenal, peran
        assert (SITI["nik"] in lembar.text) is urus, peran
        found = await other.kirim("/pasien", q="siti")
        assert ("Siti Aminah" in found.text) is kenal, peran
        assert (await other.buka(f"/pasien/{pasien}/ubah")).status_code == (200 if urus else 403), peran
        token = loket.web.sebagai(loket.web.perangkat(peran))
        api = await loket.web.klien.get(f"/api/v1/pasien/{pasien}", headers=token)
        assert api.status_code == (200 if urus else 403), peran
        asked = await loket.web.klien.post("/api/v1/pasien/cari", json={"q": "siti"}, headers=token)
        assert asked.status_code == (200 if urus else 403), peran


async def test_the_api_searches_checks_and_reads(loket: Loket) -> None:
    pasien = await loket.daftar(**SITI)
    klien = loket.web.klien
    found = (await klien.post("/api/v1/pasien/cari", json={"nama": "siti", "tanggal_lahir": "1990-03-12"})).json()
    assert [one["orang"]["id"] for one in found["isi"]] == [pasien]
    identitas = {"nama": "Siti Aminah", "tanggal_lahir": "1990-03-12", "nik": "123"}
    checked = (await klien.post("/api/v1/pasien/periksa", json=identitas)).json()
    assert [one["orang"]["id"] for one in checked["kembar"]] == [pasien]
    assert checked["peringatan"] == {"nik": ["NIK harus 16 angka. Hitung lagi angkanya pada KTP atau KK."]}
    read = (await klien.get(f"/api/v1/pasien/{pasien}")).json()
    assert read["identitas"]["nama"] == "Siti Aminah"
    assert (await klien.get("/api/v1/pasien/tidak-ada")).status_code == 404
    body = {"command_id": baru(), "jenis": "pasien.daftarkan", "data": {"identitas": {"nama": "dr. Budi"}}}
    refused = (await klien.post("/api/v1/perintah", json=body)).json()
    assert refused["field"] == "data.identitas.nama"
    assert "gelar" in refused["detail"]


async def test_a_folder_is_made_for_a_patient_from_their_page(loket: Loket) -> None:
    pasien = await loket.daftar(**SITI)
    assert (await loket.kirim(f"/pasien/{pasien}/berkas", nomor="00-12-34")).status_code == 303
    assert "00-12-34" in (await loket.buka(f"/pasien/{pasien}")).text
    assert f"/pasien/{pasien}" in (await loket.kirim("/pasien", q="00-12-34")).text


ANEH = (
    "\0",
    "'; DROP TABLE pasien; --",
    "%00",
    "\u202e",
    "٣٢٠١٠١٠٣٠٤٨١٠٠٠٧",
    "9" * 199,
    "a " * 99,
    "12-03-1990 " * 9,
    "<script>alert(1)</script>",
    "\U0001f600",
    "é" * 40,
    "- . / ,",
    "31-02-2000 0812 siti",
)


async def test_whatever_is_typed_is_answered_without_a_fault(loket: Loket) -> None:
    for aneh in ANEH:
        for jalan, bidang in (("/pasien", "q"), ("/pasien/periksa", "nama"), ("/pasien/baru", "telepon")):
            answer = await loket.kirim(jalan, **{"nama": "Siti"} | {bidang: aneh})
            assert answer.status_code < 500, (jalan, aneh)
            assert "<script>alert" not in answer.text
        for isi in ({"q": aneh}, {"nama": aneh}, {"alamat": aneh}, {"nomor": aneh[:24]}, {"nik": aneh}):
            answer = await loket.web.klien.post("/api/v1/pasien/cari", json=isi)
            assert answer.status_code < 500, (isi, answer.text)
    for jalan in ("/pasien/%00", "/pasien/x", "/pasien/x/ubah", "/pasien/x/gabung", "/api/v1/pasien/%00"):
        assert (await loket.buka(jalan)).status_code in {401, 404}, jalan
    for jalan in ("/pasien/x/ubah", "/pasien/x/gabung", "/pasien/x/pisah", "/pasien/x/berkas"):
        assert (await loket.kirim(jalan, nama="Siti", ke_pasien="x")).status_code in {404, 422}, jalan
