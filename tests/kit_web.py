"""The web application on a real database, and a client that speaks to it."""

import asyncio
import socket
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import orjson
import uvicorn
from fastapi import FastAPI
from starlette.routing import BaseRoute

from engine import people
from engine.database import writing
from engine.facility import baru
from engine.people import Cakupan, Petugas
from engine.settings import Settings
from schemas.names import SEMUA_UNIT, KodeUnit, Peran
from tests.kit import Arsip
from tests.siaran import sampai
from web.app import create_app
from web.auth import KUKI
from web.context import Konteks

ALAMAT = "http://127.0.0.1"
SANDI = "sandi-yang-cukup-panjang"


@dataclass(slots=True)
class Web:
    """The application and its archive, with a device's client that may do everything."""

    arsip: Arsip
    konteks: Konteks
    klien: httpx.AsyncClient

    async def perintah(self, jenis: str, subjek: str | None = None, **isi: Any) -> httpx.Response:
        """One command; `envelope` fields by keyword `amplop`."""
        amplop = isi.pop("amplop", {})
        body = {"command_id": baru(), "jenis": f"berkas.{jenis}", "subjek": subjek, "data": isi} | amplop
        return await self.klien.post("/api/v1/perintah", json=body)

    async def pindai(self, teks: str, di: str, **isi: Any) -> httpx.Response:
        """One typed scan."""
        return await self.klien.post("/api/v1/pindai", json={"command_id": baru(), "teks": teks, "di": di} | isi)

    async def baca(self, jalan: str, **isi: Any) -> Any:
        """What a path answers, which must be 200."""
        answer = await self.klien.get(f"/api/v1/{jalan}", params=isi)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def perangkat(self, *peran: Peran, cakupan: Collection[Cakupan] = tuple(Cakupan), unit: str = SEMUA_UNIT) -> str:
        """A device's token."""
        with writing(self.konteks.engine).begin() as connection:
            made = people.buat_perangkat(connection, "Perangkat uji", peran, unit=[KodeUnit(unit)], cakupan=cakupan)
        assert isinstance(made, str), made
        return made

    def orang(self, nama_pengguna: str, *peran: Peran, unit: str = SEMUA_UNIT) -> Petugas:
        """A member of staff who can log in with SANDI."""
        with writing(self.konteks.engine).begin() as connection:
            made = people.buat(
                connection,
                nama_pengguna,
                f"Nama {nama_pengguna}",
                peran,
                unit=[KodeUnit(unit)],
                sandi=SANDI,
                harus_ganti_sandi=False,
            )
        assert isinstance(made, Petugas), made
        return made

    def masuk(self, petugas: Petugas) -> tuple[dict[str, str], str]:
        """The headers of a logged-in browser, and its CSRF token."""
        made = people.masuk(
            self.konteks.engine,
            self.konteks.percobaan,
            petugas.nama_pengguna,
            SANDI,
            alamat="127.0.0.1",
            now=self.arsip.jam(),
        )
        assert isinstance(made, people.Masuk), made
        return {"Cookie": f"{KUKI}={made.kuki}", "Authorization": ""}, made.sesi.csrf

    def sebagai(self, token: str) -> dict[str, str]:
        """The headers of another device."""
        return {"Authorization": f"Bearer {token}"}


_rute: list[BaseRoute] = []


def _app(parts: Konteks) -> FastAPI:
    """The application; its routes are worked out at their first request, and kept for the next one of this process."""
    made = create_app(parts)
    _rute[:] = _rute or made.router.routes
    made.router.routes[:] = _rute
    return made


@asynccontextmanager
async def aplikasi(arsip: Arsip, data_dir: Path) -> AsyncIterator[Web]:
    """The application over the archive; the client is a device with every role."""
    parts = Konteks(arsip.engine, Settings(data_dir=data_dir), arsip.door, now=arsip.jam)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(_app(parts)), base_url=ALAMAT) as klien:
        made = Web(arsip, parts, klien)
        klien.headers["Authorization"] = f"Bearer {made.perangkat(*Peran)}"
        yield made


@asynccontextmanager
async def disajikan(web: Web) -> AsyncIterator[httpx.AsyncClient]:
    """The same application behind a real uvicorn on a free port, and a client with the same rights."""
    config = uvicorn.Config(_app(web.konteks), log_config=None, lifespan="off", timeout_graceful_shutdown=5)
    server = uvicorn.Server(config)
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
        task = asyncio.create_task(server._serve([sock]))  # noqa: SLF001 - `serve` would take the test's signals
        await sampai(lambda: server.started, "uvicorn")
        headers = {"Authorization": web.klien.headers["Authorization"]}
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=20) as klien:
            yield klien
        server.should_exit = True
        await task


class Aliran:
    """A reader of Server-Sent Events: one event at a time, as (event, id, data)."""

    def __init__(self, response: httpx.Response) -> None:
        self._lines = response.aiter_lines()

    async def berikut(self) -> tuple[str, int | None, Any]:
        """The next event; comments and empty frames are passed over. Raises StopAsyncIteration at the end."""
        name, number, data = "message", None, None
        async with asyncio.timeout(20):
            async for line in self._lines:
                field, _, value = line.partition(": ")
                if field == "event":
                    name = value
                elif field == "id":
                    number = int(value)
                elif field == "data":
                    data = orjson.loads(value)
                elif not line and data is not None:
                    return name, number, data
        raise StopAsyncIteration

    async def habis(self) -> None:
        """Read on until the stream ends."""
        async with asyncio.timeout(20):
            async for _ in self._lines:
                pass
