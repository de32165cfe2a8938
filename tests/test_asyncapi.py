"""The AsyncAPI document is what the code says, and what goes over the wire fits it."""

import re
from typing import Any

import orjson
import pytest

from engine import envelope
from engine.refusals import Refusal
from schemas.commands import COMMANDS
from schemas.events import EVENTS
from tests.contoh_peristiwa import GOLDEN
from tests.kit import SERBA_BISA
from workers.asyncapi import ASYNCAPI_JSON, asyncapi

DOCUMENT: dict[str, Any] = orjson.loads(asyncapi())
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]


def test_the_document_in_the_docs_is_the_one_the_code_generates() -> None:
    assert ASYNCAPI_JSON.read_bytes() == asyncapi(), "jalankan: python -m workers.asyncapi"


def test_every_reference_in_the_document_leads_somewhere() -> None:
    for path in set(re.findall(r'"\$ref": ?"#/([^"]+)"', asyncapi().decode())):
        place: Any = DOCUMENT
        for part in path.split("/"):
            assert part in place, path
            place = place[part]


def test_every_event_and_command_has_its_message_and_its_place() -> None:
    assert DOCUMENT["channels"].keys() == {*EVENTS, "perintah", "jawaban"}
    assert DOCUMENT["channels"]["perintah"]["messages"].keys() == COMMANDS.keys()


def fits(schema: dict[str, Any], value: Any, at: str = "") -> None:
    """Does this value fit the part of JSON Schema the document uses?"""
    if "$ref" in schema:
        schema = SCHEMAS[schema["$ref"].rpartition("/")[2]]
    if "const" in schema:
        assert value == schema["const"], at
    if "enum" in schema:
        assert value in schema["enum"], at
    if "pattern" in schema:
        assert re.search(schema["pattern"], value), at
    match schema.get("type"):
        case "object":
            assert value.keys() >= set(schema.get("required", ())), at
            for key, inner in value.items():
                assert key in schema["properties"], f"{at}.{key}"
                fits(schema["properties"][key], inner, f"{at}.{key}")
        case "string":
            assert isinstance(value, str), at
        case "integer":
            assert isinstance(value, int), at
        case "boolean":
            assert isinstance(value, bool), at


@pytest.mark.parametrize("jenis", sorted(EVENTS))
def test_a_golden_event_fits_its_schema(jenis: str) -> None:
    fits(SCHEMAS[jenis], orjson.loads((GOLDEN / f"{jenis}.json").read_bytes()))


CONTOH = {
    "tenggat": "pengembalian",
    "nomor": "001122",
    "tujuan": "GIGI",
    "unit": "GIGI",
    "cara_kembali": "diantar",
    "penanggung_jawab": "0190c7a0-0000-7000-8000-0000000000a1",
    "peminjam": "0190c7a0-0000-7000-8000-0000000000a1",
    "keperluan": "klaim",
    "jatuh_tempo": "2026-03-09T08:00:00+07:00",
    "ke_berkas": "0190c7a0-0000-7000-8000-0000000000b2",
    "pasien": "0190c7a0-0000-7000-8000-0000000000d1",
    "berkas": "0190c7a0-0000-7000-8000-0000000000b1",
    "seq": 3,
    "putusan": "salah_pindai",
    "alasan_tolak": "lainnya",
    "identitas": {"nama": "Contoh Rekaan"},
    "izin_sampai": "2026-03-09T08:00:00+07:00",
    "ke_pasien": "0190c7a0-0000-7000-8000-0000000000d2",
    "letak": "meja",
    "sebab": "kebijakan",
    "kebijakan": "9f" * 32,
    "peminjaman": "0190c7a0-0000-7000-8000-0000000000f1",
}
CONTOH_ALUR: dict[str, dict[str, Any]] = {
    "kunjungan": {
        "jenis_kunjungan": "rawat_jalan",
        "cara_bayar": "umum",
        "asal": "0190c7a0-0000-7000-8000-0000000000e1",
        "dokter": "0190c7a0-0000-7000-8000-0000000000a5",
        "tempat_tidur": "ML-2A",
        "cara_keluar": "pulang",
        "alasan_batal": "salah_unit",
        "kode": [{"kode": "J06.9"}],
    },
    "peminjaman": {"alasan_batal": "lainnya"},
    "kekurangan": {"butir": "resume_medis.ada", "sebab": "lainnya"},
    "berkas": {"rujukan": "0190c7a0-0000-7000-8000-0000000000c7"},
    "rujukan": {
        "perujuk": "PKM1",
        "layanan": "rawat_jalan",
        "alasan_rujukan": "konsultasi_spesialis",
        "surat": {},
        "balasan": {},
        "tindak_lanjut": "selesai",
        "alasan_batal": "salah_tujuan",
        "tenggat": "jawab_rujukan",
        "janji_sampai": "2026-03-09T08:00:00+07:00",
    },
    "sensus": {"hari": "2026-03-02", "layanan": "rawat_inap", "sampai_seq": 41, "edisi": 2, "sel": [], "penyebab": []},
    "sinyal": {
        "fasyankes": "PKM1",
        "penyakit": "C",
        "tahun": 2026,
        "minggu": 9,
        "dasar": "ambang",
        "kasus": 4,
        "alasan_bukan": "salah_kode",
        "jatuh_tempo": "2026-03-02T08:00:00+07:00",
    },
    "w1": {
        "penyakit": "C",
        "diketahui": "2026-03-02T08:00:00+07:00",
        "mulai": "2026-02-27",
        "bawah": 3,
        "atas": 9,
        "mati": 0,
        "pelapor": "PKM1",
        "pengirim": "PKM1",
        "mata": {"fasyankes": "P32", "tahap": "diterima", "pada": "2026-03-02T08:00:00+07:00"},
        "alasan_tutup": "berakhir",
        "tenggat": "w1",
        "jatuh_tempo": "2026-03-02T08:00:00+07:00",
    },
    "w2": {
        "fasyankes": "PKM1",
        "tahun": 2026,
        "minggu": 8,
        "edisi": 1,
        "sel": [],
        "kunjungan": 4,
        "lapor": 1,
        "wajib": 1,
        "menurut_pengirim": "2026-03-02T08:00:00+07:00",
        "jatuh_tempo": "2026-03-02T08:00:00+07:00",
    },
    "selisih": {"macam": "dua_tempat", "awal": "2026-03-02T08:00:00+07:00", "penjelasan": "salah_pindai"},
    "koreksi": {
        "kunjungan": "0190c7a0-0000-7000-8000-0000000000e1",
        "formulir": "resume_medis",
        "sebab": "lainnya",
        "sebab_tolak": "lainnya",
    },
    "pencarian": {"sebab": "laporan_keliru"},
    "permintaan": {"sebab": "lainnya", "diterima_pada": "2026-03-02T08:00:00+07:00"},
}
"""Words that mean something else in another workflow."""


@pytest.mark.parametrize("jenis", sorted(COMMANDS))
def test_a_command_with_just_what_the_schema_requires_is_understood(jenis: str) -> None:
    schema = SCHEMAS[jenis]
    contoh = CONTOH | CONTOH_ALUR.get(jenis.partition(".")[0], {})
    body: dict[str, Any] = {
        "command_id": "0190c7a0-0000-7000-8000-0000000000c1",
        "jenis": jenis,
        "subjek": "0190c7a0-0000-7000-8000-0000000000b1",
        "di": "RM",
        "data": {name: contoh[name] for name in schema["properties"]["data"]["required"]},
    }
    body = {name: value for name, value in body.items() if name in schema["required"]}
    fits(schema, body)
    command = envelope.parse(body, SERBA_BISA, lambda _: Refusal("berkas_tidak_dikenal", "subjek"))
    assert not isinstance(command, Refusal), command
    assert type(command) is COMMANDS[jenis]
