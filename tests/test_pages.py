"""The pages over a real database: who may see and do what, and that no form can be forged or sent twice."""

import asyncio
import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute

from engine import clock, facility, people
from engine.database import connect, writing
from engine.facility import baru
from engine.policy import kebijakan
from engine.schema import upgrade
from engine.settings import Settings
from engine.views import timeline
from schemas.names import SEMUA_UNIT, BerkasId, Peran
from tests.kit_web import ALAMAT, Web, disajikan
from web.app import create_app
from web.context import Konteks
from web.feed import Feed
from web.pages import routers
from web.pages.tampil import aman

HTML = {"Accept": "text/html"}
PAGES = ("/pindai", "/papan", "/cari", "/cari?nomor=1", "/berkas-baru", "/perlu-dicek", "/label", "/bantuan")
WITHOUT_SESSION = {"/masuk", "/bahasa"}


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: what the pages read is held to both databases by the tests of the views."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


class Inline(HTMLParser):
    """Finds what a strict content policy forbids."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.found += [f"{tag} {name}" for name in names if name == "style" or name.startswith("on")]
        if tag == "script" and "src" not in names and names.get("type") != "application/json":
            self.found.append("inline script")
        for name in ("src", "href", "action"):
            if re.match(r"(https?:)?//", names.get(name) or ""):
                self.found.append(f"{tag} {names[name]}")


class Orang:
    """A logged-in browser, without scripts."""

    def __init__(self, web: Web, nama: str, *peran: Peran, unit: str = SEMUA_UNIT) -> None:
        self.web = web
        self.petugas = web.orang(nama, *peran, unit=unit)
        self.headers, self.csrf = web.masuk(self.petugas)

    async def buka(self, path: str) -> httpx.Response:
        return await self.web.klien.get(path, headers=self.headers | HTML)

    async def kirim(self, path: str, **form: Any) -> httpx.Response:
        return await self.web.klien.post(path, headers=self.headers | HTML, data={"csrf": self.csrf} | form)


def notice(answer: httpx.Response) -> str:
    """What the page says on top."""
    found = re.search(r'role="(?:alert|status)"><p>(.*?)</p>', answer.text, re.DOTALL)
    return re.sub(r"<[^>]+>", "", found[1]).strip() if found else ""


async def test_every_page_opens_and_holds_nothing_a_strict_policy_forbids(web: Web) -> None:
    admin = Orang(web, "semua", *Peran)
    berkas = await web.arsip.daftar()
    for path in (*PAGES, "/unit", "/pengguna", f"/pengguna/{admin.petugas.id}", f"/berkas/{berkas}", "/ganti-sandi"):
        answer = await admin.buka(path)
        assert answer.status_code == 200, path
        parser = Inline()
        parser.feed(answer.text)
        assert parser.found == [], path
        assert "'unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"


async def test_a_page_leads_whoever_is_not_logged_in_to_the_login_and_back(web: Web) -> None:
    for path in PAGES:
        answer = await web.klien.get(path, headers=HTML | {"Authorization": ""})
        assert answer.status_code == 303
        assert answer.headers["location"].startswith(f"/masuk?ke={path.partition('?')[0]}")


async def test_a_locked_screen_shows_no_page_until_its_own_password_opens_it(web: Web) -> None:
    petugas = Orang(web, "sari", Peran.PEREKAM_MEDIS)
    assert (await petugas.kirim("/kunci", ke="/cari")).headers["location"] == "/kunci?ke=/cari"
    for path in PAGES:
        assert (await petugas.buka(path)).headers["location"].startswith("/kunci?ke=/")
    assert (await petugas.kirim("/buka-kunci", sandi="bukan itu", ke="/cari")).status_code == 401
    opened = await petugas.kirim("/buka-kunci", sandi="sandi-yang-cukup-panjang", ke="/cari")
    assert opened.headers["location"] == "/cari"
    assert (await petugas.buka("/cari")).status_code == 200


async def test_no_form_is_taken_without_its_pages_token(web: Web) -> None:
    admin = Orang(web, "semua", *Peran)
    forms = [
        route.path
        for router in routers
        for route in router.routes
        if isinstance(route, APIRoute) and "POST" in (route.methods or ()) and route.path not in WITHOUT_SESSION
    ]
    assert len(forms) > 10
    for path in forms:
        real = re.sub(r"\{\w+\}", admin.petugas.id, path)
        for token in ("", "palsu"):
            answer = await admin.kirim(real, csrf=token)
            assert answer.status_code == 403, path
            assert "csrf_tidak_cocok" in answer.text


@pytest.mark.parametrize("path", sorted(WITHOUT_SESSION))
@pytest.mark.parametrize(
    "asal", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://jahat.example"}, {"Origin": "null"}]
)
async def test_another_site_cannot_send_the_login_form(web: Web, path: str, asal: dict[str, str]) -> None:
    headers = HTML | {"Authorization": ""} | asal
    answer = await web.klien.post(path, headers=headers, data={"nama_pengguna": "sari", "sandi": "x"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "ke", ["//jahat.example", "https://jahat.example", "/\\jahat.example", "/\t/jahat.example", "javascript:1", ""]
)
def test_the_way_back_never_leaves_this_site(ke: str) -> None:
    assert aman(ke) == "/"


async def test_the_login_goes_on_to_the_asked_page_and_says_no_in_plain_words(web: Web) -> None:
    web.orang("sari", Peran.PEREKAM_MEDIS)
    form = {"nama_pengguna": "sari", "sandi": "sandi-yang-cukup-panjang", "ke": "/cari?nomor=12"}
    headers = HTML | {"Authorization": ""}
    good = await web.klien.post("/masuk", headers=headers, data=form)
    assert (good.status_code, good.headers["location"]) == (303, "/cari?nomor=12")
    cookie = good.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    bad = await web.klien.post("/masuk", headers=headers, data=form | {"sandi": "salah"})
    assert bad.status_code == 401
    assert "tidak cocok" in notice(bad)
    assert 'value="sari"' in bad.text


async def test_only_the_admin_manages_people_and_places(web: Web) -> None:
    head = Orang(web, "kepala", Peran.KEPALA)
    for path in ("/pengguna", f"/pengguna/{head.petugas.id}", "/unit"):
        answer = await head.buka(path)
        assert (answer.status_code, "Tidak diizinkan" in answer.text) == (403, True)
    for path in ("/pengguna/token", "/unit", "/unit/UMUM/aktif", "/rak"):
        assert (await head.kirim(path, nama="x", kode="XX")).status_code == 403
    assert 'href="/unit"' not in (await head.buka("/papan")).text


async def test_a_form_sent_twice_moves_once(web: Web) -> None:
    clerk = Orang(web, "sari", Peran.PEREKAM_MEDIS)
    berkas = await web.arsip.daftar()
    page = (await clerk.buka(f"/berkas/{berkas}")).text
    form = page[page.index('value="berkas.ambil"') :]
    ids = re.findall(r'name="command_id" value="([^"]+)"', form)
    for _ in range(2):
        answer = await clerk.kirim(f"/berkas/{berkas}/gerak", jenis="berkas.ambil", command_id=ids[0], tujuan="UMUM")
        assert answer.status_code == 303
    with web.konteks.engine.connect() as connection:
        told = [line.jenis for line in timeline.riwayat(connection, berkas).isi]
    assert told.count("berkas.diambil.v1") == 1


async def test_a_refused_move_stays_on_the_page_and_says_what_to_do(web: Web) -> None:
    clerk = Orang(web, "sari", Peran.PEREKAM_MEDIS)
    berkas = await web.arsip.daftar()
    answer = await clerk.kirim(f"/berkas/{berkas}/gerak", jenis="berkas.simpan", command_id=baru())
    assert answer.status_code == 409
    assert "Berkas sedang disimpan" in notice(answer)
    stale = await clerk.kirim(
        f"/berkas/{berkas}/gerak", jenis="berkas.ambil", command_id=baru(), tujuan="UMUM", versi="7"
    )
    assert (stale.status_code, "sudah berubah" in notice(stale)) == (409, True)


async def test_a_record_shows_only_the_moves_its_reader_may_make(web: Web) -> None:
    berkas = await web.arsip.daftar()
    await web.perintah("ambil", berkas, tujuan="GIGI")
    offered = {
        nama: set(re.findall(r'name="jenis" value="([^"]+)"', (await person.buka(f"/berkas/{berkas}")).text))
        for nama, person in {
            "gigi": Orang(web, "gigi", Peran.PETUGAS_UNIT, unit="GIGI"),
            "umum": Orang(web, "umum", Peran.PETUGAS_UNIT, unit="UMUM"),
            "loket": Orang(web, "loket", Peran.PETUGAS_PENDAFTARAN),
            "auditor": Orang(web, "auditor", Peran.AUDITOR),
        }.items()
    }
    assert "berkas.terima_di_unit" in offered["gigi"]
    assert "berkas.terima_di_unit" not in offered["umum"]
    assert {"berkas.batal_ambil", "berkas.terima_kembali"} <= offered["loket"]
    assert offered["auditor"] == set()


async def test_a_records_page_opens_in_every_state_of_the_round(web: Web) -> None:
    people = [Orang(web, "sari", Peran.PEREKAM_MEDIS), Orang(web, "umum", Peran.PETUGAS_UNIT, unit="UMUM")]
    berkas = await web.arsip.daftar()
    steps: list[tuple[str, dict[str, Any]]] = [
        ("ambil", {"tujuan": "UMUM"}),
        ("terima_di_unit", {"unit": "UMUM"}),
        ("terima_kembali", {"cara_kembali": "diantar"}),
        ("rakit", {}),
        ("nyatakan_lengkap", {}),
        ("simpan", {}),
    ]
    for jenis, data in steps:
        await web.perintah(jenis, berkas, **data)
        assert [(await person.buka(f"/berkas/{berkas}")).status_code for person in people] == [200, 200], jenis


async def test_undo_is_offered_to_the_last_mover_alone_and_only_while_it_can_succeed(web: Web) -> None:
    mover, other = Orang(web, "sari", Peran.PEREKAM_MEDIS), Orang(web, "budi", Peran.PEREKAM_MEDIS)
    berkas = await web.arsip.daftar()

    async def offered(person: Orang) -> bool:
        return 'value="berkas.urungkan"' in (await person.buka(f"/berkas/{berkas}")).text

    assert not await offered(mover)
    await mover.kirim(f"/berkas/{berkas}/gerak", jenis="berkas.ambil", command_id=baru(), tujuan="UMUM")
    assert (await offered(mover), await offered(other)) == (True, False)
    for _ in range(2):  # in two steps, or the idle screen would lock
        web.arsip.jam.maju(seconds=kebijakan().waktu.urungkan.batas.total_seconds() / 2)
        assert await offered(mover)
    web.arsip.jam.maju(seconds=1)
    assert not await offered(mover)
    late = await mover.kirim(f"/berkas/{berkas}/gerak", jenis="berkas.urungkan", command_id=baru())
    assert "terlalu lama" in notice(late)


async def test_names_are_shown_as_text_never_as_markup(web: Web) -> None:
    admin = Orang(web, "semua", *Peran)
    made = await admin.kirim("/pengguna", nama="<img src=x onerror=alert(1)>", nama_pengguna="tag", peran="dokter")
    assert made.status_code == 200
    for path in ("/pengguna", "/pindai", "/cari"):
        assert "<img src=x" not in (await admin.buka(path)).text


async def test_a_new_persons_password_is_shown_once_and_must_be_changed(web: Web) -> None:
    admin = Orang(web, "semua", *Peran)
    made = await admin.kirim("/pengguna", nama="Orang Baru", nama_pengguna="baru", peran="dokter", unit="UMUM")
    sandi = re.search(r'class="rahasia">([^<]+)<', made.text)
    assert sandi
    login = await web.klien.post(
        "/masuk", headers=HTML | {"Authorization": ""}, data={"nama_pengguna": "baru", "sandi": sandi[1]}
    )
    assert login.headers["location"] == "/ganti-sandi"
    cookie = login.headers["set-cookie"].partition(";")[0]
    stopped = await web.klien.get("/papan", headers=HTML | {"Authorization": "", "Cookie": cookie})
    assert stopped.headers["location"] == "/ganti-sandi?ke=/papan"


async def test_pages_that_are_not_there_are_pages_and_the_api_stays_json(web: Web) -> None:
    clerk = Orang(web, "sari", Peran.PEREKAM_MEDIS)
    page = await clerk.buka("/tidak-ada")
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    api = await clerk.buka("/api/v1/tidak-ada")
    assert (api.status_code, api.headers["content-type"]) == (404, "application/problem+json")


async def _lines(answer: httpx.Response) -> AsyncIterator[tuple[str, int | None, str]]:
    """Events of a stream: name, id, data."""
    name, number, data = "message", None, []
    async for line in answer.aiter_lines():
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "id":
            number = int(value)
        elif field == "data":
            data.append(value)
        elif not line:
            if data:
                yield name, number, "\n".join(data)
            name, number, data = "message", None, []


async def test_the_boards_stream_gives_whole_snapshots_by_ledger_position_and_says_goodbye(web: Web) -> None:
    feed = Feed(web.konteks.engine, "PKM1", lambda: None)
    web.konteks.feed = feed
    running = asyncio.create_task(feed.run())
    berkas = await web.arsip.daftar(nomor="70-80-90")
    async with disajikan(web) as klien, klien.stream("GET", "/papan/aliran") as answer, asyncio.timeout(20):
        events = _lines(answer)
        boards = (event async for event in events if event[0] == "papan")
        _, first, _ = await anext(boards)
        await web.perintah("ambil", BerkasId(berkas), tujuan="UMUM")
        async for _, number, html in boards:
            if "70-80-90" in html and "Diambil dari rak untuk Poli Umum" in html:
                assert number is not None
                assert first is not None
                assert number > first
                break
        feed.close()
        assert [name async for name, _, _ in events][-1] == "tutup"
    await running


async def test_an_empty_facility_is_set_up_by_its_admin_and_by_whole_answers_only(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'kosong.db'}")
    upgrade(engine)
    started: list[bool] = []

    async def mulai() -> None:
        started.append(True)

    with writing(engine).begin() as connection:
        for nama, peran in (("admin", Peran.ADMIN), ("sari", Peran.DOKTER)):
            made = people.buat(connection, nama, nama, {peran}, sandi="sandi-yang-cukup", harus_ganti_sandi=False)
            assert isinstance(made, people.Petugas)
    parts = Konteks(engine, Settings(data_dir=tmp_path), mulai=mulai)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(create_app(parts)), base_url=ALAMAT) as klien:
        logins = {}
        for nama in ("admin", "sari"):
            entered = people.masuk(
                engine, parts.percobaan, nama, "sandi-yang-cukup", alamat="127.0.0.1", now=clock.now()
            )
            assert isinstance(entered, people.Masuk)
            logins[nama] = (HTML | {"Cookie": f"jejak_sesi={entered.kuki}"}, entered.sesi.csrf)
        headers, csrf = logins["admin"]
        assert (await klien.get("/pindai", headers=headers)).headers["location"] == "/siapkan"
        assert (await klien.get("/siapkan", headers=logins["sari"][0])).status_code == 403
        whole = {
            "csrf": csrf,
            "kode": "pkm9",
            "nama": "Puskesmas Sembilan",
            "zona": "WIT",
            "rak": "3",
            "unit_kode": ["RM", "umum", ""],
            "unit_nama": ["Rekam Medis", "Poli Umum", ""],
            "unit_jenis": ["rekam_medis", "rawat_jalan", "rawat_jalan"],
        }
        wrongs = (
            {"kode": "p k m"},
            {"nama": ""},
            {"zona": "GMT"},
            {"rak": "0"},
            {"rak": "tiga"},
            {"unit_kode": ["RM", "U", ""]},
            {"unit_kode": ["RM", "RM", ""]},
            {"unit_kode": ["RM"], "unit_nama": ["RM"], "unit_jenis": ["rekam_medis"]},
        )
        for wrong in wrongs:
            answer = await klien.post("/siapkan", headers=headers, data=whole | wrong)
            assert answer.status_code == 422, wrong
        assert started == []
        done = await klien.post("/siapkan", headers=headers, data=whole)
        assert done.status_code == 303
    assert started == [True]
    with engine.connect() as connection:
        made_facility = facility.read(connection)
        assert made_facility is not None
        assert (made_facility.kode, made_facility.zona) == ("PKM9", "WIT")
        assert [unit.kode for unit in facility.units(connection)] == ["RM", "UMUM"]
        assert [rak.kode for rak in facility.racks(connection)] == ["001", "002", "003"]
    engine.dispose()


@pytest.mark.parametrize(
    ("peran", "alamat"),
    [
        ([Peran.PETUGAS_PENDAFTARAN], "/loket"),
        ([Peran.DOKTER], "/tugas"),
        ([Peran.KEPALA], "/papan"),
        ([Peran.PEREKAM_MEDIS], "/pindai"),
        ([Peran.PETUGAS_UNIT], "/pindai"),
        ([Peran.PEREKAM_MEDIS, Peran.PETUGAS_PENDAFTARAN], "/loket"),
    ],
)
async def test_the_day_starts_where_the_work_is(web: Web, peran: list[Peran], alamat: str) -> None:
    assert (await Orang(web, "seseorang", *peran).buka("/")).headers["location"] == alamat
