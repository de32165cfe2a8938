"""Processes beside each other, and the first page of an empty facility: put together as in real life."""

import asyncio
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from engine.database import connect
from tests.berjalan import jejak_up_segar, perintah, proses
from tests.kit import settle_facility
from tests.siaran import sampai
from workers.nats_server import NatsServer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX knows them")
CSRF = re.compile(r'name="csrf" value="([^"]+)"')


async def test_an_empty_facility_is_set_up_on_its_first_page_and_then_takes_moves(tmp_path: Path) -> None:
    with jejak_up_segar(tmp_path / "data") as jejak:
        await sampai(jejak.siap, "menjawab", sela=0.05)
        assert jejak.siap() == {"siap": False, "belum": ["fasyankes"]}
        sandi = (tmp_path / "data" / "admin.txt").read_text(encoding="utf-8").split("sandi: ")[1].strip()
        headers = {"Origin": jejak.url, "Accept": "text/html"}
        async with httpx.AsyncClient(base_url=jejak.url, headers=headers, follow_redirects=True) as browser:
            page = await browser.post("/masuk", data={"nama_pengguna": "admin", "sandi": sandi})
            baru = "sandi-baru-yang-panjang"
            form = {"lama": sandi, "baru": baru, "ulang": baru, "csrf": CSRF.findall(page.text)[0]}
            page = await browser.post("/ganti-sandi", data=form)
            page = await browser.get("/siapkan")
            units = {"unit_kode": ["RM", "UMUM"], "unit_nama": ["Rekam Medis", "Poli Umum"]}
            kinds = {"unit_jenis": ["rekam_medis", "rawat_jalan"]}
            form = {
                "nama": "Puskesmas Uji",
                "kode": "UJI",
                "zona": "WIT",
                "rak": "3",
                "csrf": CSRF.findall(page.text)[0],
            }
            page = await browser.post("/siapkan", data={**form, **units, **kinds})
            assert page.status_code == 200, page.text
        await jejak.lancar()
        token = await asyncio.to_thread(jejak.token, "perekam_medis")
        async with httpx.AsyncClient(base_url=jejak.url, headers={"Authorization": f"Bearer {token}"}) as device:
            wish = {
                "command_id": "018f0000-0000-7000-8000-000000000001",
                "jenis": "berkas.daftarkan",
                "data": {"nomor": "000001"},
            }
            assert (await device.post("/api/v1/perintah", json=wish)).json()["seq"] == 1
        assert await jejak.berhenti(dalam=15) == 0


@pytest.fixture
def postgres_kosong(postgres: str, tmp_path: Path) -> Iterator[str]:
    """An empty PostgreSQL database of this test's own."""
    name = f"proses_{abs(hash(tmp_path)) % 10**12}"
    admin = connect(postgres).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    yield postgres.replace("/postgres?", f"/{name}?")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
    admin.dispose()


async def test_web_and_workers_as_two_processes_on_postgresql_and_a_named_nats(
    postgres_kosong: str, tmp_path: Path
) -> None:
    async with NatsServer(tmp_path / "nats") as server:
        assert server.url
        assert server.token
        env = {
            "JEJAK_DATABASE_URL": postgres_kosong,
            "JEJAK_NATS_URL": server.url,
            "JEJAK_NATS_TOKEN": server.token,
        }
        early = await asyncio.to_thread(perintah, "pekerja", **env)
        assert early.returncode == 1
        assert "jejak db migrasi" in early.stderr
        assert (await asyncio.to_thread(perintah, "db", "migrasi", **env)).returncode == 0
        engine = connect(postgres_kosong)
        with engine.begin() as connection:
            settle_facility(connection)
        engine.dispose()
        with (
            proses(tmp_path / "pekerja", "pekerja", **env) as workers,
            proses(tmp_path / "web", "web", "--port", "0", **env) as web,
        ):
            await web.lancar()
            made = await asyncio.to_thread(
                perintah, "token", "buat", "--peran", "perekam_medis", "--nama", "uji", **env
            )
            headers = {"Authorization": f"Bearer {made.stdout.strip()}"}
            async with httpx.AsyncClient(base_url=web.url, headers=headers) as device:
                wish = {
                    "command_id": "018f0000-0000-7000-8000-000000000002",
                    "jenis": "berkas.daftarkan",
                    "data": {"nomor": "000001"},
                }
                assert (await device.post("/api/v1/perintah", json=wish)).json()["seq"] == 1
            await web.lancar()

            async def whole() -> bool:
                checked = await asyncio.to_thread(perintah, "db", "periksa", "--json", **env)
                assert checked.stdout, checked.stderr
                found = json.loads(checked.stdout)
                return bool(found["utuh"] and found["aliran"]["aliran"] == 1)

            await sampai(whole, "aliran sama dengan buku jejak")
            assert await workers.berhenti(dalam=15) == 0
            assert await web.berhenti(dalam=15) == 0
            for one in (web, workers):
                assert "Traceback" not in one.kata()
