"""The census in a real browser: it counts while one looks, and each number leads to what it is made of, by keyboard."""

import re

import pytest
from playwright.async_api import expect

from engine.facility import baru
from tests.browser.conftest import Jejak, Peramban

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_the_census_counts_a_visit_while_one_looks_and_opens_it_by_keyboard(
    jejak: Jejak, peramban: Peramban
) -> None:
    page = await peramban.masuk(jejak, "kepala", "/sensus")
    await expect(page.get_by_role("heading", name=re.compile("Sensus harian"))).to_be_visible()
    link = page.get_by_role("link", name=re.compile(r"^Gizi.*, Kunjungan: \d+$"))
    before = await link.first.inner_text() if await link.count() else "0"
    pasien = baru()
    jejak.minta("pasien.daftarkan", pasien, identitas={"nama": "Contoh Sensus Rekaan"})
    jejak.minta("kunjungan.daftarkan", pasien=pasien, unit="GIZI", jenis_kunjungan="rawat_jalan", cara_bayar="umum")
    await expect(link.first).to_have_text(str(int(before) + 1))
    await link.first.focus()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/sensus/jalan/rincian?**")
    await expect(page.get_by_role("row", name="Contoh Sensus Rekaan")).to_contain_text("Kunjungan terdaftar")
    await page.get_by_role("link", name="← Kembali ke sensus").press("Enter")
    await expect(page.get_by_role("heading", name="Sensus harian rawat jalan")).to_be_visible()
    for alamat in ("/sensus", "/sensus/inap?unit=RANAP", "/sensus/tren"):
        await page.set_viewport_size({"width": 390, "height": 844})
        await page.goto(alamat)
        assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await page.emulate_media(media="print")
    await expect(page.locator("header.atas")).to_be_hidden()
