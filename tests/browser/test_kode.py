"""Coding and a birth in a real browser, by keyboard alone."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Jejak, Peramban, siap_diketik

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_the_queue_is_coded_and_a_child_is_admitted_without_a_mouse(jejak: Jejak, peramban: Peramban) -> None:
    page = await peramban.masuk(jejak, "permed", "/kode")
    first = page.locator("ol.orang a").first
    await expect(first).to_be_focused()
    address = await first.get_attribute("href")
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**{address}")
    await siap_diketik(page)
    await expect(page.locator("[name='kode.1']")).to_be_focused()
    await page.keyboard.type("j06")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Enter")
    await page.wait_for_url(lambda url: "/kode/" in url and str(address) not in url)
    await page.goto(str(address))
    await expect(page.locator("[name='kode.1']")).to_have_value("J06")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 1366

    page = await peramban.masuk(jejak, "loket", "/bangsal", viewport={"width": 390, "height": 844})
    mother = page.get_by_role("link", name="Bayi lahir, ML2-A")
    await mother.focus()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/bayi-lahir")
    await siap_diketik(page)
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await expect(page.locator("[name=jenis_kelamin]").first).to_be_focused()
    await page.keyboard.press("Space")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/loket/selesai/*")
    await expect(page.get_by_role("heading", name=re.compile(r"Terdaftar: .*, By\."))).to_be_visible()
    await expect(page.locator(".besar-besar b").first).to_have_text(re.compile("^BY1-"))
