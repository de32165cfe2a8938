"""The interface keeps to its document: what is sent is answered as the document describes, and never with a fault."""

import json
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.python import asgi

from engine import people
from engine.answers import Accepted
from engine.database import connect, writing
from engine.execute import FrontDoor
from engine.facility import baru
from engine.numbers import JenisKode, tulis_kode
from engine.settings import Settings
from schemas.commands import berkas as ask
from schemas.message import Command
from schemas.names import SEMUA_UNIT, BerkasId, Cara, KodeUnit, Peran
from tests.kisah import ISIAN
from tests.kit import DOKTER, GIGI, PAGI, PKM, SERBA_BISA, UMUM, Jam, wish
from web.app import create_app
from web.context import Konteks
from web.feed import Feed

DOKUMEN: Final = Path(__file__).parents[1] / "docs" / "openapi.json"
ALAMAT: Final = "http://127.0.0.1"
RM: Final = KodeUnit("RM")

load_all_checks()
TANPA_BATAS_TEPI: Final = {"phases": {"coverage": {"enabled": False}}}
"""For the shapes of all commands: every edge of every field of each would be two thousand requests; chance picks."""
schema = schemathesis.openapi.from_path(
    DOKUMEN,
    config=schemathesis.Config.from_dict(
        {
            "operations": [
                {"include-path": path} | TANPA_BATAS_TEPI for path in ("/api/v1/perintah", "/api/v1/perintah/banyak")
            ]
        }
    ),
)
PERIKSA: Final[list[Any]] = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
        "unsupported_method",
        "allow_header_conformance",
    ]
)
TOLAK: Final[list[Any]] = CHECKS.get_by_names(["negative_data_rejection"])
SEMUA_DIJAWAB: Final = "/api/v1/perintah/banyak"
"""Answers 200 with one answer for each command: what is wrong with one is in its own answer."""
BERKAS: Final = [BerkasId(baru()) for _ in range(6)]
NOMOR: Final = [f"00-12-{n:02d}" for n in range(len(BERKAS))]
KISAH: Final[list[tuple[int, type[Command], dict[str, Any]]]] = [
    (0, ask.Ambil, {"tujuan": GIGI, "pemegang": DOKTER.id}),
    (0, ask.TerimaDiUnit, {"unit": GIGI}),
    (1, ask.Ambil, {"tujuan": UMUM}),
    (1, ask.TerimaDiUnit, {"unit": GIGI}),
    (2, ask.Pinjamkan, {"peminjam": DOKTER.id}),
    (3, ask.LaporkanHilang, {}),
    (3, ask.CatatTerlihat, {"di": UMUM, "cara": Cara.PINDAI}),
    (4, ask.Rakit, {}),
    (4, ask.Tahan, {}),
    (5, ask.Ambil, {"tujuan": UMUM}),
    (5, ask.CatatTerlihat, {"terjadi_pada": PAGI, "di": GIGI}),
]
"""What has happened in the facility: something for every list and every field of the interface to show."""


@pytest.fixture(scope="module")
def klien(sqlite_facility: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The application on a facility at work, and a device's client with every right. The live stream has ended."""
    folder = tmp_path_factory.mktemp("skema")
    shutil.copy(sqlite_facility, folder / "jejak.db")
    engine = connect(f"sqlite:///{folder / 'jejak.db'}")
    jam = Jam()
    with writing(engine).begin() as connection:
        token = people.buat_perangkat(connection, "uji", tuple(Peran), unit=[SEMUA_UNIT])
        people.buat(connection, "berkartu", "Orang Berkartu", {Peran.PEREKAM_MEDIS}, unit=[SEMUA_UNIT])
    with FrontDoor(engine, PKM.kode, now=jam) as door:
        for berkas, nomor in zip(BERKAS, NOMOR, strict=True):
            elektronik = "elektronik" if nomor == NOMOR[4] else "fisik"
            made = door.submit(wish(ask.Daftarkan, berkas, nomor=nomor, pembawa=elektronik)).result(20)
            assert isinstance(made, Accepted)
        for place, kind, isi in KISAH:
            jam.maju(minutes=5)
            door.submit(wish(kind, BERKAS[place], SERBA_BISA, **(ISIAN.get(kind, {}) | isi))).result(20)
        feed = Feed(engine, PKM.kode, lambda: None)
        feed.close()
        app = create_app(Konteks(engine, Settings(data_dir=folder), door, feed, now=jam))
        client = asgi.get_client(cast("Any", app))
        client.headers["Authorization"] = f"Bearer {token}"
        yield client
    engine.dispose()


def sungguh(case: Case[Any]) -> None:
    """Three of four good requests speak of a record, a place and a person that exist: more is done than refused."""
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    chance = zlib.crc32(json.dumps([case.path_parameters, case.body], default=str, sort_keys=True).encode())
    if chance % 4 == 0:
        return
    if "sebutan" in case.path_parameters:
        case.path_parameters["sebutan"] = [*BERKAS, *NOMOR][chance % 12]
    if not isinstance(case.body, dict):
        return
    body = cast("dict[str, Any]", case.body)
    if case.operation.path.endswith("/pindai"):
        body.clear()
        body.update(_pindaian(chance))
    elif case.operation.path.startswith("/api/v1/perintah"):
        for place, one in enumerate(body.get("perintah", [body])):
            _perintah_sungguh(one, chance + place)


def _perintah_sungguh(body: dict[str, Any], chance: int) -> None:
    body["command_id"] = baru()
    if body["jenis"] != "berkas.daftarkan":
        body["subjek"] = BERKAS[chance % len(BERKAS)]
    if chance % 3:
        body.pop("terjadi_pada", None)
        body.pop("versi", None)
    data = body.get("data") or {}
    for holder in (body, data):
        for name in {"di", "tujuan", "unit"} & holder.keys():
            holder[name] = (GIGI, UMUM, RM)[chance % 3]
        for name in {"pemegang", "peminjam", "penanggung_jawab"} & holder.keys():
            holder[name] = DOKTER.id


def _pindaian(chance: int) -> dict[str, Any]:
    code = [tulis_kode(JenisKode.BERKAS, NOMOR[chance % 6]), tulis_kode(JenisKode.LOKASI, GIGI), NOMOR[chance % 6]]
    found: dict[str, Any] = {"command_id": baru(), "di": (GIGI, UMUM, RM)[chance % 3]}
    return found | ({"teks": code[2]} if chance % 5 == 0 else {"kode": code[chance % 2]})


@schema.parametrize()
@settings(
    max_examples=20,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
def test_every_answer_is_one_the_document_describes(case: Case[Any], klien: Any) -> None:
    sungguh(case)
    for name in [name for name in case.headers or () if name.lower() == "host"]:
        del case.headers[name]  # another host is turned away before any address is looked at; tested elsewhere
    response = case.call(session=klien, base_url=ALAMAT, app=klien.app)
    case.validate_response(response, checks=PERIKSA if case.operation.path == SEMUA_DIJAWAB else [*PERIKSA, *TOLAK])


def test_what_is_really_there_is_told_as_the_document_says(klien: Any) -> None:
    """Every address that reads, every record, both contexts of a scan and a pile: each answers 200 in its shape."""
    asked: list[tuple[str, str, dict[str, Any]]] = [
        ("GET", path, {}) for path in ("/healthz", "/readyz", "/api/v1/papan", "/api/v1/unit", "/api/v1/cek")
    ]
    for sebutan in (*BERKAS, *NOMOR):
        asked += [("GET", f"/api/v1/berkas/{sebutan}{rest}", {}) for rest in ("", "/jejak")]
    saringan: list[dict[str, str]] = [{}, {"keadaan": "di_poli"}, {"nomor": "12"}, {"pemegang": DOKTER.id}]
    asked += [("GET", "/api/v1/berkas", {"params": one | {"batas": "2"}}) for one in saringan]
    scans = [tulis_kode(JenisKode.LOKASI, GIGI), tulis_kode(JenisKode.BERKAS, NOMOR[1])]
    asked += [("POST", "/api/v1/pindai", {"json": {"command_id": baru(), "kode": kode, "di": UMUM}}) for kode in scans]
    pile = [{"command_id": baru(), "jenis": "berkas.catat_terlihat", "subjek": one} for one in (*BERKAS, "tiada")]
    asked.append(("POST", "/api/v1/perintah/banyak", {"json": {"perintah": pile}}))
    asked.append(("POST", "/api/v1/perintah", {"json": pile[0]}))
    for method, path, isi in asked:
        response = klien.request(method, f"{ALAMAT}{path}", **isi)
        assert response.status_code == 200, (path, response.text)
        shape = (
            path
            if not path.startswith("/api/v1/berkas/")
            else ("/api/v1/berkas/{sebutan}/jejak" if path.endswith("/jejak") else "/api/v1/berkas/{sebutan}")
        )
        schema[shape][method].validate_response(response)
