"""The indicators in a real browser: from a point of the graph to its month by keyboard, small, wide and on paper."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import expect

from engine.clock import now
from tests.browser.conftest import Jejak, Peramban

KINI = now().date()
KURUN = f"/indikator?bagian=tanggal&mulai={KINI - timedelta(days=40)}&sampai={KINI + timedelta(days=1)}"
"""The sample's weeks, whatever the day: the month or two they fall in are points of their own."""
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_month_of_the_barber_johnson_graph_opens_by_keyboard_on_every_screen_and_prints(
    jejak: Jejak, peramban: Peramban, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("indikator")
    page = await peramban.masuk(jejak, "kepala", KURUN)
    graph = page.locator("svg.bj")
    for _ in range(40):
        if await graph.count():
            break
        await page.reload()
    await expect(graph).to_be_visible()
    await expect(graph.get_by_text("Daerah efisien")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 1366
    await page.screenshot(path=folder / "lebar.png", full_page=True)
    point = graph.locator("a").first
    await point.focus()
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile(r"bagian=\d\d"))
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Indikator rawat inap")
    days = page.get_by_role("link", name=re.compile("^Hari perawatan: ")).first
    counted = (await days.inner_text()).strip()
    await days.press("Enter")
    await page.wait_for_url("**/sensus/inap/rincian?**")
    await expect(page.locator("main")).to_contain_text(f"{counted} hari")

    phone = await peramban.masuk(jejak, "kepala", KURUN, viewport={"width": 390, "height": 844})
    assert await phone.evaluate("document.documentElement.scrollWidth") <= 390
    await phone.screenshot(path=folder / "ponsel.png", full_page=True)

    await page.goto(KURUN)
    await page.emulate_media(media="print")
    await expect(page.locator("form.pilih-kurun")).to_be_hidden()
    await expect(graph).to_be_visible()
    await page.screenshot(path=folder / "cetak.png", full_page=True)
