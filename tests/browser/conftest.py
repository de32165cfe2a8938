"""A whole Jejak in a process of its own, and a real Chromium that looks at it."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request, async_playwright

from engine.facility import baru
from engine.numbers import JenisKode, tulis_kode
from engine.sample import SANDI
from tests.berjalan import mulai, perintah
from tests.torture.proses import Proses
from tests.torture.zigot import JEJAK

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)
MULAI_DETIK = 90.0
TUNGGU_MS = 10_000


def chromium() -> str:
    """The system's Chromium; without one the tests say so, or fail where one is required."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    if os.environ.get("JEJAK_WAJIB_BROWSER"):  # noqa: TID251 - a wish about the tests, not a setting of Jejak
        pytest.fail("JEJAK_WAJIB_BROWSER is set, and there is no chromium, chromium-browser or google-chrome")
    pytest.skip("no chromium, chromium-browser or google-chrome on this machine")


@dataclass(slots=True)
class Jejak:
    """`jejak up` on a data directory, always on the same port."""

    folder: Path
    port: int
    contoh: bool
    token: str = ""
    formulir_dilihat: bool = False
    """Somebody has logged in by the page itself."""
    _process: Proses | None = None
    _nomor: int = field(default=0)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cli(self, *words: str) -> str:
        """What a command of the CLI prints."""
        made = perintah(*words, "--data", str(self.folder))
        assert made.returncode == 0, made.stderr
        return made.stdout.strip()

    def mulai(self) -> None:
        """Start it and wait until it is ready."""
        kind = "--contoh" if self.contoh else "--kosong"
        out = self.folder.parent / "keluaran.txt"
        words = ["up", kind, "--data", str(self.folder), "--port", str(self.port)]
        self._process = mulai(JEJAK, words, out, out)
        until = time.monotonic() + MULAI_DETIK
        while time.monotonic() < until:
            assert self._process.poll() is None, out.read_text(encoding="utf-8")
            try:
                if httpx.get(f"{self.url}/healthz", timeout=2).status_code == 200:
                    return
            except httpx.TransportError:
                self._process_wait(0.05)
        pytest.fail("jejak up did not become ready")

    def _process_wait(self, seconds: float) -> None:
        assert self._process is not None
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return

    def henti(self) -> None:
        """Stop it as a service manager would."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(20)

    def perintah(self, jenis: str, subjek: str | None = None, **data: Any) -> dict[str, Any]:
        """One command through the API, by a device that may do everything."""
        return self.minta(f"berkas.{jenis}", subjek, **data)

    def minta(self, jenis: str, subjek: str | None = None, **data: Any) -> dict[str, Any]:
        """The same for any workflow."""
        body = {"command_id": baru(), "jenis": jenis, "subjek": subjek, "data": data}
        answer = httpx.post(
            f"{self.url}/api/v1/perintah",
            json={key: value for key, value in body.items() if value is not None},
            headers={"Authorization": f"Bearer {self.token}"},
        )
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def baca(self, jalan: str) -> Any:
        """What an API path answers."""
        answer = httpx.get(f"{self.url}/api/v1/{jalan}", headers={"Authorization": f"Bearer {self.token}"})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def berkas(self) -> tuple[str, str, str]:
        """A new record on the rack: id, number, the code on its label."""
        self._nomor += 1
        nomor = f"9{self._nomor:03d}{self.port % 1000:03d}"
        return self.perintah("daftarkan", nomor=nomor)["subjek"], nomor, tulis_kode(JenisKode.BERKAS, nomor)


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@pytest.fixture(scope="session")
def jejak(tmp_path_factory: pytest.TempPathFactory, sample_facility: Path) -> Iterator[Jejak]:
    """The sample facility, shared by the browser tests of this process; each makes its own records."""
    chromium()
    made = Jejak(tmp_path_factory.mktemp("contoh") / "data", _free_port(), contoh=True)
    made.folder.mkdir()
    shutil.copy(sample_facility, made.folder / "jejak.db")
    made.mulai()
    roles = [
        word
        for role in ("petugas_pendaftaran", "perekam_medis", "petugas_unit", "kepala")
        for word in ("--peran", role)
    ]
    made.token = made.cli("token", "buat", *roles, "--nama", "uji")
    yield made
    made.henti()


@pytest.fixture
def jejak_kosong(tmp_path: Path) -> Iterator[Jejak]:
    """An empty data directory, just started for the first time."""
    chromium()
    made = Jejak(tmp_path / "data", _free_port(), contoh=False)
    made.mulai()
    yield made
    made.henti()


async def siap_diketik(page: Page) -> None:
    """Wait for the field the page begins in: the browser gives it the focus some frames after the page is loaded."""
    placed = "() => !document.querySelector('[autofocus]') || document.activeElement !== document.body"
    await page.wait_for_function(placed)


@dataclass(slots=True)
class Peramban:
    """A Chromium whose every page is watched: nothing leaves the site, nothing breaks the content policy."""

    browser: Browser
    keluhan: list[str] = field(default_factory=list)
    konteks: list[BrowserContext] = field(default_factory=list)

    async def baru(self, jejak: Jejak, **pilihan: Any) -> Page:
        """A page in a browser context of its own: another device."""
        settings = {"locale": "id-ID", "viewport": {"width": 1366, "height": 768}} | pilihan
        context = await self.browser.new_context(base_url=jejak.url, **settings)
        context.set_default_timeout(TUNGGU_MS)
        self.konteks.append(context)
        page = await context.new_page()
        self.amati(page, jejak)
        return page

    def amati(self, page: Page, jejak: Jejak) -> None:
        """Note what must not happen."""

        def requested(request: Request) -> None:
            if not request.url.startswith((jejak.url, "data:", "blob:")):
                self.keluhan.append(f"external request {request.url}")

        def said(message: ConsoleMessage) -> None:
            text = message.text
            if message.type == "error" and "Failed to load resource" not in text:
                self.keluhan.append(text)

        page.on("request", requested)
        page.on("console", said)
        page.on("pageerror", lambda error: self.keluhan.append(str(error)))

    async def masuk(self, jejak: Jejak, nama: str, ke: str = "/", **pilihan: Any) -> Page:
        """A page where this person of the sample facility is logged in.

        The first of all types it into the form; for the others the browser sends the same form unseen, which spares
        two pages each: a page costs a Chromium a quarter of a second of work.
        """
        page = await self.baru(jejak, **pilihan)
        isian: dict[str, str | float | bool] = {"nama_pengguna": nama, "sandi": SANDI}
        if jejak.formulir_dilihat:
            asal = {"Origin": jejak.url}
            answer = await page.context.request.post("/masuk", form=isian, headers=asal, max_redirects=0)
            assert answer.status == 303, await answer.text()
            await page.goto(ke)
        else:
            await page.goto(f"/masuk?ke={quote(ke)}")
            for name, text in isian.items():
                await page.fill(f"[name={name}]", str(text))
            await page.keyboard.press("Enter")
        await page.wait_for_url(lambda url: "/masuk" not in url)
        jejak.formulir_dilihat = True
        await siap_diketik(page)
        return page


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for all browser tests of this process."""
    path = chromium()
    async with async_playwright() as playwright:
        made = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield made
        await made.close()


@pytest_asyncio.fixture(loop_scope="session")
async def peramban(browser: Browser) -> AsyncIterator[Peramban]:
    """Devices for one test; afterwards nothing they watched may have complained."""
    made = Peramban(browser)
    yield made
    for context in made.konteks:
        await context.close()
    assert made.keluhan == []
