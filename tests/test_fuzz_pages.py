"""Pages answer whatever stands in an address or a form with a page or a refusal, never with a fault."""

import asyncio
import shutil
from collections.abc import Iterator
from inspect import signature
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import httpx
import pytest
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.database import connect
from engine.execute import FrontDoor
from engine.facility import baru
from engine.numbers import JenisKode, tulis_kode
from schemas.commands import COMMANDS
from schemas.names import Keadaan, Peran, PutusanCek
from tests.kit import DOKTER, GIGI, PKM, Arsip, Jam
from tests.kit_web import Web, aplikasi
from web import pages
from web.feed import Feed

NOMOR: Final = "00-12-34"
TAK_DIBACA: Final = {"/papan/aliran"}
"""A stream that does not end by itself."""
TAK_DIKIRIM: Final = {"/keluar", "/kunci", "/buka-kunci", "/ganti-sandi", "/masuk", "/siapkan"}
"""Forms that end or change the session itself, or hash a password each time."""
LAMBAT: Final = {"/pengguna", "/pengguna/{petugas_id}/sandi"}
"""The same, for somebody else: sent with names that are refused before it."""


def _alamat(method: str) -> list[tuple[str, tuple[str, ...]]]:
    """Addresses of pages with the names their routes read."""
    found = []
    for router in pages.routers:
        for route in router.routes:
            if isinstance(route, APIRoute) and method in (route.methods or ()):
                names = [
                    name for name in signature(route.endpoint).parameters if name not in {"request", "sesi", "form"}
                ]
                found.append((route.path, tuple(name for name in names if f"{{{name}}}" not in route.path)))
    return sorted(found)


BACA: Final = [(path, names) for path, names in _alamat("GET") if path not in TAK_DIBACA]
KIRIM: Final = [path for path, _ in _alamat("POST") if path not in TAK_DIKIRIM | LAMBAT]
ISIAN: Final = (
    *("command_id", "versi", "jenis", "nomor", "pembawa", "tujuan", "unit", "pemegang", "penanggung_jawab", "peminjam"),
    *(
        "keperluan",
        "jatuh_tempo",
        "cara_kembali",
        "ke_berkas",
        "di",
        "seq",
        "putusan",
        "berkas",
        "kode",
        "nama",
        "arah",
    ),
    *("aktif", "urutan", "rak", "zona", "bahasa", "ke", "kartu", "peran", "cakupan", "nama_pengguna", "mode"),
)
TEKS: Final = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
TAJAM: Final = st.sampled_from(
    [
        *("", " ", "\x00", "\u202e", "\u00b2", "\u0661", "-1", "0", "1", "1e9", str(2**31), str(2**63), str(2**200)),
        *("9" * 5000, "x" * 3000, "<script>", "%", "_", "'", "../../etc/passwd", "//jahat.example", "NaN", "null"),
        *("2026-02-30", "0000-00-00", "9999-12-31T23:59", "2026-03-02T08:00", "W10=", "e30", "WyJhIl0", "{}", "[]"),
    ]
)
KENAL: Final = st.sampled_from(
    [
        *(NOMOR, GIGI, "RM", "*", DOKTER.id, tulis_kode(JenisKode.BERKAS, NOMOR), tulis_kode(JenisKode.LOKASI, GIGI)),
        *(*COMMANDS, *Keadaan, *Peran, *PutusanCek, "fisik", "naik", "turun", "id", "en"),
    ]
)
NILAI: Final = st.one_of(TEKS, TAJAM, KENAL)
BANYAK: Final = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


class Penjelajah:
    """A logged-in browser with every right, asked from plain code."""

    def __init__(self, runner: asyncio.Runner, web: Web) -> None:
        self.runner = runner
        self.web = web
        self.berkas = runner.run(web.arsip.daftar(nomor=NOMOR))
        headers, self.csrf = web.masuk(web.orang("penjelajah", *Peran))
        self.headers = headers | {"Accept": "text/html"}

    def minta(self, method: str, path: str, **isi: Any) -> httpx.Response:
        answer: httpx.Response = self.runner.run(self.web.klien.request(method, path, headers=self.headers, **isi))
        assert answer.status_code < 500, (method, path, isi, answer.status_code)
        assert answer.status_code != 401, "the session is still there"
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert "<script>" not in answer.text.replace("<script ", ""), "what was sent is shown as text"
        return answer

    def jalan(self, path: str, isi: str) -> str:
        """An address with its places filled in."""
        parts = [quote(isi, safe="") if part.startswith("{") else part for part in path.split("/")]
        return "/".join(parts)


@pytest.fixture(scope="module")
def penjelajah(sqlite_facility: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Penjelajah]:
    folder = tmp_path_factory.mktemp("jelajah")
    shutil.copy(sqlite_facility, folder / "jejak.db")
    engine = connect(f"sqlite:///{folder / 'jejak.db'}")
    jam = Jam()
    with asyncio.Runner() as runner, FrontDoor(engine, PKM.kode, now=jam) as door:
        opened = aplikasi(Arsip(engine, door, jam), folder)
        web = runner.run(opened.__aenter__())
        yield Penjelajah(runner, web)
        runner.run(opened.__aexit__(None, None, None))
    engine.dispose()


def test_every_page_is_among_those_that_are_tried() -> None:
    assert {"/cari", "/papan", "/berkas/{sebutan}", "/label", "/perlu-dicek", "/pindai/pilihan"} <= {p for p, _ in BACA}
    assert {"/berkas/{berkas_id}/gerak", "/berkas-baru", "/perlu-dicek", "/label", "/unit/{kode}"} <= set(KIRIM)


@BANYAK
@given(st.sampled_from(BACA), st.data())
def test_any_address_is_answered_without_a_fault(
    penjelajah: Penjelajah, asked: tuple[str, tuple[str, ...]], data: st.DataObject
) -> None:
    path, names = asked
    params = data.draw(st.dictionaries(st.sampled_from([*names, "kabar", "lain"]), NILAI, max_size=len(names) + 1))
    place = data.draw(st.sampled_from([penjelajah.berkas, NOMOR]) | NILAI) if "{" in path else ""
    penjelajah.minta("GET", penjelajah.jalan(path, place), params=params)


@BANYAK
@given(st.sampled_from(KIRIM), st.dictionaries(st.sampled_from(ISIAN), NILAI | st.lists(NILAI, max_size=3)), st.data())
def test_any_form_is_answered_without_a_fault(
    penjelajah: Penjelajah, path: str, form: dict[str, Any], data: st.DataObject
) -> None:
    place = data.draw(st.sampled_from([penjelajah.berkas, GIGI]) | NILAI) if "{" in path else ""
    sound = {"command_id": baru(), "csrf": penjelajah.csrf}
    penjelajah.minta("POST", penjelajah.jalan(path, place), data=sound | form)


@BANYAK
@given(st.sampled_from(sorted(COMMANDS)), st.dictionaries(st.sampled_from(ISIAN), NILAI))
def test_any_move_asked_on_a_records_page_is_answered_without_a_fault(
    penjelajah: Penjelajah, jenis: str, form: dict[str, Any]
) -> None:
    sound = {"command_id": baru(), "csrf": penjelajah.csrf}
    answer = penjelajah.minta("POST", f"/berkas/{penjelajah.berkas}/gerak", data=sound | form | {"jenis": jenis})
    assert answer.status_code in {303, 403, 404, 409, 413, 422}


@BANYAK
@given(st.binary(max_size=60), st.sampled_from(["application/x-www-form-urlencoded", "multipart/form-data", "a/b", ""]))
def test_a_body_that_is_no_form_is_answered_without_a_fault(penjelajah: Penjelajah, isi: bytes, jenis: str) -> None:
    headers = penjelajah.headers | {"Content-Type": jenis}
    answer = penjelajah.runner.run(penjelajah.web.klien.post("/berkas-baru", content=isi, headers=headers))
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize("angka", ["9" * 5000, "\u00b2", "\u0661", "-1", "1.0", "0x1"])
def test_a_number_nobody_can_mean_is_refused_and_costs_nothing(penjelajah: Penjelajah, angka: str) -> None:
    """More digits than Python converts, and signs that only look like digits."""
    form = {"command_id": baru(), "csrf": penjelajah.csrf, "jenis": "berkas.catat_terlihat"}
    asked = penjelajah.minta("POST", f"/berkas/{penjelajah.berkas}/gerak", data=form | {"versi": angka})
    assert asked.status_code == 422
    isi = {"berkas": penjelajah.berkas, "seq": angka, "putusan": "catatan_benar"}
    assert penjelajah.minta("POST", "/perlu-dicek", data=form | isi).status_code == 422
    if angka.isascii():
        headers = penjelajah.headers | {"Last-Event-ID": angka}
        feed = Feed(penjelajah.web.konteks.engine, PKM.kode, lambda: None)
        penjelajah.web.konteks.feed = feed
        answer = penjelajah.runner.run(penjelajah.web.klien.get("/api/v1/aliran", headers=headers))
        penjelajah.web.konteks.feed = None
        assert answer.status_code == 422
