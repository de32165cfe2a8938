"""The HTTP interface: commands, scans, records, board; who may what; what every answer carries."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from engine.database import connect
from engine.facility import baru
from engine.numbers import JenisKode, tulis_kode
from engine.people import Cakupan
from schemas.commands import COMMANDS
from schemas.names import Peran
from tests.kit import GIGI, UMUM
from tests.kit_web import ALAMAT, Web, disajikan
from web.app import create_app
from web.auth import CSRF_HEADER
from web.context import Konteks
from web.documents import OPENAPI_JSON, openapi
from web.middleware import CSP, nama_boleh


def test_the_document_of_the_interface_is_the_one_in_docs() -> None:
    assert OPENAPI_JSON.read_bytes() == openapi(), "jalankan: python -m web.documents"


def test_every_command_is_in_the_document() -> None:
    document = openapi().decode()
    for jenis in COMMANDS:
        assert f'"{jenis}"' in document


async def test_a_day_of_one_folder_by_scans_alone(web: Web) -> None:
    await web.perintah("daftarkan", nomor="00-12-34")
    path = []
    for di, isi in (
        ("RM", {"tujuan": GIGI}),
        (GIGI, {}),
        (GIGI, {"tujuan": "RM"}),
        ("RM", {}),
        ("RM", {}),
    ):
        web.arsip.jam.maju(minutes=20)
        answer = await web.pindai("001234", di, **isi)
        assert answer.status_code == 200, answer.text
        path.append((answer.json()["jenis"], answer.json()["keadaan"], answer.json()["berkas"]["versi"]))
    assert path == [
        ("gerak", "diambil", 2),
        ("gerak", "di_poli", 3),
        ("gerak", "dalam_perjalanan", 4),
        ("gerak", "kembali", 5),
        ("gerak", "dirakit", 6),
    ]
    web.arsip.jam.maju(minutes=20)
    undecided = await web.pindai("001234", "RM")
    assert (undecided.status_code, undecided.json()["kode"]) == (409, "menunggu_putusan")
    line = await web.baca("berkas/001234/jejak")
    assert [event["ke"] for event in line["isi"]][:6] == ["disimpan", *(state for _, state, _ in path)]
    assert line["isi"][1]["kalimat"] == "Diambil dari rak untuk Poli Gigi"


async def test_a_place_and_a_badge_are_answered_as_context_and_move_nothing(web: Web) -> None:
    siti = web.orang("siti", Peran.PETUGAS_UNIT)
    before = (await web.baca("papan"))["seq"]
    place = await web.pindai(tulis_kode(JenisKode.LOKASI, GIGI), "RM")
    assert place.json() == {"jenis": "lokasi", "unit": GIGI, "nama": "Poli Gigi"}
    badge = await web.pindai(tulis_kode(JenisKode.PETUGAS, str(siti.kartu)), "RM")
    assert badge.json() == {"jenis": "petugas", "petugas": siti.id, "nama": siti.nama}
    assert (await web.baca("papan"))["seq"] == before


async def test_a_badge_names_the_holder_of_the_next_scans(web: Web) -> None:
    siti = web.orang("siti", Peran.PETUGAS_UNIT)
    await web.perintah("daftarkan", nomor="77")
    badge = tulis_kode(JenisKode.PETUGAS, str(siti.kartu))
    answer = await web.pindai(tulis_kode(JenisKode.BERKAS, "77"), "RM", tujuan=GIGI, kartu=badge)
    assert answer.json()["berkas"]["pemegang"] == siti.id
    held = await web.baca("berkas", pemegang=siti.id)
    assert [row["nomor"] for row in held["isi"]] == ["77"]
    assert (await web.baca("berkas/77"))["nama_pemegang"] == siti.nama


async def test_a_scan_of_a_scanner_and_a_typed_one_are_told_apart(web: Web) -> None:
    await web.perintah("daftarkan", nomor="0077")
    code = tulis_kode(JenisKode.BERKAS, "0077")
    body = {"command_id": baru(), "kode": code, "di": "RM", "tujuan": GIGI}
    assert (await web.klien.post("/api/v1/pindai", json=body)).status_code == 200
    web.arsip.jam.maju(minutes=1)
    await web.pindai("77", GIGI)
    lines = (await web.baca("berkas/0077/jejak"))["isi"]
    assert [line["cara"] for line in lines] == ["api", "pindai", "ketik"]


async def test_a_thousand_commands_are_answered_each_in_its_place(web: Web) -> None:
    items = [
        {"command_id": baru(), "jenis": "berkas.daftarkan", "data": {"nomor": f"{place:06}"}} for place in range(1000)
    ]
    body = {"perintah": items}
    first = (await web.klien.post("/api/v1/perintah/banyak", json=body)).json()
    assert (first["diterima"], first["ditolak"]) == (1000, 0)
    assert sorted(line["seq"] for line in first["jawaban"]) == list(range(1, 1001))
    assert [line["subjek"] for line in first["jawaban"]] == [item["command_id"] for item in items]
    again = (await web.klien.post("/api/v1/perintah/banyak", json=body)).json()
    assert all(line["diulang"] for line in again["jawaban"])
    assert (await web.baca("papan"))["keadaan"] == {"disimpan": 1000}


async def test_one_command_id_sent_by_many_at_once_moves_once(web: Web) -> None:
    await web.perintah("daftarkan", nomor="1")
    body = {"command_id": baru(), "jenis": "berkas.ambil", "subjek": "1", "data": {"tujuan": GIGI}}
    answers = await asyncio.gather(*(web.klien.post("/api/v1/perintah", json=body) for _ in range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json()["seq"] for answer in answers} == {2}
    assert sum("diulang" not in answer.json() for answer in answers) == 1


async def test_the_board_tells_what_the_ledger_tells(web: Web) -> None:
    for nomor in ("1", "2", "3"):
        await web.perintah("daftarkan", nomor=nomor)
    await web.perintah("ambil", "1", tujuan=GIGI)
    await web.perintah("terima_di_unit", "1", unit=GIGI)
    await web.perintah("ambil", "2", tujuan=UMUM)
    web.arsip.jam.maju(hours=30)
    papan = await web.baca("papan")
    assert papan["keadaan"] == {"disimpan": 1, "di_poli": 1, "diambil": 1}
    assert {
        row["unit"]["kode"]: (row["jumlah"], row["menuju"]) for row in papan["unit"] if row["jumlah"] + row["menuju"]
    } == {
        GIGI: (1, 0),
        UMUM: (0, 1),
    }
    assert [(row["berkas"]["nomor"], row["lewat"]) for row in papan["terlambat"]] == [("2", "P1DT5H50M"), ("1", "PT6H")]
    assert papan["seq"] == 6
    assert papan["siaran_tertunda"]


async def test_the_board_is_made_once_for_all_who_look_and_anew_after_each_line(web: Web) -> None:
    await web.perintah("daftarkan", nomor="1")
    assert web.konteks.papan() is web.konteks.papan()
    await web.perintah("ambil", "1", tujuan=GIGI)
    assert web.konteks.papan().jumlah_di_perjalanan == 1


async def test_units_and_the_list_to_check_are_read_by_pages(web: Web) -> None:
    units = (await web.baca("unit"))["isi"]
    assert [unit["kode"] for unit in units] == ["RM", "UMUM", "GIGI", "KIA", "RANAP"]
    await web.perintah("daftarkan", nomor="1")
    await web.perintah("laporkan_hilang", "1")
    for _ in range(3):
        await web.perintah("catat_terlihat", "1", amplop={"di": GIGI})
    first = await web.baca("cek", batas=2)
    rest = await web.baca("cek", batas=2, kursor=first["kursor"])
    assert [len(first["isi"]), len(rest["isi"]), rest["kursor"]] == [2, 1, None]
    assert {row["alasan"] for row in first["isi"]} == {"berkas_hilang_terlihat"}


# ── who may what ────────────────────────────────────────────────────────────────────────────────────

BACAAN = ("berkas", "berkas/1", "berkas/1/jejak", "papan", "unit", "cek", "aliran")


async def _kode(web: Web, method: str, jalan: str, headers: dict[str, str], **isi: Any) -> tuple[int, str]:
    answer = await web.klien.request(method, f"/api/v1/{jalan}", headers=headers, **isi)
    return answer.status_code, answer.json().get("kode", "")


async def test_nobody_reads_or_writes_without_saying_who_they_are(web: Web) -> None:
    for headers in (
        {"Authorization": ""},
        {"Authorization": "Basic YTpi"},
        {"Authorization": "", "Cookie": "jejak_sesi=x"},
    ):
        for jalan in BACAAN:
            assert await _kode(web, "GET", jalan, headers) == (401, "belum_masuk")
        for jalan in ("perintah", "perintah/banyak", "pindai"):
            assert await _kode(web, "POST", jalan, headers, json={}) == (401, "belum_masuk")
    assert await _kode(web, "GET", "unit", web.sebagai("jejak_salah")) == (401, "token_tidak_sah")


async def test_a_device_does_only_what_its_token_covers(web: Web) -> None:
    for cakupan in Cakupan:
        headers = web.sebagai(web.perangkat(Peran.KEPALA, cakupan=[cakupan]))
        reads = (await _kode(web, "GET", "unit", headers))[1]
        asks = (await _kode(web, "POST", "perintah", headers, json={}))[1]
        scans = (await _kode(web, "POST", "pindai", headers, json={}))[1]
        allowed = {
            Cakupan.BACA: ("", "cakupan_kurang", "cakupan_kurang"),
            Cakupan.PERINTAH: ("cakupan_kurang", "isian_tidak_sah", "cakupan_kurang"),
            Cakupan.PINDAI: ("cakupan_kurang", "cakupan_kurang", "isian_tidak_sah"),
            Cakupan.ELEKTRONIK: ("cakupan_kurang", "cakupan_kurang", "cakupan_kurang"),
        }
        assert (reads, asks, scans) == allowed[cakupan]


async def test_a_browser_writes_only_with_its_own_pages_token(web: Web) -> None:
    headers, csrf = web.masuk(web.orang("siti", Peran.PEREKAM_MEDIS))
    body = {"command_id": baru(), "jenis": "berkas.daftarkan", "data": {"nomor": "1"}}
    assert await _kode(web, "POST", "perintah", headers, json=body) == (403, "csrf_tidak_cocok")
    wrong = headers | {CSRF_HEADER: "x" * 43}
    assert await _kode(web, "POST", "perintah", wrong, json=body) == (403, "csrf_tidak_cocok")
    assert (await _kode(web, "POST", "perintah", headers | {CSRF_HEADER: csrf}, json=body))[0] == 200
    assert (await _kode(web, "GET", "berkas/1", headers))[0] == 200


async def test_a_locked_screen_still_shows_the_board_and_nothing_else(web: Web) -> None:
    headers, csrf = web.masuk(web.orang("siti", Peran.PEREKAM_MEDIS))
    web.arsip.jam.maju(minutes=10)
    assert await _kode(web, "GET", "berkas", headers) == (401, "sesi_terkunci")
    assert await _kode(web, "POST", "perintah", headers | {CSRF_HEADER: csrf}, json={}) == (401, "sesi_terkunci")
    assert (await _kode(web, "GET", "papan", headers))[0] == 200
    web.arsip.jam.maju(hours=12)
    assert await _kode(web, "GET", "papan", headers) == (401, "belum_masuk")


async def test_every_active_role_may_read(web: Web) -> None:
    for peran in Peran:
        headers = web.sebagai(web.perangkat(peran, cakupan=[Cakupan.BACA]))
        assert (await _kode(web, "GET", "papan", headers))[0] == 200


# ── what every answer carries ───────────────────────────────────────────────────────────────────────


async def test_every_answer_carries_the_strict_headers(web: Web) -> None:
    for jalan in ("/api/v1/unit", "/api/v1/tidak-ada", "/healthz", "/tidak-ada"):
        answer = await web.klien.get(jalan)
        assert answer.headers["content-security-policy"] == CSP
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "same-origin"
    too_big = await web.klien.post("/api/v1/perintah", content=b"a" * 2_000_000)
    assert too_big.headers["content-security-policy"] == CSP


async def test_a_fault_of_ours_is_told_without_its_cause(web: Web, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(web.konteks)

    @app.get("/rusak")
    @app.get("/api/v1/rusak")
    def rusak() -> None:
        raise RuntimeError("nomor 001234")

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ALAMAT) as klien:
        answer = await klien.get("/api/v1/rusak")
        page = await klien.get("/rusak", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.json()["kode"]) == (500, "galat_dalam")
    assert (page.status_code, page.headers["content-type"]) == (500, "text/html; charset=utf-8")
    assert page.headers["content-security-policy"] == CSP
    assert "001234" not in answer.text + page.text
    assert "001234" not in caplog.text


async def test_a_page_elsewhere_cannot_rebind_its_name_to_us(web: Web) -> None:
    answer = await web.klien.get("/healthz", headers={"Host": "jahat.example"})
    assert (answer.status_code, answer.json()["kode"]) == (421, "nama_host")
    for host in ("127.0.0.1:8080", "localhost", "[::1]:8080"):
        assert (await web.klien.get("/healthz", headers={"Host": host})).status_code == 200


def test_on_the_clinics_network_any_name_is_served_unless_names_are_given() -> None:
    assert nama_boleh("0.0.0.0", "") == frozenset()
    assert "rm.puskesmas.example" in nama_boleh("0.0.0.0", "RM.puskesmas.example, lain")
    assert "localhost" in nama_boleh("0.0.0.0", "rm.puskesmas.example")


async def test_readiness_names_what_is_not_ready(web: Web) -> None:
    ready = await web.klien.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"siap": True, "belum": ["siaran"]})
    web.konteks.door = None
    early = await web.klien.get("/readyz")
    assert (early.status_code, early.json()) == (503, {"siap": False, "belum": ["fasyankes"]})
    assert (await web.klien.get("/healthz")).json() == {"hidup": True}


async def test_a_facility_that_is_not_set_up_takes_no_commands(web: Web) -> None:
    web.konteks.door = None
    for jalan in ("perintah", "perintah/banyak", "pindai"):
        answer = await web.klien.post(f"/api/v1/{jalan}", json={"perintah": [1]})
        assert (answer.status_code, answer.json()["kode"]) == (503, "belum_disiapkan")
        assert int(answer.headers["retry-after"]) > 0


async def test_a_database_that_cannot_be_read_makes_us_unready_but_alive(web: Web, tmp_path: Path) -> None:
    empty = connect(f"sqlite:///{tmp_path / 'kosong.db'}")
    parts = Konteks(empty, web.konteks.settings, web.konteks.door)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(create_app(parts)), base_url=ALAMAT) as klien:
        assert (await klien.get("/healthz")).status_code == 200
        answer = await klien.get("/readyz")
    empty.dispose()
    assert (answer.status_code, answer.json()["belum"]) == (503, ["database", "siaran"])


async def test_a_large_body_over_a_real_connection_gets_its_answer(web: Web) -> None:
    async with disajikan(web) as klien:
        answer = await klien.post("/api/v1/perintah", content=b"a" * 5_000_000)
        assert (answer.status_code, answer.json()["kode"]) == (413, "terlalu_besar")
        answer = await klien.get("/api/v1/berkas/%00")
        assert answer.status_code == 404


async def test_times_are_told_with_their_offset(web: Web) -> None:
    moment = (web.arsip.jam() + timedelta(minutes=1)).isoformat()
    await web.perintah("daftarkan", nomor="1")
    web.arsip.jam.maju(hours=1)
    await web.perintah("ambil", "1", tujuan=GIGI, amplop={"terjadi_pada": moment.replace("+00:00", "Z")})
    last = (await web.baca("berkas/1/jejak"))["isi"][-1]
    assert last["terjadi_pada"] == "2026-03-02T01:01:00Z"
    assert last["dicatat_pada"] == "2026-03-02T02:00:00Z"
    assert last["susulan"]
