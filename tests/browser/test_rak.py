"""Checking a shelf in a real browser: scan after scan without touching the mouse, wide and narrow."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Jejak, Peramban

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize(("lebar", "tinggi"), [(1366, 768), (390, 844)])
async def test_a_shelf_is_read_scan_by_scan_and_the_box_keeps_the_focus(
    jejak: Jejak, peramban: Peramban, lebar: int, tinggi: int
) -> None:
    made = sorted((jejak.berkas() for _ in range(4)), key=lambda berkas: berkas[1])
    page = await peramban.masuk(jejak, "permed", "/rak/periksa", viewport={"width": lebar, "height": tinggi})
    kotak = page.locator("#kode")
    for at in (0, 3, 1, 2):
        await expect(kotak).to_be_focused()
        await page.keyboard.type(made[at][2])
        await page.keyboard.press("Enter")
        await expect(page.locator(".hasil .nomor")).to_have_text(made[at][1])
    verdicts = await page.locator("table.susun tbody tr td:nth-child(3)").all_inner_texts()
    assert [verdict.strip() for verdict in verdicts] == ["Benar", "Salah letak", "Benar", "Benar"]
    assert await page.evaluate("document.documentElement.scrollWidth") <= lebar
