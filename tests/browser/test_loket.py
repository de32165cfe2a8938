"""The desk in a real browser: by keyboard alone, on a counter PC and on a phone."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Jejak, Peramban

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HURUF = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def nama(jejak: Jejak) -> str:
    """An invented name nobody has yet."""
    n = int(jejak.berkas()[1])
    return "CONTOH " + "".join(HURUF[n // 26**place % 26] for place in range(6))


async def pasien_baru(page: Page, siapa: str) -> None:
    """From the search to the queue number without a mouse."""
    await page.keyboard.press("F2")
    await page.keyboard.type(siapa)
    await page.keyboard.press("F4")
    await expect(page.locator("input[name=nama]")).to_have_value(siapa)
    await page.locator("select[name=jenis_kelamin]").select_option("perempuan")
    await page.locator("input[name=tanggal_lahir]").fill("05-04-1990")
    await page.locator("input[name=unit]").first.focus()
    await page.keyboard.press("2")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text(f"Terdaftar: {siapa}")).to_be_visible()


async def test_a_new_patient_is_registered_by_keyboard_alone_and_the_box_waits_for_the_next(
    jejak: Jejak, peramban: Peramban
) -> None:
    siapa = nama(jejak)
    page = await peramban.masuk(jejak, "loket", "/loket")
    await pasien_baru(page, siapa)
    await expect(page.locator(".besar-besar b").first).to_have_text(re.compile(r"^\d+$"))
    await expect(page.locator(".besar-besar b").last).to_have_text(re.compile(r"\d"))
    await expect(page.locator("#cari")).to_be_focused()
    await expect(page.locator("#daftar-kunjungan")).to_contain_text(siapa)
    await page.keyboard.type(siapa.lower())
    await page.locator("#hasil a").first.wait_for()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/loket/pasien/*")
    assert siapa.split()[1] not in page.url
    await expect(page.get_by_text("Masih terdaftar di Pemeriksaan Gigi dan Mulut")).to_be_visible()


async def test_the_list_of_today_fills_by_itself(jejak: Jejak, peramban: Peramban) -> None:
    siapa = nama(jejak)
    watching = await peramban.masuk(jejak, "dokter", "/kunjungan")
    page = await peramban.masuk(jejak, "loket", "/loket")
    await pasien_baru(page, siapa)
    await expect(watching.locator("#daftar-kunjungan")).to_contain_text(siapa, timeout=15_000)


@pytest.mark.parametrize(("lebar", "tinggi"), [(1366, 768), (390, 844)])
async def test_the_desk_and_the_wards_fit_a_counter_pc_and_a_phone(
    jejak: Jejak, peramban: Peramban, lebar: int, tinggi: int
) -> None:
    page = await peramban.masuk(jejak, "loket", "/loket", viewport={"width": lebar, "height": tinggi})
    for path in ("/loket", "/loket/baru", "/loket/darurat", "/kunjungan", "/bangsal", "/rawat-inap"):
        await page.goto(path)
        assert await page.evaluate("document.documentElement.scrollWidth") <= lebar, path
        for target in await page.locator("main button:visible, main .keping:visible").all():
            box = await target.bounding_box()
            assert box
            assert box["height"] >= 40, path
    if lebar > tinggi:  # in an emergency nobody scrolls for the one button that matters
        await page.goto("/loket/darurat")
        box = await page.get_by_role("button", name="Daftarkan").bounding_box()
        assert box
        assert box["y"] + box["height"] <= tinggi
