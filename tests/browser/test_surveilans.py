"""Surveillance in a browser: counts typed by keyboard alone, an alert verified, a W1 composed; small and on paper."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Jejak, Peramban, siap_diketik

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_week_is_typed_without_a_mouse_and_an_alert_becomes_a_report(
    jejak: Jejak, peramban: Peramban, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("surveilans")
    page = await peramban.masuk(jejak, "surveilans", "/surveilans")
    await siap_diketik(page)
    await expect(page.get_by_label("Kode", exact=True)).to_be_focused()
    for word in ("G", "0", "2", "0"):
        await page.keyboard.type(word)
        await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile("kabar=tercatat"))
    await siap_diketik(page)
    await expect(page.get_by_label("Kode", exact=True)).to_be_focused()
    row = page.get_by_role("row", name=re.compile("^G Sindrom jaundice akut"))
    await expect(row).to_contain_text("2")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 1366
    await page.screenshot(path=folder / "lebar.png", full_page=True)

    await page.get_by_role("link", name=re.compile("Suspek campak")).first.press("Enter")
    await page.wait_for_url("**/surveilans/sinyal/**")
    await page.get_by_role("button", name="Benar: kejadiannya ada").press("Enter")
    await page.wait_for_url(re.compile("kabar=tercatat"))
    await page.get_by_role("button", name="Susun W1").press("Enter")
    await page.wait_for_url("**/surveilans/w1?sinyal=**")
    await page.get_by_label("Desa atau kelurahan").fill("Contoh Makmur")
    await page.get_by_role("button", name="Susun W1").press("Enter")
    await page.wait_for_url(re.compile("/surveilans/w1/.*kabar=tercatat"))
    await expect(page.locator("main")).to_contain_text("sisa 2")
    await page.emulate_media(media="print")
    await expect(page.get_by_role("button", name="Cetak")).to_be_hidden()
    await page.screenshot(path=folder / "cetak.png", full_page=True)

    phone = await peramban.masuk(jejak, "surveilans", "/surveilans", viewport={"width": 390, "height": 844})
    assert await phone.evaluate("document.documentElement.scrollWidth") <= 390
    await phone.screenshot(path=folder / "ponsel.png", full_page=True)
