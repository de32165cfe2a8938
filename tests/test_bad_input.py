"""Bad input, item by item: each gets its own problem+json, and nothing is half-written. On both databases."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, func, select

from engine import ledger
from engine import tables as t
from engine.facility import baru
from engine.numbers import JenisKode, tulis_kode
from engine.people import Petugas
from engine.refusals import SENTENCES
from schemas.names import BerkasId, Peran
from tests.kit import GIGI, PKM, UMUM
from tests.kit_web import Web

PERINTAH, PINDAI = "/api/v1/perintah", "/api/v1/pindai"


def _masalah(answer: httpx.Response, status: int, kode: str, field: str | None) -> None:
    """The one shape every no has."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (body["kode"], body.get("field"), body["status"]) == (kode, field, status)
    assert body["detail"].endswith(".")
    assert "{" not in body["detail"]
    assert set(body) <= {"type", "title", "status", "detail", "kode", "field"}
    assert "Traceback" not in answer.text
    assert kode in SENTENCES


def _tertulis(engine: Engine) -> tuple[int, ...]:
    """How many rows each table of the ledger's world has."""
    tables = (t.jejak, t.berkas, t.nomor_akhiran, t.perlu_dicek)
    with engine.connect() as connection:
        return tuple(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)


@pytest.fixture
async def berkas(web: Web) -> AsyncIterator[BerkasId]:
    """A record on the rack; afterwards the ledger still tells one whole story."""
    made = await web.arsip.daftar(nomor="001234")
    web.arsip.jam.maju(hours=1)
    yield made
    with web.arsip.engine.connect() as connection:
        assert list(ledger.verify(connection, PKM.kode))


async def _ditolak(web: Web, masalah: tuple[int, str, str | None], body: Any, jalan: str = PERINTAH) -> None:
    """Refused so, and nothing of it is in the ledger."""
    before = _tertulis(web.arsip.engine)
    sent = {"content": body} if isinstance(body, bytes) else {"json": body}
    answer = await web.klien.post(jalan, headers={"Content-Type": "application/json"}, **sent)
    _masalah(answer, *masalah)
    assert _tertulis(web.arsip.engine) == before


def _perintah(jenis: str, subjek: str | None, amplop: dict[str, Any] | None = None, **isi: Any) -> dict[str, Any]:
    return {"command_id": baru(), "jenis": f"berkas.{jenis}", "subjek": subjek, "data": isi} | (amplop or {})


async def test_an_unknown_record(web: Web, berkas: BerkasId) -> None:
    for subjek in ("999999", baru(), "34"):
        await _ditolak(web, (404, "berkas_tidak_dikenal", "subjek"), _perintah("ambil", subjek, tujuan=GIGI))
    answer = await web.klien.get("/api/v1/berkas/999999")
    _masalah(answer, 404, "berkas_tidak_dikenal", "subjek")
    assert berkas


async def test_an_unknown_unit(web: Web, berkas: BerkasId) -> None:
    await _ditolak(web, (422, "unit_tidak_dikenal", "tujuan"), _perintah("ambil", berkas, tujuan="TAKADA"))
    scan = {"command_id": baru(), "teks": "001234", "di": "TAKADA"}
    await _ditolak(web, (422, "unit_tidak_dikenal", "di"), scan, PINDAI)
    code = tulis_kode(JenisKode.LOKASI, "TAKADA")
    await _ditolak(web, (422, "unit_tidak_dikenal", "kode"), {"command_id": baru(), "kode": code, "di": "RM"}, PINDAI)


async def test_an_unknown_member_of_staff(web: Web, berkas: BerkasId) -> None:
    ask = _perintah("ambil", berkas, tujuan=GIGI, pemegang=baru())
    await _ditolak(web, (422, "petugas_tidak_dikenal", "pemegang"), ask)
    badge = {"command_id": baru(), "kode": tulis_kode(JenisKode.PETUGAS, "AB12"), "di": "RM"}
    await _ditolak(web, (422, "petugas_tidak_dikenal", "kode"), badge, PINDAI)


async def test_a_stale_version(web: Web, berkas: BerkasId) -> None:
    await _ditolak(web, (409, "versi_usang", "versi"), _perintah("ambil", berkas, {"versi": 7}, tujuan=GIGI))


async def test_a_wrong_state(web: Web, berkas: BerkasId) -> None:
    await _ditolak(web, (409, "keadaan_tidak_sesuai", None), _perintah("lengkapi", berkas))


async def test_a_wrong_role(web: Web, berkas: BerkasId) -> None:
    web.klien.headers["Authorization"] = f"Bearer {web.perangkat(Peran.DOKTER)}"
    await _ditolak(web, (403, "peran_tidak_boleh", None), _perintah("ambil", berkas, tujuan=GIGI))


async def test_a_wrong_unit_of_staff(web: Web, berkas: BerkasId) -> None:
    taken = await web.perintah("ambil", berkas, tujuan=GIGI)
    assert taken.status_code == 200
    web.klien.headers["Authorization"] = f"Bearer {web.perangkat(Peran.PETUGAS_UNIT, unit=UMUM)}"
    answer = await web.perintah("terima_di_unit", berkas, unit=GIGI)
    _masalah(answer, 403, "bertugas_di_unit", None)


async def test_malformed_json(web: Web, berkas: BerkasId) -> None:
    for body in (b"{", b"", b"\xff\xfe", b'{"a": NaN}', b"[" * 100_000, b'{"command_id": "\\ud800"}'):
        for jalan in (PERINTAH, f"{PERINTAH}/banyak", PINDAI):
            await _ditolak(web, (422, "json_rusak", None), body, jalan)
    assert berkas


async def test_json_that_is_no_object(web: Web) -> None:
    for body in (b"1", b"null", b"[]", b'"teks"'):
        await _ditolak(web, (422, "isian_tidak_sah", "isi"), body)
        await _ditolak(web, (422, "isian_tidak_sah", "isi"), body, PINDAI)
        await _ditolak(web, (422, "isian_tidak_sah", "perintah"), body, f"{PERINTAH}/banyak")


async def test_a_body_of_another_kind(web: Web) -> None:
    answer = await web.klien.post(PERINTAH, data={"jenis": "berkas.ambil"})
    _masalah(answer, 415, "jenis_isi", "Content-Type")


async def test_a_body_of_five_megabytes(web: Web, berkas: BerkasId) -> None:
    body = b'{"command_id": "' + b"a" * 5_000_000 + b'"}'
    for jalan in (PERINTAH, f"{PERINTAH}/banyak", PINDAI):
        await _ditolak(web, (413, "terlalu_besar", "isi"), body, jalan)

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(500):
            yield b"a" * 10_000

    _masalah(await web.klien.post(PERINTAH, content=chunks()), 413, "terlalu_besar", "isi")
    assert berkas


async def test_a_future_time(web: Web, berkas: BerkasId) -> None:
    moment = (web.arsip.jam() + timedelta(hours=1)).isoformat()
    ask = _perintah("ambil", berkas, {"terjadi_pada": moment}, tujuan=GIGI)
    await _ditolak(web, (422, "waktu_di_depan", "terjadi_pada"), ask)


async def test_a_time_before_the_record_existed(web: Web, berkas: BerkasId) -> None:
    moment = (web.arsip.jam() - timedelta(days=1)).isoformat()
    ask = _perintah("ambil", berkas, {"terjadi_pada": moment}, tujuan=GIGI)
    await _ditolak(web, (422, "sebelum_berkas_ada", "terjadi_pada"), ask)


async def test_a_time_nobody_can_read(web: Web, berkas: BerkasId) -> None:
    for moment in (
        "2026-03-02T08:00",
        "kemarin",
        1772416800,
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59-12:00",
        "",
    ):
        before = _tertulis(web.arsip.engine)
        ask = _perintah("ambil", berkas, {"terjadi_pada": moment}, tujuan=GIGI)
        answer = await web.klien.post(PERINTAH, json=ask)
        assert answer.status_code == 422, answer.text
        assert answer.json()["field"] == "terjadi_pada"
        assert _tertulis(web.arsip.engine) == before


async def test_a_command_id_used_for_another_command(web: Web, berkas: BerkasId) -> None:
    first = _perintah("ambil", berkas, tujuan=GIGI)
    answer = await web.klien.post(PERINTAH, json=first)
    assert answer.status_code == 200
    again = await web.klien.post(PERINTAH, json=first)
    assert again.json() == answer.json() | {"diulang": True}
    await _ditolak(web, (409, "perintah_id_terpakai", "command_id"), first | {"data": {"tujuan": UMUM}})


async def test_a_refused_command_is_refused_again_in_the_same_words(web: Web, berkas: BerkasId) -> None:
    ask = _perintah("lengkapi", berkas)
    first = await web.klien.post(PERINTAH, json=ask)
    again = await web.klien.post(PERINTAH, json=ask)
    assert first.json() == again.json()
    await _ditolak(web, (409, "perintah_id_terpakai", "command_id"), ask | {"jenis": "berkas.rakit"})


async def test_a_thousand_and_one_commands(web: Web, berkas: BerkasId) -> None:
    many = {"perintah": [_perintah("catat_terlihat", berkas) for _ in range(1_001)]}
    await _ditolak(web, (413, "terlalu_banyak", "perintah"), many, f"{PERINTAH}/banyak")


async def test_a_batch_that_is_none(web: Web) -> None:
    bodies: tuple[dict[str, Any], ...] = ({}, {"perintah": []}, {"perintah": {}}, {"perintah": [1], "lain": 2})
    for body in bodies:
        await _ditolak(web, (422, "isian_tidak_sah", "perintah"), body, f"{PERINTAH}/banyak")


async def test_in_a_batch_each_bad_line_is_refused_alone(web: Web, berkas: BerkasId) -> None:
    items = [
        _perintah("ambil", berkas, tujuan="TAKADA"),
        7,
        _perintah("ambil", "001234", tujuan=GIGI),
        {"jenis": "berkas.ambil"},
        _perintah("tidak_ada", berkas),
        _perintah("terima_di_unit", berkas, unit=GIGI),
    ]
    answer = await web.klien.post(f"{PERINTAH}/banyak", json={"perintah": items})
    body = answer.json()
    assert [line["indeks"] for line in body["jawaban"]] == list(range(6))
    assert [line["status"] for line in body["jawaban"]] == [422, 422, 200, 422, 422, 200]
    assert [line.get("kode") for line in body["jawaban"]] == [
        "unit_tidak_dikenal",
        "isian_tidak_sah",
        None,
        "isian_tidak_sah",
        "perintah_tidak_dikenal",
        None,
    ]
    assert (body["diterima"], body["ditolak"]) == (2, 4)


async def test_nul_and_control_characters(web: Web, berkas: BerkasId) -> None:
    for bad in ("\x00", "\x1b[2J", "\n", "\u202e", "001234\x00"):
        await _ditolak(web, (422, "isian_tidak_sah", "subjek"), _perintah("ambil", bad, tujuan=GIGI))
        await _ditolak(web, (422, "isian_tidak_sah", "data.tujuan"), _perintah("ambil", berkas, tujuan=bad))
        await _ditolak(web, (422, "isian_tidak_sah", "data.nomor"), _perintah("daftarkan", None, nomor=bad))
        for field in ("kode", "teks"):
            scan = {"command_id": baru(), field: bad, "di": "RM"}
            await _ditolak(web, (422, "kode_tidak_sah", field), scan, PINDAI)
        scan = {"command_id": baru(), "teks": "001234", "di": "RM", "tujuan": bad}
        await _ditolak(web, (422, "isian_tidak_sah", "tujuan"), scan, PINDAI)
        for jalan in ("berkas", "berkas/x", "cek", "aliran"):
            answer = await web.klien.get(
                f"/api/v1/{jalan}", params={"nomor": bad, "kursor": bad, "unit": bad, "setelah": bad}
            )
            assert answer.status_code in {404, 422}, answer.text
            assert answer.headers["content-type"] == "application/problem+json"


async def test_control_characters_in_a_path(web: Web) -> None:
    for path in ("%00", "%0a", "%e2%80%ae", "a%00b/jejak", "..%2f..%2fetc"):
        answer = await web.klien.get(f"/api/v1/berkas/{path}")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"


async def test_a_folder_code_in_the_staff_box(web: Web, berkas: BerkasId) -> None:
    folder = tulis_kode(JenisKode.BERKAS, "001234")
    for field in ("kartu", "pemegang"):
        scan = {"command_id": baru(), "kode": folder, "di": "RM", "tujuan": GIGI, field: folder}
        await _ditolak(web, (422, "kode_salah_kotak", field), scan, PINDAI)
    assert berkas


async def test_a_badge_where_a_folder_is_asked_for(web: Web, siti: Petugas) -> None:
    badge = tulis_kode(JenisKode.PETUGAS, str(siti.kartu))
    await _ditolak(web, (422, "kode_salah_kotak", "subjek"), _perintah("ambil", badge, tujuan=GIGI))


async def test_a_code_that_was_not_read_whole(web: Web, berkas: BerkasId) -> None:
    for code in ("B001234X", "X001234K", "B", "B" * 40, "B00-1234", "*B001234K*"):
        await _ditolak(web, (422, "kode_tidak_sah", "kode"), {"command_id": baru(), "kode": code, "di": "RM"}, PINDAI)
        assert berkas


async def test_a_typed_code_with_a_wrong_character_is_called_a_bad_code(web: Web, berkas: BerkasId) -> None:
    scan = {"command_id": baru(), "teks": "B001234X", "di": "RM"}
    await _ditolak(web, (422, "kode_tidak_sah", "teks"), scan, PINDAI)
    assert berkas


async def test_an_ending_of_several_numbers(web: Web, berkas: BerkasId) -> None:
    await web.arsip.daftar(nomor="991234")
    await _ditolak(web, (409, "nomor_ganda", "teks"), {"command_id": baru(), "teks": "1234", "di": "RM"}, PINDAI)
    assert berkas


async def test_a_field_that_is_wrong_is_named(web: Web, berkas: BerkasId) -> None:
    for change, field in (
        ({"command_id": "bukan-uuid"}, "command_id"),
        ({"command_id": None}, "command_id"),
        ({"jenis": None}, "jenis"),
        ({"jenis": 7}, "jenis"),
        ({"subjek": None}, "subjek"),
        ({"subjek": ["001234"]}, "subjek"),
        ({"versi": "satu"}, "versi"),
        ({"versi": 2**70}, "versi"),
        ({"cara": "sistem"}, "cara"),
        ({"cara": "merpati"}, "cara"),
        ({"di": "rm"}, "di"),
        ({"data": 7}, "data"),
        ({"data": {}}, "data.tujuan"),
        ({"data": {"tujuan": "GIGI", "catatan": "bebas"}}, "data.catatan"),
        ({"pelaku": {"id": "saya"}}, "pelaku"),
    ):
        ask = _perintah("ambil", berkas, tujuan=GIGI) | change
        await _ditolak(web, (422, "isian_tidak_sah", field), ask)


async def test_a_scans_field_that_is_wrong_is_named(web: Web, berkas: BerkasId) -> None:
    for change, field in (
        ({"command_id": None}, "command_id"),
        ({"command_id": "x"}, "command_id"),
        ({"di": None}, "di"),
        ({"di": "rm"}, "di"),
        ({"kode": None}, "kode"),
        ({"teks": "001234"}, "kode"),
        ({"lihat_saja": "ya"}, "lihat_saja"),
        ({"cara_kembali": "terbang"}, "cara_kembali"),
        ({"lain": 1}, "lain"),
    ):
        scan = {"command_id": baru(), "kode": tulis_kode(JenisKode.BERKAS, "001234"), "di": "RM"} | change
        await _ditolak(web, (422, "isian_tidak_sah", field), scan, PINDAI)
        assert berkas


async def test_a_filter_that_is_wrong_is_named(web: Web) -> None:
    for params, field in (
        ({"keadaan": "terbang"}, "keadaan"),
        ({"unit": "rm"}, "unit"),
        ({"pemegang": "saya"}, "pemegang"),
        ({"batas": "0"}, "batas"),
        ({"batas": "201"}, "batas"),
        ({"batas": "banyak"}, "batas"),
        ({"ditahan": "mungkin"}, "ditahan"),
        ({"kursor": "bukan"}, "kursor"),
        ({"nomor": "1" * 65}, "nomor"),
    ):
        _masalah(await web.klien.get("/api/v1/berkas", params=params), 422, "isian_tidak_sah", field)


async def test_an_unknown_address_and_a_wrong_method(web: Web) -> None:
    _masalah(await web.klien.get("/api/v1/tidak-ada"), 404, "alamat_tidak_dikenal", None)
    answer = await web.klien.delete("/api/v1/perintah")
    _masalah(answer, 405, "metode_tidak_boleh", None)
    assert answer.headers["allow"] == "POST"


async def test_every_no_is_also_said_in_english(web: Web, berkas: BerkasId) -> None:
    answer = await web.klien.post(
        PERINTAH, json=_perintah("lengkapi", berkas), headers={"Accept-Language": "en-GB, id;q=0.5"}
    )
    assert answer.headers["content-language"] == "en"
    assert answer.json()["detail"].startswith("Berkas: disimpan, so lengkapi is not possible")


@pytest.fixture
def siti(web: Web) -> Petugas:
    """Somebody with a badge."""
    return web.orang("siti", Peran.PEREKAM_MEDIS)
