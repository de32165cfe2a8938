"""The reconciliation in a real browser: the sample's five kinds, one opened by keyboard and explained."""

import re

import pytest
from playwright.async_api import expect

from schemas.names import MacamSelisih
from tests.browser.conftest import Jejak, Peramban

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_an_exception_of_the_sample_is_opened_by_keyboard_and_explained_on_every_screen(
    jejak: Jejak, peramban: Peramban, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("rekonsiliasi")
    page = await peramban.masuk(jejak, "permed", "/rekonsiliasi")
    for kind in MacamSelisih:
        await expect(page.locator(f"#m-{kind.value} tbody tr").first).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 1366
    await page.screenshot(path=folder / "lebar.png", full_page=True)
    section = page.locator("#m-dua_tempat")
    count = int(await section.locator("h2 .angka").inner_text())
    await section.locator("tbody a").first.press("Enter")
    await page.wait_for_url(re.compile(r"/rekonsiliasi/dua_tempat/\d+$"))
    await expect(page.get_by_role("heading", name="Di balik selisih ini")).to_be_visible()
    await page.screenshot(path=folder / "satu.png", full_page=True)
    await page.get_by_label("Tidak perlu dibetulkan karena").select_option("salah_pindai")
    await page.get_by_role("button", name="Jelaskan").press("Enter")
    await page.wait_for_url("**/rekonsiliasi?kabar=tercatat")
    await expect(page.locator("#dijelaskan tbody tr")).to_have_count(1)
    await expect(page.locator("#m-dua_tempat tbody tr")).to_have_count(count - 1)

    phone = await peramban.masuk(jejak, "permed", "/rekonsiliasi", viewport={"width": 390, "height": 844})
    assert await phone.evaluate("document.documentElement.scrollWidth") <= 390
    await phone.screenshot(path=folder / "ponsel.png", full_page=True)
