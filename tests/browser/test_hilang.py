"""A missing folder in a real browser: the siren at the scanner, the board, the live page of its search."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Jejak, Peramban

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def pindai(page: Page, nomor: str) -> None:
    """Type a number at the scanner's box."""
    await page.locator("#kotak").fill(nomor)
    await page.locator("#kotak").press("Enter")


async def test_whoever_touches_a_missing_folder_hears_it_and_its_search_and_the_board_show_it_live(
    jejak: Jejak, peramban: Peramban
) -> None:
    berkas, nomor, _ = jejak.berkas()
    jejak.perintah("laporkan_hilang", berkas)
    permed = await peramban.masuk(jejak, "permed", "/hilang")
    await permed.locator("#hidup a.nomor", has_text=nomor).click()
    await expect(permed.locator("h1")).to_contain_text(nomor)
    await expect(permed.locator("html")).to_have_attribute("data-aliran", "tersambung")
    papan = await peramban.masuk(jejak, "kepala", "/papan")
    unit = await peramban.masuk(jejak, "umum", "/pindai")
    await unit.keyboard.press("F7")
    await pindai(unit, nomor)
    await expect(unit.locator("#hasil-kata")).to_have_text(re.compile(f"Berkas hilang! {nomor}"))
    await expect(unit.locator("#hasil-ket")).to_contain_text("Pegang dulu")
    await expect(unit.locator("html")).to_have_attribute("data-bunyi", "alarm")
    await expect(permed.locator("#hidup")).to_contain_text("Terlihat di Pemeriksaan Umum")
    await expect(papan.locator("#papan-hilang")).to_contain_text(f"Berkas hilang {nomor} terlihat di Pemeriksaan Umum")
    await unit.keyboard.press("F7")
    await pindai(unit, nomor)
    await expect(unit.locator("#hasil-ket")).to_contain_text("sudah di tangan Anda")
    await expect(permed.locator("#hidup")).to_contain_text("Penyelia lain dari penemunya")
    assert jejak.baca(f"berkas/{berkas}")["keadaan"] == "ditemukan"


async def test_a_search_is_worked_through_with_the_keyboard_and_two_people_see_each_other(
    jejak: Jejak, peramban: Peramban
) -> None:
    _, nomor, _ = jejak.berkas()
    satu = await peramban.masuk(jejak, "permed", "/hilang")
    await satu.locator("[name=nomor]").fill(nomor)
    await satu.keyboard.press("Enter")
    await satu.wait_for_url("**/hilang/*")
    dua = await peramban.masuk(jejak, "permed2", satu.url.removeprefix(jejak.url))
    await expect(dua.locator("html")).to_have_attribute("data-aliran", "tersambung")
    await satu.locator("#t1 button", has_text="Saya cari di sini").focus()
    await satu.keyboard.press("Space")
    await expect(dua.locator("#t1")).to_contain_text("sedang dicari")
    await expect(dua.locator("#t1 button", has_text="Saya cari di sini")).to_have_count(0)
    await satu.locator("#t1 summary").click()
    await expect(satu.locator("#t1 ul")).to_contain_text(re.compile("baris [0-9]+"))
    await satu.locator("#t1 button", has_text="Ketemu di sini").click()
    await expect(satu.locator("#hidup")).to_contain_text("Ditemukan")
    await expect(dua.locator("#hidup .status")).to_contain_text("Ditemukan")


@pytest.mark.parametrize("width", [1366, 360])
async def test_the_pages_of_a_search_fit_the_screen(jejak: Jejak, peramban: Peramban, width: int) -> None:
    berkas, _, _ = jejak.berkas()
    jejak.perintah("ambil", berkas, tujuan="UMUM")
    page = await peramban.masuk(jejak, "permed", "/hilang", viewport={"width": width, "height": 740})
    await page.locator("[name=nomor]").fill(jejak.baca(f"berkas/{berkas}")["nomor"])
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/hilang/*")
    alamat = page.url
    for path in ("/hilang", alamat, f"{alamat}/lembar"):
        await page.goto(path)
        assert await page.evaluate("document.documentElement.scrollWidth") <= width, path
        small = await page.evaluate(
            "[...document.querySelectorAll('main button, main select, main input:not([type=hidden])')]"
            ".filter((e) => e.offsetHeight && e.offsetHeight < 43).length"
        )
        assert small == 0, path
