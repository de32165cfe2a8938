"""The board, the locked screen, the first run and the other pages, in a real browser."""

import contextlib
import os
import re
import signal
import time

import pytest
from playwright.async_api import Page, expect

from engine.sample import SANDI
from tests.browser.conftest import Jejak, Peramban
from tests.browser.test_pindai import scan

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def live_board(peramban: Peramban, jejak: Jejak) -> Page:
    """A board that has got its stream."""
    board = await peramban.masuk(jejak, "kepala", "/papan")
    await expect(board.locator("html")).to_have_attribute("data-aliran", "tersambung")
    await board.evaluate("window.tandaHalaman = 1")
    return board


async def test_a_move_appears_on_another_browsers_board_within_a_second(jejak: Jejak, peramban: Peramban) -> None:
    board = await live_board(peramban, jejak)
    page = await peramban.masuk(jejak, "permed", "/pindai")
    await scan(page, "LKIA4")
    took = []
    for _ in range(3):
        _, nomor, code = jejak.berkas()
        await expect(board.locator("#papan tr", has_text=nomor).first).to_be_visible()
        start = time.monotonic()
        await scan(page, code)
        await expect(board.locator("tr[data-seq]", has_text=nomor).first).to_contain_text(
            "Diambil dari rak untuk Kesehatan Ibu dan Anak"
        )
        took.append(time.monotonic() - start)
    assert sorted(took)[1] < 1, took
    assert await board.evaluate("window.tandaHalaman") == 1


async def test_the_board_says_when_it_is_cut_off_and_catches_up_after_a_restart_without_a_reload(
    jejak: Jejak, peramban: Peramban
) -> None:
    board = await live_board(peramban, jejak)
    before = int(await board.locator("#papan").get_attribute("data-seq") or 0)
    jejak.henti()
    await expect(board.locator("#terputus")).to_contain_text("Terputus sejak")
    jejak.mulai()
    berkas, nomor, _ = jejak.berkas()
    jejak.perintah("ambil", berkas, tujuan="KIA")
    await expect(board.locator("tr[data-seq]", has_text=nomor).first).to_be_visible(timeout=15_000)
    await expect(board.locator("#terputus")).to_be_hidden()
    await board.wait_for_function("seq => Number(document.querySelector('#papan').dataset.seq) >= seq", arg=before + 2)
    assert await board.evaluate("window.tandaHalaman") == 1


async def test_a_broker_that_hangs_delays_the_broadcast_and_neither_moves_nor_boards(
    jejak: Jejak, peramban: Peramban
) -> None:
    """Stopped, not dead: the board says so, goes on from the ledger, and says nothing more once the broker is back."""
    board = await live_board(peramban, jejak)
    await expect(board.locator("#tertunda")).to_be_hidden()
    broker = int((jejak.folder / "nats" / "nats.pid").read_text())
    os.kill(broker, signal.SIGSTOP)
    try:
        berkas, nomor, _ = jejak.berkas()
        jejak.perintah("ambil", berkas, tujuan="KIA")
        await expect(board.locator("tr[data-seq]", has_text=nomor).first).to_be_visible()
        await expect(board.locator("#tertunda")).to_contain_text("Siaran tertunda", timeout=30_000)
        await expect(board.locator("#tertunda")).to_be_visible(timeout=30_000)
    finally:
        with contextlib.suppress(ProcessLookupError):  # the watchdog may have replaced it meanwhile
            os.kill(broker, signal.SIGCONT)
    await expect(board.locator("#tertunda")).to_be_hidden(timeout=30_000)
    assert await board.evaluate("window.tandaHalaman") == 1


async def test_an_idle_screen_locks_and_the_password_returns_to_the_page(jejak: Jejak, peramban: Peramban) -> None:
    page = await peramban.baru(jejak)
    await page.clock.install()
    await page.goto("/masuk?ke=/cari")
    await page.fill("[name=nama_pengguna]", "loket")
    await page.fill("[name=sandi]", SANDI)
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile(r"\d/cari$"))
    await page.clock.fast_forward("10:05")
    await page.wait_for_url(re.compile(r"/kunci\?ke=/cari$"))
    await expect(page.locator("main")).to_contain_text("Contoh Petugas Loket")
    await page.goto("/pengguna")
    await page.wait_for_url(re.compile(r"/kunci\?ke=/pengguna$"))
    await page.goto("/cari")
    await page.fill("[name=sandi]", "bukan sandinya")
    await page.keyboard.press("Enter")
    await expect(page.locator("[role=alert]")).to_contain_text("tidak cocok")
    await page.fill("[name=sandi]", SANDI)
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile(r"\d/cari$"))


async def test_the_keyboard_alone_finds_a_record_and_moves_it(jejak: Jejak, peramban: Peramban) -> None:
    berkas, nomor, _ = jejak.berkas()
    jejak.perintah("ambil", berkas, tujuan="KIA")
    page = await peramban.masuk(jejak, "loket", "/cari")
    await page.keyboard.type(nomor[-6:])
    await expect(page.locator("#hasil a").first).to_have_text(nomor)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/berkas/**")
    button = page.locator("button", has_text="Batalkan pengambilan")
    for _ in range(40):
        if await button.evaluate("node => node === document.activeElement"):
            break
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator(".garis-waktu")).to_contain_text("Pengambilan dibatalkan")
    assert jejak.baca(f"berkas/{berkas}")["keadaan"] == "disimpan"


async def test_an_empty_directory_asks_for_a_password_then_for_the_facility(
    jejak_kosong: Jejak, peramban: Peramban
) -> None:
    first = dict(line.split(": ") for line in (jejak_kosong.folder / "admin.txt").read_text().splitlines())
    page = await peramban.baru(jejak_kosong)
    await page.goto("/")
    await page.fill("[name=nama_pengguna]", first["pengguna"])
    await page.fill("[name=sandi]", first["sandi"])
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile("/ganti-sandi"))
    await page.goto("/pindai")
    await page.wait_for_url(re.compile("/ganti-sandi"))
    await page.fill("[name=lama]", first["sandi"])
    await page.fill("[name=baru]", "empat kata yang panjang")
    await page.fill("[name=ulang]", "empat kata yang panjang")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/siapkan")
    assert await page.locator("[name=unit_kode]").count() >= 11
    await page.fill("[name=nama]", "Puskesmas Rekaan")
    await page.fill("[name=kode]", "pkmrekaan")
    await page.select_option("[name=zona]", "WITA")
    await page.click("text=Simpan dan mulai")
    await page.wait_for_url(re.compile("/papan"))
    await expect(page.locator("footer")).to_contain_text("WITA")
    await page.goto("/label")
    await expect(page.locator(".label")).to_have_count(11)
    await page.set_viewport_size({"width": 360, "height": 740})
    await page.goto("/unit")
    await fits(page, 360)
    await page.locator("#turun-UMUM").focus()
    for place in (3, 4):  # the button keeps the focus, so pressing it again goes on
        await page.keyboard.press("Enter")
        await expect(page.locator(f"#unit-UMUM:nth-child({place})")).to_have_count(1)
        await expect(page.locator("#turun-UMUM")).to_be_focused()


async def fits(page: Page, width: int) -> None:
    """The page is as wide as its screen, and everything to press is high enough for a finger."""
    wide = await page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, page.url
    small = await page.evaluate(
        """() => [...document.querySelectorAll("main button, main select, main input, nav a")]
          .filter((e) => e.offsetParent && !e.matches("[type=checkbox], [type=radio], [type=hidden]"))
          .map((e) => [e.outerHTML.slice(0, 60), e.getBoundingClientRect().height])
          .filter(([, height]) => height < 43.5)"""
    )
    assert small == [], page.url


@pytest.mark.parametrize("width", [1366, 360])
async def test_no_page_is_wider_than_its_screen_or_has_a_small_target(
    jejak: Jejak, peramban: Peramban, width: int
) -> None:
    berkas, _, _ = jejak.berkas()
    page = await peramban.masuk(jejak, "kepala", "/papan", viewport={"width": width, "height": 740})
    pages = ("/pindai", "/papan", "/cari?keadaan=disimpan", "/perlu-dicek", "/label", "/bantuan", f"/berkas/{berkas}")
    for path in pages:
        await page.goto(path)
        await fits(page, width)


async def test_only_the_head_settles_what_must_be_checked(jejak: Jejak, peramban: Peramban) -> None:
    berkas, nomor, _ = jejak.berkas()
    jejak.perintah("laporkan_hilang", berkas)
    page = await peramban.masuk(jejak, "umum", "/pindai")
    await page.keyboard.press("F7")
    await scan(page, nomor)
    await expect(page.locator("#riwayat li")).to_have_count(1)
    await page.goto("/perlu-dicek")
    await expect(page.locator("main")).to_contain_text("Hanya kepala yang memutuskan")
    head = await peramban.masuk(jejak, "kepala", "/perlu-dicek")
    row = head.locator("tr", has_text=nomor)
    await row.locator("button", has_text="Pindaian yang benar").click()
    await expect(head.locator("main")).to_contain_text("Tercatat.")
    await expect(head.locator("tr", has_text=nomor)).to_have_count(0)
    assert jejak.baca(f"berkas/{berkas}/jejak")["isi"][-1]["jenis"] == "berkas.cek_diselesaikan.v1"


async def test_a_page_that_is_not_there_says_so_in_plain_words(jejak: Jejak, peramban: Peramban) -> None:
    page = await peramban.masuk(jejak, "kepala", "/papan")
    for path, status, words in (
        ("/tidak-ada", 404, "Tidak ditemukan"),
        ("/pengguna", 403, "Tidak diizinkan"),
        ("/berkas/tidak-ada", 404, "Tidak ditemukan"),
    ):
        answer = await page.goto(path)
        assert answer is not None
        assert answer.status == status
        await expect(page.locator("h1")).to_have_text(re.compile(words))
