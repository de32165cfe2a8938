"""Laws of the front desk's doors: no forged form, no name that becomes markup, no cell that becomes a formula.

Each walks what there is, not a list: a route or an export added tomorrow is held to the same.
"""

import ast
import csv
import io
import re
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import httpx
import pytest
from fastapi.routing import APIRoute
from sqlalchemy import update

from cli.kirim import Ditolak
from engine import facility
from engine import tables as t
from engine.database import writing
from engine.execute import Accepted
from engine.facility import Rak, baru
from engine.impor import keluar
from engine.impor.rumus import RUMUS, aman
from engine.impor.temuan import Keparahan, Temuan
from schemas.commands import peminjaman as pinjam
from schemas.commands import pencarian as cari
from schemas.names import Keperluan, Peran, PihakLuar
from tests.kit import PAGI, PERMED
from tests.kit_web import Web
from tests.klinik import klinik_baru
from tests.loket import Meja
from tests.test_pages import HTML, WITHOUT_SESSION, Orang
from tests.test_penomoran import daftar
from web.app import create_app
from web.pages import routers

JAHAT: Final = "</script><img src=x onerror=jahat()>\"'&lt;"
MENULIS: Final = {"POST", "PUT", "PATCH", "DELETE"}
MEMBACA: Final = {
    f"/api/v1/{what}" for what in ("pasien/cari", "pasien/periksa", "rak/letak", "rak/urutan", "rak/tetangga")
}
"""Questions with a body, so that no address holds a name or a number: they write nothing."""
PARAM: Final = re.compile(r"\{(\w+)\}")
AKAR: Final = Path(__file__).parents[1]


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: what the pages read is held to both databases by the tests of the views."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


def rute(web: Web, *methods: str) -> Iterator[tuple[str, str]]:
    """Every address of the whole application with a method of it: the pages' routes, and all the API tells of."""
    for router in routers:
        for route in router.routes:
            if isinstance(route, APIRoute):
                yield from ((method, route.path) for method in sorted((route.methods or set()) & set(methods)))
    for path, operations in create_app(web.konteks).openapi()["paths"].items():
        yield from ((method.upper(), path) for method in operations if method.upper() in methods)


# ── forged forms ────────────────────────────────────────────────────────────────────────────────────


async def test_no_route_of_the_application_writes_for_a_browser_without_its_own_pages_token(web: Web) -> None:
    """Whoever sends a form from another page has the cookie and not the token: nothing may come of it."""
    admin = Orang(web, "semua", *Peran)
    seen = 0
    for method, pattern in rute(web, *MENULIS):
        if pattern in WITHOUT_SESSION | MEMBACA:
            continue
        path = PARAM.sub(baru(), pattern)
        for token in (None, "palsu"):
            answer = await _tanpa_kunci(web, admin, method, path, token)
            assert answer.status_code == 403, (method, pattern, answer.status_code)
            assert "csrf_tidak_cocok" in answer.text, (method, pattern)
        seen += 1
    assert seen > 50


async def _tanpa_kunci(web: Web, admin: Orang, method: str, path: str, token: str | None) -> httpx.Response:
    """Sent as that kind of route takes it: a form to a page, JSON to the API."""
    if path.startswith("/api/"):
        headers = admin.headers | ({"X-CSRF-Token": token} if token else {})
        return await web.klien.request(method, path, headers=headers, json=_badan(web, method, path))
    data = {"csrf": token} if token else {}
    return await web.klien.request(method, path, headers=admin.headers | HTML, data=data)


def _badan(web: Web, method: str, path: str) -> Any:
    """The smallest body the API says it takes there, so that nothing but the missing token can be wrong with it."""
    told = create_app(web.konteks).openapi()
    content = told["paths"][path][method.lower()].get("requestBody", {}).get("content", {})
    return _contoh(content.get("application/json", {}).get("schema", {}), told)


def _contoh(schema: dict[str, Any], told: dict[str, Any]) -> Any:
    if ref := schema.get("$ref"):
        return _contoh(told["components"]["schemas"][ref.rpartition("/")[2]], told)
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "array":
        return [_contoh(schema["items"], told)] if schema.get("minItems") else []
    if schema.get("type") == "string":
        return PAGI.isoformat() if schema.get("format") == "date-time" else baru()
    if schema.get("type") == "integer":
        return max(1, schema.get("minimum", 1))
    wanted = schema.get("required", ())
    return {name: _contoh(part, told) for name, part in schema.get("properties", {}).items() if name in wanted}


# ── names that are markup ───────────────────────────────────────────────────────────────────────────


class Suntikan(HTMLParser):
    """Finds an element that came out of a name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if any(name.startswith("on") for name in names) or (tag == "img" and names.get("src") == "x"):
            self.found.append(f"{tag} {names}")


async def _hari_jahat(web: Web) -> list[str]:
    """A day at the desk of people, staff and places whose names are markup; the ids pages may be opened with."""
    arsip, klinik, meja = web.arsip, klinik_baru(web.arsip), Meja(web.arsip)
    patient = await klinik.pasien()
    await daftar(arsip, pasien=patient)
    twin = await klinik.pasien()
    await daftar(arsip, pasien=twin)
    visit = await klinik.terdaftar(patient)
    admitted = await klinik.rawat(visit)
    other = await klinik.terdaftar(twin)
    assert isinstance(admitted, Accepted), admitted
    await meja.ikut()
    folders = await _ids(web, t.berkas)
    lent: dict[str, Any] = {
        "keperluan": Keperluan.PENGADILAN,
        "jatuh_tempo": PAGI + timedelta(days=2),
        "pihak": PihakLuar.PENGADILAN,
    }
    await klinik.minta(pinjam.Ajukan, PERMED, berkas=folders[0], nama_peminjam="Contoh Rekaan", **lent)
    await klinik.minta(cari.Mulai, PERMED, berkas=folders[1])
    with writing(arsip.engine).begin() as connection:
        facility.add_rack(connection, Rak("001", "Rak"))
        connection.execute(
            t.pasien_kembar.insert(),
            {"satu": min(patient, twin), "lain": max(patient, twin), "skor": 90, "alasan": "nama_sama"},
        )
        for column in (t.pasien.c.nama, t.pasien.c.gelar, t.pasien.c.alamat, t.pasien.c.nama_ibu):
            connection.execute(update(t.pasien).values({column.name: JAHAT}))
        for table in (t.petugas, t.unit, t.rak, t.kamar):
            connection.execute(update(table).values(nama=JAHAT))
        connection.execute(update(t.peminjaman).values(nama_peminjam=JAHAT))
        connection.execute(update(t.fasyankes).values(nama=JAHAT))
    ids = [patient, visit.id, admitted.subjek, other.id, *folders]
    return ids + [id_ for table in (t.permintaan, t.pencarian, t.peminjaman) for id_ in await _ids(web, table)]


async def _ids(web: Web, table: Any) -> list[str]:
    with web.konteks.engine.connect() as connection:
        return list(connection.execute(table.select().with_only_columns(table.c.id)).scalars())


async def test_no_page_turns_a_name_into_markup_whoever_and_whatever_bears_it(web: Web) -> None:
    """Names are refused such signs at the door; a page that trusts that is one import away from running them."""
    ids = await _hari_jahat(web)
    admin = Orang(web, "semua", *Peran)
    with writing(web.konteks.engine).begin() as connection:
        connection.execute(update(t.petugas).values(nama=JAHAT))
    words = ["tracer", "bon", "label", "sampul", "kib", *ids]
    shown: set[str] = set()
    for _, pattern in rute(web, "GET"):
        if pattern.startswith("/api/"):
            continue
        for path in _alamat(pattern, words):
            answer = await admin.buka(path)
            assert answer.status_code < 500, path
            if "text/html" in answer.headers.get("content-type", ""):
                _periksa(path, answer.text)
                if "onerror=jahat" in answer.text:
                    shown.add(pattern)
    forms = (
        ("/pasien", {"q": "script img"}),
        ("/loket/cari", {"q": "script img"}),
        ("/loket/baru", {"q": JAHAT}),
        (f"/pasien/{ids[0]}/gabung", {"q": "script img"}),
        (f"/kunjungan/{ids[1]}/siapa", {"q": "script img"}),
        ("/pasien/periksa", {"nama": JAHAT, "alamat": JAHAT}),
        ("/pasien/baru", {"nama": JAHAT, "gelar": JAHAT}),
        ("/cari", {"nomor": JAHAT}),
    )
    for path, form in forms:
        answer = await admin.kirim(path, command_id=baru(), **form)
        _periksa(path, answer.text)
    expected = {"/loket", "/kunjungan/{kunjungan_id}", "/pasien/{pasien_id}", "/bangsal", "/pasien/ganda"}
    assert expected <= shown  # the walk came to where names are shown
    assert len(shown) > 20


def _alamat(pola: str, words: list[str]) -> Iterator[str]:
    """A route with every id there is in its place."""
    names = PARAM.findall(pola)
    if not names:
        yield pola
    elif len(names) == 1:
        for word in words:
            yield pola.replace(f"{{{names[0]}}}", word)
    else:
        for kind in words[:5]:
            for word in words[5:]:
                yield pola.replace(f"{{{names[0]}}}", kind).replace(f"{{{names[1]}}}", word)


def _periksa(path: str, text: str) -> None:
    assert "</script><img" not in text, path
    parser = Suntikan()
    parser.feed(text)
    assert parser.found == [], path


# ── cells that are formulas ─────────────────────────────────────────────────────────────────────────

RUMUS_JAHAT: Final = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1")


def test_a_formula_in_an_export_stays_a_text(tmp_path: Path) -> None:
    judul, isi = ("satu", "dua"), [(one, 1) for one in RUMUS_JAHAT]
    keluar.tulis(tmp_path / "a.csv", judul, isi)
    text = (tmp_path / "a.csv").read_bytes().decode("utf-8-sig")
    assert not any(cell.startswith(RUMUS) for cell in _sel(text))
    keluar.tulis(tmp_path / "a.xlsx", judul, isi)
    assert not _berumus(tmp_path / "a.xlsx")


def _sel(text: str) -> list[str]:
    """The cells as a spreadsheet reads them."""
    return [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=";") for cell in row]


def _berumus(path: Path) -> bool:
    with ZipFile(path) as book:
        return any(b"<f>" in book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet"))


@pytest.mark.parametrize("akhiran", [".csv", ".xlsx"])
def test_the_list_of_findings_runs_nothing(tmp_path: Path, akhiran: str) -> None:
    path = tmp_path / f"temuan{akhiran}"
    made = [Temuan(1, one, one, Keparahan.DITOLAK, one, one) for one in RUMUS_JAHAT]
    keluar.tulis_temuan(path, made)
    if akhiran == ".xlsx":
        assert not _berumus(path)
    else:
        assert not any(cell.startswith(RUMUS) for cell in _sel(path.read_bytes().decode("utf-8-sig")))


def test_the_refused_lines_of_a_sent_file_run_nothing(tmp_path: Path) -> None:
    refused = Ditolak(tmp_path / "ditolak.csv")
    for one in RUMUS_JAHAT[:4]:
        refused.tulis(1, one, one)
    refused.tutup()
    lines = (tmp_path / "ditolak.csv").read_text("utf-8-sig").splitlines()[1:]
    assert lines
    assert all(cell.startswith("'") for line in lines for cell in line.split(",")[1:])


def test_whoever_writes_a_csv_writes_its_cells_safely() -> None:
    """A module that opens a CSV writer names the one function that keeps cells from being formulas."""
    unsafe = []
    for room in ("web", "engine", "cli", "workers", "report"):
        for path in sorted((AKAR / room).rglob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
            if calls & {"csv.writer", "csv.DictWriter", "writer", "DictWriter"} and "aman" not in calls:
                unsafe.append(str(path.relative_to(AKAR)))
    assert unsafe == []


def test_a_plain_text_is_left_as_it_is() -> None:
    assert [aman(one) for one in ("Siti", "12", "a=b", "")] == ["Siti", "12", "a=b", ""]
    assert all(aman(one).startswith("'") for one in RUMUS_JAHAT)
