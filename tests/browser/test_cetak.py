"""Paper in a real browser: sheets of their own size, and a station that prints each tracer by itself."""

import re
from io import BytesIO

import pytest
from playwright.async_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Jejak, Peramban

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PRINTER = """
window.kertas = [];
window.print = () => { // there is no printer here: what it would be given is kept
  window.kertas.push(...[...document.querySelectorAll("#kertas svg")].map((slip) => slip.textContent));
  dispatchEvent(new Event("afterprint"));
};
"""


async def ukuran(page: Page) -> list[tuple[int, int]]:
    """The sheets that would come out of the printer, in millimetres."""
    pages = PdfReader(BytesIO(await page.pdf(prefer_css_page_size=True))).pages
    return [(round(page.mediabox.width / 72 * 25.4), round(page.mediabox.height / 72 * 25.4)) for page in pages]


async def test_each_paper_comes_out_on_sheets_of_its_own_size_and_nothing_else_with_it(
    jejak: Jejak, peramban: Peramban
) -> None:
    berkas, nomor, _ = jejak.berkas()
    jejak.perintah("ambil", berkas, tujuan="KIA")
    page = await peramban.masuk(jejak, "permed", f"/berkas/{berkas}")
    await page.get_by_role("link", name="Tracer").click()
    await expect(page.locator("svg.kertas")).to_contain_text("KESEHATAN IBU")
    assert await ukuran(page) == [(105, 74)]
    for jenis, sheets in {"bon": [(148, 210)], "label": [(70, 37)]}.items():
        await page.goto(f"/cetak/{jenis}/{berkas}")
        await expect(page.locator("svg.kertas")).to_contain_text(nomor)
        assert await ukuran(page) == sheets
    await page.goto("/cetak/ekspedisi")
    assert set(await ukuran(page)) == {(297, 210)}


async def test_a_station_prints_each_folder_that_leaves_by_itself(jejak: Jejak, peramban: Peramban) -> None:
    page = await peramban.masuk(jejak, "permed", "/cetak")
    await page.add_init_script(PRINTER)
    await page.get_by_label("Nama").fill("Rak uji")
    await page.get_by_role("button", name="Buat stasiun").click()
    await expect(page.get_by_text("Siap mencetak")).to_be_visible()
    first, nomor, _ = jejak.berkas()
    jejak.perintah("ambil", first, tujuan="KIA")
    await expect(page.locator("#tanya")).to_be_visible()
    await page.get_by_role("button", name="Tidak; simpan untuk dicetak ulang").click()
    row = page.get_by_role("row", name=nomor)
    await expect(row).to_contain_text("Tidak keluar")
    await row.get_by_role("button", name="Cetak ulang").click()
    await page.get_by_role("button", name="Ya, sudah keluar").click()
    await expect(row).to_contain_text(re.compile("Dicetak 2."))
    await page.get_by_label("Cetak langsung tanpa bertanya").check()
    second, other, _ = jejak.berkas()
    jejak.perintah("ambil", second, tujuan="KIA")
    await expect(page.get_by_role("row", name=other)).to_contain_text("Dicetak")
    await expect(page.locator("#tanya")).to_be_hidden()
    printed = await page.evaluate("window.kertas")
    assert [nomor in printed[0], nomor in printed[1], other in printed[2]] == [True, True, True]
    assert len(printed) == 3
    assert "KESEHATAN IBU" in printed[2]
    await page.reload()
    await expect(page.get_by_label("Cetak langsung tanpa bertanya")).to_be_checked()
    await expect(page.get_by_text("Tidak ada tracer yang menunggu.")).to_be_visible()


async def test_a_station_that_is_cut_off_says_so(jejak: Jejak, peramban: Peramban) -> None:
    page = await peramban.masuk(jejak, "permed", "/cetak", viewport={"width": 390, "height": 844})
    await page.add_init_script(PRINTER)
    await page.get_by_label("Nama").fill("Rak putus")
    await page.get_by_role("button", name="Buat stasiun").click()
    await expect(page.get_by_text("Siap mencetak")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await page.context.set_offline(offline=True)
    await page.get_by_role("button", name="Cetak yang menunggu").click()
    await expect(page.get_by_role("alert")).to_contain_text("Tidak terhubung ke Jejak sejak")
    await page.context.set_offline(offline=False)
    await page.get_by_role("button", name="Cetak yang menunggu").click()
    await expect(page.locator("#terputus")).to_be_hidden()
