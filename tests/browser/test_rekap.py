"""The recap in a real browser: what a mover did is counted, found behind its number, readable small and on paper."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Jejak, Peramban

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_move_is_counted_and_found_behind_its_number_by_keyboard_alone(
    jejak: Jejak, peramban: Peramban
) -> None:
    berkas, nomor, _ = jejak.berkas()
    jejak.perintah("ambil", berkas, tujuan="KIA")
    page = await peramban.masuk(jejak, "kepala", "/rekap")
    link = page.get_by_role("link", name="Diambil, Kesehatan Ibu dan Anak:")

    async def counted() -> None:
        await page.reload()
        await expect(link).to_be_visible(timeout=500)

    for _ in range(40):
        try:
            await counted()
            break
        except AssertionError:
            continue
    await link.focus()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/rekap/baris?**")
    row = page.get_by_role("row", name=nomor)
    await expect(row).to_contain_text("Diambil dari rak untuk Kesehatan Ibu dan Anak")
    await page.get_by_role("link", name="← Rekap harian").press("Enter")
    await expect(page.get_by_role("heading", name="Rekap harian")).to_be_visible()


@pytest.mark.parametrize(("lebar", "tinggi"), [(1366, 768), (390, 844)])
async def test_the_recap_fits_a_counter_pc_and_a_phone(
    jejak: Jejak, peramban: Peramban, lebar: int, tinggi: int
) -> None:
    page = await peramban.masuk(jejak, "kepala", "/rekap", viewport={"width": lebar, "height": tinggi})
    await page.locator("a[rel=prev]").click()
    await expect(page.locator("table.rekap tbody td a").first).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= lebar
    assert await page.evaluate(
        "[...document.querySelectorAll('.kartu')].every(kartu => kartu.scrollWidth <= kartu.clientWidth)"
    )
    size = await page.locator("table.rekap tbody td a").first.bounding_box()
    assert size
    assert size["height"] >= (24 if lebar > 1000 else 40)
    await page.emulate_media(media="print")
    await expect(page.locator("form.pilih-hari")).to_be_hidden()
    await expect(page.locator("table.rekap")).to_be_visible()
